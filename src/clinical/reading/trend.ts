// How serum B2M moved, against its own variation and against what filtration alone would have done to it.
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { expectedFold } from '../instruments/b2m-expected.ts';
import { ratioOf, tidy, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS } from '../quantities/time.ts';
import { inOrder, type Value } from './trend-values.ts';

export const B2M_TRENDS = [
  'stable',
  'rising',
  'rising-with-filtration',
  'falling',
  'fall-then-rise',
  'plateau',
  'not-comparable',
] as const;
type Trend = (typeof B2M_TRENDS)[number];

export interface TrendThresholds {
  /** Times the reference that counts as a change: 1.25 is a rise by 25 %, and a fall to 75 %. */
  readonly relative: number;
  /** mg/L that a rise must come to as well. */
  readonly absolute: number;
}

/**
 * Within-person CV 8.4 %, so a reference change value of 1.96 × √2 × 8.4 % = 23 %, rounded up; 0.5 mg/L is ours.
 * @source nhanes-b2m-variation
 */
export const B2M_TREND_THRESHOLDS: TrendThresholds = { relative: 1.25, absolute: 0.5 };
/** A plateau: this many values … */
const PLATEAU_VALUES = 3;
/** … over this many days. */
const PLATEAU_DAYS = 90;

export interface TrendPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly b2m: Quantity<'mg/L'>;
  /** mL/min/{1.73_m2} of the same time. */
  readonly egfr?: number | undefined;
  /** Acute kidney injury at that time: no statement is made with such a value. */
  readonly aki?: boolean | undefined;
  /** What must agree for two results to be compared (specimen, time of dialysis); absent for plain serum. */
  readonly kind?: string | undefined;
}

/** The two values a trend rests on. */
export interface TrendChange<P> {
  readonly from: P;
  readonly to: P;
  readonly reference: 'previous' | 'nadir' | 'baseline';
  readonly measuredFold: number;
  /** What the change of eGFR alone leads one to expect; absent when an eGFR is. */
  readonly expectedFold?: number;
}

export interface TrendReading<P> {
  readonly assessment: Assessment;
  readonly change?: TrendChange<P>;
}

/**
 * The pattern of the latest value against those before it.
 *
 * A rise counts against the previous value or the lowest one. Where the fall of eGFR accounts for it, it is
 * `rising-with-filtration`; where an eGFR is missing, both stay possible. What outranks what: fall-then-rise and
 * rising, then plateau, falling, stable.
 *
 * @param points serum B2M in mg/L with eGFR where known; in any order; results of one time count as one value that
 *   lies between them; censored ones are compared only where the comparison is settled
 * @param thresholds what counts as a change
 * @returns the assessment and the two values it rests on; undefined with fewer than two times
 * @source bianchi-2001
 * @example
 * b2mTrend([{ at: 0, b2m: quantity(3, 'mg/L'), egfr: 60 }, { at: 9e9, b2m: quantity(4.1, 'mg/L'), egfr: 40 }])
 * //=> { assessment: { possible: ['rising-with-filtration'], … }, change: { reference: 'previous', … } }
 */
export function b2mTrend<P extends TrendPoint>(
  points: readonly P[],
  thresholds: TrendThresholds = B2M_TREND_THRESHOLDS,
): TrendReading<P> | undefined {
  const values = inOrder(points);
  const last = values.at(-1);
  if (!last || values.length < 2) return undefined;
  if (last.aki) return notComparable('trend-not-steady');
  const earlier = values
    .slice(0, -1)
    .filter((v) => v.kind === last.kind && !v.aki && rises(v, last, thresholds) !== undefined);
  const [baseline] = earlier;
  const previous = earlier.at(-1);
  if (!baseline || !previous) return notComparable('trend-nothing-earlier');
  return (
    risen({ baseline, previous, nadir: lowest(earlier) ?? previous }, last, thresholds) ??
    notRisen({ baseline, previous }, [...earlier, last], last, thresholds)
  );
}

interface References<P> {
  readonly baseline: Value<P>;
  readonly previous: Value<P>;
  readonly nadir: Value<P>;
}

function risen<P extends TrendPoint>(
  { baseline, previous, nadir }: References<P>,
  last: Value<P>,
  thresholds: TrendThresholds,
): TrendReading<P> | undefined {
  const fell = nadir === baseline ? false : falls(baseline, nadir, thresholds);
  const candidates = [
    { reference: 'previous' as const, from: previous },
    { reference: 'nadir' as const, from: nadir },
  ]
    .filter(({ from }) => rises(from, last, thresholds))
    .map((c) => ({ ...c, explained: explained(c.from, last, thresholds) }));
  // After a fall the nadir is what a clinician looks at; otherwise the previous value.
  if (fell) candidates.reverse();
  const telling =
    candidates.find((c) => c.explained === false) ?? candidates.find((c) => c.explained === undefined) ?? candidates[0];
  if (!telling) return undefined;
  const unexplained: Trend[] = fell === undefined ? ['rising', 'fall-then-rise'] : [fell ? 'fall-then-rise' : 'rising'];
  const possible: Trend[] = [
    ...(telling.explained === true ? [] : unexplained),
    ...(telling.explained === false ? [] : (['rising-with-filtration'] as const)),
  ];
  const missing: FactName[] = [
    ...(telling.explained !== true && fell === undefined ? (['b2m-serum'] as const) : []),
    ...(telling.explained === undefined ? ([bothEgfr(telling.from, last) ? 'b2m-serum' : 'egfr'] as const) : []),
  ];
  return { assessment: assess(possible, missing), change: changeOf(telling.reference, telling.from, last) };
}

function notRisen<P extends TrendPoint>(
  { baseline, previous }: Omit<References<P>, 'nadir'>,
  all: readonly Value<P>[],
  last: Value<P>,
  thresholds: TrendThresholds,
): TrendReading<P> {
  if (isPlateau(all, thresholds)) {
    return { assessment: assess(['plateau'], []), change: changeOf('previous', previous, last) };
  }
  const fell = falls(baseline, last, thresholds);
  if (fell) return { assessment: assess(['falling'], []), change: changeOf('baseline', baseline, last) };
  return {
    assessment: fell === undefined ? assess(['stable', 'falling'], ['b2m-serum']) : assess(['stable'], []),
    change: changeOf('previous', previous, last),
  };
}

function assess(possible: readonly Trend[], missing: readonly FactName[], notes?: readonly string[]): Assessment {
  return {
    system: 'b2m-trend',
    possible: B2M_TRENDS.filter((t) => possible.includes(t)),
    missing: [...new Set(missing)],
    ...(notes && { notes }),
  };
}

function notComparable<P>(note: string): TrendReading<P> {
  return { assessment: assess(['not-comparable'], [], [note]) };
}

function changeOf<P extends TrendPoint>(
  reference: TrendChange<P>['reference'],
  from: Value<P>,
  to: Value<P>,
): TrendChange<P> {
  const expected = expectedBetween(from, to);
  return {
    from: from.point,
    to: to.point,
    reference,
    measuredFold: to.point.b2m.value / from.point.b2m.value,
    ...(expected !== undefined && { expectedFold: expected }),
  };
}

/** Settled only when it holds, or fails, for every value both may have. */
function rises(from: Value<unknown>, to: Value<unknown>, { relative, absolute }: TrendThresholds): boolean | undefined {
  const up = (f: number, t: number): boolean => ratioOf(t, f) >= relative && tidy(t - f) >= absolute;
  if (up(from.high, to.low)) return true;
  return up(from.low, to.high) ? undefined : false;
}

function falls(from: Value<unknown>, to: Value<unknown>, { relative }: TrendThresholds): boolean | undefined {
  const down = (f: number, t: number): boolean => ratioOf(t, f) <= tidy(2 - relative);
  if (down(from.low, to.high)) return true;
  return down(from.high, to.low) ? undefined : false;
}

/** Does the fall of eGFR account for the rise? Without a fall nothing is left to account for it. */
function explained<P>(from: Value<P>, to: Value<P>, { relative }: TrendThresholds): boolean | undefined {
  const expected = expectedBetween(from, to);
  if (expected === undefined) return undefined;
  if (expected <= 1) return false;
  const limit = ratioOf(expected * relative, 1);
  if (ratioOf(to.high, from.low) <= limit) return true;
  return ratioOf(to.low, from.high) > limit ? false : undefined;
}

function bothEgfr(from: Value<unknown>, to: Value<unknown>): boolean {
  return expectedBetween(from, to) !== undefined;
}

function expectedBetween(from: Value<unknown>, to: Value<unknown>): number | undefined {
  return from.egfr !== undefined && to.egfr !== undefined ? expectedFold(from.egfr, to.egfr) : undefined;
}

/** Of several equally low values the latest. */
function lowest<P>(values: readonly Value<P>[]): Value<P> | undefined {
  return values.reduce<Value<P> | undefined>((low, v) => (low && low.high < v.high ? low : v), undefined);
}

/** The latest values, each within the variation of all the others, long enough. */
function isPlateau(values: readonly Value<unknown>[], { relative }: TrendThresholds): boolean {
  let low = Infinity;
  let high = 0;
  let count = 0;
  let since = Infinity;
  for (const v of values.toReversed()) {
    low = Math.min(low, v.low);
    high = Math.max(high, v.high);
    if (ratioOf(high, low) >= relative) break;
    count++;
    since = v.at;
  }
  return count >= PLATEAU_VALUES && (values.at(-1)?.at ?? 0) - since >= PLATEAU_DAYS * DAY_MS;
}
