// Medication and procedure records → what was given when, and when dialysis took place.
import { toRoughInstant } from '../time.ts';
import type { TreatmentFact } from './types.ts';

/** Renal dialysis, haemodialysis, peritoneal dialysis, dialysis procedure. @source clinical reference 5 */
const DIALYSIS_PROCEDURES = new Set(['265764009', '302497006', '71192002', '108241001']);
/** @source clinical reference 5 */
const TRANSPLANT_PROCEDURES = new Set(['70536003']);
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

/** Drugs that were ordered, given or reported; drafts, cancelled and mistaken records are not treatments. */
export function readTreatments(
  records: readonly { readonly resource: MedicationRecord; readonly reference: string }[],
  drugs: DrugLists,
): readonly TreatmentFact[] {
  const found: TreatmentFact[] = [];
  for (const { resource, reference } of records) {
    if (['entered-in-error', 'cancelled', 'draft', 'not-done', 'not-taken', 'intended'].includes(resource.status))
      continue;
    const at = toRoughInstant(startOf(resource));
    if (at === undefined) continue;
    for (const [kind, list] of [
      ['anti-neoplastic', drugs.antiNeoplastic],
      ['nephrotoxic', drugs.nephrotoxic],
    ] as const) {
      const ingredient = ingredientIn(resource.medicationCodeableConcept, list);
      if (ingredient) found.push({ kind, ingredient, at, reference, ...(isOngoing(resource) && { ongoing: true }) });
    }
  }
  return found.sort((a, b) => a.at - b.at || (a.reference < b.reference ? -1 : 1));
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
  const names = [
    medication.text,
    ...(Array.isArray(medication.coding) ? medication.coding : []).map((c) => c?.display),
  ];
  const words = new Set(
    names
      .filter((n) => typeof n === 'string')
      .join(' ')
      .toLowerCase()
      .split(/[^a-z0-9-]+/),
  );
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

export function readProcedures(
  procedures: readonly { readonly resource: fhir4.Procedure; readonly reference: string }[],
): ProcedureFacts {
  const dialysis: { at: number; reference: string }[] = [];
  const transplants: { at: number; reference: string }[] = [];
  for (const { resource, reference } of procedures) {
    if (!['completed', 'in-progress'].includes(resource.status)) continue;
    const at = toRoughInstant(
      resource.performedDateTime ?? resource.performedPeriod?.end ?? resource.performedPeriod?.start,
    );
    if (at === undefined) continue;
    const codings = Array.isArray(resource.code?.coding) ? resource.code.coding : [];
    if (codings.some((c) => c?.system === SNOMED && DIALYSIS_PROCEDURES.has(c.code ?? '')))
      dialysis.push({ at, reference });
    if (codings.some((c) => c?.system === SNOMED && TRANSPLANT_PROCEDURES.has(c.code ?? '')))
      transplants.push({ at, reference });
  }
  return { dialysis: dialysis.sort((a, b) => b.at - a.at), transplants };
}
