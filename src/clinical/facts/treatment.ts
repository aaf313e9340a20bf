// Medication and procedure records → what was given when, and when dialysis took place.
import { toRoughInstant } from '../quantities/time.ts';
import { codingsOf, listed } from './listed.ts';
import type { TreatmentFact } from './types.ts';

/** Renal dialysis, haemodialysis, peritoneal dialysis, dialysis procedure. @source clinical reference 5 */
const DIALYSIS_PROCEDURES: ReadonlySet<string | undefined> = new Set([
  '265764009',
  '302497006',
  '71192002',
  '108241001',
]);
/** @source clinical reference 5 */
const TRANSPLANT_PROCEDURES: ReadonlySet<string | undefined> = new Set(['70536003']);
const SNOMED = 'http://snomed.info/sct';

type MedicationRecord = fhir4.MedicationRequest | fhir4.MedicationAdministration | fhir4.MedicationStatement;

export interface DrugLists {
  /** Ingredients in lower case, as they stand in a drug's name. */
  readonly antiNeoplastic: readonly string[];
  readonly nephrotoxic: readonly string[];
}

export function isMedicationRecord(resource: fhir4.FhirResource): resource is MedicationRecord {
  return (
    resource.resourceType === 'MedicationRequest' ||
    resource.resourceType === 'MedicationAdministration' ||
    resource.resourceType === 'MedicationStatement'
  );
}

const NOT_GIVEN = new Set(['entered-in-error', 'cancelled', 'draft', 'not-done', 'not-taken', 'intended']);
const NO_ORDER_YET = new Set(['proposal', 'plan', 'option']);

/** Drugs that were ordered, given or reported; drafts, plans, cancelled and mistaken records are not treatments. */
export function readTreatments(
  records: readonly { readonly resource: MedicationRecord; readonly reference: string }[],
  drugs: DrugLists,
): readonly TreatmentFact[] {
  const found: TreatmentFact[] = [];
  for (const { resource, reference } of records) {
    if (NOT_GIVEN.has(resource.status) || isNoOrder(resource)) continue;
    const at = toRoughInstant(startOf(resource));
    if (at === undefined) continue;
    const medication = medicationOf(resource);
    for (const [kind, list] of [
      ['anti-neoplastic', drugs.antiNeoplastic],
      ['nephrotoxic', drugs.nephrotoxic],
    ] as const) {
      const ingredient = ingredientIn(medication, list);
      if (ingredient) found.push({ kind, ingredient, at, reference, ...(isOngoing(resource) && { ongoing: true }) });
    }
  }
  return found.sort((a, b) => a.at - b.at || (a.reference < b.reference ? -1 : 1));
}

/** An order not to give a drug, and one that is only thought of. */
function isNoOrder(resource: MedicationRecord): boolean {
  return (
    resource.resourceType === 'MedicationRequest' &&
    (resource.doNotPerform === true || NO_ORDER_YET.has(resource.intent))
  );
}

/** The drug itself, or as far as its reference tells: by the name shown with it, or contained in the record. */
export function medicationOf(resource: MedicationRecord): fhir4.CodeableConcept | undefined {
  const { medicationCodeableConcept: concept, medicationReference: reference } = resource;
  if (concept || !reference) return concept;
  const inside = listed(resource.contained)
    .filter(isMedication)
    .find((c) => typeof c.id === 'string' && `#${c.id}` === reference.reference);
  if (inside?.code) return inside.code;
  return typeof reference.display === 'string' ? { text: reference.display } : undefined;
}

function isMedication(resource: fhir4.Resource): resource is fhir4.Medication {
  return resource.resourceType === 'Medication';
}

function isOngoing({ resourceType, status }: MedicationRecord): boolean {
  return resourceType === 'MedicationAdministration' ? status === 'in-progress' : status === 'active';
}

/** The listed ingredient that a drug's name contains as a word. */
export function ingredientIn(
  medication: fhir4.CodeableConcept | undefined,
  ingredients: readonly string[],
): string | undefined {
  if (!medication) return undefined;
  const text = [medication.text, ...codingsOf(medication).map((c) => c.display)]
    .filter((n) => typeof n === 'string')
    .join(' ')
    .toLowerCase();
  // A biological's name may go on after a hyphen: teclistamab-cqyv.
  const words = new Set(text.split(/[^a-z0-9-]/).flatMap((word) => [word, ...word.split('-')]));
  return ingredients.find((ingredient) => words.has(ingredient));
}

function startOf(resource: MedicationRecord): string | undefined {
  switch (resource.resourceType) {
    case 'MedicationRequest':
      return resource.authoredOn;
    case 'MedicationAdministration':
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start;
    case 'MedicationStatement':
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.dateAsserted;
  }
}

export interface ProcedureFacts {
  readonly dialysis: readonly { readonly at: number; readonly reference: string }[];
  readonly transplants: readonly { readonly at: number; readonly reference: string }[];
}

/**
 * Dialysis and kidney transplantation.
 *
 * @param asOf milliseconds since 1970; dialysis in progress is taking place then
 * @returns when dialysis began and last took place; when transplantations took place
 */
export function readProcedures(
  procedures: readonly { readonly resource: fhir4.Procedure; readonly reference: string }[],
  asOf: number,
): ProcedureFacts {
  const dialysis: { at: number; reference: string }[] = [];
  const transplants: { at: number; reference: string }[] = [];
  for (const { resource, reference } of procedures) {
    if (!['completed', 'in-progress'].includes(resource.status)) continue;
    const { performedDateTime, performedPeriod } = resource;
    const start = toRoughInstant(performedDateTime ?? performedPeriod?.start);
    const end = toRoughInstant(performedPeriod?.end);
    const last = resource.status === 'in-progress' && performedPeriod && end === undefined ? asOf : (end ?? start);
    if (last === undefined) continue;
    const isOneOf = (codes: ReadonlySet<string | undefined>) =>
      codingsOf(resource.code).some((c) => c.system === SNOMED && codes.has(c.code));
    if (isOneOf(DIALYSIS_PROCEDURES)) {
      for (const at of new Set([last, start ?? last])) dialysis.push({ at, reference });
    }
    if (isOneOf(TRANSPLANT_PROCEDURES)) transplants.push({ at: last, reference });
  }
  return { dialysis, transplants };
}
