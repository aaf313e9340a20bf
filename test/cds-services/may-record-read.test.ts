// A stage is offered only where all that could speak against it was read, back to the day that may matter; whichever result was opened.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { unmet } from '../../cds-services/b2m-result/may-record.ts';
import { READING } from '../../fixtures/published.ts';
import { albumin, b2m, chart, condition, creatinine, daysAgo, ldh, patient, read } from '../support/chart.ts';
import { at, notMet, type Known, type Parts } from '../support/recordable.ts';

const DAY_MS = 86_400_000;
const startOf = (days: number): number => Math.floor(Date.parse(daysAgo(days)) / DAY_MS) * DAY_MS;

/** A page that is known to be whole from the start of a day so many days ago; no day of it, for undefined. */
const partly = (type: string, code?: string, days?: number): Known => ({
  partlyRead: [
    {
      key: 'page',
      type,
      ...(code !== undefined && { codes: new Set([code]) }),
      spans: days === undefined ? [] : [{ from: startOf(days), to: Infinity }],
    },
  ],
});

describe('a stage is not offered while a page may lack what speaks against it', () => {
  test.each([
    // a page of what, of which code, how many days ago it must reach back to, and what is not met otherwise
    ['MedicationAdministration', undefined, undefined, ['treatment-read']],
    ['Condition', undefined, undefined, ['problem-list-read', 'creatinine-steady']],
    ['Procedure', undefined, 90, ['not-on-dialysis']],
    ['Observation', '1952-1', 35, ['no-rival-value']],
    ['Observation', '1751-7', 35, ['no-rival-value']],
    ['Observation', '2160-0', 370, ['creatinine-steady']],
  ])('%s %s of %p days', (type, code, days, names) => {
    expect(notMet('ISS', {}, partly(type, code, days ?? 4000))).toEqual(days === undefined ? names : []);
    if (days !== undefined) expect(notMet('ISS', {}, partly(type, code, days - 1))).toEqual(names);
  });

  test.each([
    ['2532-0', 35],
    ['81746-0', undefined],
  ])('nor an R-ISS, of %s of %p days', (code, days) => {
    const change = ['nothing-unread-could-change-it'];
    expect(notMet('ISS', {}, partly('Observation', code))).toEqual([]);
    expect(notMet('R-ISS', {}, partly('Observation', code, days ?? 4000))).toEqual(days === undefined ? change : []);
    if (days !== undefined) expect(notMet('R-ISS', {}, partly('Observation', code, days - 1))).toEqual(change);
  });

  test('procedures are read back to 30 days before the diagnosis, from when on treatment counts', () => {
    const late = { myeloma: condition('myeloma', { since: daysAgo(65).slice(0, 10) }) };
    expect(notMet('ISS', late, partly('Procedure', undefined, 95))).toEqual([]);
    expect(notMet('ISS', late, partly('Procedure', undefined, 94))).toEqual(['treatment-read']);
  });

  test('without a creatinine of that time those of 90 days were read', () => {
    const none = { creatinine: undefined };
    expect(notMet('ISS', none)).toEqual([]);
    expect(notMet('ISS', none, partly('Observation', '2160-0', 95))).toEqual([]);
    expect(notMet('ISS', none, partly('Observation', '2160-0', 94))).toEqual(['creatinine-steady']);
  });

  test.each([
    ['conditions', { myeloma: undefined }, 'a-stage'],
    ['medications', {}, 'treatment-read'],
    ['procedures', {}, 'not-on-dialysis'],
  ] as const)('nor where %s could not be read at all', (key, change, name) => {
    expect(notMet('ISS', change, { unavailable: [key] })).toContain(name);
  });
});

describe('whichever result was opened', () => {
  const early = b2m('25 mg/L', { at: daysAgo(7), id: 'early' });
  const opened: Known = { lookedAt: ['Observation/early'] };

  test('the B2M of the stage has to be one that can be believed', () => {
    const high: Parts = {
      b2m: b2m('25 mg/L', { at, id: 'b2m' }),
      early: b2m('3.0 mg/L', { at: daysAgo(7), id: 'early' }),
    };
    expect([notMet('ISS', high), notMet('ISS', high, opened)]).toEqual([['unit-certain'], ['unit-certain']]);
    expect([notMet('ISS', { early }), notMet('ISS', { early }, opened)]).toEqual([[], []]);
  });

  test('and each B2M of its draw', () => {
    const another = (value: string) => ({ another: b2m(value, { at, with: { method: { text: 'nephelometry' } } }) });
    expect(notMet('ISS', another('7.0 mg/L'))).toEqual([]);
    for (const value of ['25 mg/L', '0.65 mg/dL']) expect(notMet('ISS', another(value))).toEqual(['unit-certain']);
    expect(notMet('ISS', { b2m: b2m('25 mg/L', { at, id: 'b2m' }), ...another('7.0 mg/L') })).toEqual(['unit-certain']);
  });

  test('an injury that was over when the B2M of the stage was drawn keeps nothing back', () => {
    const course = ['0.9', '3.1', '0.9', '0.9', '0.9'].map((value, i) =>
      creatinine(`${value} mg/dL`, { at: daysAgo([70, 60, 40, 25, 8][i] ?? 0), id: `c${i}` }),
    );
    const change: Parts = {
      ...Object.fromEntries(course.map((c) => [c.id, c])),
      myeloma: condition('myeloma', { since: daysAgo(6) }),
      early: b2m('6.0 mg/L', { at: daysAgo(60), id: 'early' }),
    };
    expect([notMet('ISS', change), notMet('ISS', change, opened)]).toEqual([[], []]);
  });

  test('what may be recorded is the same', () => {
    const day = fc.integer({ min: 0, max: 100 });
    const values = (...of: readonly string[]) => fc.constantFrom(...of);
    const charts = fc.record({
      b2m: fc.uniqueArray(fc.tuple(day, values('2.9 mg/L', '6.1 mg/L', '25 mg/L', '0.6 mg/dL')), {
        minLength: 1,
        maxLength: 4,
        selector: ([days]) => days,
      }),
      creatinine: fc.array(fc.tuple(day, values('0.9', '1.0', '1.6', '3.1')), { maxLength: 4 }),
      albumin: fc.array(day, { minLength: 1, maxLength: 4 }),
      diagnosed: day,
    });
    let offered = 0;
    fc.assert(
      fc.property(charts, (given) => {
        const all = given.b2m.map(([days, value], i) => b2m(value, { at: daysAgo(days), id: `b${i}` }));
        const located = chart([
          patient(),
          condition('myeloma', { since: daysAgo(given.diagnosed) }),
          ...all,
          ...given.albumin.map((days) => albumin('3.9 g/dL', { at: daysAgo(days) })),
          ...given.creatinine.map(([days, value]) => creatinine(`${value} mg/dL`, { at: daysAgo(days) })),
          ldh('180 U/L', { at: daysAgo(given.diagnosed) }),
        ]);
        const missed = all.map(({ id }) =>
          unmet('ISS', read(located, { lookedAt: [`Observation/${id}`] }), READING.settings),
        );
        const usual = unmet('ISS', read(located), READING.settings).length === 0;
        offered += usual ? 1 : 0;
        expect(missed.map((names) => names.length === 0)).toEqual(all.map(() => usual));
      }),
      { numRuns: 150 },
    );
    expect(offered).toBeGreaterThan(0);
  });
});
