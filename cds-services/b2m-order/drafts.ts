// What stands among the draft orders: B2M by specimen, the tests that go with it, drugs.
import {
  CATALOGUE,
  codesOrdered,
  gateOf,
  indexReferences,
  isAnalyte,
  medicationIn,
  type Located,
} from '../../src/authoring.ts';

export interface Drafts {
  readonly serumB2m: boolean;
  readonly urineB2m: boolean;
  /** A timed (24-hour) urine collection is among the urine orders. */
  readonly timedUrine: boolean;
  /** LOINC codes of all laboratory drafts. */
  readonly codes: ReadonlySet<string>;
  /** Reasons of the B2M orders, as coded. */
  readonly reasons: readonly fhir4.CodeableConcept[];
  readonly prescriptions: readonly Prescription[];
}

export interface Prescription {
  readonly resource: fhir4.MedicationRequest;
  readonly reference: string;
  /** What it names, directly or by reference. */
  readonly drug?: fhir4.CodeableConcept | undefined;
}

/** Cancelled and mistaken drafts are no orders. */
const NO_ORDER = new Set(['entered-in-error', 'revoked', 'cancelled', 'stopped']);
const TIMED = new Set(['54356-1', '50824-2', '10873-8', '56662-0', '44303-6', '93729-2']);

/**
 * Reads the drafts leniently: real EHRs send objects for arrays, empty codings and resources of any kind.
 *
 * @param beside all that the call holds: a drug that a request refers to is not selected with it
 */
export function readDrafts(
  orders: readonly Located[],
  localCodes: ReadonlyMap<string, string>,
  beside: readonly Located[] = orders,
): Drafts {
  const codes = new Set<string>();
  const reasons: fhir4.CodeableConcept[] = [];
  const references = indexReferences(beside);
  // What is forbidden, or modified in a way that is not understood, is no order.
  const gate = gateOf(orders, references, () => true);
  const admitted = orders.filter((o) => gate(o.resource, o.reference) === undefined);
  for (const { resource } of admitted) {
    if (resource.resourceType !== 'ServiceRequest' || NO_ORDER.has(resource.status)) continue;
    const its = codesOrdered(resource, localCodes);
    for (const code of its) codes.add(code);
    if (its.some((code) => analyteOf(code)?.startsWith('b2m'))) reasons.push(...asArray(resource.reasonCode));
  }
  const prescriptions = admitted.flatMap(({ resource, reference }) =>
    resource.resourceType === 'MedicationRequest' && !NO_ORDER.has(resource.status)
      ? [{ resource, reference, drug: medicationIn(resource, reference, references) }]
      : [],
  );
  const analytes = [...codes].map((code) => ({ code, analyte: analyteOf(code) }));
  return {
    serumB2m: analytes.some((a) => a.analyte === 'b2m-serum'),
    urineB2m: analytes.some((a) => a.analyte?.startsWith('b2m-urine')),
    timedUrine: analytes.some((a) => TIMED.has(a.code)),
    codes,
    reasons,
    prescriptions,
  };
}

function analyteOf(code: string): string | undefined {
  const entry = CATALOGUE.get(code);
  return entry && isAnalyte(entry) ? entry.analyte : undefined;
}

/** Arrays as they are, a single object as an array of one, anything else as none. */
export function asArray<T extends object>(value: readonly T[] | T | undefined): readonly T[] {
  if (isArray(value)) return value;
  return typeof value === 'object' && value !== null ? [value] : [];
}

function isArray<T>(value: readonly T[] | T): value is readonly T[] {
  return Array.isArray(value);
}
