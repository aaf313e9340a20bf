// Medication records → what was ordered or given, and when.
import { toInterval, type Interval } from '../quantities/time.ts';
import { dateOfWhole } from './part-of.ts';
import { codingsOf, isStated, listed } from './listed.ts';
import type { References } from './references.ts';
import type { Sourced, TherapyFact, TreatmentFact } from './types.ts';
import { textsOf } from './words.ts';

export type MedicationRecord =
  fhir4.MedicationRequest | fhir4.MedicationAdministration | fhir4.MedicationDispense | fhir4.MedicationStatement;

export interface DrugLists {
  /** Ingredients in lower case, as they stand in a drug's name. Against plasma-cell or lymphoid disease: those the site adds. */
  readonly antiNeoplastic: readonly string[];
  readonly nephrotoxic: readonly string[];
  readonly steroids: readonly string[];
}

export function isMedicationRecord(resource: fhir4.FhirResource): resource is MedicationRecord {
  return (
    resource.resourceType === 'MedicationRequest' ||
    resource.resourceType === 'MedicationAdministration' ||
    resource.resourceType === 'MedicationDispense' ||
    resource.resourceType === 'MedicationStatement'
  );
}

const NOT_GIVEN: ReadonlySet<unknown> = new Set([
  'entered-in-error',
  'cancelled',
  'declined',
  'draft',
  'not-done',
  'not-taken',
  'intended',
  'preparation',
]);
const NO_ORDER_YET = new Set(['proposal', 'plan', 'option']);

/**
 * Drugs on a list that were ordered, given or reported; drafts, plans, cancelled and mistaken records are none, nor is
 * a nephrotoxin without a date.
 */
export function readListed(
  kind: TreatmentFact['kind'],
  list: readonly string[],
  records: readonly Sourced<MedicationRecord>[],
  references: References,
): readonly TreatmentFact[] {
  return records.flatMap(({ resource, reference }) => {
    if (!mayBeGiven(resource)) return [];
    const begun = begunAt(resource, reference, references);
    const ingredient = ingredientIn(medicationIn(resource, reference, references), list);
    if (!ingredient) return [];
    // a steroid of unknown date may be taken now
    if (!begun)
      return kind === 'steroid' ? [{ kind, ingredient, at: -Infinity, reference, ongoing: true as const }] : [];
    const { earliest: at, latest } = begun;
    const until = latest > at ? { until: latest } : {};
    return [{ kind, ingredient, at, ...until, reference, ...(isOngoing(resource) && { ongoing: true as const }) }];
  });
}

/** What stands on record against the disease as plain treatments with a date, whatever it counts for. */
export function asTreatments(therapies: readonly TherapyFact[]): readonly TreatmentFact[] {
  return therapies.flatMap(({ name, plasma, lymphoid, date, reference }) => {
    if (!date || ![plasma, lymphoid].some((alone) => alone === 'yes' || alone === 'reason')) return [];
    const at = date.earliest === -Infinity ? date.latest : date.earliest;
    const until = date.latest > at ? { until: date.latest } : {};
    return [{ kind: 'anti-neoplastic' as const, ingredient: name, at, ...until, reference }];
  });
}

/** Given, taken or ordered, as far as its status tells; drafts, plans, cancelled and mistaken records are not. */
export function mayBeGiven(resource: MedicationRecord): boolean {
  return !NOT_GIVEN.has(resource.status) && !isNoOrder(resource);
}

/** What gives nobody anything: on hold it was not begun, or is not going on. */
export const NOTHING_BEGUN: ReadonlySet<unknown> = new Set([...NOT_GIVEN, 'on-hold']);

/** The same, but what is on hold is not. */
export function mayHaveBegun(resource: MedicationRecord): boolean {
  return !NOTHING_BEGUN.has(resource.status) && !isNoOrder(resource);
}

/** An order that is only thought of; one not to give a drug does not pass the gate. */
function isNoOrder(resource: MedicationRecord): boolean {
  return resource.resourceType === 'MedicationRequest' && NO_ORDER_YET.has(resource.intent);
}

/** The drug itself, and what its reference leads to, its ingredients with it; failing that the name shown with the reference. */
export function medicationIn(
  resource: MedicationRecord,
  from: string,
  references: References,
): fhir4.CodeableConcept | undefined {
  const { medicationCodeableConcept: concept, medicationReference: pointer } = resource;
  if (!pointer) return concept;
  const found = references.resolve(pointer.reference, from);
  const code =
    found?.resource.resourceType === 'Medication' ? codeOf(found.resource, found.reference, references) : undefined;
  const shown = typeof pointer.display === 'string' ? { text: pointer.display } : undefined;
  const meant = code && nameOf(code) !== '' ? code : joined([code, shown]);
  return joined([concept, meant]);
}

/** The code of a Medication, and of what it holds, one level down: many hospitals code the ingredients alone. */
function codeOf(medication: fhir4.Medication, from: string, references: References): fhir4.CodeableConcept | undefined {
  const ingredients = listed(medication.ingredient)
    .filter((i) => i.isActive !== false)
    .map(({ itemCodeableConcept, itemReference }) => {
      const item = references.resolve(itemReference?.reference, from)?.resource;
      const coded = item?.resourceType === 'Medication' || item?.resourceType === 'Substance' ? item.code : undefined;
      const shown = typeof itemReference?.display === 'string' ? { text: itemReference.display } : undefined;
      return joined([itemCodeableConcept, coded, shown]);
    });
  return joined([medication.code, ...ingredients]);
}

/** What several concepts say, as one; undefined where none stands there. */
function joined(concepts: readonly (fhir4.CodeableConcept | undefined)[]): fhir4.CodeableConcept | undefined {
  const stated = concepts.filter(isStated);
  if (stated.length < 2) return stated[0];
  const texts = stated.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  return { coding: stated.flatMap((c) => [...codingsOf(c)]), ...(texts.length > 0 && { text: texts.join('; ') }) };
}

export function isOngoing({ resourceType, status }: MedicationRecord): boolean {
  return status === (resourceType === 'MedicationAdministration' ? 'in-progress' : 'active');
}

/** All its words. */
export function nameOf(medication: fhir4.CodeableConcept): string {
  return textsOf(medication).join(' ');
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

/** Its own start, or, without a date of its own, when the event took place that it is part of. */
export function begunAt(resource: MedicationRecord, reference: string, references: References): Interval | undefined {
  return dateOfWhole(resource, reference, references) ?? toInterval(startOf(resource));
}

export function startOf(resource: MedicationRecord): string | undefined {
  switch (resource.resourceType) {
    case 'MedicationRequest':
      return resource.authoredOn;
    case 'MedicationAdministration':
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start;
    case 'MedicationDispense':
      return resource.whenHandedOver ?? resource.whenPrepared;
    case 'MedicationStatement':
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.dateAsserted;
  }
}
