// Chance that can be had again: the same seed and name give the same numbers, in whatever order patients are made.
import { createHash } from 'node:crypto';

export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** True with this probability. */
  is(probability: number): boolean;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
  /** A value with variation: coefficient of variation as a fraction. */
  around(value: number, cv: number): number;
}

/** sfc32, seeded by a digest. */
export function chanceOf(seed: string, name: string): Chance {
  const bytes = createHash('sha256').update(`${seed}\n${name}`).digest();
  let [a, b, c, d] = [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), 1];
  function next(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  }
  for (let i = 0; i < 12; i++) next();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    is: (probability) => next() < probability,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    pick(items) {
      const item = items[Math.floor(items.length * next())];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    normal,
    around: (value, cv) => value * Math.exp(cv * normal()),
  };
}
