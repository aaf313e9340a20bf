// When a FISH result was drawn, against the diagnosis and the first dose: which results still say what was there.
import { describe, expect, test } from '@jest/globals';
import { fishTime, usableAt } from '../../../src/clinical/reading/fish-time.ts';
import { DAY_MS } from '../../../src/clinical/quantities/time.ts';

const day = (n: number) => 20_000 * DAY_MS + n * DAY_MS;
const on = (n: number) => ({ earliest: day(n), latest: day(n), stated: '', source: 'onset' as const });
const between = (from: number, to: number) => ({ ...on(from), latest: day(to) });
const answers = (...of: Parameters<typeof fishTime>) => {
  const time = fishTime(...of);
  return [usableAt(time, true), usableAt(time, false)];
};

describe('a find and an absence', () => {
  test.each<[what: string, of: Parameters<typeof fishTime>, find: string, absence: string]>([
    ['of the day of diagnosis', [{ at: day(0) }, on(0), undefined], 'yes', 'yes'],
    ['90 days before it', [{ at: day(-90) }, on(0), undefined], 'yes', 'yes'],
    ['91 days before it', [{ at: day(-91) }, on(0), undefined], 'yes', 'older-negative'],
    ['91 days after it, untreated', [{ at: day(91) }, on(0), undefined], 'yes', 'yes'],
    ['105 days after it, 5 days after the first dose', [{ at: day(105) }, on(0), on(100)], 'after-window', 'after-window'],
    ['95 days after it, before the first dose', [{ at: day(95) }, on(0), on(100)], 'yes', 'yes'],
    ['15 days after the first dose', [{ at: day(20) }, on(0), on(5)], 'after-treatment', 'after-treatment'],
    ['without a date of diagnosis, untreated', [{ at: day(0) }, undefined, undefined], 'yes', 'time-not-known'],
    ['without a date of diagnosis, 5 days after the first dose', [{ at: day(5) }, undefined, on(0)], 'time-not-known', 'time-not-known'],
    ['before a first dose of an unknown day', [{ at: day(100) }, on(0), between(90, 110)], 'time-not-known', 'time-not-known'],
  ])('%s', (_, of, find, absence) => {
    expect(answers(...of)).toEqual([find, absence]);
  }); // prettier-ignore
});
