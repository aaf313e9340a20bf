// A series of values in time order: its lowest, highest and median in a window, without walking all of it each time.
import { ratioOf } from '../quantities/quantity.ts';
import { firstWhere } from './bisect.ts';

export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

export interface TimeSeries<P extends Point> {
  /** Oldest first. */
  readonly points: readonly P[];
  /** Index of the first point at or after a moment; the length of the series if there is none. */
  firstFrom(at: number): number;
  /** The lowest of the points from index `start` to before `end`; of equals the latest. */
  lowest(start: number, end: number): P | undefined;
  /** The highest of them; of equals the latest. */
  highest(start: number, end: number): P | undefined;
  /** Index of the last point before `end` with a value below so many times another; -1 if there is none. */
  lastBelow(times: number, of: number, end: number): number;
}

/**
 * Prepares a series once, so that each question about a window costs the logarithm of its length.
 *
 * @param unordered in any order, each value finite
 */
export function timeSeries<P extends Point>(unordered: readonly P[]): TimeSeries<P> {
  const points = unordered.toSorted((a, b) => a.at - b.at);
  const least = sparseTable(points, (a, b) => (a.value < b.value ? a : b));
  const most = sparseTable(points, (a, b) => (a.value > b.value ? a : b));
  const lowest = (start: number, end: number): P | undefined => query(least, start, end, (a, b) => a.value < b.value);
  return {
    points,
    firstFrom: (at) => firstWhere(points, (p) => p.at >= at),
    lowest,
    highest: (start, end) => query(most, start, end, (a, b) => a.value > b.value),
    lastBelow: (times, of, end) => {
      const isBelow = (p: P | undefined): boolean => p !== undefined && ratioOf(p.value, of) < times;
      let [low, high] = [0, end];
      if (!isBelow(lowest(low, high))) return -1;
      // The last one lies in the later half whenever that half holds one.
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (isBelow(lowest(middle, high))) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}

/** The middle value, or the mean of the two middle ones; undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Level k holds the best of every 2^k neighbours. */
type SparseTable<P> = readonly (readonly P[])[];

function sparseTable<P>(points: readonly P[], best: (earlier: P, later: P) => P): SparseTable<P> {
  const table: (readonly P[])[] = [points];
  for (let width = 1; 2 * width <= points.length; width *= 2) {
    const below = table.at(-1) ?? [];
    table.push(below.slice(width).map((later, i) => best(below[i] ?? later, later)));
  }
  return table;
}

function query<P>(table: SparseTable<P>, start: number, end: number, beats: (a: P, b: P) => boolean): P | undefined {
  // An empty window has no level.
  const level = 31 - Math.clz32(end - start);
  const earlier = table[level]?.[start];
  const later = table[level]?.[end - (1 << level)];
  if (earlier === undefined || later === undefined) return undefined;
  return beats(earlier, later) ? earlier : later;
}
