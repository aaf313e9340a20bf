// A series of values in time order: what it finds of a window is what walking all of it finds.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { median, timeSeries, type Point } from '../../../src/clinical/reading/time-series.ts';

/** Few values, so that many are equal. */
const series = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 });
const pointsOf = (values: readonly number[]): readonly Point[] => values.map((value, at) => ({ at, value }));
const WINDOW = fc.tuple(fc.nat(12), fc.nat(12));

describe('in a window, which may be empty', () => {
  /** The last of those that no other beats. */
  const bestOf = (points: readonly Point[], beats: (a: number, b: number) => boolean): Point | undefined =>
    points.findLast((p) => points.every((other) => !beats(other.value, p.value)));

  test('the lowest and the highest are those found by walking it, of equals the latest', () => {
    fc.assert(
      fc.property(series, WINDOW, (values, [start, length]) => {
        const points = pointsOf(values);
        const read = timeSeries(points);
        const end = Math.min(points.length, start + length);
        const window = points.slice(start, end);
        expect(read.lowest(start, end)).toBe(bestOf(window, (a, b) => a < b));
        expect(read.highest(start, end)).toBe(bestOf(window, (a, b) => a > b));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [[1, 1], 1],
    [[1, 1, 1], 2],
    [[1, 2, 1], 2],
    [[2, 1, 1, 2], 2],
    [[1, 1, 1, 1, 1, 1, 1, 1], 7],
  ])('of %j the lowest is number %i', (values, at) => {
    expect(timeSeries(pointsOf(values)).lowest(0, values.length)?.at).toBe(at);
    const mirrored = values.map((value) => 3 - value);
    expect(timeSeries(pointsOf(mirrored)).highest(0, values.length)?.at).toBe(at);
  });

  test.each([
    ['rising', [1, 2, 3, 4, 5], 4],
    ['falling', [5, 4, 3, 2, 1], 0],
    ['with a peak in the middle', [1, 2, 5, 2, 1], 2],
  ])('%s: the highest', (_, values, at) => {
    expect(timeSeries(pointsOf(values)).highest(0, 5)?.at).toBe(at);
  });

  test('nothing is in an empty one', () => {
    const read = timeSeries(pointsOf([1, 2, 3]));
    expect([read.lowest(1, 1), read.lowest(2, 1), read.highest(3, 3), read.highest(0, 0)]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('the last one below so many times another', () => {
  const lastBelow = (values: readonly number[], of: number, end = values.length): number =>
    timeSeries(pointsOf(values)).lastBelow(1.5, of, end);

  test.each([
    ['none: -1', [3, 4, 3], 2, -1],
    ['none of a single one', [3], 2, -1],
    ['none of nothing', [], 2, -1],
    ['a single one', [2.9], 2, 0],
    ['the last', [3, 4, 2.9], 2, 2],
    ['the first', [2.9, 3, 4], 2, 0],
    ['of several the last', [1, 3, 1, 3, 3], 2, 2],
  ])('%s', (_, values, of, index) => {
    expect(lastBelow(values, of)).toBe(index);
  });

  test('is the one found by walking, in random series', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 3 }), fc.nat(12), (values, of, length) => {
        const end = Math.min(values.length, length);
        expect(lastBelow(values, of, end)).toBe(values.slice(0, end).findLastIndex((value) => value < 1.5 * of));
      }),
      { numRuns: 1000 },
    );
  });
});

test('points are put in order of time; the first from a moment on', () => {
  const read = timeSeries([3, 1, 2].map((at) => ({ at, value: at })));
  expect(read.points.map((p) => p.at)).toEqual([1, 2, 3]);
  expect([0, 1, 1.5, 3, 3.5].map((at) => read.firstFrom(at))).toEqual([0, 0, 1, 2, 3]);
});

test.each([
  [[], undefined],
  [[3], 3],
  [[3, 1], 2],
  [[10, 9, 1], 9],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %p', (values, expected) => {
  expect(median(values)).toBe(expected);
});
