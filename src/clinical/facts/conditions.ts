// Conditions → diseases that decide which index applies, and contexts that change how B2M is read.
import { statusOf, withoutCertaintyLetter, type ConditionStatus } from './condition-status.ts';
import { diagnosisDateOf } from './diagnosis-date.ts';
import { codingsOf, listed } from './listed.ts';
import type { ConditionFact, Context, Disease } from './types.ts';

const SNOMED = 'http://snomed.info/sct';

type Kind = Disease | Context;
interface Meaning {
  readonly kind: Kind;
  readonly activity?: 'relapse' | 'remission';
  /** The code itself is broader than the disease. */
  readonly suspected?: true;
  /** The code system has no code for the smouldering kind, so the code may mean it. */
  readonly orSmouldering?: true;
}

/** @source clinical reference 7.8 and 5 (VSAC extracts unless noted there) */
const SNOMED_MEANING: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['109989006', { kind: 'myeloma' }],
  ['277579002', { kind: 'myeloma' }],
  ['277580004', { kind: 'myeloma' }],
  ['94704006', { kind: 'myeloma', activity: 'remission' }],
  ['452291000124109', { kind: 'myeloma', activity: 'relapse' }],
  ['415112005', { kind: 'plasmacytoma' }],
  ['413587002', { kind: 'smouldering-myeloma' }],
  ['440422002', { kind: 'smouldering-myeloma' }],
  ['441313008', { kind: 'smouldering-myeloma' }],
  ['277577000', { kind: 'mgus' }],
  ['277473004', { kind: 'cll' }],
  ['92814006', { kind: 'cll' }],
  ['302841002', { kind: 'cll' }],
  ['190818004', { kind: 'waldenstrom' }],
  ['308121000', { kind: 'follicular-lymphoma' }],
  ['109969005', { kind: 'dlbcl' }],
  ['443487006', { kind: 'mantle-cell-lymphoma' }],
  ['23132008', { kind: 'al-amyloidosis' }],
  ['237865009', { kind: 'al-amyloidosis' }],
  ['402453006', { kind: 'al-amyloidosis' }],
  ['91857003', { kind: 'all' }],
  ['127225006', { kind: 'cmml' }],
  ['307651005', { kind: 'myelofibrosis' }],
  ['709044004', { kind: 'ckd' }],
  ['431855005', { kind: 'ckd' }],
  ['431856006', { kind: 'ckd' }],
  ['433144002', { kind: 'ckd' }],
  ['431857002', { kind: 'ckd-4-5' }],
  ['433146000', { kind: 'ckd-4-5' }],
  ['46177005', { kind: 'esrd' }],
  ['236435004', { kind: 'dialysis' }],
  ['105502003', { kind: 'dialysis' }],
  ['737295003', { kind: 'kidney-transplant' }],
  ['161665007', { kind: 'kidney-transplant' }],
  ['236436003', { kind: 'kidney-transplant' }],
  ['236570004', { kind: 'kidney-transplant' }],
  ['69896004', { kind: 'rheumatoid-arthritis' }],
  ['55464009', { kind: 'lupus' }],
  ['83901003', { kind: 'sjogren' }],
  ['86406008', { kind: 'hiv' }],
  ['28944009', { kind: 'cmv' }],
  ['66071002', { kind: 'hepatitis' }],
  ['50711007', { kind: 'hepatitis' }],
  ['19943007', { kind: 'cirrhosis' }],
  ['34000006', { kind: 'inflammatory-bowel-disease' }],
  ['64766004', { kind: 'inflammatory-bowel-disease' }],
  ['56717001', { kind: 'tuberculosis' }],
  ['24700007', { kind: 'multiple-sclerosis' }],
  ['32278006', { kind: 'myeloma-kidney' }],
  ['127911000119105', { kind: 'myeloma-kidney' }],
]);

/** ICD-10 by its shared stem; national versions only add digits. @source clinical reference 7.8 and 5 */
const ICD10_MEANING: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['C900', { kind: 'myeloma', orSmouldering: true }],
  ['C9001', { kind: 'myeloma', activity: 'remission' }],
  ['C9002', { kind: 'myeloma', activity: 'relapse' }],
  ['C901', { kind: 'plasma-cell-leukaemia' }],
  ['C902', { kind: 'plasmacytoma' }],
  ['C903', { kind: 'plasmacytoma' }],
  ['D472', { kind: 'mgus' }],
  ['C911', { kind: 'cll' }],
  ['C9111', { kind: 'cll', activity: 'remission' }],
  ['C9112', { kind: 'cll', activity: 'relapse' }],
  ['C830', { kind: 'cll' }],
  ['C880', { kind: 'waldenstrom' }],
  ['C82', { kind: 'follicular-lymphoma' }],
  ['C833', { kind: 'dlbcl' }],
  ['C831', { kind: 'mantle-cell-lymphoma' }],
  ['E8581', { kind: 'al-amyloidosis' }],
  ['E859', { kind: 'al-amyloidosis', suspected: true }],
  ['C910', { kind: 'all' }],
  ['C9101', { kind: 'all', activity: 'remission' }],
  ['C9102', { kind: 'all', activity: 'relapse' }],
  ['C931', { kind: 'cmml' }],
  ['D474', { kind: 'myelofibrosis' }],
  ['D7581', { kind: 'myelofibrosis' }],
  ['N18', { kind: 'ckd' }],
  ['N184', { kind: 'ckd-4-5' }],
  ['N185', { kind: 'ckd-4-5' }],
  ['N186', { kind: 'esrd' }],
  ['I12', { kind: 'ckd' }],
  ['I13', { kind: 'ckd' }],
  ['Z992', { kind: 'dialysis' }],
  ['N17', { kind: 'aki' }],
  ['Z940', { kind: 'kidney-transplant' }],
  ['T8611', { kind: 'kidney-transplant' }],
  ['M05', { kind: 'rheumatoid-arthritis' }],
  ['M06', { kind: 'rheumatoid-arthritis' }],
  ['M321', { kind: 'lupus' }],
  ['M329', { kind: 'lupus' }],
  ['M350', { kind: 'sjogren' }],
  ['B20', { kind: 'hiv' }],
  ['Z21', { kind: 'hiv' }],
  ['B271', { kind: 'cmv' }],
  ['B18', { kind: 'hepatitis' }],
  ['K7460', { kind: 'cirrhosis' }],
  ['K50', { kind: 'inflammatory-bowel-disease' }],
  ['K51', { kind: 'inflammatory-bowel-disease' }],
  ['A15', { kind: 'tuberculosis' }],
  ['T56', { kind: 'heavy-metal' }],
  ['N2589', { kind: 'tubular-disorder' }],
  ['N259', { kind: 'tubular-disorder' }],
  ['N12', { kind: 'tubular-disorder' }],
  ['N16', { kind: 'tubular-disorder' }],
  ['G35', { kind: 'multiple-sclerosis' }],
  ['E853', { kind: 'dialysis-amyloidosis' }],
]);

/**
 * The national versions of ICD-10 go by many names: sid/icd-10, sid/icd-10-cm, bfarm/icd-10-gm, …; the OIDs are those
 * of ICD-10 and ICD-10-CM.
 */
const ICD10_SYSTEM = /icd-?10(?!-?pcs)|^urn:oid:2\.16\.840\.1\.113883\.6\.(3|90)$/i;

const DISEASES: ReadonlySet<Kind> = new Set<Disease>([
  'myeloma',
  'smouldering-myeloma',
  'mgus',
  'plasmacytoma',
  'plasma-cell-leukaemia',
  'al-amyloidosis',
  'cll',
  'waldenstrom',
  'follicular-lymphoma',
  'dlbcl',
  'mantle-cell-lymphoma',
  'all',
  'cmml',
  'myelofibrosis',
]);

const NO_CODES: ReadonlySet<string> = new Set();

export interface ConditionFacts {
  readonly diseases: readonly ConditionFact<Disease>[];
  readonly contexts: readonly ConditionFact<Context>[];
  /** Entries with a meaning for us whose status is not understood. */
  readonly notUnderstood: ReadonlyMap<string, NonNullable<ConditionStatus['why']>>;
  /** References of entries whose codes stand in our lists. */
  readonly known: ReadonlySet<string>;
}

export interface ConditionOptions {
  /** The site's codes for hospice and comfort care, as `system|code`. */
  readonly comfortCareCodes?: ReadonlySet<string> | undefined;
  /** Of the patient: dates an onset that is given as an age. */
  readonly birthDate?: string | undefined;
}

/**
 * Sorts the problem list into what concerns B2M.
 *
 * @param conditions with their references; refuted and entered-in-error ones are ignored, provisional, differential
 *   and unconfirmed ones are `suspected`, and a stated clinical status outranks the one a code implies
 */
export function readConditions(
  conditions: readonly { readonly resource: fhir4.Condition; readonly reference: string }[],
  { comfortCareCodes = NO_CODES, birthDate }: ConditionOptions = {},
): ConditionFacts {
  const diseases: ConditionFact<Disease>[] = [];
  const contexts: ConditionFact<Context>[] = [];
  const orSmouldering = new Set<ConditionFact>();
  const notUnderstood = new Map<string, NonNullable<ConditionStatus['why']>>();
  const known = new Set<string>();
  for (const { resource, reference } of conditions) {
    const meanings = meaningsOf(resource.code, comfortCareCodes);
    if (meanings.length === 0) continue;
    known.add(reference);
    const { certainty, activity, why } = statusOf(resource);
    if (certainty === 'refuted') continue;
    if (why) notUnderstood.set(reference, why);
    const date = diagnosisDateOf(resource, birthDate);
    for (const meaning of mostSpecific(meanings)) {
      const { kind } = meaning;
      const rest: Omit<ConditionFact, 'kind'> = {
        reference,
        certainty: meaning.suspected && certainty === 'confirmed' ? 'suspected' : certainty,
        activity: activity ?? meaning.activity ?? 'active',
        ...(date !== undefined && { date }),
        ...(date !== undefined && date !== 'open' && { at: date.earliest, since: date.stated }),
        ...(isOfEncounter(resource) && { encounter: true }),
      };
      if (!isDisease(kind)) {
        contexts.push({ kind, ...rest });
        continue;
      }
      const fact = { kind, ...rest };
      diseases.push(fact);
      if (meaning.orSmouldering) orSmouldering.add(fact);
    }
  }
  return { diseases: onePlasmaCellDisease(diseases, orSmouldering), contexts, notUnderstood, known };
}

function isDisease(kind: Kind): kind is Disease {
  return DISEASES.has(kind);
}

/** @source https://hl7.org/fhir/R4/valueset-condition-category.html */
function isOfEncounter({ category }: fhir4.Condition): boolean {
  const codes = listed(category)
    .flatMap(codingsOf)
    .map((c) => c.code);
  return codes.includes('encounter-diagnosis') && !codes.includes('problem-list-item');
}

function meaningsOf(
  concept: fhir4.CodeableConcept | undefined,
  comfortCareCodes: ReadonlySet<string>,
): readonly Meaning[] {
  const found: Meaning[] = [];
  for (const { system, code } of codingsOf(concept)) {
    if (typeof system !== 'string' || typeof code !== 'string') continue;
    if (comfortCareCodes.has(`${system}|${code}`)) found.push({ kind: 'comfort-care' });
    const icd10 = ICD10_SYSTEM.test(system) ? byIcd10(code) : undefined;
    const meaning = system === SNOMED ? SNOMED_MEANING.get(code) : icd10;
    if (meaning) found.push(meaning);
  }
  return merged(found);
}

/** Codings of one entry say the same thing, one more exactly than the other. */
function merged(meanings: readonly Meaning[]): readonly Meaning[] {
  const byKind = new Map<Kind, Meaning>();
  for (const meaning of meanings) {
    const { kind } = meaning;
    const other = byKind.get(kind) ?? meaning;
    const activity = other.activity ?? meaning.activity;
    byKind.set(kind, {
      kind,
      ...(activity && { activity }),
      ...(other.suspected && meaning.suspected && { suspected: true }),
      ...(other.orSmouldering && meaning.orSmouldering && { orSmouldering: true }),
    });
  }
  return [...byKind.values()];
}

/** The longest known stem wins: C90.01 before C90.0; no code is longer than seven characters. */
function byIcd10(code: string): Meaning | undefined {
  const plain = withoutCertaintyLetter(code).replace('.', '').toUpperCase();
  for (let length = 7; length >= 3; length--) {
    const meaning = ICD10_MEANING.get(plain.slice(0, length));
    if (meaning) return meaning;
  }
  return undefined;
}

/** ICD-10 has no code for smouldering myeloma: C90.00 beside a SNOMED code for it is the smouldering kind. */
function mostSpecific(meanings: readonly Meaning[]): readonly Meaning[] {
  return meanings.some((m) => m.kind === 'smouldering-myeloma')
    ? meanings.filter((m) => m.kind !== 'myeloma' && m.kind !== 'mgus')
    : meanings;
}

/**
 * Myeloma that is confirmed and current has left its smouldering stage and MGUS behind; but a C90.00 beside a current
 * entry of the smouldering kind is that kind. @source clinical reference 7.8 ("often C90.00; exclude if SCT says so")
 */
function onePlasmaCellDisease(
  diseases: readonly ConditionFact<Disease>[],
  orSmouldering: ReadonlySet<ConditionFact>,
): readonly ConditionFact<Disease>[] {
  const current = diseases.filter((d) => d.certainty === 'confirmed' && d.activity !== 'inactive');
  const smouldering = current.some((d) => d.kind === 'smouldering-myeloma');
  const myelomas = current.filter((d) => d.kind === 'myeloma');
  const certain = myelomas.some((d) => !(smouldering && orSmouldering.has(d) && d.activity === 'active'));
  if (certain) return diseases.filter((d) => d.kind !== 'smouldering-myeloma' && d.kind !== 'mgus');
  return myelomas.length > 0 ? diseases.filter((d) => !myelomas.includes(d) && d.kind !== 'mgus') : diseases;
}
