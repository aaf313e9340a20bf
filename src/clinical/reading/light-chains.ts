// Serum free light chains of one draw: κ, λ, their ratio, and which chain is involved.
import type { Facts, Measurement } from '../facts/types.ts';
import { REDUCED_GFR } from '../instruments/kdigo-gfr-2012.ts';
import { exceeds, interval, tidy, type Quantity } from '../quantities/quantity.ts';
import { dayOf, daysSince } from '../quantities/time.ts';
import type { RenalReading, Withheld } from './renal.ts';
import { latestOfDay, resultsOf } from './select.ts';

export interface LightChainReading {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kappa?: Measurement<'free-kappa'> | undefined;
  readonly lambda?: Measurement<'free-lambda'> | undefined;
  /** κ ÷ λ, as computed of both, else as reported. */
  readonly ratio: number;
  /** Where it lies for certain: a chain below its limit of detection makes it "at least", or "at most". */
  readonly bounds: readonly [number, number];
  /** The laboratory's own ratio of that draw, with its range. */
  readonly reported?: Measurement<'free-light-chain-ratio'> | undefined;
  /** The one in excess, where its value is known. */
  readonly involved?: Measurement<'free-kappa'> | Measurement<'free-lambda'> | undefined;
}

/** κ/λ, where the laboratory prints no range of its own. @source long-2022 */
export const USUAL_RATIO = [0.26, 1.65] as const;
/** κ/λ; the range that holds in renal impairment. @source long-2022 */
export const RENAL_RATIO = [0.37, 3.1] as const;
/** κ/λ; a myeloma-defining ratio at or beyond, with the involved chain at least 100 mg/L. @source rajkumar-2014 */
const DEFINING_RATIO = [0.01, 100] as const;
/** mg/L. @source rajkumar-2014 */
export const DEFINING_CHAIN = 100;
/** mg/L; with acute kidney injury cast nephropathy is likely from here; depends on the assay. @source hutchison-2012 */
export const CAST_NEPHROPATHY_CHAIN = 500;

/** The newest draw with a ratio, not more than `withinDays` old at `at` and not later. */
export function readLightChains(facts: Facts, at: number, withinDays: number): LightChainReading | undefined {
  const days = [
    ...resultsOf(facts, 'free-light-chain-ratio'),
    ...resultsOf(facts, 'free-kappa'),
    ...resultsOf(facts, 'free-lambda'),
  ]
    .filter((m) => dayOf(m.at) <= dayOf(at) && daysSince(m.at, at) <= withinDays)
    .map((m) => dayOf(m.at));
  for (const day of [...new Set(days)].sort((a, b) => b - a)) {
    const reading = ofDay(facts, day);
    if (reading) return reading;
  }
  return undefined;
}

function ofDay(facts: Facts, day: number): LightChainReading | undefined {
  const kappa = believed(latestOfDay(resultsOf(facts, 'free-kappa'), day));
  const lambda = believed(latestOfDay(resultsOf(facts, 'free-lambda'), day));
  const reported = latestOfDay(resultsOf(facts, 'free-light-chain-ratio'), day);
  const ratio = kappa && lambda ? tidy(kappa.quantity.value / lambda.quantity.value) : reported?.quantity.value;
  const at = (kappa ?? lambda ?? reported)?.at;
  if (ratio === undefined || at === undefined) return undefined;
  const bounds = kappa && lambda ? quotient(kappa.quantity, lambda.quantity) : interval(reported?.quantity ?? UNKNOWN);
  return { at, kappa, lambda, ratio, bounds, reported, involved: ratio >= 1 ? kappa : lambda };
}

const UNKNOWN: Quantity<'1'> = { value: 0, unit: '1', comparator: '>=' };

/** A limit sign on one of the chains leaves one side of the ratio open. */
function quotient(kappa: Quantity, lambda: Quantity): readonly [number, number] {
  const [k, l] = [interval(kappa), interval(lambda)];
  return [tidy(k[0] / l[1]), tidy(k[1] / l[0])];
}

/** mg/L; an upper limit from here, printed in mg/dL, shows that mg/L is meant: the usual ones are 19.4 and 26.3 mg/L. Ours. */
const MISPRINTED_LIMIT = 100;

/** A result in mg/dL whose own limit is that of mg/L is not used. */
function believed<M extends Measurement<'free-kappa'> | Measurement<'free-lambda'>>(m: M | undefined): M | undefined {
  const misprinted = m?.reported.unit === 'mg/dL' && (m.range?.high ?? 0) >= MISPRINTED_LIMIT;
  return misprinted ? undefined : m;
}

/** Outside the range of renal impairment. */
export function isOutsideRenalRange(reading: LightChainReading): boolean {
  return isOutside(reading, RENAL_RATIO) === true;
}

/** Undefined where a limit sign leaves it open. */
function isOutside(
  { bounds: [least, most] }: LightChainReading,
  [low, high]: readonly [number, number],
): boolean | undefined {
  if (most < low || least > high) return true;
  return least >= low && most <= high ? false : undefined;
}

/**
 * Is the ratio outside its range? With filtration reduced or not known to be steady the renal range holds, even where the
 * usual one is printed; a printed renal range counts. Else the laboratory's, else the usual one.
 *
 * @param renal whether the renal range holds; undefined when that is not known: then only what both ranges say is said
 * @returns undefined when it is open
 * @source long-2022
 */
export function isOutsideRange(reading: LightChainReading, renal: boolean | undefined): boolean | undefined {
  const inRenal = isOutside(reading, renalRange(reading));
  const inUsual = isOutside(reading, usualRange(reading));
  if (renal !== undefined) return renal ? inRenal : inUsual;
  return inRenal === inUsual ? inRenal : undefined;
}

/**
 * κ/λ that the ratio of this draw is held against.
 *
 * @param renal whether the renal range holds; the usual one where that is not known
 */
export function ratioRange(reading: LightChainReading, renal: boolean | undefined): readonly [number, number] {
  return renal === true ? renalRange(reading) : usualRange(reading);
}

function renalRange({ reported }: LightChainReading): readonly [number, number] {
  const { low, high } = reported?.range ?? {};
  return high !== undefined && high > USUAL_RATIO[1] ? [low ?? RENAL_RATIO[0], high] : RENAL_RATIO;
}

function usualRange({ reported }: LightChainReading): readonly [number, number] {
  const { low, high } = reported?.range ?? {};
  return [low ?? USUAL_RATIO[0], high ?? USUAL_RATIO[1]];
}

/**
 * Does the renal range hold? eGFR below 60, creatinine not steady, dialysis or end-stage disease; undefined without an eGFR,
 * and where its limit sign leaves open on which side of 60 it is.
 */
export function isRenalRangeWanted({ withheld, egfr, reduced }: RenalReading): boolean | undefined {
  if (withheld !== undefined && RENAL.has(withheld)) return true;
  if (reduced) return true;
  const isNormal = egfr.length > 0 && egfr.every((q) => exceeds(q, REDUCED_GFR, 'at-or-above') === true);
  return isNormal && withheld === undefined ? false : undefined;
}

const RENAL: ReadonlySet<Withheld> = new Set<Withheld>(['dialysis', 'end-stage', 'dialysis-open', 'unsteady']);

/** The ratio alone makes it myeloma in a clonal plasma-cell disorder. */
export function isDefining({ bounds: [least, most], involved }: LightChainReading): boolean {
  const extreme = most <= DEFINING_RATIO[0] || least >= DEFINING_RATIO[1];
  return extreme && exceeds(involved?.quantity, DEFINING_CHAIN, 'at-or-above') === true;
}

/** With acute kidney injury: a light chain cast nephropathy is to be thought of. */
export function isCastLevel(reading: LightChainReading): boolean {
  const high = exceeds(reading.involved?.quantity, CAST_NEPHROPATHY_CHAIN, 'at-or-above') === true;
  return high && isOutsideRenalRange(reading);
}
