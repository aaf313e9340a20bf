// When a specimen was taken: moment, period, timed collection, timing, issue, or nothing that can be read.
import { describe, expect, test } from '@jest/globals';
import { takenAt } from '../../../src/clinical/facts/specimen-date.ts';

const taken = (parts: object) => {
  const { at, until, stated, by } = takenAt({ resourceType: 'Observation', status: 'final', code: {}, ...parts });
  const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16));
  return [iso(at), iso(until), stated, by];
};
const period = (start: string | undefined, end: string | undefined) => ({
  effectivePeriod: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) },
});

describe('a period', () => {
  test.each([
    ['of a day: its end', '2026-10-29T08:00:00Z', '2026-10-30T08:00:00Z', '2026-10-30T08:00', undefined],
    ['of 48 hours: its end', '2026-10-28T08:00:00Z', '2026-10-30T08:00:00Z', '2026-10-30T08:00', undefined],
    ['of a minute more', '2026-10-28T07:59:00Z', '2026-10-30T08:00:00Z', '2026-10-28T07:59', '2026-10-30T08:00'],
    ['of two days without a time: its end', '2026-10-28', '2026-10-30', '2026-10-30T12:00', undefined],
    ['of one moment', '2026-10-30T08:00:00Z', '2026-10-30T08:00:00Z', '2026-10-30T08:00', undefined],
    ['with an end alone', undefined, '2026-10-30T08:00:00Z', '2026-10-30T08:00', undefined],
    ['whose end is known to the month', undefined, '2026-10', '2026-10-01T00:00', '2026-10-31T23:59'],
  ])('%s', (_, start, end, at, until) => {
    expect(taken(period(start, end))).toEqual([at, until, end, 'effective']);
  });

  test('with a start alone is that, and says so', () => {
    expect(taken(period('2026-10-30', undefined))).toEqual(['2026-10-30T12:00', undefined, '2026-10-30', 'effective']);
  });

  test('without either, or with a date that cannot be read, is unreadable, and not nothing', () => {
    expect(taken(period(undefined, undefined))).toEqual([undefined, undefined, '', 'effective']);
    expect(taken(period('2026-10-29', 'soon'))).toEqual([undefined, undefined, 'soon', 'effective']);
  });
});

describe('a timing', () => {
  test.each<[timing: unknown, at: string | undefined, stated: string]>([
    [{ event: ['2026-10-30T08:00:00Z'] }, '2026-10-30T08:00', '2026-10-30T08:00:00Z'],
    [{ event: ['2026-10-30T08:00:00Z', '2026-10-31T08:00:00Z'] }, undefined, '2026-10-30T08:00:00Z'],
    [{ event: ['soon'] }, undefined, 'soon'],
    [{ event: [] }, undefined, ''],
    [{ event: '2026-10-30T08:00:00Z' }, undefined, ''],
    [{ event: [5] }, undefined, ''],
    [{ repeat: {} }, undefined, ''],
  ])('%j', (effectiveTiming, at, stated) => {
    expect(taken({ effectiveTiming, issued: '2026-11-01T08:00:00Z' })).toEqual([at, undefined, stated, 'effective']);
  });
});

test('the date of issue stands in only where nothing else is stated', () => {
  const issued = '2026-11-01T08:00:00Z';
  expect(taken({ issued })).toEqual(['2026-11-01T08:00', undefined, issued, 'issue']);
  expect(taken({ issued, effectiveDateTime: '2026-10-30' })).toEqual([
    '2026-10-30T12:00',
    undefined,
    '2026-10-30',
    'effective',
  ]);
  expect(taken({ issued, effectiveDateTime: 'soon' })).toEqual([undefined, undefined, 'soon', 'effective']);
  expect(taken({ issued, effectiveDateTime: 5 })).toEqual([undefined, undefined, '', 'effective']);
  expect(taken({ issued: 'soon' })).toEqual([undefined, undefined, '', 'issue']);
  expect(taken({})).toEqual([undefined, undefined, '', 'nothing']);
});
