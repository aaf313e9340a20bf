// What this service asks an EHR for.
import { codeSearches, codesOf, codeTokens, plainKey, type LocalCodes } from '../../src/authoring.ts';

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

/** @param localCodes the site's own codes, which results may carry instead of LOINC */
export function prefetchFor(localCodes: LocalCodes): Readonly<Record<string, string>> {
  return {
    patient: 'Patient/{{context.patientId}}',
    conditions: 'Condition?patient={{context.patientId}}&_count=200',
    ...codeSearches(
      'labs',
      'Observation?patient={{context.patientId}}&code=',
      codeTokens(CODES, localCodes),
      '&_sort=-date&_count=200',
    ),
    // no _include: CDS Hooks restricts prefetch to plain searches; a drug that was not gathered counts as unread
    medications: 'MedicationRequest?patient={{context.patientId}}&_count=200',
    procedures: 'Procedure?patient={{context.patientId}}&_sort=-date&_count=100',
    requests: 'ServiceRequest?patient={{context.patientId}}&status=active&_sort=-authored&_count=100',
  };
}

/** Without what is recent on record, a suggestion might order what was measured yesterday. */
export function requiredOf(prefetch: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(prefetch).filter((key) => plainKey(key) === 'labs');
}
