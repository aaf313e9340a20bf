// Labels of the trend never lie on each other, however many there are.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { placeLabels, spread } from '../../../src/web/trend/labels.ts';

const label = fc.record({
  x: fc.double({ min: 40, max: 800, noNaN: true }),
  text: fc.string({ minLength: 1, maxLength: 25 }),
});

describe('labels above the picture', () => {
  test('two in one row keep clear of each other, and none goes over the edge', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 12 }), (labels) => {
        const sorted = labels.toSorted((a, b) => a.x - b.x);
        const spans = placeLabels(sorted, 820).map(({ row, x, anchor }, i) => {
          const width = (sorted[i]?.text.length ?? 0) * 6.7;
          return { row, from: anchor === 'start' ? x : x - width, to: anchor === 'start' ? x + width : x };
        });
        for (const [i, a] of spans.entries()) {
          expect(a.to).toBeLessThanOrEqual(820);
          for (const b of spans.slice(i + 1)) if (a.row === b.row) expect(a.to <= b.from || b.to <= a.from).toBe(true);
        }
      }),
    );
  });

  test('what fits stands in the first row', () => {
    expect(
      placeLabels(
        [
          { x: 50, text: 'ab' },
          { x: 300, text: 'cd' },
        ],
        800,
      ).map((p) => p.row),
    ).toEqual([0, 0]);
    expect(
      placeLabels(
        [
          { x: 50, text: 'ab' },
          { x: 55, text: 'cd' },
        ],
        800,
      ).map((p) => p.row),
    ).toEqual([0, 1]);
  });
});

describe('labels beside lines', () => {
  test('come to stand a gap apart, in their order, and those that are apart stay', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 8 }), (positions) => {
        const placed = spread(positions, 12);
        const order = positions.map((_, i) => i).toSorted((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0) || a - b);
        for (const [k, i] of order.entries()) {
          const before = placed[order[k - 1] ?? -1];
          if (before !== undefined) expect((placed[i] ?? 0) - before).toBeGreaterThan(12 - 1e-6);
        }
      }),
    );
    expect(spread([10, 50], 12)).toEqual([10, 50]);
    expect(spread([50, 50], 10)).toEqual([45, 55]);
  });
});
