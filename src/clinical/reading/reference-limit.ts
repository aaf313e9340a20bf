// Above which serum B2M counts as raised: the laboratory's own limit first.
import type { Measurement } from '../facts/types.ts';

export interface UpperLimit {
  /** mg/L */
  readonly value: number;
  readonly source: 'laboratory' | 'matrai-2009';
}

/** mg/L, upper limits by age in years. @source matrai-2009 */
const MATRAI = { from29: 2.46, from50: 2.7 } as const;

/**
 * The upper limit for a serum B2M.
 *
 * @param age completed years at the specimen; undefined when unknown
 * @returns the result's own limit, else the published one for the age, else the highest published one
 * @source matrai-2009: 1.02–2.46 at 29–49 years, 1.29–2.70 at 50–75 years
 */
export function upperLimit(b2m: Measurement<'b2m-serum'>, age: number | undefined): UpperLimit {
  if (b2m.range?.high !== undefined) return { value: b2m.range.high, source: 'laboratory' };
  const young = age !== undefined && age >= 29 && age < 50;
  return { value: young ? MATRAI.from29 : MATRAI.from50, source: 'matrai-2009' };
}
