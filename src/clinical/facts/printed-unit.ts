// Whether a printed unit can be the true one, and what the number would be in the unit that may have been meant.
import type { Comparator, Quantity } from '../quantities/quantity.ts';
import { isPrinted, respell, toCanonical, type UnitTable } from '../quantities/units.ts';
import type { EntryOf } from './catalogue.ts';
import { rangeFor } from './reference-range.ts';
import { unitText } from './stated-unit.ts';
import type { Analyte, PatientFacts } from './types.ts';

/** mg/dL; a laboratory with an upper limit of at most this means mg/dL, real ones are 0.1–0.3. Ours (clinical reference 7.10). */
const TRUE_LIMIT = 0.5;
/** mg/dL; an upper limit from here on is one in mg/L. Ours (clinical reference 7.10). */
const MISPRINTED_LIMIT = 1;
/** mg/dL; without a range a number up to this is believed. Ours (clinical reference 7.10). */
const BELIEVED = 0.7;

/**
 * Is a B2M that stands in mg/dL not to be believed?
 *
 * @param value the number as printed, mg/dL
 * @param ranges of the result itself; a limit between 0.5 and 1, in another unit or without a unit, or none decides nothing
 * @returns true for a misprint, and for a number above 0.7 that nothing vouches for. Renal failure is no reason to
 *   believe it.
 * @source clinical reference 7.10
 */
export function isMisprinted(value: number, ...stated: Stated): boolean {
  const limit = printedLimit(...stated);
  if (limit !== undefined && limit <= TRUE_LIMIT) return false;
  return (limit !== undefined && limit >= MISPRINTED_LIMIT) || value > BELIEVED;
}

type Stated = readonly [
  ranges: readonly fhir4.ObservationReferenceRange[] | undefined,
  table: UnitTable,
  patient: Pick<PatientFacts, 'sex' | 'birthDate'>,
  at: number,
];

/** mg/dL; the upper limit of a result in mg/dL, where it stands in that unit. */
export function printedLimit(...[ranges, table, patient, at]: Stated): number | undefined {
  const high = rangeFor(ranges, patient, at)?.high;
  const unit = unitText(high, table);
  const isSame = typeof unit === 'string' && respell(unit).toLowerCase() === 'mg/dl';
  return isSame && typeof high?.value === 'number' && high.value > 0 ? high.value : undefined;
}

/**
 * What a number would be in the unit that it is most often confused with.
 *
 * @param unit as stated
 * @param ofAnySize the laboratory's own limit says which unit was meant, whatever the number then is
 * @returns the first reading that is plausible; undefined when none is
 */
export function otherReading<A extends Analyte>(
  { units, plausible, confusedWith = [] }: EntryOf<A>,
  value: number,
  unit: string | undefined,
  comparator: Comparator | undefined,
  ofAnySize = false,
): (Quantity & { readonly as: string }) | undefined {
  const [low, high] = (ofAnySize ? undefined : plausible) ?? [0, Infinity];
  for (const meant of confusedWith) {
    if (isPrinted(unit, meant)) continue;
    const quantity = toCanonical(units, value, meant)?.quantity;
    if (quantity && quantity.value >= low && quantity.value <= high) {
      return { ...quantity, ...(comparator && { comparator }), as: meant };
    }
  }
  return undefined;
}
