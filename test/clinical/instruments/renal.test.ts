// KDIGO categories, the IMWG renal criterion and the Durie-Salmon sub-class at their limits.
import { describe, expect, test } from '@jest/globals';
import { egfrCandidates, egfrCkdEpi2021 } from '../../../src/clinical/instruments/ckd-epi-2021.ts';
import { creatinineClearance } from '../../../src/clinical/instruments/cockcroft-gault-1976.ts';
import { durieSalmonRenal } from '../../../src/clinical/instruments/durie-salmon-1975.ts';
import { imwgRenalCriterion } from '../../../src/clinical/instruments/imwg-renal-2014.ts';
import { gfrCategory } from '../../../src/clinical/instruments/kdigo-gfr-2012.ts';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const gfr = (value: number, comparator?: Comparator) => quantity(value, 'mL/min/{1.73_m2}', comparator);
const mgDl = (value: number, comparator?: Comparator) => quantity(value, 'mg/dL', comparator);
const umol = (value: number) => quantity(value, 'umol/L');
const mlMin = (value: number, comparator?: Comparator) => quantity(value, 'mL/min', comparator);

describe('KDIGO GFR category', () => {
  test.each([
    [90, 'G1'],
    [89.99, 'G2'],
    [60, 'G2'],
    [59.99, 'G3a'],
    [45, 'G3a'],
    [44.99, 'G3b'],
    [30, 'G3b'],
    [29.99, 'G4'],
    [15, 'G4'],
    [14.99, 'G5'],
    [0, 'G5'],
  ])('an eGFR of %p is %s', (value, category) => {
    expect(gfrCategory([gfr(value)])).toEqual({ system: 'kdigo-gfr', possible: [category], missing: [] });
  });

  test.each([
    ['E14', 1.4, 60, 'male', 'G3a'],
    ['E15', 2, 65, 'male', 'G3b'],
    ['E15', 2, 65, 'female', 'G4'],
    ['E16', 8, 55, 'male', 'G5'],
    ['E17', 1.1, 80, 'female', 'G3a'],
  ] as const)('%s: creatinine %p mg/dL at %p years, %s, is %s', (_id, scr, age, sex, category) => {
    expect(gfrCategory(egfrCandidates(mgDl(scr), age, sex)).possible).toEqual([category]);
  });

  test('an eGFR reported as above 60 is G1 or G2', () => {
    const reading = gfrCategory([gfr(60, '>')]);
    expect(reading.possible).toEqual(['G1', 'G2']);
    expect(reading.missing).toEqual(['egfr']);
  });

  test('an eGFR reported as below 15 is G5', () => {
    expect(gfrCategory([gfr(15, '<')]).possible).toEqual(['G5']);
  });

  test('every category is possible when nothing is known', () => {
    const reading = gfrCategory([], ['creatinine-serum']);
    expect(reading.possible).toEqual(['G1', 'G2', 'G3a', 'G3b', 'G4', 'G5']);
    expect(reading.missing).toEqual(['creatinine-serum']);
  });

  test('an unknown sex leaves the categories of both forms, and none is missing when they agree', () => {
    expect(gfrCategory(egfrCandidates(mgDl(2), 65, undefined), ['sex'])).toEqual({
      system: 'kdigo-gfr',
      possible: ['G3b', 'G4'],
      missing: ['sex'],
    });
    expect(gfrCategory(egfrCandidates(mgDl(8), 55, undefined), ['sex'])).toEqual({
      system: 'kdigo-gfr',
      possible: ['G5'],
      missing: [],
    });
  });
});

describe('IMWG renal criterion', () => {
  test.each([
    ['N1', mgDl(2.0), 'not-met'],
    ['N1', mgDl(2.01), 'met'],
    ['N2', umol(177), 'not-met'],
    ['N2', umol(178), 'met'],
  ] as const)('%s: %j with a good clearance is %s', (_id, creatinine, expected) => {
    expect(imwgRenalCriterion({ creatinine, crcl: mlMin(60) }).possible).toEqual([expected]);
  });

  test.each([
    ['N3', 40, 'not-met'],
    ['N3', 39.9, 'met'],
  ] as const)('%s: a clearance of %p mL/min with normal creatinine is %s', (_id, value, expected) => {
    expect(imwgRenalCriterion({ creatinine: mgDl(1), crcl: mlMin(value) }).possible).toEqual([expected]);
  });

  test('N4: a small elderly woman with creatinine 1.1 mg/dL meets it by clearance', () => {
    const creatinine = mgDl(1.1);
    const crcl = creatinineClearance(creatinine, 80, quantity(50, 'kg'), 'female');
    expect(imwgRenalCriterion({ creatinine, crcl }).possible).toEqual(['met']);
  });

  test('a high creatinine settles it without a weight', () => {
    expect(imwgRenalCriterion({ creatinine: mgDl(3) })).toEqual({
      system: 'IMWG-renal',
      possible: ['met'],
      missing: [],
    });
  });

  test('a low clearance settles it without a creatinine', () => {
    expect(imwgRenalCriterion({ crcl: mlMin(20) }).possible).toEqual(['met']);
  });

  test('a normal creatinine without a clearance leaves it open: the weight is missing', () => {
    const reading = imwgRenalCriterion({ creatinine: mgDl(1.1) });
    expect(reading.possible).toEqual(['met', 'not-met']);
    expect(reading.missing).toEqual(['body-weight']);
    expect(imwgRenalCriterion({ creatinine: mgDl(1.1), crclMissing: 'sex' }).missing).toEqual(['sex']);
  });

  test('nothing known: both possible, both missing', () => {
    expect(imwgRenalCriterion({})).toEqual({
      system: 'IMWG-renal',
      possible: ['met', 'not-met'],
      missing: ['creatinine-serum', 'body-weight'],
    });
  });

  test('a creatinine above its measuring limit meets it, a censored one below the cut does not settle it', () => {
    expect(imwgRenalCriterion({ creatinine: mgDl(2, '>'), crcl: mlMin(60) }).possible).toEqual(['met']);
    expect(imwgRenalCriterion({ creatinine: mgDl(1, '>'), crcl: mlMin(60) }).possible).toEqual(['met', 'not-met']);
  });
});

describe('Durie-Salmon renal sub-class', () => {
  test.each([
    [1.99, ['A']],
    [2.0, ['B']],
    [2.01, ['B']],
  ])('DS1: creatinine %p mg/dL is %j', (value, expected) => {
    expect(durieSalmonRenal(mgDl(value)).possible).toEqual(expected);
  });

  test('without creatinine both are possible', () => {
    expect(durieSalmonRenal(undefined)).toEqual({
      system: 'Durie-Salmon-renal',
      possible: ['A', 'B'],
      missing: ['creatinine-serum'],
    });
  });

  test('G5: creatinine 4.0 mg/dL in a man of 62 is an eGFR of 16', () => {
    expect(Math.round(egfrCkdEpi2021(mgDl(4), 62, 'male')?.value ?? 0)).toBe(16);
  });
});
