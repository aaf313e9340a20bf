// Which of several results is meant, held against looking at every one of them.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Measurement } from '../../../src/clinical/facts/types.ts';
import { DAY_MS, dayOf } from '../../../src/clinical/quantities/time.ts';
import { latestOfDay, nearest, newest } from '../../../src/clinical/reading/select.ts';

const HOUR = DAY_MS / 24;
const START = 20_000 * DAY_MS;
const at = (day: number, hour: number): number => START + day * DAY_MS + hour * HOUR;
let count = 0;
const result = (time: number, of: Partial<Measurement> = {}): Measurement => ({
  analyte: 'ldh-serum',
  code: '2532-0',
  quantity: { value: 200, unit: 'U/L' },
  reported: { value: 200 },
  at: time,
  effective: '',
  issued: time,
  reference: `Observation/${++count}`,
  flags: [],
  ...of,
});

const time = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 0, max: 23 }));
const times = fc.uniqueArray(time, { maxLength: 10, selector: ([day, hour]) => at(day, hour) });
const list = times.map((all) => all.map(([day, hour]) => result(at(day, hour))).toSorted((a, b) => b.at - a.at));

test('the nearest is of the day itself, else the one with the smallest distance, of two the later', () => {
  fc.assert(
    fc.property(list, time, fc.integer({ min: 0, max: 10 }), fc.boolean(), (results, [day, hour], days, some) => {
      const moment = at(day, hour);
      const usable = (m: Measurement): boolean => !some || m.at % (2 * HOUR) === 0;
      const candidates = results.filter(usable).filter((m) => Math.abs(dayOf(m.at) - dayOf(moment)) <= days);
      const ofDay = candidates.filter((m) => dayOf(m.at) === dayOf(moment)).toSorted((a, b) => b.issued - a.issued);
      const byDistance = candidates.toSorted(
        (a, b) => Math.abs(a.at - moment) - Math.abs(b.at - moment) || b.at - a.at,
      );
      expect(nearest(results, moment, days, usable)).toBe(ofDay[0] ?? byDistance[0]);
    }),
    { numRuns: 500 },
  );
});

test('the latest of a day is the one issued last; the newest is that of the newest day', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: -13, max: 13 }), (results, day) => {
      const issued = results.map((m, i) => ({ ...m, issued: (i * 7) % 11 }));
      const ofDay = (d: number) =>
        issued
          .filter((m) => dayOf(m.at) === d)
          .reduce<Measurement | undefined>((best, m) => (best && best.issued >= m.issued ? best : m), undefined);
      expect(latestOfDay(issued, dayOf(at(day, 0)))).toBe(ofDay(dayOf(at(day, 0))));
      expect(newest(issued)).toBe(issued[0] && ofDay(dayOf(issued[0].at)));
    }),
    { numRuns: 300 },
  );
});

describe('of two of one day', () => {
  const [MORNING, NOON] = [at(0, 7), at(0, 12)];
  const b2m = (of: Partial<Measurement>): Measurement =>
    result(MORNING, { analyte: 'b2m-serum', code: '1952-1', issued: 5, ...of });
  const chosen = (...results: readonly Measurement[]) =>
    latestOfDay(
      results.toSorted((x, y) => y.at - x.at),
      dayOf(MORNING),
    );

  test.each<[what: string, first: Partial<Measurement>, second: Partial<Measurement>, which: 0 | 1]>([
    ['B2M by one method: issued last', { at: NOON, issued: 5 }, { at: MORNING, issued: 6 }, 1],
    ['B2M by one method, issued together: the first of the list', { at: NOON }, { at: MORNING }, 0],
    ['B2M by two methods: drawn last', { at: NOON, issued: 5 }, { at: MORNING, issued: 6, code: '83078-6' }, 0],
    ['B2M by two methods of one time: issued last', { issued: 5 }, { issued: 6, code: '83078-6' }, 1],
    ['LDH by two codes: issued last', { analyte: 'ldh-serum', at: NOON, issued: 5 }, { analyte: 'ldh-serum', at: MORNING, issued: 6, code: 'x' }, 1],
  ])('%s', (_, first, second, which) => {
    const both = [b2m(first), b2m(second)] as const;
    expect(chosen(...both)).toBe(both[which]);
    if (both[0].at !== both[1].at) expect(chosen(both[1], both[0])).toBe(both[which]);
  }); // prettier-ignore
});

describe('the nearest, of results of other days', () => {
  const MOMENT = at(0, 12);
  const from = (...list: readonly (readonly [day: number, hour: number, usable?: boolean])[]) => {
    const results = list.map(([day, hour, isUsable = true]) => ({ ...result(at(day, hour)), isUsable }));
    const chosen = nearest(results, MOMENT, 30, (m) => m.isUsable);
    return chosen && results.indexOf(chosen);
  };

  test.each<[what: string, list: readonly (readonly [number, number, boolean?])[], chosen: number | undefined]>([
    ['the earlier, where it is nearer', [[1, 20], [-1, 20]], 1],
    ['the later, where it is nearer', [[1, 4], [-1, 4]], 0],
    ['of two equally far the later', [[1, 12], [-1, 12]], 0],
    ['an earlier one behind one that does not belong', [[9, 12], [-1, 12, false], [-2, 12]], 2],
    ['a later one behind one that does not belong', [[2, 12], [1, 12, false], [-9, 12]], 0],
    ['one 30 days before', [[-30, 0]], 0],
    ['none 31 days before', [[-31, 23]], undefined],
    ['one 30 days after', [[30, 23]], 0],
    ['none 31 days after', [[31, 0]], undefined],
    ['of two of one time after it the first of the list', [[1, 12], [1, 12]], 0],
    ['of two of one time before it the first of the list', [[-1, 12], [-1, 12]], 0],
    ['none of none', [], undefined],
  ])('%s', (_, list, chosen) => {
    expect(from(...list)).toBe(chosen);
  }); // prettier-ignore
});
