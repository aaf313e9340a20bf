// Worked examples of the GFR equations against published calculators and recomputed values.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cockcroftCases, crCysCases, creatinineCases, cystatinCases } from './gfr-cases.ts';
import { egfrCystatin2012 } from '../../../src/clinical/instruments/ckd-epi-2012.ts';
import {
  egfrCandidates,
  egfrCkdEpi2021,
  egfrCreatinineCystatin2021,
} from '../../../src/clinical/instruments/ckd-epi-2021.ts';
import { creatinineClearance } from '../../../src/clinical/instruments/cockcroft-gault-1976.ts';
import { quantity, tidy, type Comparator, type Quantity } from '../../../src/clinical/quantities/quantity.ts';

const mgDl = (value: number, comparator?: Comparator) => quantity(value, 'mg/dL', comparator);
/** umol/L as the fact layer converts it. */
const umol = (value: number) => mgDl(tidy(value / 88.42));
const mgL = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const kg = (value: number, comparator?: Comparator) => quantity(value, 'kg', comparator);
const rounded = (q: Quantity | undefined, digits: number) => Number(q?.value.toFixed(digits));

describe('CKD-EPI 2021 from creatinine', () => {
  test.each(creatinineCases)('$id: $value $unit at $age years, $sex, is $expected', (c) => {
    const creatinine = c.unit === 'umol/L' ? umol(c.value) : mgDl(c.value);
    expect(rounded(egfrCkdEpi2021(creatinine, c.age, c.sex), c.digits)).toBe(c.expected);
  });

  test('E18: nothing is computed for a child, and at 18 it is', () => {
    expect(egfrCkdEpi2021(mgDl(1), 17, 'male')).toBeUndefined();
    expect(egfrCkdEpi2021(mgDl(1), 17.99, 'male')).toBeUndefined();
    expect(egfrCkdEpi2021(mgDl(1), 18, 'male')).toBeDefined();
  });

  test.each([0, -1, NaN])('a creatinine of %p gives nothing', (value) => {
    expect(egfrCkdEpi2021(mgDl(value), 50, 'female')).toBeUndefined();
  });

  test('an age that is not a number gives nothing', () => {
    expect(egfrCkdEpi2021(mgDl(1), NaN, 'female')).toBeUndefined();
  });

  test('the result carries its unit and is not rounded', () => {
    const egfr = egfrCkdEpi2021(mgDl(1.2), 55, 'male');
    expect(egfr?.unit).toBe('mL/min/{1.73_m2}');
    expect(egfr?.comparator).toBeUndefined();
    expect(egfr?.value).not.toBe(Math.round(egfr?.value ?? 0));
  });

  test('a creatinine reported as below its limit gives an eGFR above a limit, and the other way round', () => {
    expect(egfrCkdEpi2021(mgDl(0.3, '<'), 50, 'male')?.comparator).toBe('>');
    expect(egfrCkdEpi2021(mgDl(20, '>='), 50, 'male')?.comparator).toBe('<=');
  });

  test('a higher creatinine and a higher age never give a higher eGFR', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 25, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.integer({ min: 18, max: 110 }),
        fc.integer({ min: 0, max: 10 }),
        fc.constantFrom('female' as const, 'male' as const),
        (scr, more, age, older, sex) => {
          const better = egfrCkdEpi2021(mgDl(scr), age, sex)?.value ?? NaN;
          const worse = egfrCkdEpi2021(mgDl(scr + more), age + older, sex)?.value ?? NaN;
          expect(worse).toBeLessThanOrEqual(better * (1 + 1e-12));
        },
      ),
      { seed: 42, numRuns: 200 },
    );
  });
});

describe('eGFR when the sex is not on record', () => {
  test('both forms are given, the female first', () => {
    const both = egfrCandidates(mgDl(1), 50, undefined).map((q) => rounded(q, 2));
    expect(both).toEqual([68.63, rounded(egfrCkdEpi2021(mgDl(1), 50, 'male'), 2)]);
  });

  test('one form when the sex is known', () => {
    expect(egfrCandidates(mgDl(1), 50, 'female').map((q) => rounded(q, 2))).toEqual([68.63]);
  });

  test.each([
    ['creatinine', undefined, 50],
    ['age', mgDl(1), undefined],
  ] as const)('nothing without %s', (_name, creatinine, age) => {
    expect(egfrCandidates(creatinine, age, 'male')).toEqual([]);
  });

  test('nothing for a child', () => {
    expect(egfrCandidates(mgDl(1), 12, undefined)).toEqual([]);
  });
});

describe('CKD-EPI 2021 from creatinine and cystatin C', () => {
  test.each(crCysCases)('$id: creatinine $creatinine, cystatin $cystatin, $age years, $sex, is $expected', (c) => {
    const egfr = egfrCreatinineCystatin2021(mgDl(c.creatinine), mgL(c.cystatin), c.age, c.sex);
    expect(rounded(egfr, 2)).toBe(c.expected);
    expect(egfr?.unit).toBe('mL/min/{1.73_m2}');
  });

  test('nothing for a child, for values not above 0, or with a censored creatinine', () => {
    expect(egfrCreatinineCystatin2021(mgDl(1), mgL(1), 17, 'male')).toBeUndefined();
    expect(egfrCreatinineCystatin2021(mgDl(0), mgL(1), 40, 'male')).toBeUndefined();
    expect(egfrCreatinineCystatin2021(mgDl(1), mgL(0), 40, 'male')).toBeUndefined();
    expect(egfrCreatinineCystatin2021(mgDl(1, '<'), mgL(1), 40, 'male')).toBeUndefined();
    expect(egfrCreatinineCystatin2021(mgDl(1), mgL(1), 18, 'male')).toBeDefined();
  });

  test('a censored cystatin C gives an eGFR censored to the other side', () => {
    expect(egfrCreatinineCystatin2021(mgDl(1), mgL(8, '>'), 40, 'male')?.comparator).toBe('<');
  });
});

describe('CKD-EPI 2012 from cystatin C', () => {
  test.each(cystatinCases)('$id: cystatin $cystatin at $age years, $sex, is $expected', (c) => {
    const egfr = egfrCystatin2012(mgL(c.cystatin), c.age, c.sex);
    expect(rounded(egfr, 2)).toBe(c.expected);
    expect(egfr?.unit).toBe('mL/min/{1.73_m2}');
  });

  test('nothing for a child or a value not above 0', () => {
    expect(egfrCystatin2012(mgL(1), 17, 'male')).toBeUndefined();
    expect(egfrCystatin2012(mgL(0), 40, 'male')).toBeUndefined();
    expect(egfrCystatin2012(mgL(1), 18, 'male')).toBeDefined();
  });

  test('a censored cystatin C gives an eGFR censored to the other side', () => {
    expect(egfrCystatin2012(mgL(8, '>'), 40, 'male')?.comparator).toBe('<');
  });
});

describe('creatinine clearance by Cockcroft and Gault', () => {
  test.each(cockcroftCases)('$id: $creatinine mg/dL, $age years, $weight kg, $sex, is $expected', (c) => {
    const crcl = creatinineClearance(mgDl(c.creatinine), c.age, kg(c.weight), c.sex);
    expect(rounded(crcl, c.digits)).toBe(c.expected);
    expect(crcl?.unit).toBe('mL/min');
  });

  test('nothing for a child, at 140 years, for values not above 0, or with a censored weight', () => {
    expect(creatinineClearance(mgDl(1), 17, kg(60), 'male')).toBeUndefined();
    expect(creatinineClearance(mgDl(1), 140, kg(60), 'male')).toBeUndefined();
    expect(creatinineClearance(mgDl(0), 40, kg(60), 'male')).toBeUndefined();
    expect(creatinineClearance(mgDl(1), 40, kg(0), 'male')).toBeUndefined();
    expect(creatinineClearance(mgDl(1), 40, kg(60, '>'), 'male')).toBeUndefined();
    expect(creatinineClearance(mgDl(1), 18, kg(60), 'male')).toBeDefined();
  });

  test('a creatinine below its limit gives a clearance above a limit', () => {
    expect(creatinineClearance(mgDl(0.3, '<'), 40, kg(60), 'male')?.comparator).toBe('>');
  });
});
