// CLL-IPI, BALL, IPSSWM and its revision, FLIPI2, PRIMA-PI, GELTAMO-IPI and the ALL note: examples, limits, gaps.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Assessment } from '../../../src/clinical/quantities/assessment.ts';
import { isAdverseB2mInAll } from '../../../src/clinical/instruments/all-1992.ts';
import { ball, type BallInputs } from '../../../src/clinical/instruments/ball-2019.ts';
import { CLL_IPI, cllIpi, type CllIpiInputs } from '../../../src/clinical/instruments/cll-ipi-2016.ts';
import { flipi2, type Flipi2Inputs } from '../../../src/clinical/instruments/flipi2-2009.ts';
import { geltamoIpi, type GeltamoInputs } from '../../../src/clinical/instruments/geltamo-ipi-2017.ts';
import { ipsswm, type IpsswmInputs } from '../../../src/clinical/instruments/ipsswm-2009.ts';
import { primaPi } from '../../../src/clinical/instruments/prima-pi-2018.ts';
import { mssWm, type MssWmInputs } from '../../../src/clinical/instruments/mss-wm-2024.ts';
import { ripsswm, type RIpsswmInputs } from '../../../src/clinical/instruments/ripsswm-2019.ts';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const b2m = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const age = (value: number) => quantity(value, 'a');
const gDl = (value: number) => quantity(value, 'g/dL');
const platelets = (value: number) => quantity(value, '10*9/L');
const uL = (value: number) => quantity(value, 'U/L');
const ecog = (value: number) => quantity(value, '1');

describe('CLL-IPI', () => {
  const none: CllIpiInputs = {
    del17p: false,
    tp53: false,
    ighvUnmutated: false,
    b2m: b2m(2),
    advancedStage: false,
    age: age(50),
  };

  test('the points that the record allows: all of them, or the least and the most', () => {
    const open: CllIpiInputs = { b2m: b2m(4.1), age: age(70) };
    expect(CLL_IPI.points?.(none)).toEqual({ least: 0, most: 0 });
    expect(CLL_IPI.points?.(open)).toEqual({ least: 3, most: 10 });
    expect(CLL_IPI.points?.({ ...open, tp53: true })).toEqual({ least: 7, most: 10 });
  });

  test.each<[string, CllIpiInputs, string]>([
    ['L1: B2M 3.5 mg/L at 65 years gives no points', { ...none, b2m: b2m(3.5), age: age(65) }, 'low'],
    [
      'L2: everything is 10 points',
      { del17p: false, tp53: true, ighvUnmutated: true, b2m: b2m(3.6), advancedStage: true, age: age(66) },
      'very-high',
    ],
    ['1 point by age', { ...none, age: age(66) }, 'low'],
    ['1 point by stage', { ...none, advancedStage: true }, 'low'],
    ['2 points by age and stage', { ...none, age: age(66), advancedStage: true }, 'intermediate'],
    ['2 points by B2M', { ...none, b2m: b2m(3.6) }, 'intermediate'],
    ['2 points by IGHV', { ...none, ighvUnmutated: true }, 'intermediate'],
    ['3 points', { ...none, ighvUnmutated: true, advancedStage: true }, 'intermediate'],
    ['4 points by del(17p)', { ...none, del17p: true }, 'high'],
    ['4 points by TP53 mutation', { ...none, tp53: true }, 'high'],
    ['4 points, once, by both', { ...none, del17p: true, tp53: true, ighvUnmutated: true }, 'high'],
    ['4 points without TP53', { ...none, ighvUnmutated: true, b2m: b2m(4) }, 'high'],
    ['6 points', { ...none, tp53: true, b2m: b2m(4) }, 'high'],
    ['7 points', { ...none, tp53: true, b2m: b2m(4), age: age(70) }, 'very-high'],
  ])('%s', (_title, inputs, expected) => {
    expect(cllIpi(inputs)).toEqual({ system: 'CLL-IPI', possible: [expected], missing: [] });
  });

  test('L3: B2M 4.0 mg/L at 70 years is 3 to 10 points', () => {
    expect(cllIpi({ b2m: b2m(4), age: age(70) })).toEqual({
      system: 'CLL-IPI',
      possible: ['intermediate', 'high', 'very-high'],
      missing: ['del17p', 'tp53', 'ighv', 'rai-or-binet-stage'],
    });
  });

  test('nothing known: every stratum and every input', () => {
    expect(cllIpi({})).toEqual({
      system: 'CLL-IPI',
      possible: ['low', 'intermediate', 'high', 'very-high'],
      missing: ['del17p', 'tp53', 'ighv', 'b2m-serum', 'rai-or-binet-stage', 'age'],
    });
  });

  test('a birth year that leaves 65 or 66 leaves the age open', () => {
    const unclear = { value: 65, unit: 'a', between: [65, 66] } as const;
    expect(cllIpi({ ...none, advancedStage: true, age: unclear })).toEqual({
      system: 'CLL-IPI',
      possible: ['low', 'intermediate'],
      missing: ['age'],
    });
  });

  test('a del(17p) found settles TP53', () => {
    expect(cllIpi({ ...none, del17p: true, tp53: undefined }).missing).toEqual([]);
    expect(cllIpi({ ...none, tp53: undefined }).missing).toEqual(['tp53']);
  });
});

describe('BALL', () => {
  const none: BallInputs = { b2m: b2m(3), ldhHigh: false, hemoglobin: gDl(14), sex: 'male', monthsSinceTherapy: 36 };

  test.each<[string, BallInputs, string]>([
    [
      'L13: B2M 5.0, LDH high, haemoglobin 11.9 in a man, 20 months: 4 points',
      { b2m: b2m(5), ldhHigh: true, hemoglobin: gDl(11.9), sex: 'male', monthsSinceTherapy: 20 },
      'high',
    ],
    ['no point', none, 'low'],
    ['1 point by B2M of exactly 5', { ...none, b2m: b2m(5) }, 'low'],
    ['B2M 4.99 gives none', { ...none, ldhHigh: true, b2m: b2m(4.99) }, 'low'],
    ['2 points by B2M and LDH', { ...none, b2m: b2m(5), ldhHigh: true }, 'intermediate'],
    ['haemoglobin 12.0 in a man gives none', { ...none, b2m: b2m(5), hemoglobin: gDl(12) }, 'low'],
    ['haemoglobin 11.9 in a man gives one', { ...none, b2m: b2m(5), hemoglobin: gDl(11.9) }, 'intermediate'],
    ['haemoglobin 11.0 in a woman gives none', { ...none, sex: 'female', b2m: b2m(5), hemoglobin: gDl(11) }, 'low'],
    [
      'haemoglobin 10.9 in a woman gives one',
      { ...none, sex: 'female', b2m: b2m(5), hemoglobin: gDl(10.9) },
      'intermediate',
    ],
    ['24 months give none', { ...none, b2m: b2m(5), monthsSinceTherapy: 24 }, 'low'],
    ['23 months give one', { ...none, b2m: b2m(5), monthsSinceTherapy: 23 }, 'intermediate'],
    ['3 points', { ...none, b2m: b2m(5), ldhHigh: true, monthsSinceTherapy: 3 }, 'intermediate'],
  ])('%s', (_title, inputs, expected) => {
    expect(ball(inputs)).toEqual({ system: 'BALL', possible: [expected], missing: [] });
  });

  test('the sex matters only between 11 and 12 g/dL', () => {
    expect(ball({ ...none, b2m: b2m(5), hemoglobin: gDl(11.5), sex: undefined })).toEqual({
      system: 'BALL',
      possible: ['low', 'intermediate'],
      missing: ['sex'],
    });
    expect(ball({ ...none, b2m: b2m(5), hemoglobin: gDl(10), sex: undefined }).missing).toEqual([]);
    expect(ball({ ...none, b2m: b2m(5), hemoglobin: gDl(13), sex: undefined }).missing).toEqual([]);
  });

  test('nothing known: every stratum and every input', () => {
    expect(ball({})).toEqual({
      system: 'BALL',
      possible: ['low', 'intermediate', 'high'],
      missing: ['b2m-serum', 'ldh-serum', 'hemoglobin', 'sex', 'time-since-last-therapy'],
    });
  });
});

describe('IPSSWM', () => {
  const none: IpsswmInputs = {
    age: age(60),
    hemoglobin: gDl(14),
    platelets: platelets(250),
    b2m: b2m(2),
    mProtein: gDl(3),
  };

  test.each<[string, IpsswmInputs, string]>([
    ['L4: age 66 alone', { ...none, age: age(66) }, 'intermediate'],
    ['L5: B2M 3.1 mg/L alone at 60 years', { ...none, b2m: b2m(3.1) }, 'low'],
    ['L6: age 66 and B2M 3.1 mg/L', { ...none, age: age(66), b2m: b2m(3.1) }, 'intermediate'],
    [
      'L7: every value on its limit: haemoglobin and platelets count',
      { age: age(65), hemoglobin: gDl(11.5), platelets: platelets(100), b2m: b2m(3), mProtein: gDl(7) },
      'intermediate',
    ],
    ['no factor', none, 'low'],
    ['haemoglobin 11.5 alone', { ...none, hemoglobin: gDl(11.5) }, 'low'],
    [
      'haemoglobin 11.6 with two others',
      { ...none, hemoglobin: gDl(11.6), platelets: platelets(90), b2m: b2m(4) },
      'intermediate',
    ],
    [
      'platelets 101 with two others',
      { ...none, hemoglobin: gDl(10), platelets: platelets(101), b2m: b2m(4) },
      'intermediate',
    ],
    ['M-protein 7.1 with B2M', { ...none, b2m: b2m(4), mProtein: gDl(7.1) }, 'intermediate'],
    ['three factors', { ...none, hemoglobin: gDl(10), platelets: platelets(90), b2m: b2m(4) }, 'high'],
    ['age and two factors', { ...none, age: age(70), platelets: platelets(90), b2m: b2m(4) }, 'high'],
    ['all five', { age: age(70), hemoglobin: gDl(8), platelets: platelets(50), b2m: b2m(9), mProtein: gDl(8) }, 'high'],
  ])('%s', (_title, inputs, expected) => {
    expect(ipsswm(inputs)).toEqual({ system: 'IPSSWM', possible: [expected], missing: [] });
  });

  test('nothing known: every stratum and every input', () => {
    expect(ipsswm({})).toEqual({
      system: 'IPSSWM',
      possible: ['low', 'intermediate', 'high'],
      missing: ['age', 'hemoglobin', 'platelets', 'b2m-serum', 'm-protein'],
    });
  });

  test('at 66 years it is never low', () => {
    expect(ipsswm({ age: age(66) }).possible).toEqual(['intermediate', 'high']);
  });
});

describe('revised IPSSWM', () => {
  const none: RIpsswmInputs = { age: age(60), b2m: b2m(3), albumin: gDl(4), ldh: uL(180), ldhUpperLimit: 225 };

  test.each<[string, RIpsswmInputs, string]>([
    [
      'L8: age 76, B2M 4.0, LDH 250, albumin 3.4: 5 points',
      { age: age(76), b2m: b2m(4), ldh: uL(250), ldhUpperLimit: 225, albumin: gDl(3.4) },
      'very-high',
    ],
    [
      'L9: age 65, B2M 3.9, LDH 249, albumin 3.5: no point',
      { age: age(65), b2m: b2m(3.9), ldh: uL(249), ldhUpperLimit: 225, albumin: gDl(3.5) },
      'very-low',
    ],
    ['1 point at 66 years', { ...none, age: age(66) }, 'low'],
    ['1 point at 75 years', { ...none, age: age(75) }, 'low'],
    ['2 points at 76 years', { ...none, age: age(76) }, 'intermediate'],
    ['1 point by B2M of exactly 4', { ...none, b2m: b2m(4) }, 'low'],
    ['1 point by albumin 3.4', { ...none, albumin: gDl(3.4) }, 'low'],
    ['1 point by LDH 250', { ...none, ldh: uL(250) }, 'low'],
    ['3 points', { ...none, age: age(76), b2m: b2m(4) }, 'high'],
    ['4 points', { ...none, age: age(76), b2m: b2m(4), albumin: gDl(3) }, 'very-high'],
    [
      'LDH 270 where the limit is 245 is below the same multiple',
      { ...none, ldh: uL(270), ldhUpperLimit: 245 },
      'very-low',
    ],
    ['LDH 273 where the limit is 245 is above it', { ...none, ldh: uL(273), ldhUpperLimit: 245 }, 'low'],
    ['LDH not high without a limit', { ...none, ldh: uL(300), ldhUpperLimit: undefined, ldhHigh: false }, 'very-low'],
  ])('%s', (_title, inputs, expected) => {
    expect(ripsswm(inputs)).toEqual({ system: 'rIPSSWM', possible: [expected], missing: [] });
  });

  test('a high LDH without the laboratory’s limit leaves its point open', () => {
    const open = { system: 'rIPSSWM', possible: ['very-low', 'low'], missing: ['ldh-serum'] };
    expect(ripsswm({ ...none, ldhUpperLimit: undefined, ldhHigh: true })).toEqual(open);
    expect(ripsswm({ ...none, ldhUpperLimit: undefined })).toEqual(open);
    expect(ripsswm({ ...none, ldh: undefined })).toEqual(open);
    expect(ripsswm({ ...none, ldh: quantity(200, 'U/L', '>') })).toEqual(open);
  });

  test('nothing known: every stratum and every input', () => {
    expect(ripsswm({})).toEqual({
      system: 'rIPSSWM',
      possible: ['very-low', 'low', 'intermediate', 'high', 'very-high'],
      missing: ['age', 'b2m-serum', 'ldh-serum', 'albumin-serum'],
    });
  });
});

describe('MSS-WM', () => {
  const none: MssWmInputs = { age: age(60), albumin: gDl(4), ldhHigh: false };

  test.each<[string, MssWmInputs, string]>([
    ['no point at 65 years', { ...none, age: age(65) }, 'low'],
    ['1 point at 66 years', { ...none, age: age(66) }, 'low-intermediate'],
    ['1 point at 75 years', { ...none, age: age(75) }, 'low-intermediate'],
    ['2 points at 76 years', { ...none, age: age(76) }, 'intermediate'],
    ['no point by albumin of exactly 3.5', { ...none, albumin: gDl(3.5) }, 'low'],
    ['1 point by albumin 3.4', { ...none, albumin: gDl(3.4) }, 'low-intermediate'],
    ['2 points by LDH above its limit', { ...none, ldhHigh: true }, 'intermediate'],
    ['3 points', { ...none, ldhHigh: true, albumin: gDl(3.4) }, 'high'],
    ['5 points', { age: age(80), albumin: gDl(3), ldhHigh: true }, 'high'],
  ])('%s', (_title, inputs, expected) => {
    expect(mssWm(inputs)).toEqual({ system: 'MSS-WM', possible: [expected], missing: [] });
  });

  test('LDH that cannot be held against a limit leaves two points open', () => {
    expect(mssWm({ ...none, ldhHigh: undefined })).toEqual({
      system: 'MSS-WM',
      possible: ['low', 'intermediate'],
      missing: ['ldh-serum'],
    });
  });

  test('with two points for age and one for albumin LDH settles nothing any more', () => {
    expect(mssWm({ age: age(76), albumin: gDl(3) })).toEqual({ system: 'MSS-WM', possible: ['high'], missing: [] });
  });
});

describe('FLIPI2', () => {
  const none: Flipi2Inputs = {
    b2mHigh: false,
    nodeOver6cm: false,
    marrowInvolved: false,
    hemoglobin: gDl(14),
    age: age(50),
  };

  test.each<[string, Flipi2Inputs, string]>([
    ['L11: B2M on its limit, which is not high', none, 'low'],
    ['L11: B2M above its limit', { ...none, b2mHigh: true }, 'intermediate'],
    ['a large node', { ...none, nodeOver6cm: true }, 'intermediate'],
    ['the marrow', { ...none, marrowInvolved: true }, 'intermediate'],
    ['haemoglobin 11.9', { ...none, hemoglobin: gDl(11.9) }, 'intermediate'],
    ['haemoglobin 12.0 and age 60 do not count', { ...none, hemoglobin: gDl(12), age: age(60) }, 'low'],
    ['age 61', { ...none, age: age(61) }, 'intermediate'],
    ['two factors', { ...none, age: age(61), b2mHigh: true }, 'intermediate'],
    ['three factors', { ...none, age: age(61), b2mHigh: true, marrowInvolved: true }, 'high'],
    ['all five', { b2mHigh: true, nodeOver6cm: true, marrowInvolved: true, hemoglobin: gDl(9), age: age(80) }, 'high'],
  ])('%s', (_title, inputs, expected) => {
    expect(flipi2(inputs)).toEqual({ system: 'FLIPI2', possible: [expected], missing: [] });
  });

  test('nothing known: every stratum and every input', () => {
    expect(flipi2({})).toEqual({
      system: 'FLIPI2',
      possible: ['low', 'intermediate', 'high'],
      missing: ['b2m-serum', 'longest-node', 'bone-marrow-involvement', 'hemoglobin', 'age'],
    });
  });
});

describe('PRIMA-PI', () => {
  test.each([
    ['L10', 3.0, false, 'low'],
    ['L10', 3.0, true, 'intermediate'],
    ['L10', 3.1, undefined, 'high'],
    ['', 3.1, false, 'high'],
    ['', 2.9, true, 'intermediate'],
  ])('%s: B2M %p mg/L with marrow %p is %s', (_id, value, marrowInvolved, expected) => {
    expect(primaPi({ b2m: b2m(value), marrowInvolved })).toEqual({
      system: 'PRIMA-PI',
      possible: [expected],
      missing: [],
    });
  });

  test('what is missing', () => {
    expect(primaPi({ b2m: b2m(2) })).toMatchObject({
      possible: ['low', 'intermediate'],
      missing: ['bone-marrow-involvement'],
    });
    expect(primaPi({ marrowInvolved: true })).toMatchObject({
      possible: ['intermediate', 'high'],
      missing: ['b2m-serum'],
    });
    expect(primaPi({})).toMatchObject({
      possible: ['low', 'intermediate', 'high'],
      missing: ['b2m-serum', 'bone-marrow-involvement'],
    });
  });
});

describe('GELTAMO-IPI', () => {
  const none: GeltamoInputs = { age: age(50), ecog: ecog(1), ldhHigh: false, annArborStage: 2, b2mHigh: false };

  test.each<[string, GeltamoInputs, string]>([
    [
      'L12: age 80, ECOG 3, LDH, B2M, stage IV: 7 points',
      { age: age(80), ecog: ecog(3), ldhHigh: true, annArborStage: 4, b2mHigh: true },
      'high',
    ],
    ['no point', none, 'low'],
    ['64 years give none', { ...none, age: age(64) }, 'low'],
    ['65 years give 1', { ...none, age: age(65) }, 'low-intermediate'],
    ['79 years, ECOG 2 and LDH: 3', { ...none, age: age(79), ecog: ecog(2), ldhHigh: true }, 'low-intermediate'],
    ['80 years, ECOG 2 and LDH: 4', { ...none, age: age(80), ecog: ecog(2), ldhHigh: true }, 'high-intermediate'],
    ['79 years, ECOG 3 and LDH: 4', { ...none, age: age(79), ecog: ecog(3), ldhHigh: true }, 'high-intermediate'],
    ['80 years, ECOG 3 and LDH: 5', { ...none, age: age(80), ecog: ecog(3), ldhHigh: true }, 'high'],
    ['ECOG 2 gives 1', { ...none, ecog: ecog(2) }, 'low-intermediate'],
    ['stage IV gives 1', { ...none, annArborStage: 4 }, 'low-intermediate'],
    ['B2M gives 1', { ...none, b2mHigh: true }, 'low-intermediate'],
    ['LDH gives 1', { ...none, ldhHigh: true }, 'low-intermediate'],
  ])('%s', (_title, inputs, expected) => {
    expect(geltamoIpi(inputs)).toEqual({ system: 'GELTAMO-IPI', possible: [expected], missing: [] });
  });

  test('stage III counts, with a note that sources differ', () => {
    const reading = geltamoIpi({ ...none, annArborStage: 3 });
    expect(reading.possible).toEqual(['low-intermediate']);
    expect(reading.notes).toEqual(['geltamo-stage-three']);
  });

  test('nothing known: every stratum and every input', () => {
    expect(geltamoIpi({})).toEqual({
      system: 'GELTAMO-IPI',
      possible: ['low', 'low-intermediate', 'high-intermediate', 'high'],
      missing: ['age', 'performance-status', 'ldh-serum', 'ann-arbor-stage', 'b2m-serum'],
    });
  });
});

describe('adult ALL', () => {
  test.each([
    [3.9, undefined, false],
    [4.0, undefined, true],
    [4.1, undefined, true],
    [3, '>', undefined],
    [20, '>', true],
  ] as const)('B2M %p %p mg/L is adverse: %p', (value, comparator, expected) => {
    expect(isAdverseB2mInAll(b2m(value, comparator))).toBe(expected);
  });

  test('unknown without B2M', () => {
    expect(isAdverseB2mInAll(undefined)).toBeUndefined();
  });
});

describe('what holds for all of them', () => {
  const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const flag = option(fc.boolean());
  const inputs = fc.record({
    b2m: option(fc.integer({ min: 10, max: 80 }).map((v) => b2m(v / 10))),
    b2mHigh: flag,
    age: option(fc.integer({ min: 18, max: 95 }).map(age)),
    hemoglobin: option(fc.integer({ min: 70, max: 160 }).map((v) => gDl(v / 10))),
    platelets: option(fc.integer({ min: 20, max: 400 }).map(platelets)),
    mProtein: option(fc.integer({ min: 10, max: 90 }).map((v) => gDl(v / 10))),
    albumin: option(fc.integer({ min: 15, max: 50 }).map((v) => gDl(v / 10))),
    ldh: option(fc.integer({ min: 100, max: 600 }).map(uL)),
    ldhUpperLimit: option(fc.integer({ min: 180, max: 480 })),
    ldhHigh: flag,
    sex: option(fc.constantFrom('female' as const, 'male' as const)),
    monthsSinceTherapy: option(fc.integer({ min: 0, max: 60 })),
    ecog: option(fc.integer({ min: 0, max: 4 }).map(ecog)),
    annArborStage: option(fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)),
    nodeOver6cm: flag,
    marrowInvolved: flag,
    del17p: flag,
    tp53: flag,
    ighvUnmutated: flag,
    advancedStage: flag,
  });
  type Inputs = typeof inputs extends fc.Arbitrary<infer T> ? T : never;
  const indices: [string, (i: Inputs) => Assessment, string[]][] = [
    ['CLL-IPI', cllIpi, ['low', 'intermediate', 'high', 'very-high']],
    ['BALL', ball, ['low', 'intermediate', 'high']],
    ['IPSSWM', ipsswm, ['low', 'intermediate', 'high']],
    // LDH has three inputs that say the same in part; a laboratory that sends all three agrees with itself.
    ['rIPSSWM', (i) => ripsswm({ ...i, ldhHigh: undefined }), ['very-low', 'low', 'intermediate', 'high', 'very-high']],
    ['MSS-WM', mssWm, ['low', 'low-intermediate', 'intermediate', 'high']],
    ['FLIPI2', flipi2, ['low', 'intermediate', 'high']],
    ['PRIMA-PI', primaPi, ['low', 'intermediate', 'high']],
    ['GELTAMO-IPI', geltamoIpi, ['low', 'low-intermediate', 'high-intermediate', 'high']],
  ];

  test.each(indices)('%s: never empty, always in order, missing empty exactly when settled', (_n, of, order) => {
    fc.assert(
      fc.property(inputs, (i) => {
        const { possible, missing } = of(i);
        expect(possible.length).toBeGreaterThan(0);
        expect(order.filter((s) => possible.includes(s))).toEqual(possible);
        expect(missing.length === 0).toBe(possible.length === 1);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  const KEYS: (keyof Inputs)[] = [
    'b2m',
    'b2mHigh',
    'age',
    'hemoglobin',
    'sex',
    'ldh',
    'del17p',
    'tp53',
    'ecog',
    'marrowInvolved',
  ];

  test.each(indices)('%s: knowing more never widens what is possible', (_n, of) => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...KEYS), (i, key) => {
        const less = of({ ...i, [key]: undefined }).possible;
        for (const stratum of of(i).possible) expect(less).toContain(stratum);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  test.each(indices)('%s: a higher B2M never gives a better stratum', (_n, of, order) => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 10, max: 80 }), fc.integer({ min: 0, max: 50 }), (i, low, more) => {
        const at = (v: number) =>
          of({ ...i, b2m: b2m(v / 10), b2mHigh: v / 10 > 2.4 }).possible.map((s) => order.indexOf(s));
        expect(Math.min(...at(low + more))).toBeGreaterThanOrEqual(Math.min(...at(low)));
        expect(Math.max(...at(low + more))).toBeGreaterThanOrEqual(Math.max(...at(low)));
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
