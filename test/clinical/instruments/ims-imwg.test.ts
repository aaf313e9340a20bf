// IMS/IMWG 2025 high-risk criteria: worked examples, limits, what stays open.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { imsImwgCriteria, imsImwgRisk, type ImsImwgInputs } from '../../../src/clinical/instruments/ims-imwg-2025.ts';
import { quantity, tidy, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const b2m = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const creatinine = (value: number) => quantity(value, 'mg/dL');
const percent = (value: number, comparator?: Comparator) => quantity(value, '%', comparator);

/** Everything done and everything negative. */
const NEGATIVE: ImsImwgInputs = {
  b2m: b2m(2),
  creatinine: creatinine(0.9),
  del17p: false,
  tp53: false,
  t4_14: false,
  t14_16: false,
  t14_20: false,
  gain1q: false,
  del1p32: 'none',
};

const criterion = (n: number, inputs: ImsImwgInputs) => imsImwgCriteria(inputs)[n - 1];

describe('criterion 4, B2M with normal creatinine', () => {
  test.each([
    ['G1', 5.5, 1.19, true],
    ['G2', 5.5, 1.2, false],
    ['G3', 5.49, 0.8, false],
    ['G4', 6.1, 1.1, true],
    ['G5', 8.0, 4.0, false],
    ['G6', 5.6, tidy(106 / 88.42), true],
  ])('%s: B2M %p mg/L with creatinine %p mg/dL: met is %p', (_id, b, c, met) => {
    expect(criterion(4, { b2m: b2m(b), creatinine: creatinine(c) })).toEqual({ criterion: 4, met, missing: [] });
    const everythingElseNegative = { ...NEGATIVE, b2m: b2m(b), creatinine: creatinine(c) };
    expect(imsImwgRisk(everythingElseNegative).possible).toEqual([met ? 'high-risk' : 'not-high-risk']);
  });

  test('G7: B2M 6.0 mg/L without creatinine is undetermined', () => {
    expect(criterion(4, { b2m: b2m(6) })).toEqual({ criterion: 4, met: undefined, missing: ['creatinine-serum'] });
    expect(imsImwgRisk({ ...NEGATIVE, b2m: b2m(6), creatinine: undefined })).toEqual({
      system: 'IMS-IMWG-2025',
      possible: ['high-risk', 'not-high-risk'],
      missing: ['creatinine-serum'],
    });
  });

  test('a low B2M settles it without creatinine, a raised creatinine without B2M', () => {
    expect(criterion(4, { b2m: b2m(3) })?.met).toBe(false);
    expect(criterion(4, { creatinine: creatinine(1.5) })?.met).toBe(false);
    expect(criterion(4, { creatinine: creatinine(1) })).toEqual({
      criterion: 4,
      met: undefined,
      missing: ['b2m-serum'],
    });
  });

  test('met, it makes the myeloma high-risk whatever FISH will show', () => {
    expect(imsImwgRisk({ b2m: b2m(5.5, '>='), creatinine: creatinine(1) })).toEqual({
      system: 'IMS-IMWG-2025',
      possible: ['high-risk'],
      missing: [],
    });
  });
});

describe('criterion 1, del(17p) or TP53', () => {
  test.each([
    ['G10', 20, false],
    ['G10', 21, true],
    ['', 20.1, true],
    ['', 5, false],
  ])('%s del(17p) in %p %% of cells: met is %p', (_id, fraction, met) => {
    expect(criterion(1, { tp53: false, del17p: true, del17pFraction: percent(fraction) })?.met).toBe(met);
  });

  test('G10: exactly 20 % is flagged, 19 and 21 % are not', () => {
    const notes = (fraction: number) => imsImwgRisk({ del17p: true, del17pFraction: percent(fraction) }).notes;
    expect(notes(20)).toEqual(['del17p-exactly-at-cut']);
    expect(notes(19)).toBeUndefined();
    expect(notes(21)).toBeUndefined();
  });

  test('a share reported as above 20 % counts and is not flagged', () => {
    const risk = imsImwgRisk({ del17pFraction: percent(20, '>') });
    expect(risk.possible).toEqual(['high-risk']);
    expect(risk.notes).toBeUndefined();
  });

  test('a share below 20 % is not flagged either', () => {
    expect(imsImwgRisk({ del17pFraction: percent(20, '<') }).notes).toBeUndefined();
  });

  test('a positive del(17p) without a share leaves it open, and the reader is told from which share it counts', () => {
    const risk = imsImwgRisk({ del17p: true });
    expect(risk.possible).toEqual(['high-risk', 'not-high-risk']);
    expect(risk.notes).toEqual(['del17p-share-not-given']);
  });

  test('a negative or unknown del(17p) has no note', () => {
    expect(imsImwgRisk({ del17p: false }).notes).toBeUndefined();
    expect(imsImwgRisk({}).notes).toBeUndefined();
  });

  test('a TP53 mutation alone meets it', () => {
    expect(criterion(1, { tp53: true })?.met).toBe(true);
    expect(imsImwgRisk({ tp53: true }).possible).toEqual(['high-risk']);
  });

  test('a negative del(17p) leaves TP53 open', () => {
    expect(criterion(1, { del17p: false })).toEqual({ criterion: 1, met: undefined, missing: ['tp53'] });
  });

  test('a negative TP53 leaves del(17p) open', () => {
    expect(criterion(1, { tp53: false })).toEqual({ criterion: 1, met: undefined, missing: ['del17p'] });
  });
});

describe('criterion 2, translocation together with 1q or 1p', () => {
  const translocations = ['t4_14', 't14_16', 't14_20'] as const;

  test.each(translocations)('G8: %s alone does not meet it', (t) => {
    expect(imsImwgRisk({ ...NEGATIVE, [t]: true }).possible).toEqual(['not-high-risk']);
    expect(criterion(2, { ...NEGATIVE, [t]: true })?.met).toBe(false);
  });

  test.each(translocations)('G9: %s with 1q+ meets it', (t) => {
    expect(imsImwgRisk({ ...NEGATIVE, [t]: true, gain1q: true }).possible).toEqual(['high-risk']);
    expect(criterion(2, { ...NEGATIVE, [t]: true, gain1q: true })?.met).toBe(true);
  });

  test.each(['monoallelic', 'biallelic', 'present'] as const)('t(4;14) with %s del(1p32) meets it', (del1p32) => {
    expect(criterion(2, { ...NEGATIVE, t4_14: true, del1p32 })?.met).toBe(true);
    expect(imsImwgRisk({ ...NEGATIVE, t4_14: true, del1p32 }).possible).toEqual(['high-risk']);
  });

  test('1q+ without a translocation does not meet it', () => {
    expect(criterion(2, { ...NEGATIVE, gain1q: true })?.met).toBe(false);
  });

  test('t(4;14) with 1q and 1p unknown is open', () => {
    expect(imsImwgRisk({ ...NEGATIVE, t4_14: true, gain1q: undefined, del1p32: undefined })).toEqual({
      system: 'IMS-IMWG-2025',
      possible: ['high-risk', 'not-high-risk'],
      missing: ['gain1q', 'del1p32'],
    });
  });
});

describe('criterion 3, del(1p32)', () => {
  test.each([
    ['G11', 'monoallelic', false, false],
    ['', 'monoallelic', true, true],
    ['', 'biallelic', false, true],
    ['', 'present', true, true],
    ['', 'none', true, false],
  ] as const)('%s %s with 1q+ %p: met is %p', (_id, del1p32, gain1q, met) => {
    expect(criterion(3, { gain1q, del1p32 })).toEqual({ criterion: 3, met, missing: [] });
    expect(imsImwgRisk({ ...NEGATIVE, gain1q, del1p32 }).possible).toEqual([met ? 'high-risk' : 'not-high-risk']);
  });

  test('present on an unknown number of alleles, without 1q+, is open and asks for the alleles', () => {
    expect(criterion(3, { gain1q: false, del1p32: 'present' })).toEqual({
      criterion: 3,
      met: undefined,
      missing: ['del1p32'],
    });
  });

  test('biallelic settles it without 1q', () => {
    expect(criterion(3, { del1p32: 'biallelic' })?.met).toBe(true);
  });
});

describe('the whole', () => {
  test('all assessed and negative is not high-risk', () => {
    expect(imsImwgRisk(NEGATIVE)).toEqual({ system: 'IMS-IMWG-2025', possible: ['not-high-risk'], missing: [] });
    expect(imsImwgCriteria(NEGATIVE).map((c) => c.met)).toEqual([false, false, false, false]);
  });

  test('nothing known: both strata, every input missing, four open criteria', () => {
    expect(imsImwgRisk({})).toEqual({
      system: 'IMS-IMWG-2025',
      possible: ['high-risk', 'not-high-risk'],
      missing: ['del17p', 'tp53', 't4-14', 't14-16', 't14-20', 'gain1q', 'del1p32', 'b2m-serum', 'creatinine-serum'],
    });
    expect(imsImwgCriteria({}).map((c) => [c.criterion, c.met])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, undefined],
    ]);
  });

  const flag = fc.option(fc.boolean(), { nil: undefined });
  const inputs = fc.record({
    b2m: fc.option(
      fc.double({ min: 1, max: 10, noNaN: true }).map((v) => b2m(v)),
      { nil: undefined },
    ),
    creatinine: fc.option(
      fc.double({ min: 0.5, max: 3, noNaN: true }).map((v) => creatinine(v)),
      { nil: undefined },
    ),
    del17p: flag,
    tp53: flag,
    t4_14: flag,
    t14_16: flag,
    t14_20: flag,
    gain1q: flag,
    del1p32: fc.option(
      fc.constantFrom('none' as const, 'monoallelic' as const, 'biallelic' as const, 'present' as const),
      {
        nil: undefined,
      },
    ),
  });

  test('it is high-risk exactly when a criterion is met, and not high-risk exactly when none can be', () => {
    fc.assert(
      fc.property(inputs, (i) => {
        const met = imsImwgCriteria(i).map((c) => c.met);
        const { possible, missing } = imsImwgRisk(i);
        const expected = met.includes(true)
          ? ['high-risk']
          : met.every((m) => m === false)
            ? ['not-high-risk']
            : ['high-risk', 'not-high-risk'];
        expect(possible).toEqual(expected);
        expect(missing.length === 0).toBe(possible.length === 1);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('knowing more never widens what is possible', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...(Object.keys(NEGATIVE) as (keyof ImsImwgInputs)[])), (i, key) => {
        const less = imsImwgRisk({ ...i, [key]: undefined }).possible;
        for (const stratum of imsImwgRisk(i).possible) expect(less).toContain(stratum);
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
