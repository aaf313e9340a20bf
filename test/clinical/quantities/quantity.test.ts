// Numbers with units against cut-offs: on, below, above, censored, and known only to a few digits.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  bands,
  exceeds,
  interval,
  quantity,
  through,
  tidy,
  type Comparator,
} from '../../../src/clinical/quantities/quantity.ts';

const q = (value: number, comparator?: Comparator) => quantity(value, 'mg/L', comparator);
const CUTS = [3.5, 5.5];

describe('bands', () => {
  test.each([
    [3.49, [0], [0]],
    [3.5, [1], [0]],
    [3.51, [1], [1]],
    [5.49, [1], [1]],
    [5.5, [2], [1]],
    [5.51, [2], [2]],
  ])('%p against 3.5 and 5.5: band %j when the cut belongs above, %j when below', (value, atOrAbove, above) => {
    expect(bands(q(value), CUTS, 'at-or-above')).toEqual(atOrAbove);
    expect(bands(q(value), CUTS, 'above')).toEqual(above);
  });

  test.each([
    ['<', 3.5, [0], [0]],
    ['<=', 3.5, [0, 1], [0]],
    ['>', 3.5, [1, 2], [1, 2]],
    ['>=', 3.5, [1, 2], [0, 1, 2]],
    ['<', 5.5, [0, 1], [0, 1]],
    ['<=', 5.5, [0, 1, 2], [0, 1]],
    ['>', 5.5, [2], [2]],
    ['>=', 5.5, [2], [1, 2]],
    ['<', 4, [0, 1], [0, 1]],
    ['>', 4, [1, 2], [1, 2]],
    ['<', 0.5, [0], [0]],
    ['>', 20, [2], [2]],
  ] as const)('%s %p: %j when the cut belongs above, %j when below', (comparator, value, atOrAbove, above) => {
    expect(bands(q(value, comparator), CUTS, 'at-or-above')).toEqual(atOrAbove);
    expect(bands(q(value, comparator), CUTS, 'above')).toEqual(above);
  });

  test('nothing known, or not a number, is every band', () => {
    expect(bands(undefined, CUTS, 'above')).toEqual([0, 1, 2]);
    expect(bands(q(NaN), CUTS, 'above')).toEqual([0, 1, 2]);
    expect(bands(undefined, [], 'above')).toEqual([0]);
  });

  test('a value whose conversion is known to a few digits keeps the bands its range touches', () => {
    const near = (low: number, high: number, comparator?: Comparator) =>
      ({ value: low, unit: 'mg/L', between: [low, high], ...(comparator && { comparator }) }) as const;
    expect(bands(near(3.49, 3.51), CUTS, 'at-or-above')).toEqual([0, 1]);
    expect(bands(near(3.5, 3.51), CUTS, 'at-or-above')).toEqual([1]);
    expect(bands(near(3.49, 3.5), CUTS, 'at-or-above')).toEqual([0, 1]);
    expect(bands(near(3.4, 3.49), CUTS, 'at-or-above')).toEqual([0]);
    expect(bands(near(5.49, 5.51, '>'), CUTS, 'at-or-above')).toEqual([1, 2]);
    expect(bands(near(3.49, 3.51, '<'), CUTS, 'at-or-above')).toEqual([0, 1]);
  });

  test('a censored value allows every band that a value on its side has, and no other', () => {
    const sides: Record<Comparator, (x: number, limit: number) => boolean> = {
      '<': (x, limit) => x < limit,
      '<=': (x, limit) => x <= limit,
      '>=': (x, limit) => x >= limit,
      '>': (x, limit) => x > limit,
    };
    const tenths = fc.integer({ min: 0, max: 80 }).map((n) => n / 10);
    fc.assert(
      fc.property(
        tenths,
        fc.constantFrom<Comparator>('<', '<=', '>=', '>'),
        fc.constantFrom('above' as const, 'at-or-above' as const),
        (limit, comparator, edge) => {
          // Hundredths between and beyond the tenths stand for "just above" and "just below".
          const onThatSide = Array.from({ length: 1001 }, (_, i) => i / 100).filter((x) => sides[comparator](x, limit));
          fc.pre(onThatSide.length > 0);
          const expected = new Set(onThatSide.flatMap((x) => bands(q(x), CUTS, edge)));
          expect(new Set(bands(q(limit, comparator), CUTS, edge))).toEqual(expected);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });
});

describe('exceeds', () => {
  test.each([
    [q(5.5), 'at-or-above', true],
    [q(5.5), 'above', false],
    [q(5.51), 'above', true],
    [q(5.49), 'at-or-above', false],
    [q(5.5, '<'), 'at-or-above', false],
    [q(5, '>'), 'at-or-above', undefined],
    [undefined, 'above', undefined],
  ] as const)('%j against 5.5, %s: %p', (value, edge, expected) => {
    expect(exceeds(value, 5.5, edge)).toBe(expected);
  });
});

describe('through', () => {
  const half = (v: number) => v / 2;
  const inverse = (v: number) => 1 / v;

  test('a rising function keeps the limit sign, a falling one turns it round', () => {
    expect(through(q(4, '<'), 'ug/L', half, 'rising')).toEqual({ value: 2, unit: 'ug/L', comparator: '<' });
    expect(through(q(4, '<'), 'ug/L', inverse, 'falling')).toEqual({ value: 0.25, unit: 'ug/L', comparator: '>' });
    expect(through(q(4, '<='), 'ug/L', inverse, 'falling').comparator).toBe('>=');
    expect(through(q(4, '>'), 'ug/L', inverse, 'falling').comparator).toBe('<');
    expect(through(q(4, '>='), 'ug/L', inverse, 'falling').comparator).toBe('<=');
  });

  test('a plain value stays plain', () => {
    expect(through(q(4), 'ug/L', half, 'rising')).toEqual({ value: 2, unit: 'ug/L' });
  });

  test('a range stays ascending', () => {
    const range = { value: 3, unit: 'mg/L', between: [2, 4] } as const;
    expect(through(range, 'ug/L', half, 'rising').between).toEqual([1, 2]);
    expect(through(range, 'ug/L', inverse, 'falling').between).toEqual([0.25, 0.5]);
  });
});

describe('interval', () => {
  test.each([
    [q(3), [3, 3]],
    [q(3, '<'), [0, 3]],
    [q(3, '<='), [0, 3]],
    [q(3, '>'), [3, Infinity]],
    [q(3, '>='), [3, Infinity]],
    [{ value: 3, unit: 'mg/L', between: [2.9, 3.1] } as const, [2.9, 3.1]],
    [{ value: 3, unit: 'mg/L', between: [2.9, 3.1], comparator: '>' } as const, [2.9, Infinity]],
    [{ value: 3, unit: 'mg/L', between: [2.9, 3.1], comparator: '<' } as const, [0, 3.1]],
  ])('%j is %j', (value, expected) => {
    expect(interval(value)).toEqual(expected);
  });
});

test('tidy removes the noise of binary arithmetic', () => {
  expect(tidy(1.4 - 1.1)).toBe(0.3);
  expect(tidy(0.35 * 10)).toBe(3.5);
  expect(tidy(Infinity)).toBe(Infinity);
});
