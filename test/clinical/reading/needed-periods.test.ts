// The times whose results a reading needs: the neighbours of the result looked at with the year before them, and the past year.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { READING } from '../../../fixtures/published.ts';
import { DAY_MS } from '../../../src/clinical/quantities/time.ts';
import { neededPeriods } from '../../../src/clinical/reading/needed-periods.ts';
import { b2m, chart, collect } from '../../support/chart.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const days = (n: number): number => n * DAY_MS;
const [some] = collect(chart([b2m('4 mg/L')])).measurements['b2m-serum'] ?? [];
const of = (daysAgo: number, filtrationPairingDays: number, pairingDays: number) =>
  neededPeriods(some && { ...some, at: NOW - days(daysAgo) }, NOW, {
    ...READING.settings,
    filtrationPairingDays,
    pairingDays,
  });
const YEAR = { from: NOW - days(365), to: NOW };

describe('needed periods', () => {
  test('without a result, the past year', () => {
    expect(neededPeriods(undefined, NOW, READING.settings)).toEqual([YEAR]);
  });

  test.each<[what: string, ago: number, filtration: number, pairing: number, from: number, to: number]>([
    ['a result of long ago, paired within 14 days', 900, 14, 7, 900 + 14 + 365, 900 - 14],
    ['the wider of the two pairings', 900, 7, 30, 900 + 30 + 365, 900 - 30],
    ['of yesterday: to the moment of reading', 1, 14, 14, 1 + 14 + 365, 0],
    ['of 14 days ago', 14, 14, 14, 14 + 14 + 365, 0],
    ['of 15 days ago', 15, 14, 14, 15 + 14 + 365, 1],
    ['dated an hour after the moment of reading', -1 / 24, 14, 14, -1 / 24 + 14 + 365, -1 / 24],
  ])('%s', (_, ago, filtration, pairing, from, to) => {
    expect(of(ago, filtration, pairing)).toEqual([{ from: NOW - days(from), to: NOW - days(to) }, YEAR]);
  });

  test('the result itself, a year before it and the past year are always among them', () => {
    const pairing = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), pairing, pairing, (ago, filtration, other) => {
        const periods = of(ago, filtration, other);
        const known = (at: number): boolean => periods.some(({ from, to }) => from <= at && at <= to);
        expect([ago, ago + 365, 0, 365].map((n) => known(NOW - days(n)))).toEqual([true, true, true, true]);
        expect(periods.every(({ from, to }) => from <= to && to <= NOW)).toBe(true);
      }),
    );
  });
});
