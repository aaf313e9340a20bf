// The M-protein that belongs to a moment, when one was found.
import type { Facts, Measurement } from '../facts/types.ts';
import { nearest, resultsOf } from './select.ts';

/** g/dL; from here an M-protein alone is a warning. Ours. */
export const HIGH_M_PROTEIN = 3;

/**
 * The M-protein nearest to a moment; undefined without one, and where the laboratory found less than it can measure.
 *
 * @param at milliseconds since 1970
 */
export function readMProtein(facts: Facts, at: number, withinDays: number): Measurement<'m-protein'> | undefined {
  const found = nearest(resultsOf(facts, 'm-protein'), at, withinDays);
  const { comparator, value } = found?.quantity ?? { value: 0 };
  return comparator === '<' || comparator === '<=' || value <= 0 ? undefined : found;
}
