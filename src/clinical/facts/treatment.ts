// Medication records → what was ordered or given, and when.
import { toInterval } from '../quantities/time.ts';
import { codingsOf } from './listed.ts';
import type { References } from './references.ts';
import type { TreatmentFact } from './types.ts';

export type MedicationRecord = fhir4.MedicationRequest | fhir4.MedicationAdministration | fhir4.MedicationStatement;

export interface DrugLists {
  /** Ingredients in lower case, as they stand in a drug's name. */
  readonly antiNeoplastic: readonly string[];
  readonly nephrotoxic: readonly string[];
  readonly steroids: readonly string[];
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

/**
 * Drugs that were ordered, given or reported; drafts, plans, cancelled and mistaken records are not treatments.
 *
 * @returns treatments by date, and the references of listed drugs whose date cannot be read
 */
export function readTreatments(
  records: readonly { readonly resource: MedicationRecord; readonly reference: string }[],
  drugs: DrugLists,
  references: References,
): { readonly treatments: readonly TreatmentFact[]; readonly undated: readonly string[] } {
  const found: TreatmentFact[] = [];
  const undated: string[] = [];
  for (const { resource, reference } of records) {
    if (!mayBeGiven(resource)) continue;
    const begun = toInterval(startOf(resource));
    const medication = medicationIn(resource, reference, references);
    for (const [kind, list] of [
      ['anti-neoplastic', drugs.antiNeoplastic],
      ['nephrotoxic', drugs.nephrotoxic],
      ['steroid', drugs.steroids],
    ] as const) {
      const ingredient = ingredientIn(medication, list);
      if (!ingredient) continue;
      if (begun === undefined) {
        if (kind === 'anti-neoplastic') undated.push(reference);
        continue;
      }
      const { earliest: at, latest } = begun;
      found.push({
        kind,
        ingredient,
        at,
        ...(latest > at && { until: latest }),
        reference,
        ...(isOngoing(resource) && { ongoing: true }),
        ...(resource.resourceType === 'MedicationRequest' && { ordered: true }),
      });
    }
  }
  const treatments = found.sort((a, b) => a.at - b.at || (a.reference < b.reference ? -1 : 1));
  return { treatments, undated: [...new Set(undated)] };
}

/** Given, taken or ordered, as far as its status tells; drafts, plans, cancelled and mistaken records are not. */
export function mayBeGiven(resource: MedicationRecord): boolean {
  return !NOT_GIVEN.has(resource.status) && !isNoOrder(resource);
}

/** An order not to give a drug, and one that is only thought of. */
function isNoOrder(resource: MedicationRecord): boolean {
  return (
    resource.resourceType === 'MedicationRequest' &&
    (resource.doNotPerform === true || NO_ORDER_YET.has(resource.intent))
  );
}

/** The drug itself, or what its reference leads to; failing that the name shown with the reference. */
export function medicationIn(
  resource: MedicationRecord,
  from: string,
  references: References,
): fhir4.CodeableConcept | undefined {
  const { medicationCodeableConcept: concept, medicationReference: pointer } = resource;
  if (concept || !pointer) return concept;
  const found = references.resolve(pointer.reference, from)?.resource;
  const code = found?.resourceType === 'Medication' ? found.code : undefined;
  const shown = typeof pointer.display === 'string' ? pointer.display : undefined;
  if (!code) return shown === undefined ? undefined : { text: shown };
  return nameOf(code) === '' && shown !== undefined ? { ...code, text: shown } : code;
}

function isOngoing({ resourceType, status }: MedicationRecord): boolean {
  return resourceType === 'MedicationAdministration' ? status === 'in-progress' : status === 'active';
}

/** All its words. */
export function nameOf(medication: fhir4.CodeableConcept): string {
  return [medication.text, ...codingsOf(medication).map((c) => c.display)]
    .filter((n) => typeof n === 'string' && n.trim() !== '')
    .join(' ');
}

/** The listed ingredient that a drug's name contains as a word. */
export function ingredientIn(
  medication: fhir4.CodeableConcept | undefined,
  ingredients: readonly string[],
): string | undefined {
  if (!medication) return undefined;
  const text = nameOf(medication).toLowerCase();
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
