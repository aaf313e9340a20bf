// Tests of time where dates may be rough: inside for all they may mean, outside for all, or open; held against every pair of days.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY_MS } from '../../../src/clinical/quantities/time.ts';
import { around, both, notAfter, notBefore, type Inside } from '../../../src/clinical/reading/window.ts';

const day = (n: number): number => (20_000 + n) * DAY_MS + DAY_MS / 2;
const days = (from: number, length: number): readonly number[] =>
  Array.from({ length: length + 1 }, (_, i) => from + i);

/** What holds for every day that both may mean, for none of them, or for some. */
function byEveryDay(
  when: readonly number[],
  event: readonly number[],
  holds: (w: number, e: number) => boolean,
): Inside {
  const all = when.flatMap((w) => event.map((e) => holds(w, e)));
  if (all.every(Boolean)) return 'inside';
  return all.some(Boolean) ? 'open' : 'outside';
}

const start = fc.integer({ min: -40, max: 40 });
const length = fc.integer({ min: 0, max: 12 });
const limit = fc.integer({ min: 0, max: 30 });

test('not before, and not after, hold as they do for every day that is meant', () => {
  fc.assert(
    fc.property(start, length, start, length, limit, (w, wLength, e, eLength, allowed) => {
      const when = { at: day(w), ...(wLength > 0 && { until: day(w + wLength) }) };
      const event = { earliest: day(e), latest: day(e + eLength) };
      const [drawn, meant] = [days(w, wLength), days(e, eLength)];
      expect(notBefore(when, event, allowed)).toBe(byEveryDay(drawn, meant, (a, b) => a >= b - allowed));
      expect(notAfter(when, event, allowed)).toBe(byEveryDay(drawn, meant, (a, b) => a <= b + allowed));
    }),
    { numRuns: 1000 },
  );
});

test('up to the limit of the roughest date, and no day more', () => {
  const event = { earliest: day(0), latest: day(5) };
  expect([7, 8, 12, 13, 14].map((n) => notAfter({ at: day(n) }, event, 8))).toEqual([
    'inside',
    'inside',
    'open',
    'open',
    'outside',
  ]);
  expect([-2, -3, -7, -8, -9].map((n) => notBefore({ at: day(n) }, event, 8))).toEqual([
    'inside',
    'inside',
    'open',
    'open',
    'outside',
  ]);
});

test('days are calendar days, whatever the hour', () => {
  const midnight = 20_000 * DAY_MS;
  const event = { earliest: midnight + DAY_MS - 1, latest: midnight + DAY_MS - 1 };
  expect(notBefore({ at: midnight - 3 * DAY_MS }, event, 3)).toBe('inside');
  expect(notBefore({ at: midnight - 3 * DAY_MS - 1 }, event, 3)).toBe('outside');
  expect(notAfter({ at: midnight + 4 * DAY_MS - 1 }, event, 3)).toBe('inside');
  expect(notAfter({ at: midnight + 4 * DAY_MS }, event, 3)).toBe('outside');
});

describe('both', () => {
  const ALL = ['inside', 'open', 'outside'] as const;
  test.each(ALL.flatMap((a) => ALL.map((b) => [a, b] as const)))('%s and %s', (a, b) => {
    expect(both(a, b)).toBe(ALL[Math.max(ALL.indexOf(a), ALL.indexOf(b))]);
  });
});

test('around an event is both; around one of which nobody knows the day is open', () => {
  const event = { earliest: day(0), latest: day(0) };
  const at = (n: number): Inside => around({ at: day(n) }, event, 90, 60);
  expect([-91, -90, 0, 60, 61].map(at)).toEqual(['outside', 'inside', 'inside', 'inside', 'outside']);
  expect(around({ at: day(0) }, undefined, 90, 60)).toBe('open');
});
