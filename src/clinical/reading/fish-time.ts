// Of which time a cytogenetic result must be: of the disease as it was found, and not as treatment left it.
import type { Interval } from '../quantities/time.ts';
import { both, notAfter, notBefore, type Inside, type When } from './window.ts';

/** Days before and after diagnosis. Ours. */
export const FISH_WINDOW_DAYS = 90;
/** Days after the first dose to which a specimen still shows the disease as it was found. Ours. */
export const FISH_AFTER_DOSE_DAYS = 14;
/** The same where only the date of issue is known: reports come weeks after the specimen. Ours. */
export const FISH_ISSUED_AFTER_DOSE_DAYS = 35;

export interface FishTime {
  /** Not more than 90 days before the diagnosis. */
  readonly notOlder: Inside;
  /** Not more than 90 days after it, or later while untreated. */
  readonly notLater: Inside;
  /** Not later than 14 days after the first dose. */
  readonly untreated: Inside;
}

export type TimeReason = 'older-negative' | 'after-window' | 'after-treatment' | 'time-not-known';

/**
 * @param diagnosis when it was made; undefined when nobody knows
 * @param dose when treatment began; undefined: it has not
 */
export function fishTime(
  when: When & { readonly datedByIssue?: true | undefined },
  diagnosis: Interval | undefined,
  dose: Interval | undefined,
): FishTime {
  const grace = when.datedByIssue ? FISH_ISSUED_AFTER_DOSE_DAYS : FISH_AFTER_DOSE_DAYS;
  const isWithin = diagnosis ? notAfter(when, diagnosis, FISH_WINDOW_DAYS) : 'open';
  return {
    notOlder: diagnosis ? notBefore(when, diagnosis, FISH_WINDOW_DAYS) : 'open',
    notLater: either(isWithin, dose ? notAfter(when, dose, 0) : 'inside'),
    untreated: dose ? notAfter(when, dose, grace) : 'inside',
  };
}

/** Clones do not lose an aberration untreated: what was found earlier holds, what was not found earlier is open. */
export function usableAt(time: FishTime, positive: boolean): 'yes' | TimeReason {
  if (time.untreated === 'outside') return 'after-treatment';
  if (time.notLater === 'outside') return 'after-window';
  const known = both(time.untreated, time.notLater);
  if (positive) return known === 'inside' ? 'yes' : 'time-not-known';
  if (time.notOlder === 'outside') return 'older-negative';
  return both(known, time.notOlder) === 'inside' ? 'yes' : 'time-not-known';
}

function either(a: Inside, b: Inside): Inside {
  if (a === 'inside' || b === 'inside') return 'inside';
  return a === 'open' || b === 'open' ? 'open' : 'outside';
}
