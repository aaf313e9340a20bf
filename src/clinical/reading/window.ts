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
  return event ? both(notBefore(when, event, before), notAfter(when, event, after)) : 'open';
}

/** Is it not more than so many days before an event? */
export function notBefore({ at, until = at }: When, { earliest, latest }: Interval, days: number): Inside {
  if (dayOf(at) >= dayOf(latest) - days) return 'inside';
  return dayOf(until) < dayOf(earliest) - days ? 'outside' : 'open';
}

/** Is it not more than so many days after an event? */
export function notAfter({ at, until = at }: When, { earliest, latest }: Interval, days: number): Inside {
  if (dayOf(until) <= dayOf(earliest) + days) return 'inside';
  return dayOf(at) > dayOf(latest) + days ? 'outside' : 'open';
}

/** Inside both; outside as soon as it is outside one. */
export function both(a: Inside, b: Inside): Inside {
  if (a === 'outside' || b === 'outside') return 'outside';
  return a === 'open' || b === 'open' ? 'open' : 'inside';
}
