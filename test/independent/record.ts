// What an EHR would send for a random patient: FHIR resources, and the body of a call that holds them.
import { date, instant } from './time.ts';

type Resource = fhir4.FhirResource;

const SNOMED = 'http://snomed.info/sct';
const subject = { reference: 'Patient/p1' };
const coding = (system: string, code: string): fhir4.CodeableConcept => ({ coding: [{ system, code }] });
const term = (name: string, code: string): fhir4.CodeableConcept =>
  coding(`http://terminology.hl7.org/CodeSystem/${name}`, code);

export const PROBLEM = {
  myeloma: '109989006',
  'plasma cell leukaemia': '95210003',
  'al amyloidosis': '23132008',
  mgus: '277577000',
  'smouldering myeloma': '413587002',
  'relapsed myeloma': '452291000124109',
  'myeloma in remission': '94704006',
  'acute kidney injury': '14669001',
  'ckd stage 3': '433144002',
  'end-stage renal disease': '46177005',
  'dependence on dialysis': '105502003',
  hypertension: '38341003',
} as const;
export type ProblemName = keyof typeof PROBLEM;

export function patient(birthDate: string, gender: 'male' | 'female'): fhir4.Patient {
  return { resourceType: 'Patient', id: 'p1', gender, birthDate };
}

/** A confirmed, active entry of the problem list. */
export function problem(id: string, name: ProblemName, parts: Partial<fhir4.Condition> = {}): fhir4.Condition {
  return {
    resourceType: 'Condition',
    id,
    clinicalStatus: term('condition-clinical', 'active'),
    verificationStatus: term('condition-ver-status', 'confirmed'),
    category: [term('condition-category', 'problem-list-item')],
    code: coding(SNOMED, PROBLEM[name]),
    subject,
    ...parts,
  };
}

export const suspected = { verificationStatus: term('condition-ver-status', 'provisional') };
export const refuted = { verificationStatus: term('condition-ver-status', 'refuted') };
export const resolved = { clinicalStatus: term('condition-clinical', 'resolved') };
export const atAnEncounter = { category: [term('condition-category', 'encounter-diagnosis')] };
export const asserted = (on: string): Partial<fhir4.Condition> => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate', valueDateTime: on }],
});

/** A final result. */
export function result(
  id: string,
  loinc: string,
  value: number,
  unit: string,
  hoursAgo: number,
  parts: Partial<fhir4.Observation> = {},
): fhir4.Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: coding('http://loinc.org', loinc),
    subject,
    effectiveDateTime: instant(hoursAgo),
    valueQuantity: quantity(value, unit),
    ...parts,
  };
}

export const quantity = (value: number, unit: string): fhir4.Quantity => ({
  value,
  unit,
  system: 'http://unitsofmeasure.org',
  code: unit,
});
export const upTo = (value: number, unit: string): Partial<fhir4.Observation> => ({
  referenceRange: [{ high: quantity(value, unit) }],
});

/** An order of so many days ago. */
export function ordered(
  id: string,
  name: string,
  daysAgo: number | undefined,
  parts: Partial<fhir4.MedicationRequest> = {},
): fhir4.MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: name },
    subject,
    ...(daysAgo !== undefined && { authoredOn: date(daysAgo) }),
    ...parts,
  };
}

/** A dose given on that day. */
export function given(id: string, name: string, daysAgo: number): fhir4.MedicationAdministration {
  return {
    resourceType: 'MedicationAdministration',
    id,
    status: 'completed',
    medicationCodeableConcept: { text: name },
    subject,
    effectiveDateTime: date(daysAgo),
  };
}

const KEY: Readonly<Partial<Record<string, string>>> = {
  Condition: 'conditions',
  MedicationRequest: 'medications',
  MedicationAdministration: 'medications',
  MedicationDispense: 'medications',
  MedicationStatement: 'medications',
  Procedure: 'procedures',
};

/**
 * The body of a result-view call: the first B2M is looked at, everything else was prefetched.
 *
 * @param keys of the service
 * @param inPart keys whose page does not hold all that its total counts
 */
export function resultView(
  person: fhir4.Patient,
  resources: readonly Resource[],
  keys: readonly string[],
  inPart: readonly string[] = [],
): object {
  const of = (key: string): readonly Resource[] => resources.filter((r) => (KEY[r.resourceType] ?? 'markers') === key);
  const bundle = (entries: readonly Resource[], more: number): object => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: entries.length + more,
    entry: entries.map((resource) => ({
      fullUrl: `https://ehr.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });
  const looked = resources.find((r) => r.resourceType === 'Observation' && r.code.coding?.[0]?.code === '1952-1');
  return {
    hook: 'result-view',
    hookInstance: '6f0c8f5e-6a6b-4a39-8d3e-2f7b5a0c9d11',
    context: {
      userId: 'Practitioner/1',
      patientId: 'p1',
      results: { resourceType: 'Bundle', type: 'collection', entry: looked ? [{ resource: looked }] : [] },
    },
    prefetch: {
      patient: person,
      ...Object.fromEntries(
        keys.filter((key) => key !== 'patient').map((key) => [key, bundle(of(key), inPart.includes(key) ? 5 : 0)]),
      ),
    },
  };
}
