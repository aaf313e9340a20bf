// Tests of time where a date may be rough: inside for all it may be, outside for all, or open.
import { dayOf, type Interval } from '../quantities/time.ts';

export type Inside = 'inside' | 'outside' | 'open';

/** When something happened: `at`, or between `at` and `until`. */
export interface When {
  readonly at: number;
  readonly until?: number | undefined;
}

/**
 * Does a day lie within so many days before and after an event?
 *
 * @param event milliseconds since 1970; undefined when nobody knows when it was
 */
export function around(when: When, event: Interval | undefined, before: number, after: number): Inside {
  if (!event) return 'open';
  const [first, last] = [dayOf(when.at), dayOf(when.until ?? when.at)];
  const [earliest, latest] = [dayOf(event.earliest), dayOf(event.latest)];
  if (first >= latest - before && last <= earliest + after) return 'inside';
  return last < earliest - before || first > latest + after ? 'outside' : 'open';
}

/** Is it before something that begins within an interval, or on its first day? Undefined: it has not begun. */
export function before(when: When, start: Interval | undefined): Inside {
  if (!start || dayOf(when.until ?? when.at) <= dayOf(start.earliest)) return 'inside';
  return dayOf(when.at) > dayOf(start.latest) ? 'outside' : 'open';
}

/** Inside both; outside as soon as it is outside one. */
export function both(a: Inside, b: Inside): Inside {
  if (a === 'outside' || b === 'outside') return 'outside';
  return a === 'open' || b === 'open' ? 'open' : 'inside';
}
