// B2M against filtration: the worked examples, and the reading of a measured value.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { expectedB2m, expectedFold, gfrForB2m } from '../../../src/clinical/instruments/b2m-expected.ts';
import { egfrCandidates } from '../../../src/clinical/instruments/ckd-epi-2021.ts';
import { renalConfounding, RENAL_CONFOUNDING_LABELS } from '../../../src/clinical/instruments/renal-confounding.ts';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';

const b2m = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const egfr = (value: number, comparator?: Comparator) => quantity(value, 'mL/min/{1.73_m2}', comparator);
const label = (b: number, g: number) => renalConfounding({ b2m: b2m(b), egfr: [egfr(g)] }).possible;

describe('expected B2M', () => {
  test.each([
    [120, 1.46],
    [90, 1.84],
    [75, 2.14],
    [65, 2.4],
    [60, 2.56],
    [50, 2.97],
    [45, 3.24],
    [40, 3.57],
    [35, 3.97],
    [30, 4.51],
    [25, 5.23],
    [20, 6.27],
    [15, 7.92],
    [10, 11.02],
  ])('B1, B2: at a GFR of %p it is %p mg/L', (gfr, expected) => {
    expect(Number(expectedB2m(gfr).toFixed(2))).toBe(expected);
  });

  test.each([
    [3.5, 40.9],
    [4.0, 34.7],
    [5.5, 23.5],
  ])('B10: a B2M of %p mg/L comes from a GFR of %p alone', (value, gfr) => {
    expect(Number(gfrForB2m(value).toFixed(1))).toBe(gfr);
  });

  test.each([
    ['B11', 60, 40, 1.391],
    ['B12', 80, 78, 1.021],
  ])('%s: a GFR from %p to %p lets one expect a fold of %p', (_id, before, after, fold) => {
    expect(Number(expectedFold(before, after).toFixed(3))).toBe(fold);
  });

  test('the GFR for an expected B2M is the GFR it came from', () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 130, noNaN: true }), (gfr) => {
        expect(gfrForB2m(expectedB2m(gfr))).toBeCloseTo(gfr, 8);
      }),
      { seed: 42 },
    );
  });
});

describe('is it explained by filtration?', () => {
  test.each([
    ['B3', 4.2, 62, 'partly-beyond-filtration'],
    ['B4', 4.2, 38, 'filtration'],
    ['B5', 6.0, 28, 'filtration'],
    ['B6', 9.0, 28, 'partly-beyond-filtration'],
    ['B7', 6.1, 75, 'well-beyond-filtration'],
    ['B8', 3.6, 40, 'filtration'],
    ['B9', 12, 15, 'partly-beyond-filtration'],
  ])('%s: B2M %p mg/L at eGFR %p is %s', (_id, b, g, expected) => {
    expect(renalConfounding({ b2m: b2m(b), egfr: [egfr(g)] })).toEqual({
      system: 'renal-confounding',
      possible: [expected],
      missing: [],
    });
  });

  test('B13: on dialysis there is no ratio, and the reason is said', () => {
    expect(renalConfounding({ b2m: b2m(30), egfr: [], withheld: 'on dialysis' })).toEqual({
      system: 'renal-confounding',
      possible: ['not-assessable'],
      missing: [],
      notes: ['on dialysis'],
    });
  });

  test('a ratio of exactly 1.5 is still filtration, of exactly 2 well beyond', () => {
    const expected = expectedB2m(50);
    expect(label(1.5 * expected, 50)).toEqual(['filtration']);
    expect(label(1.5001 * expected, 50)).toEqual(['partly-beyond-filtration']);
    expect(label(1.9999 * expected, 50)).toEqual(['partly-beyond-filtration']);
    expect(label(2 * expected, 50)).toEqual(['well-beyond-filtration']);
  });

  test.each([
    [9.99, ['not-assessable']],
    [10, ['filtration']],
    [130, ['filtration']],
    [130.01, ['not-assessable']],
  ])('at an eGFR of %p, B2M 1.5 mg/L is %j', (g, expected) => {
    expect(label(1.5, g)).toEqual(expected);
  });

  test('an eGFR above 60 leaves the labels it can have, and settles a very high B2M', () => {
    expect(renalConfounding({ b2m: b2m(4), egfr: [egfr(60, '>')] })).toEqual({
      system: 'renal-confounding',
      possible: ['partly-beyond-filtration', 'well-beyond-filtration'],
      missing: ['egfr'],
    });
    expect(renalConfounding({ b2m: b2m(6), egfr: [egfr(60, '>')] }).possible).toEqual(['well-beyond-filtration']);
  });

  test('an eGFR below 15 may also be outside what the relation covers', () => {
    expect(renalConfounding({ b2m: b2m(5), egfr: [egfr(15, '<')] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'not-assessable'],
      missing: ['egfr'],
    });
    expect(renalConfounding({ b2m: b2m(5), egfr: [egfr(9, '<')] }).possible).toEqual(['not-assessable']);
  });

  test('a censored B2M keeps every label it may still have', () => {
    expect(renalConfounding({ b2m: b2m(4, '>'), egfr: [egfr(60)] })).toEqual({
      system: 'renal-confounding',
      possible: ['partly-beyond-filtration', 'well-beyond-filtration'],
      missing: ['b2m-serum'],
    });
    expect(renalConfounding({ b2m: b2m(20, '>'), egfr: [egfr(60)] }).possible).toEqual(['well-beyond-filtration']);
    expect(renalConfounding({ b2m: b2m(2, '<'), egfr: [egfr(60)] }).possible).toEqual(['filtration']);
  });

  test('without B2M the three ratios are possible, without eGFR also "not assessable"', () => {
    expect(renalConfounding({ egfr: [egfr(60)] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'partly-beyond-filtration', 'well-beyond-filtration'],
      missing: ['b2m-serum'],
    });
    expect(renalConfounding({ b2m: b2m(4), egfr: [], egfrMissing: ['creatinine-serum'] })).toEqual({
      system: 'renal-confounding',
      possible: [...RENAL_CONFOUNDING_LABELS],
      missing: ['creatinine-serum'],
    });
    expect(renalConfounding({ egfr: [] }).missing).toEqual(['b2m-serum', 'egfr']);
  });

  test('an unknown sex that gives two labels asks for the sex; one that gives the same label does not', () => {
    const creatinine = quantity(1.6, 'mg/dL');
    const candidates = egfrCandidates(creatinine, 70, undefined);
    expect(renalConfounding({ b2m: b2m(5.2), egfr: candidates, egfrMissing: ['sex'] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'partly-beyond-filtration'],
      missing: ['sex'],
    });
    expect(renalConfounding({ b2m: b2m(3), egfr: candidates, egfrMissing: ['sex'] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration'],
      missing: [],
    });
  });

  test('where only the eGFR leaves it open, the B2M is not asked for, and the other way round', () => {
    expect(renalConfounding({ b2m: b2m(5, '<'), egfr: [egfr(15, '<')] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'not-assessable'],
      missing: ['egfr'],
    });
    const oneOpen = renalConfounding({ b2m: b2m(8, '<'), egfr: [egfr(40), egfr(9)], egfrMissing: ['sex'] });
    expect(oneOpen.possible).toEqual([...RENAL_CONFOUNDING_LABELS]);
    expect(oneOpen.missing).toEqual(['b2m-serum', 'sex']);
  });

  test('an eGFR known to lie on both sides of 130 is partly not assessable', () => {
    const around = { value: 130, unit: 'mL/min/{1.73_m2}', between: [120, 140] } as const;
    expect(renalConfounding({ b2m: b2m(1.5), egfr: [around] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'not-assessable'],
      missing: ['egfr'],
    });
  });

  test('a B2M whose conversion is only known to a few digits stays open on the limit', () => {
    const edge = 1.5 * expectedB2m(50);
    const q = { value: edge, unit: 'mg/L', between: [edge * 0.999, edge * 1.001] } as const;
    expect(renalConfounding({ b2m: q, egfr: [egfr(50)] })).toEqual({
      system: 'renal-confounding',
      possible: ['filtration', 'partly-beyond-filtration'],
      missing: ['b2m-serum'],
    });
  });

  test('a higher B2M never reads as better explained', () => {
    const rank = (b: number, g: number) => RENAL_CONFOUNDING_LABELS.indexOf(label(b, g)[0] as never);
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 10, max: 130, noNaN: true }),
        (b, more, g) => expect(rank(b + more, g)).toBeGreaterThanOrEqual(rank(b, g)),
      ),
      { seed: 42 },
    );
  });

  test('knowing more never widens what is possible', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 60, noNaN: true }),
        fc.double({ min: 5, max: 140, noNaN: true }),
        (b, g) => {
          const full = renalConfounding({ b2m: b2m(b), egfr: [egfr(g)] }).possible;
          const withoutB2m = renalConfounding({ egfr: [egfr(g)] }).possible;
          const withoutEgfr = renalConfounding({ b2m: b2m(b), egfr: [] }).possible;
          expect(full).toHaveLength(1);
          expect(withoutB2m).toContain(full[0]);
          expect(withoutEgfr).toContain(full[0]);
        },
      ),
      { seed: 42 },
    );
  });
});
