// Urine B2M with the serum, pH and creatinine that belong to it.
import { describe, expect, test } from '@jest/globals';
import {
  b2m,
  chart,
  creatinine,
  daysAgo,
  observation,
  patient,
  read,
  urineB2m,
  urineCreatinine,
  urinePh,
} from '../../support/chart.ts';

const urineOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).urine;
const labelOf = (...resources: readonly fhir4.FhirResource[]) => urineOf(...resources)?.assessment.possible;

describe('worked examples U1–U6', () => {
  test.each([
    ['U1', [b2m('1.8 mg/L'), urineB2m('900 ug/L'), urinePh('6.5')], 'tubular'],
    ['U2', [b2m('6.0 mg/L'), urineB2m('900 ug/L')], 'mixed-or-overflow'],
    ['U3', [b2m('4.0 mg/L'), urineB2m('150 ug/L'), urinePh('6.4')], 'filtration-or-production'],
    ['U4', [b2m('1.8 mg/L'), urineB2m('120 ug/L'), urinePh('5.2')], 'invalid'],
  ])('%s', (_, resources, label) => {
    expect(labelOf(...resources)).toEqual([label]);
  });

  test.each([
    ['U5', '0.3 mg/L', '1.0 mg/dL', '2.0 mg/L', '100 mg/dL', 0.15],
    ['U6', '3.0 mg/L', '1.2 mg/dL', '2.2 mg/L', '80 mg/dL', 2.05],
  ])('%s: fractional excretion', (_, urine, serumCreatinine, serum, urinary, expected) => {
    const all = [urineB2m(urine), creatinine(serumCreatinine), b2m(serum), urineCreatinine(urinary)];
    expect(urineOf(...all)?.fractionalExcretion).toBeCloseTo(expected, 2);
    for (const missing of all) {
      expect(urineOf(...all.filter((o) => o !== missing))?.fractionalExcretion).toBeUndefined();
    }
  });

  test('no fractional excretion from a 24-hour amount, nor from a concentration known only as a limit', () => {
    const beside = [creatinine('1.0 mg/dL'), b2m('2.0 mg/L'), urineCreatinine('100 mg/dL')];
    for (const urine of [observation('10873-8', '300 ug/(24.h)'), urineB2m('<300 ug/L')]) {
      const reading = urineOf(...beside, urine);
      expect(reading?.fractionalExcretion).toBeUndefined();
      expect(reading?.derived).toEqual([]);
    }
  });
});

describe('which results belong together', () => {
  const URINE = urineB2m('120 ug/L', { at: daysAgo(2) });

  test.each([
    [2, ['invalid']],
    [3, ['none']],
    [1, ['none']],
  ])('a pH of %i days ago, the urine of 2: %j', (days, possible) => {
    expect(labelOf(URINE, b2m('1.8 mg/L', { at: daysAgo(2) }), urinePh('5.2', { at: daysAgo(days) }))).toEqual(
      possible,
    );
  });

  test.each([
    [32, ['none']],
    [33, ['none', 'filtration-or-production']],
  ])('a serum B2M of %i days ago, the urine of 2: %j', (days, possible) => {
    expect(labelOf(URINE, b2m('1.8 mg/L', { at: daysAgo(days) }))).toEqual(possible);
  });

  test('the urine creatinine is of the same day', () => {
    const all = [urineB2m('300 ug/L'), b2m('2 mg/L'), creatinine('1 mg/dL')];
    expect(urineOf(...all, urineCreatinine('100 mg/dL', { at: daysAgo(1) }))?.fractionalExcretion).toBeUndefined();
  });
});

describe('limits', () => {
  const SERUM = b2m('1.8 mg/L');

  test.each([
    ['300 ug/L', undefined, ['none']],
    ['301 ug/L', undefined, ['tubular']],
    ['250 ug/L', '200 ug/L', ['tubular']],
    ['250 ug/L', '0.2 mg/L', ['tubular']],
    ['<400 ug/L', undefined, ['none', 'tubular']],
  ])('%s with a limit of %s: %j', (value, high, possible) => {
    expect(labelOf(SERUM, urinePh('6.5'), urineB2m(value, high === undefined ? {} : { high }))).toEqual(possible);
  });

  test.each([
    ['10873-8', '370 ug/(24.h)', ['none']],
    ['10873-8', '0.371 mg/(24.h)', ['tubular']],
  ])('a 24-hour amount (%s) of %s: %j', (code, value, possible) => {
    expect(labelOf(SERUM, urinePh('6.5'), observation(code, value))).toEqual(possible);
  });

  test('a ratio has no published limit: read by its own, or not at all', () => {
    expect(urineOf(observation('13485-8', '900 ug/g{creat}'))).toBeUndefined();
    expect(labelOf(SERUM, observation('13485-8', '900 ug/g{creat}', { high: '300 ug/g{creat}' }))).toEqual(['tubular']);
  });

  test('a ratio without a limit does not hide the concentration of the day before', () => {
    const all = [observation('13485-8', '900 ug/g{creat}'), urineB2m('900 ug/L', { at: daysAgo(1) })];
    expect(labelOf(SERUM, ...all)).toEqual(['tubular']);
  });

  test('of two ratios the newest with a limit is read', () => {
    const ratio = (value: string, days: number, high?: string) =>
      observation('13485-8', value, { at: daysAgo(days), ...(high && { high }) });
    const all = [ratio('900 ug/g{creat}', 0), ratio('200 ug/g{creat}', 1, '300 ug/g{creat}')];
    expect(urineOf(...all)?.urine.quantity.value).toBe(200);
  });

  test('of several kinds the newest is read; of one day the concentration', () => {
    const amount = (days: number) => observation('10873-8', '620 ug/(24.h)', { at: daysAgo(days) });
    expect(urineOf(urineB2m('100 ug/L', { at: daysAgo(1) }), amount(0))?.urine.analyte).toBe('b2m-urine-24h');
    expect(urineOf(urineB2m('100 ug/L'), amount(0))?.urine.analyte).toBe('b2m-urine');
    expect(urineOf(urineB2m('100 ug/L'), amount(1))?.urine.analyte).toBe('b2m-urine');
  });
});

describe('measured another way on that day', () => {
  const amount = (value: string, days = 0) => observation('10873-8', `${value} ug/(24.h)`, { at: daysAgo(days) });

  test.each([
    ['on the other side of its limit', [urineB2m('100 ug/L'), amount('620')], 620],
    ['on the other side, the higher first', [urineB2m('900 ug/L'), amount('100')], 100],
    ['on the same side, both high', [urineB2m('900 ug/L'), amount('620')], undefined],
    ['on the same side, neither high', [urineB2m('100 ug/L'), amount('100')], undefined],
    ['and a concentration that may be either', [urineB2m('<400 ug/L'), amount('620')], undefined],
    ['and may be either itself', [urineB2m('900 ug/L'), amount('<400')], undefined],
    ['of another day', [urineB2m('100 ug/L'), amount('620', 1)], undefined],
    ['the same way, twice', [urineB2m('900 ug/L'), urineB2m('100 ug/L', { at: daysAgo(0.1) })], undefined],
    ['as a ratio without a limit', [urineB2m('100 ug/L'), observation('13485-8', '900 ug/g{creat}')], undefined],
  ])('%s', (_, results, contrary) => {
    expect(urineOf(...results)?.contrary?.quantity.value).toBe(contrary);
  });
});

describe('what was there before', () => {
  test.each([
    ['above the published limit', urineB2m('850 ug/L', { at: daysAgo(60) }), true],
    ['at the limit of its own', urineB2m('850 ug/L', { at: daysAgo(60), high: '850 ug/L' }), false],
    ['perhaps above it', urineB2m('<850 ug/L', { at: daysAgo(60) }), false],
    ['of another kind', observation('10873-8', '850 ug/d', { at: daysAgo(60) }), false],
  ])('an earlier urine B2M %s', (_, earlier, wasHigh) => {
    expect(urineOf(urineB2m('900 ug/L'), earlier)).toMatchObject({ wasHigh });
  });
});
