// What a series of creatinines says of one of them: injury, falling, steady, or acute or chronic not known.
import {
  AKI_ABSOLUTE_HOURS,
  AKI_ABSOLUTE_RISE,
  AKI_ABSOLUTE_RISE_UMOL,
  AKI_RATIOS,
  AKI_RELATIVE_DAYS,
  AKI_STAGE_3_CREATININE,
} from '../instruments/kdigo-aki-2012.ts';
import { ratioOf, tidy } from '../quantities/quantity.ts';
import { DAY_MS, dayOf } from '../quantities/time.ts';
import { median, timeSeries, type Point, type TimeSeries } from './time-series.ts';

/** One creatinine: mg/dL, and µmol/L too where it was reported so. */
export interface Creatinine extends Point {
  readonly micromoles?: number | undefined;
}

export type Criterion = 'seven-days' | 'forty-eight-hours' | 'long-baseline';

/** What the present value is compared with when it is older than a week. */
export interface LongBaseline<P extends Point = Point> {
  /** mg/dL, the median. */
  readonly value: number;
  /** How many results it is the median of. */
  readonly count: number;
  /** Of those from so many days before on, to 365: 8, or 31 where that median is the lower. */
  readonly fromDays: number;
  /** The newest of them, milliseconds since 1970. */
  readonly latestAt: number;
  /** The one in the middle, or the two. */
  readonly middle: readonly P[];
}

export interface Injury<P extends Creatinine> {
  readonly stage: 1 | 2 | 3;
  /** Every criterion met; `long-baseline` alone is acute kidney injury or new chronic disease. */
  readonly by: readonly Criterion[];
  /** The largest of the ratios that count; below 1.5 when only the rise within 48 hours does. */
  readonly ratio: number;
  /** What the leading criterion compares with: the lowest of the week, or of the two days; none by the long baseline alone. */
  readonly from?: P | undefined;
  /** Given where the present value may be 1.5 times it. */
  readonly baseline?: LongBaseline<P> | undefined;
}

export interface Steady<P extends Creatinine> {
  readonly oldest: P;
  /** No other value lies between. */
  readonly isOnlyOne: boolean;
}

export interface Course<P extends Creatinine> {
  readonly now: P;
  readonly injury?: Injury<P> | undefined;
  /** The highest of the week (or of the two days) from which it has fallen. */
  readonly fallingFrom?: P | undefined;
  /** Fallen to two thirds of the week's peak or below. */
  readonly recovering: boolean;
  /** Neither acute nor chronic can be told. */
  readonly unknown?: 'no-earlier-value' | 'no-steady-pair' | undefined;
  /** Steady again, but well above what it was; `until`: the last value before the run of higher ones. */
  readonly fellFrom?: (LongBaseline<P> & { readonly until: number }) | undefined;
  /** The oldest of the values, without a gap, that agree with it; at least 14 days before. Searched when asked for. */
  readonly steadySince: () => Steady<P> | undefined;
  /** There is an earlier value within the year. */
  readonly compared: boolean;
  /** Neither injury nor falling nor unknown: an eGFR may be made of it. */
  readonly steady: boolean;
}

export interface Known {
  /** Chronic kidney disease of stage 3 to 5 is on record, since at least 90 days before. */
  readonly chronicKidneyDisease: boolean;
}

/** mg/dL; above it a first creatinine is not taken for steady; the pair is read in the unit reported. @source kdigo-aki-2012 */
export const HIGH_FIRST = { milligrams: 2, micromoles: 177 };
// The next ones are ours (clinical reference 2.2).
/** Two values agree up to this ratio; a run still rises from this ratio on. */
export const AGREE = 1.15;
/** Chronic: a value of at least this share of the present one that long ago, and none lower since. */
const CHRONIC_SHARE = 0.75;
const CHRONIC_DAYS = 90;
const RUN_DAYS = 30;
export const PAIR_DAYS = 14;
const FIRST_PAIR_DAYS = 7;
export const LONG_DAYS = 365;
/** A run is searched for an agreeing value this far back; what is not found by then is not known. */
const SEARCHED = 2000;

/**
 * Prepares the course of a patient's creatinines.
 *
 * @param points exact values (no limit sign) in any order
 * @returns reads one of them against those before it. Days are calendar days, 48 hours are hours.
 * @source kdigo-aki-2012; clinical reference 2.2 (the long baseline as in the algorithm of NHS England)
 */
export function creatinineCourse<P extends Creatinine>(points: readonly P[]): (now: P, known: Known) => Course<P> {
  const series = timeSeries(points);
  const baselines = new Map<number, LongBaseline<P> | undefined>();
  const longBaselineOf = (day: number): LongBaseline<P> | undefined => {
    if (!baselines.has(day)) baselines.set(day, longBaseline(series, day));
    return baselines.get(day);
  };
  return (now, known) => readCourse(series, now, known, longBaselineOf);
}

function readCourse<P extends Creatinine>(
  series: TimeSeries<P>,
  now: P,
  known: Known,
  longBaselineOf: (day: number) => LongBaseline<P> | undefined,
): Course<P> {
  const end = series.firstFrom(now.at);
  const [longFrom, longEnd] = [daysBefore(series, now, LONG_DAYS), daysBefore(series, now, AKI_RELATIVE_DAYS)];
  const lowestOfYear = series.lowest(longFrom, longEnd);
  // No median lies below the lowest: most values need none.
  const mayMatter = lowestOfYear !== undefined && ratioOf(now.value, lowestOfYear.value) >= AKI_RATIOS[0];
  const baseline = mayMatter ? longBaselineOf(dayOf(now.at)) : undefined;
  const week = daysBefore(series, now, AKI_RELATIVE_DAYS);
  const twoDays = series.firstFrom(now.at - AKI_ABSOLUTE_HOURS * HOUR_MS);
  const lowestOfWeek = series.lowest(week, end);
  const lowestOfTwoDays = series.lowest(twoDays, end);
  const weekRatio = lowestOfWeek ? ratioOf(now.value, lowestOfWeek.value) : 0;
  const long = baseline && readLong(series, now, end, baseline);
  const longCounts = long?.state === 'injury' || long?.state === 'no-steady-pair';
  const by: readonly Criterion[] = [
    ...(weekRatio >= AKI_RATIOS[0] ? (['seven-days'] as const) : []),
    ...(lowestOfTwoDays && hasRisen(lowestOfTwoDays, now) ? (['forty-eight-hours'] as const) : []),
    ...(long?.state === 'injury' ? (['long-baseline'] as const) : []),
  ];
  const ratio = Math.max(weekRatio, longCounts ? long.ratio : 0);
  const injury: Injury<P> | undefined =
    by.length === 0
      ? undefined
      : {
          stage: stageOf(ratio, now.value),
          by,
          ratio,
          from: by.includes('seven-days')
            ? lowestOfWeek
            : by.includes('forty-eight-hours')
              ? lowestOfTwoDays
              : undefined,
          baseline,
        };
  const peakOfWeek = series.highest(week, end);
  const peakOfTwoDays = series.highest(twoDays, end);
  const recovering = peakOfWeek !== undefined && ratioOf(peakOfWeek.value, now.value) >= AKI_RATIOS[0];
  const fallingFrom = recovering
    ? peakOfWeek
    : peakOfTwoDays && hasRisen(now, peakOfTwoDays)
      ? peakOfTwoDays
      : undefined;
  const first = lowestOfYear === undefined && isHighFirst(now) && !known.chronicKidneyDisease;
  const hasPair = first && isPaired(series, now, FIRST_PAIR_DAYS);
  const unknown = injury
    ? undefined
    : long?.state === 'no-steady-pair'
      ? 'no-steady-pair'
      : first && !hasPair
        ? 'no-earlier-value'
        : undefined;
  return {
    now,
    injury,
    fallingFrom,
    recovering,
    unknown,
    ...(baseline && long?.state === 'steady' && !injury && { fellFrom: { ...baseline, until: long.until } }),
    steadySince: () => steadySince(series, now, end),
    compared: longFrom < end,
    steady: !injury && !fallingFrom && !unknown,
  };
}

const HOUR_MS = 3_600_000;

interface LongReading {
  readonly state: 'none' | 'injury' | 'chronic' | 'steady' | 'no-steady-pair';
  readonly ratio: number;
  /** Of the last value before the run, milliseconds since 1970; of the newest of the baseline without a run. */
  readonly until: number;
}

/** What the long baseline alone says. The run is every value, without a gap, from which on all are 1.5 times it. */
function readLong<P extends Creatinine>(
  series: TimeSeries<P>,
  now: P,
  end: number,
  baseline: LongBaseline,
): LongReading {
  const ratio = ratioOf(now.value, baseline.value);
  const start = series.lastBelow(AKI_RATIOS[0], baseline.value, end) + 1;
  const read = { ratio, until: series.points[start - 1]?.at ?? baseline.latestAt };
  if (ratio < AKI_RATIOS[0]) return { state: 'none', ...read };
  const unbroken = series.lastBelow(CHRONIC_SHARE, now.value, end) + 1;
  const oldest = series.points[unbroken];
  if (oldest && dayOf(now.at) - dayOf(oldest.at) >= CHRONIC_DAYS) return { state: 'chronic', ...read };
  const began = start < end ? (series.points[start]?.at ?? now.at) : now.at;
  if (dayOf(now.at) - dayOf(began) <= RUN_DAYS || isRising(series, now)) return { state: 'injury', ...read };
  return { state: agreeingBefore(series, now, start, end) ? 'steady' : 'no-steady-pair', ...read };
}

function isRising<P extends Creatinine>(series: TimeSeries<P>, now: P): boolean {
  const from = daysBefore(series, now, RUN_DAYS);
  const lowest = series.lowest(from, daysBefore(series, now, AKI_RELATIVE_DAYS));
  return lowest !== undefined && ratioOf(now.value, lowest.value) >= AGREE;
}

/** Index of the first point at most that many calendar days before. */
function daysBefore(series: TimeSeries<Point>, now: Point, days: number): number {
  return series.firstFrom((dayOf(now.at) - days) * DAY_MS);
}

/** The lower of the medians of 8 to 365 and of 31 to 365 days before: a long plateau is not its own baseline. */
function longBaseline<P extends Point>(series: TimeSeries<P>, day: number): LongBaseline<P> | undefined {
  const from = series.firstFrom((day - LONG_DAYS) * DAY_MS);
  const candidates = [AKI_RELATIVE_DAYS, RUN_DAYS].flatMap((days) => {
    const window = series.points.slice(from, series.firstFrom((day - days) * DAY_MS));
    const value = median(window.map((p) => p.value));
    return value === undefined ? [] : [{ value, window, fromDays: days + 1 }];
  });
  const [whole, older] = candidates;
  const chosen = older && whole && older.value < whole.value ? older : whole;
  const latest = chosen?.window.at(-1);
  if (!chosen || !latest) return undefined;
  const { window, ...rest } = chosen;
  return { ...rest, count: window.length, latestAt: latest.at, middle: middleOf(window) };
}

function middleOf<P extends Point>(window: readonly P[]): readonly P[] {
  const sorted = window.toSorted((a, b) => a.value - b.value);
  return sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
}

function stageOf(ratio: number, value: number): 1 | 2 | 3 {
  if (ratio < AKI_RATIOS[0]) return 1;
  if (ratio >= AKI_RATIOS[2] || value >= AKI_STAGE_3_CREATININE) return 3;
  return ratio >= AKI_RATIOS[1] ? 2 : 1;
}

/** 0.3 mg/dL or more; above 26 µmol/L where both were reported in µmol/L. */
function hasRisen(from: Creatinine, to: Creatinine): boolean {
  return from.micromoles !== undefined && to.micromoles !== undefined
    ? tidy(to.micromoles - from.micromoles) > AKI_ABSOLUTE_RISE_UMOL
    : tidy(to.value - from.value) >= AKI_ABSOLUTE_RISE;
}

function isHighFirst({ value, micromoles }: Creatinine): boolean {
  return micromoles === undefined ? value > HIGH_FIRST.milligrams : micromoles > HIGH_FIRST.micromoles;
}

function agree(a: Creatinine, b: Creatinine): boolean {
  return ratioOf(Math.max(a.value, b.value), Math.min(a.value, b.value)) <= AGREE;
}

/** The latest value from index `start` on, at least 14 days before, that agrees with the present one. */
function agreeingBefore<P extends Creatinine>(
  series: TimeSeries<P>,
  now: P,
  start: number,
  end: number,
): P | undefined {
  const last = Math.min(end, series.firstFrom((dayOf(now.at) - PAIR_DAYS + 1) * DAY_MS)) - 1;
  for (let i = last; i >= Math.max(start, last - SEARCHED); i--) {
    const earlier = series.points[i];
    if (earlier && agree(earlier, now)) return earlier;
  }
  return undefined;
}

function steadySince<P extends Creatinine>(series: TimeSeries<P>, now: P, end: number): Steady<P> | undefined {
  let oldest: P | undefined;
  let count = 0;
  for (let i = end - 1; i >= Math.max(0, end - SEARCHED); i--) {
    const earlier = series.points[i];
    if (!earlier || !agree(earlier, now)) break;
    oldest = earlier;
    count += 1;
  }
  if (!oldest || dayOf(now.at) - dayOf(oldest.at) < PAIR_DAYS) return undefined;
  return { oldest, isOnlyOne: count === 1 };
}

/** Any value that many days away, before or after, that agrees with the present one. */
function isPaired(series: TimeSeries<Creatinine>, now: Creatinine, days: number): boolean {
  return series.points.some((p) => Math.abs(dayOf(p.at) - dayOf(now.at)) >= days && agree(p, now));
}
