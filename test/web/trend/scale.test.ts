// Axes a reader can trust: every tick where it says it is.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { niceTicks } from '../../../src/web/shared/ticks.ts';
import { linear, timeTicks } from '../../../src/web/trend/scale.ts';

const DAY = 86_400_000;

describe('axes', () => {
  test('ticks of values are round, begin at 0 and reach the largest value', () => {
    expect(niceTicks(8.6, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(niceTicks(1.5, 2)).toEqual([0, 1, 2]);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), fc.integer({ min: 2, max: 8 }), (max, count) => {
        const ticks = niceTicks(max, count);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999999);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test('ticks of time are firsts of months, and January names its year', () => {
    const ticks = timeTicks(Date.UTC(2025, 9, 20), Date.UTC(2026, 10, 20), 9);
    expect(ticks.map((t) => t.label)).toEqual(['Nov 2025', 'Jan 2026', 'Mar', 'May', 'Jul', 'Sep', 'Nov']);
    expect(ticks.every((t) => new Date(t.at).getUTCDate() === 1)).toBe(true);
  });

  test('a short course has days, a long one years, and never more ticks than there is room for', () => {
    expect(timeTicks(Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 20), 5).map((t) => t.label)).toContain('1 Oct');
    expect(timeTicks(Date.UTC(2010, 3, 1), Date.UTC(2026, 9, 1), 9).map((t) => t.label)).toContain('2020');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 3, max: 12 }), (days, most) => {
        const from = Date.UTC(1990, 4, 17);
        const ticks = timeTicks(from, from + days * DAY, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(ticks.every((t) => t.at >= from && t.at <= from + days * DAY)).toBe(true);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test('a single day stands in the middle', () => {
    expect(linear([5, 5], [0, 100])(5)).toBe(50);
  });
});
