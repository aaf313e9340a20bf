// Which of several results is meant: the one being looked at, the nearest in time, the latest of a day.
import type { Analyte, Facts, Measurement } from '../facts/types.ts';
import { dayOf, daysBetween, daysSince } from '../quantities/time.ts';

/** All usable results of an analyte, newest first. */
export function resultsOf<A extends Analyte>(facts: Facts, analyte: A): readonly Measurement<A>[] {
  return facts.measurements[analyte] ?? [];
}

/** A result of one analyte, with the unit of that. */
export function isOf<A extends Analyte>(m: Measurement, analyte: A): m is Measurement<A> {
  return m.analyte === analyte;
}

/** Of results on one day the latest issued is the laboratory's word. */
export function latestOfDay<M extends Measurement>(results: readonly M[], day: number): M | undefined {
  let best: M | undefined;
  for (const m of results) {
    if (dayOf(m.at) === day && (!best || m.issued > best.issued)) best = m;
  }
  return best;
}

/** The newest result, by day, then by issue. */
export function newest<M extends Measurement>(results: readonly M[]): M | undefined {
  const first = results[0];
  return first && latestOfDay(results, dayOf(first.at));
}

/**
 * The result nearest in time.
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
  let best: M | undefined;
  for (const m of results) {
    const days = Math.abs(daysSince(m.at, at));
    if (days <= withinDays && usable(m) && (!best || isNearer(m, best, at))) best = m;
  }
  return best;
}

/** On the day itself the latest issue counts; otherwise the smaller distance. */
function isNearer(a: Measurement, b: Measurement, at: number): boolean {
  const [aSameDay, bSameDay] = [dayOf(a.at) === dayOf(at), dayOf(b.at) === dayOf(at)];
  if (aSameDay && bSameDay) return a.issued > b.issued;
  if (aSameDay !== bSameDay) return aSameDay;
  return daysBetween(a.at, at) < daysBetween(b.at, at);
}
