// What stands in a Bundle or a request beside numbers: diagnoses, drugs, procedures, FISH, and the patient's sex and birth date.
import { LOINC } from '../../clinical/facts/catalogue.ts';
import { isObject } from '../../contracts/json.ts';
import { resourcesIn, type Path } from './resources.ts';

export interface Entry {
  readonly key: string;
  readonly kind: 'Diagnosis' | 'Drug' | 'Procedure' | 'Finding';
  readonly name: string;
  /** ISO date, as far as it is known. */
  readonly date: string;
  /** Of a finding: what it says, where that can be changed between present and absent. */
  readonly found?: 'present' | 'absent' | undefined;
}

/** LOINC answers. @source https://loinc.org/LL442-7 */
const PRESENT: fhir4.Coding = { system: LOINC, code: 'LA9633-4', display: 'Present' };
const ABSENT: fhir4.Coding = { system: LOINC, code: 'LA9634-2', display: 'Absent' };

const KINDS: Readonly<Record<string, Entry['kind']>> = {
  Condition: 'Diagnosis',
  MedicationRequest: 'Drug',
  MedicationStatement: 'Drug',
  MedicationAdministration: 'Drug',
  MedicationDispense: 'Drug',
  Procedure: 'Procedure',
};

/** Once each, although a request may carry a resource under several keys. */
export function entriesIn(json: unknown): readonly Entry[] {
  const seen = new Set<string>();
  return [...resourcesIn(json)].flatMap(([path, resource]): Entry[] => {
    const kind = kindOf(resource);
    const same = `${resource.resourceType}/${resource.id ?? JSON.stringify(path)}`;
    if (!kind || isDraft(path) || seen.has(same)) return [];
    seen.add(same);
    const found = foundIn(resource);
    return [{ key: same, kind, name: nameIn(resource), date: dateIn(resource), ...(found && { found }) }];
  });
}

/** Drafted orders are the hook's, not the record's. */
function isDraft(path: Path): boolean {
  return path.includes('draftOrders');
}

function kindOf(resource: fhir4.FhirResource): Entry['kind'] | undefined {
  if (resource.resourceType === 'Observation') return hasNumberOrText(resource) ? undefined : 'Finding';
  return KINDS[resource.resourceType];
}

/** What has another value, a code say, is a finding. */
export function hasNumberOrText({ valueQuantity, valueString, valueInteger }: fhir4.Observation): boolean {
  return Boolean(valueQuantity ?? valueString) || valueInteger !== undefined;
}

function foundIn(resource: fhir4.FhirResource): Entry['found'] {
  if (resource.resourceType !== 'Observation') return undefined;
  const codes = resource.valueCodeableConcept?.coding?.map((c) => c.code) ?? [];
  if (codes.includes(PRESENT.code)) return 'present';
  return codes.includes(ABSENT.code) ? 'absent' : undefined;
}

/** A finding with the other answer. */
export function withFinding(observation: fhir4.Observation, found: 'present' | 'absent'): void {
  observation.valueCodeableConcept = { coding: [found === 'present' ? PRESENT : ABSENT] };
}

function nameIn(resource: fhir4.FhirResource): string {
  const concept: unknown = Reflect.get(resource, 'code') ?? Reflect.get(resource, 'medicationCodeableConcept');
  if (!isObject(concept)) return 'without a name';
  const { text, coding } = concept as fhir4.CodeableConcept;
  return text ?? coding?.[0]?.display ?? coding?.[0]?.code ?? 'without a name';
}

function dateIn(resource: fhir4.FhirResource): string {
  for (const field of ['onsetDateTime', 'authoredOn', 'performedDateTime', 'effectiveDateTime', 'recordedDate']) {
    const value: unknown = Reflect.get(resource, field);
    if (typeof value === 'string') return value.slice(0, 10);
  }
  return '';
}
