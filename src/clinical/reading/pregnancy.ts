// Is she pregnant at a moment, as far as the record tells?
import type { ConditionFact, Context, Facts } from '../facts/types.ts';
import { DAY_MS, dayOf, toInterval } from '../quantities/time.ts';

/** Days that an entry counts for: 42 weeks. Ours. */
const PREGNANCY_DAYS = 294;
/** mg/L; up to here the rise of the third trimester explains a serum B2M. Ours. */
export const PREGNANCY_B2M = 3.6;

export function isPregnant(facts: Facts, at: number): boolean {
  return pregnancyAt(facts, at).length > 0;
}

/**
 * The entries that say so. Without a date one counts for the last 42 weeks; birth, abortion or "not pregnant" since ends it.
 *
 * @param at milliseconds since 1970
 */
export function pregnancyAt(facts: Facts, at: number): readonly ConditionFact<Context>[] {
  const day = dayOf(at);
  const entries = facts.contexts.filter((c) => c.certainty !== 'suspected' && c.activity !== 'inactive');
  const ended = entries.filter((c) => c.kind === 'pregnancy-ended').flatMap((c) => c.at ?? []);
  return entries.filter((c) => {
    if (c.kind !== 'pregnancy') return false;
    const since = dayOf(c.at ?? facts.asOf - PREGNANCY_DAYS * DAY_MS);
    // of a rough date the latest day it may mean: she may still be pregnant
    const latest = Math.max(since, dayOf(toInterval(c.since)?.latest ?? -Infinity));
    return day >= since && day - latest <= PREGNANCY_DAYS && !ended.some((e) => dayOf(e) >= since && dayOf(e) <= day);
  });
}
