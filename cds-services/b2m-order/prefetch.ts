// What this service asks an EHR for.
import { codesOf, LOINC, type Located } from '../../src/authoring.ts';

/** Serum B2M, what it is read with, and what decides on a nephrotoxic drug. */
const WANTED: ReadonlySet<string> = new Set([
  'b2m-serum',
  'b2m-urine',
  'creatinine-serum',
  'albumin-serum',
  'ldh-serum',
  'egfr',
  'urine-ph',
  'hemoglobin',
]);
const CODES = codesOf((e) => 'analyte' in e && e.analyte !== undefined && WANTED.has(e.analyte));

export const prefetch: Readonly<Record<string, string>> = {
  patient: 'Patient/{{context.patientId}}',
  conditions: 'Condition?patient={{context.patientId}}&_count=200',
  labs: `Observation?patient={{context.patientId}}&code=${CODES.map((c) => `${LOINC}|${c}`).join(',')}&_sort=-date&_count=200`,
  medications: 'MedicationRequest?patient={{context.patientId}}&_count=200',
  procedures: 'Procedure?patient={{context.patientId}}&_sort=-date&_count=100',
};

/** Without what is recent on record, a suggestion might order what was measured yesterday. */
export const REQUIRED = ['labs'] as const;

/** Only the query itself tells that nothing is recent; single results by another way do not. */
export function satisfies(_key: string, _resources: readonly Located[]): boolean {
  return false;
}
