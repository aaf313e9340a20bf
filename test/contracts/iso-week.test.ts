// Weeks of the insights and of a replay: one count of them, right at the turn of every year.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isoWeek, mondayBefore, mondayOf, WEEK_MS } from '../../src/contracts/iso-week.ts';

describe('an ISO week', () => {
  test('begins on Monday', () => {
    expect(new Date(mondayOf('2026-W44')).toISOString()).toBe('2026-10-26T00:00:00.000Z');
    expect(new Date(mondayOf('2027-W01')).toISOString()).toBe('2027-01-04T00:00:00.000Z');
  });

  test.each([
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-01', '2026-W53'],
    ['1969-12-28', '1969-W52'],
    ['1969-12-29', '1970-W01'],
  ])('of %s is %s, to the last millisecond of the day', (day, week) => {
    expect([isoWeek(Date.parse(day)), isoWeek(Date.parse(`${day}T23:59:59.999Z`))]).toEqual([week, week]);
  });

  test('holds every moment from its Monday to before the next', () => {
    const moment = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        const [at, monday] = [date.getTime(), mondayBefore(date.getTime())];
        expect(at - monday).toBeGreaterThanOrEqual(0);
        expect(at - monday).toBeLessThan(WEEK_MS);
        expect([new Date(monday).getUTCDay(), mondayOf(isoWeek(at))]).toEqual([1, monday]);
      }),
    );
  });
});
