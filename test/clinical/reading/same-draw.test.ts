// Two results of one draw by another code or method: a stage counts where each gives it, whichever was issued last.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { READING } from '../../../fixtures/published.ts';
import { unmet } from '../../../cds-services/b2m-result/may-record.ts';
import { albumin, b2m, chart, condition, creatinine, daysAgo, observation, read } from '../../support/chart.ts';

const at = daysAgo(5);
const hour = (h: string) => `${at.slice(0, 10)}T${h}:00:00Z`;
const immunoassay = (value: string, options = {}) => observation('83078-6', value, { at, ...options });
const byMethod = (value: string, text: string, options = {}) =>
  b2m(value, { at, ...options, with: { method: { text } } });

/** Newly diagnosed, untreated, with these results. */
function staged(...results: readonly fhir4.Observation[]) {
  const named = results.map((r, i) => ({ ...r, id: r.id ?? `o${i}` }));
  const reading = read(chart([condition('myeloma', { since: daysAgo(6) }), creatinine('0.9 mg/dL', { at }), ...named]));
  const { staging } = reading;
  return {
    iss: staging?.iss.possible,
    riskBy4: staging?.criteria.find((c) => c.criterion === 4)?.met,
    values: staging?.b2m?.sameDraw?.length ?? 0,
    used: staging?.inputs.map((m) => m.reference),
    unmet: unmet('ISS', reading, READING.settings),
  };
}
const good = albumin('4.0 g/dL', { at });

describe('B2M of one draw', () => {
  test.each<[string, readonly fhir4.Observation[], readonly string[]]>([
    ['another code, on both sides of 5.5', [b2m('5.4 mg/L', { at }), immunoassay('5.6 mg/L')], ['II', 'III']],
    [
      'another code, issued later',
      [b2m('5.4 mg/L', { at }), immunoassay('5.6 mg/L', { issued: daysAgo(1) })],
      ['II', 'III'],
    ],
    ['another code, on one side', [b2m('5.5 mg/L', { at }), immunoassay('5.9 mg/L')], ['III']],
    [
      'another method of the same code',
      [byMethod('3.4 mg/L', 'ELISA'), byMethod('3.6 mg/L', 'Nephelometry')],
      ['I', 'II'],
    ],
    ['a method stated by one alone', [b2m('3.4 mg/L', { at }), byMethod('3.6 mg/L', 'Nephelometry')], ['I', 'II']],
    ['a limit sign of one opens its side', [b2m('5.0 mg/L', { at }), immunoassay('>4 mg/L')], ['II', 'III']],
    [
      'the same specimen, however dated',
      [
        b2m('5.4 mg/L', { at: daysAgo(5), with: { specimen: { reference: 'Specimen/s' } } }),
        immunoassay('5.6 mg/L', { at: daysAgo(4), with: { specimen: { reference: 'Specimen/s' } } }),
      ],
      ['II', 'III'],
    ],
    [
      'of one day where the time of one is not stated',
      [b2m('5.4 mg/L', { at: hour('08') }), immunoassay('5.6 mg/L', { at: at.slice(0, 10) })],
      ['II', 'III'],
    ],
    [
      'two draws of one day: the later, although issued earlier',
      [
        b2m('5.4 mg/L', { at: hour('08'), issued: daysAgo(1) }),
        immunoassay('5.6 mg/L', { at: hour('15'), issued: daysAgo(2) }),
      ],
      ['III'],
    ],
    [
      'a corrected re-issue of the same code and method stays one result',
      [b2m('5.4 mg/L', { at, issued: daysAgo(4) }), b2m('5.6 mg/L', { at, issued: daysAgo(3), status: 'corrected' })],
      ['III'],
    ],
    [
      'two values of one code and time, none issued later',
      [b2m('5.4 mg/L', { at }), b2m('5.6 mg/L', { at })],
      ['II', 'III'],
    ],
    ['the same value twice', [b2m('5.6 mg/L', { at }), b2m('5.6 mg/L', { at })], ['III']],
    ['the same value by both', [b2m('5.6 mg/L', { at }), immunoassay('5.6 mg/L')], ['III']],
  ])('%s', (_title, results, expected) => {
    for (const order of [results, results.toReversed()]) {
      const { iss, unmet: why } = staged(...order, good);
      expect(iss).toEqual(expected);
      expect(why.includes('one-stage')).toBe(expected.length > 1);
    }
  });

  test('both are named, and the criterion on which they differ is open', () => {
    const { used, riskBy4, values } = staged(b2m('5.4 mg/L', { at }), immunoassay('5.6 mg/L'), good);
    expect(values).toBe(1);
    expect(used).toEqual(expect.arrayContaining(['Observation/o0', 'Observation/o1']));
    expect(riskBy4).toBeUndefined();
  });

  test('a stage for the record needs each of them to give it', () => {
    const digits = fc.integer({ min: 20, max: 80 }).map((n) => n / 10);
    fc.assert(
      fc.property(digits, digits, fc.boolean(), fc.boolean(), (x, y, swapped, later) => {
        const first = b2m(`${x} mg/L`, { at });
        const second = immunoassay(`${y} mg/L`, later ? { issued: daysAgo(1) } : {});
        const alone = [staged(first, good).iss, staged(second, good).iss].flatMap((i) => i ?? []);
        const { iss, unmet: why } = staged(...(swapped ? [second, first] : [first, second]), good);
        for (const stage of alone) expect(iss).toContain(stage);
        expect(why.length === 0).toBe(new Set(alone).size === 1);
      }),
      { seed: 16, numRuns: 120 },
    );
  });
});

describe('albumin of one day', () => {
  const electrophoresis = (value: string, options = {}) => observation('2862-1', value, { at, ...options });

  test('by two methods, at other hours, on both sides of 3.5: I or II, nothing to record', () => {
    const { iss, unmet: why } = staged(
      b2m('3.0 mg/L', { at: hour('08') }),
      albumin('3.4 g/dL', { at: hour('07') }),
      electrophoresis('3.6 g/dL', { at: hour('09') }),
    );
    expect(iss).toEqual(['I', 'II']);
    expect(why).toEqual(['one-stage']);
  });

  test('by two methods on one side', () => {
    expect(staged(b2m('3.0 mg/L', { at }), albumin('3.5 g/dL', { at }), electrophoresis('3.6 g/dL'))).toMatchObject({
      iss: ['I'],
      unmet: [],
    });
  });

  test('where B2M decides, it does not matter', () => {
    expect(staged(b2m('6.1 mg/L', { at }), albumin('3.4 g/dL', { at }), electrophoresis('3.6 g/dL'))).toMatchObject({
      iss: ['III'],
      unmet: [],
    });
  });
});
