// Results over time as one value a time, whatever order they came in.
import { describe, expect, test } from '@jest/globals';
import { quantity, type Comparator } from '../../../src/clinical/quantities/quantity.ts';
import { inOrder } from '../../../src/clinical/reading/trend-values.ts';
import type { TrendPoint } from '../../../src/clinical/reading/trend.ts';

const point = (at: number, value: number, more: Partial<TrendPoint> & { comparator?: Comparator } = {}): TrendPoint => {
  const { comparator, ...rest } = more;
  return { at, b2m: quantity(value, 'mg/L', comparator), ...rest };
};

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

describe('order', () => {
  test('oldest first', () => {
    const points = [point(3, 1), point(1, 9), point(2, 5)];
    expect(inOrder(points).map((v) => v.at)).toEqual([1, 2, 3]);
  });

  test.each<[string, TrendPoint[]]>([
    ['values', [point(1, 3), point(1, 4), point(1, 2)]],
    ['limit signs', [point(1, 3), point(1, 3, { comparator: '<' }), point(1, 3, { comparator: '>' })]],
    ['eGFRs', [point(1, 3, { egfr: 60 }), point(1, 3, { egfr: 40 }), point(1, 3)]],
    ['kinds', [point(1, 3), point(1, 4, { kind: 'postdialysis' }), point(1, 2, { kind: 'predialysis' })]],
  ])('results of one moment that differ in their %s come out the same in any order', (_name, points) => {
    const [first, ...others] = permutations(points).map(inOrder);
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('results of one moment', () => {
  test('are one value that lies between them, told by the lowest', () => {
    const low = point(1, 3);
    expect(inOrder([point(1, 4), low])).toEqual([
      { at: 1, low: 3, high: 4, point: low, egfr: undefined, aki: false, kind: '' },
    ]);
  });

  test('with an eGFR for each, the lowest is used; with one for one of them, that one', () => {
    expect(inOrder([point(1, 3, { egfr: 60 }), point(1, 3, { egfr: 40 })])[0]?.egfr).toBe(40);
    expect(inOrder([point(1, 3), point(1, 3, { egfr: 60 })])[0]?.egfr).toBe(60);
    expect(inOrder([point(1, 3), point(1, 4, { egfr: 60 })])[0]?.egfr).toBe(60);
  });

  test('of two kinds stay two values, plain serum the later', () => {
    const serum = point(1, 3);
    const after = point(1, 4, { kind: 'postdialysis' });
    expect(inOrder([serum, after]).map((v) => v.point)).toEqual([after, serum]);
    expect(inOrder([serum, after]).map((v) => v.kind)).toEqual(['postdialysis', '']);
  });

  test('an acute kidney injury known for one counts for all', () => {
    expect(inOrder([point(1, 3), point(1, 4, { aki: true })])[0]?.aki).toBe(true);
    expect(inOrder([point(1, 3, { aki: true }), point(1, 4)])[0]?.aki).toBe(true);
    expect(inOrder([point(1, 3, { aki: false }), point(1, 4)])[0]?.aki).toBe(false);
  });

  test('a censored one opens the value to its side', () => {
    expect(inOrder([point(1, 3), point(1, 5, { comparator: '>' })])[0]).toMatchObject({ low: 3, high: Infinity });
    expect(inOrder([point(1, 3), point(1, 5, { comparator: '<' })])[0]).toMatchObject({ low: 0, high: 5 });
  });
});
