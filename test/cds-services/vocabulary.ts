// The words of the truth tables and what they stand for. A word that is not here throws: an example about something that
// nobody knows would be silent for the wrong reason.
import { DRUGS } from '../../src/clinical/facts/therapy-codes.ts';
import { READING, services } from '../../fixtures/published.ts';
import { PROBLEMS } from '../support/chart.ts';

/** LOINC codes of the results an example may give. */
export const RESULTS = {
  b2m: '1952-1',
  b2mAfterDialysis: '87708-4',
  b2mArbitraryUnits: '83076-0',
  urineB2m: '1953-9',
  urineB2mPer24h: '10873-8',
  urineB2mPerCreatinine: '13485-8',
  csfB2m: '1951-3',
  creatinine: '2160-0',
  urineCreatinine: '2161-8',
  urinePh: '2756-5',
  albumin: '1751-7',
  ldh: '2532-0',
  egfr: '98979-8',
  cystatinC: '33863-2',
  weight: '29463-7',
  haemoglobin: '718-7',
  platelets: '777-3',
  mProtein: '33358-3',
  ecog: '89247-1',
  freeKappa: '36916-5',
  freeLambda: '33944-0',
  freeRatio: '48378-4',
  calcium: '17861-6',
  creatinineClearance: '2164-2',
} as const;

/** Codes beside those that the chart builder knows by name: SNOMED CT, or ICD-10-CM where a dot or letter tells. */
const PROBLEM_CODES: Readonly<Record<string, string>> = {
  'light-chain myeloma': '277579002',
  'myeloma (icd-10)': 'C90.00',
  'mantle cell lymphoma': '443487006',
  'follicular lymphoma in remission (icd-10)': 'C82.0A',
  'waldenstrom in remission (icd-10)': 'C88.01',
  'cll in remission (icd-10)': 'C91.11',
  'dlbcl in remission (icd-10)': 'C83.3A',
  'primary lymphoma of the cns': 'C83.390',
  'other dlbcl (icd-10)': 'C83.398',
  'large-cell lymphoma of the breast': 'C84.7A',
  cmml: '127225006',
  myelofibrosis: '307651005',
  'sjögren syndrome': '83901003',
  cmv: '28944009',
  'hepatitis c': '50711007',
  cirrhosis: '19943007',
  "crohn's disease": '34000006',
  tuberculosis: '56717001',
  'multiple sclerosis': '24700007',
  'myeloma kidney': '32278006',
  plasmacytoma: '415112005',
  'plasma-cell leukaemia': 'C90.10',
  'ckd stage 3': '433144002',
  'ckd stage 4': '431857002',
  'hospice care': '385763009',
  'palliative care': '103735009',
  mgrs: '373604002',
  pregnancy: '77386006',
  'acute kidney injury': 'N17.9',
  'cadmium exposure': 'T56.3X1A',
  'hodgkin lymphoma': 'C81.90',
  'hodgkin lymphoma in remission (icd-10)': 'C81.9A',
  'breast cancer': 'C50.911',
  'basal cell carcinoma': 'C44.91',
  'polycythaemia vera': 'D45',
  sarcoidosis: 'D86.9',
  'fibrosis of the liver': 'K74.0',
  'heart transplant': 'Z94.1',
  sepsis: 'A41.9',
  'tubulo-interstitial nephritis': 'N12',
};

const PROCEDURE_CODES: Readonly<Record<string, string>> = {
  haemodialysis: '302497006',
  'kidney transplantation': '70536003',
};

const FISH_CODES: Readonly<Record<string, string>> = {
  'del(17p)': '81746-0',
  't(4;14)': '72726-3',
  't(14;16)': '77033-9',
  't(14;20)': '90043-1',
  '1q+': '81752-8',
  'del(1p32)': '103667-2',
};

const ANSWERS: Readonly<Record<string, string>> = { present: 'LA9633-4', absent: 'LA9634-2' };

/** Tests by the names of suggestions. */
const TESTS: Readonly<Record<string, string>> = {
  'serum B2M': '1952-1',
  'urine B2M': '1953-9',
  '24-hour urine B2M': '10873-8',
  'urine B2M per creatinine': '13485-8',
  'CSF B2M': '1951-3',
  creatinine: '2160-0',
  'metabolic panel': '24323-8',
  'basic metabolic panel': '51990-0',
  'hepatic panel': '24325-3',
  'renal panel': '24362-6',
  albumin: '1751-7',
  'molar calcium': '2000-8',
  LDH: '2532-0',
  'blood count': '58410-2',
  'urine creatinine': '2161-8',
  'urine pH': '2756-5',
  'serum protein electrophoresis': '24351-9',
  'serum immunofixation': '25700-6',
  'serum free light chains': '104533-5',
};

/** Ingredients that the services look for, and one that they do not. */
export const INGREDIENTS: readonly string[] = [
  ...DRUGS.map((d) => d.name),
  ...READING.lists.nephrotoxicIngredients,
  'ciclosporin',
  'amoxicillin',
  'ibuprofen',
  'zoledronic',
  'iohexol',
  'aspirin',
];

const PREFETCH_KEYS: ReadonlySet<string> = new Set(
  services.flatMap(({ offerings }) => offerings.flatMap(({ prefetch }) => Object.keys(prefetch))),
);

/** SNOMED CT, or ICD-10-CM where it begins with a letter. */
export const problemCode = wordOf('problem', { ...PROBLEMS, ...PROBLEM_CODES });
/** SNOMED CT. */
export const procedureCode = wordOf('procedure', PROCEDURE_CODES);
/** LOINC. */
export const fishCode = wordOf('aberration', FISH_CODES);
/** LOINC answer. */
export const answerCode = wordOf('answer', ANSWERS);
/** LOINC. */
export const testCode = wordOf('test', TESTS);

/** @returns the name as it came @throws Error when no word of it is an ingredient that is known here */
export function drugName(name: string): string {
  if (name.split(' ').some((word) => INGREDIENTS.includes(word))) return name;
  throw new Error(`no such drug: ${name}`);
}

/** @throws Error when no service prefetches under that key */
export function prefetchKey(key: string): string {
  if (PREFETCH_KEYS.has(key)) return key;
  throw new Error(`no such prefetch key: ${key}`);
}

/** @returns a look-up that throws for a word it does not know */
function wordOf(what: string, table: Readonly<Record<string, string>>): (word: string) => string {
  return (word) => {
    const code = Object.hasOwn(table, word) ? table[word] : undefined;
    if (code === undefined) throw new Error(`no such ${what}: ${word}`);
    return code;
  };
}
