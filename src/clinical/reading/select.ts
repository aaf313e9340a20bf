// Which of several results is meant: the one being looked at, the nearest in time, the latest of a day.
import { methodKey } from '../facts/same-draw.ts';
import type { Analyte, Facts, Measurement } from '../facts/types.ts';
import { DAY_MS, dayOf, daysSince } from '../quantities/time.ts';
import { firstWhere } from './bisect.ts';

/** All usable results of an analyte, newest first. */
export function resultsOf<A extends Analyte>(facts: Facts, analyte: A): readonly Measurement<A>[] {
  return facts.measurements[analyte] ?? [];
}

/** A result of one analyte, with the unit of that. */
export function isOf<A extends Analyte>(m: Measurement, analyte: A): m is Measurement<A> {
  return m.analyte === analyte;
}

/** A later issue is the laboratory's word on a result of the same method; of another B2M the later draw counts. */
function outranks(m: Measurement, best: Measurement): boolean {
  if (m.analyte !== 'b2m-serum' || m.at === best.at || methodKey(m) === methodKey(best)) return m.issued > best.issued;
  return m.at > best.at;
}

/**
 * Of results on one day the latest issued is the laboratory's word; of equals the first of the list.
 *
 * @param results newest first
 * @param usable leaves out results that do not belong
 */
export function latestOfDay<M extends Measurement>(
  results: readonly M[],
  day: number,
  usable: (m: M) => boolean = () => true,
): M | undefined {
  let best: M | undefined;
  for (let i = firstUpTo(results, day); i < results.length; i++) {
    const m = results[i];
    if (!m || dayOf(m.at) < day) break;
    if (usable(m) && (!best || outranks(m, best))) best = m;
  }
  return best;
}

/** The newest result, by day, then by issue. */
export function newest<M extends Measurement>(results: readonly M[]): M | undefined {
  const first = results[0];
  return first && latestOfDay(results, dayOf(first.at));
}

/**
 * The result nearest in time: on the day itself the latest issued, otherwise the smaller distance. Both sides are
 * walked from the day outwards, so that a long list costs no more than a short one.
 *
 * @param results newest first
 * @param at milliseconds since 1970
 * @param withinDays results more calendar days away do not count
 * @param usable leaves out results that do not belong (drawn after treatment began, say)
 * @returns the nearest; of two equally near the later
 */
export function nearest<M extends Measurement>(
  results: readonly M[],
  at: number,
  withinDays: number,
  usable: (m: M) => boolean = () => true,
): M | undefined {
  const day = dayOf(at);
  const sameDay = latestOfDay(results, day, usable);
  if (sameDay) return sameDay;
  const isNear = (m: M): boolean => Math.abs(daysSince(m.at, at)) <= withinDays;
  let earlier: M | undefined;
  for (let i = firstUpTo(results, day - 1); i < results.length && !earlier; i++) {
    const m = results[i];
    if (!m || !isNear(m)) break;
    if (usable(m)) earlier = m;
  }
  let later: M | undefined;
  for (let i = firstUpTo(results, day) - 1; i >= 0; i--) {
    const m = results[i];
    if (!m || !isNear(m) || (later && m.at > later.at)) break;
    if (usable(m)) later = m;
  }
  if (!earlier || !later) return earlier ?? later;
  return at - earlier.at < later.at - at ? earlier : later;
}

/** Index of the first of a list, newest first, of that calendar day or an earlier one. */
function firstUpTo(results: readonly Measurement[], day: number): number {
  return firstWhere(results, (m) => m.at < (day + 1) * DAY_MS);
}
