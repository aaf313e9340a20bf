// What this service asks an EHR for: few queries with the plain search features every server has, each short enough
// for servers that accept no more than 2,048 characters.
import { codesOf, entryOf, isAnalyte, LOINC, NCIT, STAGE_CODES, type Located } from '../../src/authoring.ts';
import * as tests from './orderables.ts';

/** Rare results whose whole history matters: B2M in serum, urine and CSF, cytogenetics, recorded stages. */
const MARKERS = codesOf(
  (e) =>
    'aberration' in e ||
    'narrative' in e ||
    'variant' in e ||
    ('analyte' in e && (e.analyte?.startsWith('b2m') ?? false)),
);
const FILTRATION: ReadonlySet<string> = new Set(['creatinine-serum', 'egfr', 'cystatin-c', 'body-weight']);
/** What filtration is read from; frequent in hospital, so apart from the rest. */
const KIDNEY = codesOf((e) => 'analyte' in e && e.analyte !== undefined && FILTRATION.has(e.analyte));
/** What the indices need besides, and what shows that a work-up has been done. */
const LABS = [
  ...new Set([
    ...codesOf((e) => 'analyte' in e && e.analyte !== undefined && !e.analyte.startsWith('b2m')),
    ...Object.values(tests).flatMap((t) => t.codes),
  ]),
].filter((code) => !MARKERS.includes(code) && !KIDNEY.includes(code));

const loinc = (codes: readonly string[]): string => codes.map((c) => `${LOINC}|${c}`).join(',');
const stages = Object.values(STAGE_CODES).map((s) => `${NCIT}|${s.observable}`);

export const prefetch: Readonly<Record<string, string>> = {
  patient: 'Patient/{{context.patientId}}',
  conditions: 'Condition?patient={{context.patientId}}&_count=200',
  markers: `Observation?patient={{context.patientId}}&code=${loinc(MARKERS)},${stages.join(',')}&_sort=-date&_count=200`,
  kidney: `Observation?patient={{context.patientId}}&code=${loinc(KIDNEY)}&_sort=-date&_count=200`,
  labs: `Observation?patient={{context.patientId}}&code=${loinc(LABS)}&_sort=-date&_count=200`,
  medications: 'MedicationRequest?patient={{context.patientId}}&_count=200',
  procedures: 'Procedure?patient={{context.patientId}}&_sort=-date&_count=100',
};

/** Without the patient nobody knows who is an adult; without B2M there is nothing to read. */
export const REQUIRED = ['patient', 'markers'] as const;

/** Is what a key would bring already here, by another key or by the context? */
export function satisfies(key: string, resources: readonly Located[]): boolean {
  switch (key) {
    case 'patient':
      return resources.some((r) => r.resource.resourceType === 'Patient');
    case 'markers':
      return resources.some((r) => r.resource.resourceType === 'Observation' && isB2m(r.resource));
    default:
      return false;
  }
}

function isB2m(observation: fhir4.Observation): boolean {
  const entry = entryOf(observation.code, NO_LOCAL_CODES)?.entry;
  return entry !== undefined && isAnalyte(entry) && entry.analyte.startsWith('b2m');
}

const NO_LOCAL_CODES: ReadonlyMap<string, string> = new Map();
