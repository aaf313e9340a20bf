// Serum free light chains of one draw: κ, λ, their ratio, and which chain is involved.
import type { Facts, Measurement } from '../facts/types.ts';
import { exceeds, tidy } from '../quantities/quantity.ts';
import { dayOf, daysSince } from '../quantities/time.ts';
import { latestOfDay, resultsOf } from './select.ts';

export interface LightChainReading {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kappa?: Measurement<'free-kappa'> | undefined;
  readonly lambda?: Measurement<'free-lambda'> | undefined;
  /** κ ÷ λ, as computed of both, else as reported. */
  readonly ratio: number;
  /** The one in excess, where its value is known. */
  readonly involved?: Measurement<'free-kappa'> | Measurement<'free-lambda'> | undefined;
}

/** κ/λ; the range that holds in renal impairment. @source long-2022 */
export const RENAL_RATIO = [0.37, 3.1] as const;
/** κ/λ; a myeloma-defining ratio at or beyond, with the involved chain at least 100 mg/L. @source rajkumar-2014 */
const DEFINING_RATIO = [0.01, 100] as const;
/** mg/L. @source rajkumar-2014 */
const DEFINING_CHAIN = 100;
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
  return { at, kappa, lambda, ratio, involved: ratio >= 1 ? kappa : lambda };
}

/** mg/L; an upper limit from here, printed in mg/dL, shows that mg/L is meant: the usual ones are 19.4 and 26.3 mg/L. Ours. */
const MISPRINTED_LIMIT = 100;

/** A result in mg/dL whose own limit is that of mg/L is not used. */
function believed<M extends Measurement<'free-kappa'> | Measurement<'free-lambda'>>(m: M | undefined): M | undefined {
  const misprinted = m?.reported.unit === 'mg/dL' && (m.range?.high ?? 0) >= MISPRINTED_LIMIT;
  return misprinted ? undefined : m;
}

/** Outside the range of renal impairment. */
export function isOutsideRenalRange({ ratio }: LightChainReading): boolean {
  return ratio < RENAL_RATIO[0] || ratio > RENAL_RATIO[1];
}

/** The ratio alone makes it myeloma in a clonal plasma-cell disorder. */
export function isDefining({ ratio, involved }: LightChainReading): boolean {
  const extreme = ratio <= DEFINING_RATIO[0] || ratio >= DEFINING_RATIO[1];
  return extreme && exceeds(involved?.quantity, DEFINING_CHAIN, 'at-or-above') === true;
}

/** With acute kidney injury: a light chain cast nephropathy is to be thought of. */
export function isCastLevel(reading: LightChainReading): boolean {
  const high = exceeds(reading.involved?.quantity, CAST_NEPHROPATHY_CHAIN, 'at-or-above') === true;
  return high && isOutsideRenalRange(reading);
}
