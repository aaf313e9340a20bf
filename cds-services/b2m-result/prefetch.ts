// What this service asks an EHR for: few queries with the plain search features every server has, each short enough
// for servers that accept no more than 2,048 characters.
import {
  codeSearches,
  codesOf,
  codeTokens,
  entryOf,
  isAnalyte,
  NCIT,
  plainKey,
  STAGE_CODES,
  type LocalCodes,
  type Located,
} from '../../src/authoring.ts';
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
    ...codesOf((e) => 'pregnancyStatus' in e),
    ...Object.values(tests).flatMap((t) => t.codes),
  ]),
].filter((code) => !MARKERS.includes(code) && !KIDNEY.includes(code));

const stages = Object.values(STAGE_CODES).map((s) => `${NCIT}|${s.observable}`);

/** Where HL7 Genomics Reporting states what a variant means. @source clinical reference 7.6 */
const IMPLICATION = 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs|diagnostic-implication';

/** @param localCodes the site's own codes, which results may carry instead of LOINC */
export function prefetchFor(localCodes: LocalCodes): Readonly<Record<string, string>> {
  const results = (key: string, codes: readonly string[], further: readonly string[] = []) =>
    codeSearches(
      key,
      'Observation?patient={{context.patientId}}&code=',
      [...codeTokens(codes, localCodes), ...further],
      '&_sort=-date&_count=200',
    );
  return {
    patient: 'Patient/{{context.patientId}}',
    conditions: 'Condition?patient={{context.patientId}}&_count=200',
    ...results('markers', MARKERS, [...stages, IMPLICATION]),
    ...results('kidney', KIDNEY),
    ...results('labs', LABS),
    // no _include: CDS Hooks restricts prefetch to plain searches; a drug that was not gathered counts as unread
    medications: 'MedicationRequest?patient={{context.patientId}}&_count=200',
    procedures: 'Procedure?patient={{context.patientId}}&_sort=-date&_count=100',
    requests: 'ServiceRequest?patient={{context.patientId}}&status=active&_sort=-authored&_count=100',
  };
}

/** Without the patient nobody knows who is an adult; without B2M there is nothing to read. */
export function requiredOf(prefetch: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(prefetch).filter((key) => ['patient', 'markers'].includes(plainKey(key)));
}

/** Is what a key would bring already here, by another key or by the context? */
export function satisfies(key: string, resources: readonly Located[], localCodes: LocalCodes): boolean {
  switch (plainKey(key)) {
    case 'patient':
      return resources.some((r) => r.resource.resourceType === 'Patient');
    case 'markers':
      return resources.some((r) => r.resource.resourceType === 'Observation' && isB2m(r.resource, localCodes));
    default:
      return false;
  }
}

function isB2m(observation: fhir4.Observation, localCodes: LocalCodes): boolean {
  const entry = entryOf(observation.code, localCodes)?.entry;
  return entry !== undefined && isAnalyte(entry) && entry.analyte.startsWith('b2m');
}
