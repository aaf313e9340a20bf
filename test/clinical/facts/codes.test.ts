// Double entry: every code we read, what it is read as, and that it stands in the clinical reference. With a code mistyped in
// the tables of facts/ no record would ever be found, and nothing else would notice.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CATALOGUE, codesOf, type CatalogueEntry } from '../../../src/clinical/facts/catalogue.ts';
import { chart, collect, condition, patient, SNOMED } from '../../support/chart.ts';

const reference = readFileSync(join(import.meta.dirname, '../../../docs/clinical-reference.md'), 'utf8');

/** What it is read as → LOINC codes. */
const RESULTS: Readonly<Record<string, string>> = {
  'b2m-serum in mg/L from 0.3 to 150': '1952-1 83078-6 56786-7 14626-6 76484-5',
  'not used: arbitrary-unit (b2m-serum)': '83076-0',
  'not used: not-numeric (b2m-serum)': '43818-4',
  'b2m-serum-postdialysis in mg/L from 0.3 to 150': '87708-4',
  'b2m-urine in ug/L': '1953-9 83077-8 32302-2 54356-1 50824-2',
  'not used: arbitrary-unit (b2m-urine)': '83079-4',
  'not used: not-numeric (b2m-urine)': '43819-2',
  'b2m-urine-24h in ug/(24.h)': '10873-8 56662-0',
  'b2m-urine-creatinine-ratio in ug/g{creat}': '13485-8 39773-7 59177-6 44303-6 93729-2',
  'b2m-csf in mg/L': '1951-3 32301-4',
  'not used: not-numeric (b2m-csf)': '43919-0',
  'not used: other-specimen': '48166-3 39458-5 49081-3 88711-7 59217-0 59218-8 12777-9 12778-7 38178-0 48777-7',
  'not used: not-numeric': '56125-8 55898-1 11219-3',
  'free-kappa in mg/L': '36916-5 104544-2 80515-0',
  'free-lambda in mg/L': '33944-0 80516-8',
  'free-light-chain-ratio in 1': '48378-4 104546-7 80517-6',
  'creatinine-serum in mg/dL from 0.2 to 25': '2160-0 14682-9 35203-9 38483-4 59826-8 77140-2 21232-4',
  'not used: post-dialysis (creatinine-serum), a sign of dialysis': '11042-9 11041-1 51619-5 51620-3',
  'creatinine-urine in mg/dL': '2161-8 14683-7',
  'creatinine-clearance in mL/min': '2164-2 33558-8',
  'albumin-serum in g/dL from 1 to 6':
    '1751-7 61151-7 61152-5 2862-1 77148-5 76631-1 103577-3 101198-0 54347-0 62235-7 62234-0',
  'calcium-serum in mg/dL': '17861-6 2000-8',
  'ldh-serum in U/L': '2532-0 14804-9 14805-6',
  'cystatin-c in mg/L': '33863-2',
  'egfr in mL/min/{1.73_m2}, rank 1: CKD-EPI 2021 (creatinine)': '98979-8',
  'egfr in mL/min/{1.73_m2}, rank 1: CKD-EPI 2021 (creatinine and cystatin C)': '98980-6',
  'egfr in mL/min/{1.73_m2}, rank 2: cystatin C-based': '50210-4',
  'egfr in mL/min/{1.73_m2}, rank 3: CKD-EPI (creatinine and cystatin C)': '94677-2',
  'egfr in mL/min/{1.73_m2}, rank 3: CKD-EPI (creatinine), year not stated': '62238-1',
  'egfr in mL/min/{1.73_m2}, rank 4: CKD-EPI 2009': '88294-4 88293-6',
  'egfr in mL/min/{1.73_m2}, rank 4: MDRD': '77147-7 33914-3 48642-3 48643-1 50044-7 70969-1',
  'egfr in mL/min/{1.73_m2}, rank 4: equation not named': '69405-9',
  'urine-ph in [pH]': '2756-5 5803-2 50560-2',
  'hemoglobin in g/dL': '718-7',
  'platelets in 10*9/L': '777-3 26515-7 778-1',
  'm-protein in g/dL': '33358-3 104837-0 51435-6',
  'ecog in 1': '89247-1',
  'body-weight in kg': '29463-7 3141-9 8341-0 3142-7',
  'del17p as presence': '81746-0 72824-6',
  'del17p as fraction': '84916-6',
  't4-14 as presence': '72726-3',
  't14-16 as presence': '77033-9',
  't14-20 as presence': '90043-1',
  'gain1q as presence': '81752-8',
  'del1p32 as fraction': '103667-2',
  'narrative: cytogenetics': '81751-0 95069-1 50659-2',
  variant: '69548-6',
  'pregnancy status': '82810-3',
};

/** What it is read as → SNOMED CT codes. */
const SNOMED_CODES: Readonly<Record<string, string>> = {
  myeloma:
    '109989006 277579002 277580004 285420006 285421005 285422003 414553000 313427003 425657001 230586003 739301006 16318001000119107',
  'myeloma, remission': '94704006',
  'myeloma, relapse': '452291000124109',
  plasmacytoma: '415112005 426336007 188718006 414785000 404142007',
  'plasmacytoma, remission': '353211000119103',
  'plasma-cell-leukaemia': '95210003',
  'plasma-cell-leukaemia, remission': '95209008',
  'plasma-cell-leukaemia, relapse': '122981000119101',
  'smouldering-myeloma': '413587002 440422002 441313008',
  mgus: '277577000 285424002 285423008 285426000 285428004 285430002 58648008',
  cll: '277473004 92814006 302841002',
  waldenstrom: '190818004',
  'follicular-lymphoma': '308121000',
  dlbcl: '109969005',
  'mantle-cell-lymphoma': '443487006',
  'al-amyloidosis': '23132008 237865009 402453006',
  all: '91857003',
  cmml: '127225006',
  myelofibrosis: '307651005 52967002',
  mgrs: '373604002 829971006 724099000',
  ckd: '709044004 431855005 431856006',
  'ckd-3': '433144002',
  'ckd-4-5': '431857002 433146000',
  esrd: '46177005',
  dialysis:
    '236435004 105502003 429075005 428982002 443143006 443596009 714152005 704667004 286371000119107 90791000119104 ' +
    '90771000119100 153891000119101 96701000119107',
  'kidney-transplant': '737295003 161665007 236436003 236570004 58797008',
  aki:
    '14669001 35455006 145681000119101 429224003 236428007 236433006 36225005 722095005 722096006 722278006 726541005 ' +
    '870589006 422593004 733839001 200118004 33561005 52342006 17380002 57469000 609455009 609472002 71909003',
  pregnancy: '77386006',
  'pregnancy-ended': '60001007',
  'rheumatoid-arthritis': '69896004',
  lupus: '55464009',
  sjogren: '83901003',
  hiv: '86406008',
  cmv: '28944009',
  hepatitis: '66071002 50711007',
  cirrhosis: '19943007',
  'inflammatory-bowel-disease': '34000006 64766004',
  tuberculosis: '56717001',
  'multiple-sclerosis': '24700007',
  'myeloma-kidney': '32278006 127911000119105',
};

/** What it is read as → ICD-10 codes, national versions' digits included where they matter. */
const ICD10_CODES: Readonly<Record<string, string>> = {
  myeloma: 'C90.0',
  'myeloma, remission': 'C90.01',
  'myeloma, relapse': 'C90.02',
  'plasma-cell-leukaemia': 'C90.1',
  'plasma-cell-leukaemia, remission': 'C90.11',
  'plasma-cell-leukaemia, relapse': 'C90.12',
  plasmacytoma: 'C90.2 C90.3',
  'plasmacytoma, remission': 'C90.21 C90.31',
  'plasmacytoma, relapse': 'C90.22 C90.32',
  mgus: 'D47.2',
  cll: 'C91.1',
  lymphoma: 'C83.0',
  'cll, remission': 'C91.11',
  'cll, relapse': 'C91.12',
  waldenstrom: 'C88.0',
  'follicular-lymphoma': 'C82',
  dlbcl: 'C83.3',
  'mantle-cell-lymphoma': 'C83.1',
  'al-amyloidosis': 'E85.81',
  'al-amyloidosis, suspected': 'E85.9',
  all: 'C91.0',
  'all, remission': 'C91.01',
  'all, relapse': 'C91.02',
  cmml: 'C93.1',
  myelofibrosis: 'D47.4 D75.81',
  ckd: 'N18 I12 I13',
  'ckd-3': 'N18.3',
  'ckd-5-or-esrd': 'I12.0 I13.11 I13.2',
  'dialysis-care': 'Z49.01 Z49.02 Z49.31 Z49.32',
  pregnancy: 'O09 O79 O98 O9A Z33.1 Z34 Z3A',
  'pregnancy-ended': 'O00 O80 O92 O94 Z33.2',
  'ckd-4-5': 'N18.4 N18.5',
  esrd: 'N18.6',
  dialysis: 'Z99.2 Z49.1 Z49.2',
  aki: 'N17 N99.0 O90.4 O08.4',
  'kidney-transplant': 'Z94.0 T86.1',
  'rheumatoid-arthritis': 'M05 M06',
  lupus: 'M32.1 M32.9',
  sjogren: 'M35.0',
  hiv: 'B20 Z21',
  cmv: 'B27.1',
  hepatitis: 'B18',
  cirrhosis: 'K74.60',
  'inflammatory-bowel-disease': 'K50 K51',
  tuberculosis: 'A15',
  'heavy-metal': 'T56',
  'tubular-disorder': 'N25.89 N25.9 N12 N16',
  'multiple-sclerosis': 'G35',
  'dialysis-amyloidosis': 'E85.3',
};

/** Further causes of a raised B2M: SNOMED CT, then ICD-10, a range by its ends. */
const CAUSES: Readonly<Record<string, readonly [snomed: string, icd10: string]>> = {
  'solid-tumour': ['363346000 128462008 372244006', 'C00 C43 C45 C80 C97'],
  'hodgkin-lymphoma': ['118599009', 'C81'],
  lymphoma: [
    '118600007 118601006 109978004 109977009 400122007 118618005 413537009 447100004 726721002 445269007 404140004 ' +
      '307623001 1255270006',
    'C86',
  ],
  'lymphoproliferative-disease': ['118613001 277568007', 'C88 C91 D47.Z1 D47.Z2'],
  'myeloid-malignancy': ['91861009 92818009', 'C92 C94'],
  'blood-malignancy': ['93143009', 'C95 C96'],
  'mds-or-mpn': ['109995007 425333006 109993000 109992005 109994006', 'D45 D46 D47.1 D47.3'],
  sarcoidosis: ['31541009 24369008', 'D86'],
  hiv: ['165816005 62479008', 'B20 B24 Z21'],
  hepatitis: ['61977001 128302006 76783007', 'B16 B17.1 B18 B19.1 B19.2'],
  'liver-disease': ['', 'K70 K74'],
  cirrhosis: ['420054005 716203000', 'K74.60'],
  'rheumatoid-arthritis': ['', 'M05 M06'],
  lupus: ['', 'M32'],
  sjogren: ['', 'M35.0'],
  sepsis: ['91302008 10001005', 'A40 A41'],
  'organ-transplant': ['161666008 161671001 161672008 737297006 702777009', 'Z94.1 Z94.4 Z94.8'],
};
/** What lies beside them and means something else, or nothing, here. */
const NO_CAUSE = 'C44 C44.91 D00 D09 D47.0 D47.9 B15 B17.2 B19.0 Z85.3 Z94.5 Z94.6 Z94.7 Z94.9 K69 K75 K76.0 A39 A42';
const INSIDE: Readonly<Record<string, string>> = {
  'solid-tumour': 'C18.9 C50.911 C7A.1 C4A.9',
  lymphoma: 'C83.8 C84.7A C85.10',
  'lymphoproliferative-disease': 'C91.40 C88.4',
  'myeloid-malignancy': 'C92.00 C93.00',
  'organ-transplant': 'Z94.84 Z94.2',
  mgus: 'D47.2',
};

const pairs = (table: Readonly<Record<string, string>>): readonly (readonly [code: string, meaning: string])[] =>
  Object.entries(table).flatMap(([meaning, codes]) => codes.split(' ').map((code) => [code, meaning] as const));

describe('results', () => {
  test.each(pairs(RESULTS))('%s: %s', (code, meaning) => {
    const entry = CATALOGUE.get(code);
    expect(entry && inWords(entry)).toBe(meaning);
    expect(reference).toMatch(new RegExp(`(?<![\\d-])${code}(?![\\d-])`));
  });

  test('are found by what they are read as', () => {
    expect(codesOf((entry) => 'aberration' in entry && entry.as === 'fraction')).toEqual(['84916-6', '103667-2']);
  });

  test('are all listed here', () => {
    expect([...CATALOGUE.keys()].sort()).toEqual(
      pairs(RESULTS)
        .map(([code]) => code)
        .sort(),
    );
  });
});

describe('problems', () => {
  test.each(pairs(SNOMED_CODES))('SNOMED CT %s: %s', (code, meaning) => {
    expect(readAs(SNOMED, code)).toBe(meaning);
    expect(reference).toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  });

  test.each(pairs(ICD10_CODES))('ICD-10 %s: %s', (code, meaning) => {
    expect(readAs('http://hl7.org/fhir/sid/icd-10-cm', code)).toBe(meaning);
    expect(standsInReference(code)).toBe(true);
  });
});

describe('further causes of a raised B2M', () => {
  const listed = Object.entries(CAUSES).flatMap(([cause, [snomed, icd10]]) => [
    ...snomed.split(' ').map((code) => [code, cause] as const),
    ...icd10.split(' ').map((code) => [code, cause] as const),
  ]);

  test.each(listed.filter(([code]) => code !== ''))('%s: %s', (code, cause) => {
    const isIcd10 = /^[A-Z]/.test(code);
    expect(readAs(isIcd10 ? 'http://hl7.org/fhir/sid/icd-10-cm' : SNOMED, code)).toBe(cause);
    expect(isIcd10 ? standsInReference(code) : new RegExp(`(?<!\\d)${code}(?!\\d)`).test(reference)).toBe(true);
  });

  test.each(pairs(INSIDE))('within a range: %s: %s', (code, meaning) => {
    expect(readAs('http://hl7.org/fhir/sid/icd-10-cm', code)).toBe(meaning);
  });

  test.each(NO_CAUSE.split(' '))('%s is none', (code) => {
    expect(readAs('http://hl7.org/fhir/sid/icd-10-cm', code)).toBeUndefined();
  });
});

function inWords(entry: CatalogueEntry): string {
  if ('unusable' in entry) {
    const analyte = entry.analyte ? ` (${entry.analyte})` : '';
    return `not used: ${entry.unusable}${analyte}${entry.dialysisHint ? ', a sign of dialysis' : ''}`;
  }
  if ('aberration' in entry) return `${entry.aberration} as ${entry.as}`;
  if ('narrative' in entry) return `narrative: ${entry.narrative}`;
  if ('variant' in entry) return 'variant';
  if ('pregnancyStatus' in entry) return 'pregnancy status';
  const plausible = entry.plausible ? ` from ${entry.plausible.join(' to ')}` : '';
  const rank = entry.rank === undefined ? '' : `, rank ${entry.rank}: ${entry.method}`;
  return `${entry.analyte} in ${entry.units.unit}${plausible}${rank}`;
}

/** The reference writes `N18.1, .2, .3` and `C91.00–.02`. */
function standsInReference(code: string): boolean {
  const [stem = '', digits] = code.split('.');
  return reference.split('\n').some((line) => {
    if (!line.includes(stem)) return false;
    if (digits === undefined || line.includes(`.${digits}`)) return true;
    return [...line.matchAll(/\.(\d+)–\.(\d+)/g)].some(
      ([, from = '', to = '']) => from.length === digits.length && from <= digits && digits <= to,
    );
  });
}

function readAs(system: string, code: string): string | undefined {
  const { diseases, contexts } = collect(
    chart([patient(), { ...condition('myeloma'), code: { coding: [{ system, code }] } }]),
  );
  const [found] = [...diseases, ...contexts];
  if (!found) return undefined;
  const activity = found.activity === 'active' ? '' : `, ${found.activity}`;
  return `${found.kind}${activity}${found.certainty === 'suspected' ? ', suspected' : ''}`;
}
