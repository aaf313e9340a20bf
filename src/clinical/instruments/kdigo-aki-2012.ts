// Acute kidney injury by KDIGO's creatinine criteria, from a series of creatinines.
import { tidy, type Quantity } from '../quantities/quantity.ts';

const HOUR_MS = 3_600_000;

/** Hours within which an absolute rise counts. @source kdigo-aki-2012 */
export const AKI_ABSOLUTE_HOURS = 48;
/** Days within which a relative rise counts. @source kdigo-aki-2012 */
export const AKI_RELATIVE_DAYS = 7;
// One limit for both units: nothing measured to 0.01 mg/dL or 0.1 µmol/L lies between 26.5 µmol/L and 0.3 mg/dL.
/** mg/dL; rise at or above, 26.5 µmol/L, of which 0.3 mg/dL is the rounded form. @source kdigo-aki-2012 */
export const AKI_ABSOLUTE_RISE = 0.2997;
/** Times the reference, from which stages 1, 2 and 3 begin. @source kdigo-aki-2012 */
export const AKI_RATIOS = [1.5, 2, 3] as const;
/** mg/dL; stage 3 at or above, once it is acute kidney injury at all. @source kdigo-aki-2012 */
export const AKI_STAGE_3_CREATININE = 4;

export interface AkiPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly creatinine: Quantity<'mg/dL'>;
}

export interface AkiFinding {
  readonly stage: 1 | 2 | 3;
  /** Which rise made it acute kidney injury: at least half as much again within 7 days, or 0.3 mg/dL within 48 hours. */
  readonly by: 'ratio' | 'absolute';
}

/** A finding with the two values it rests on. */
export type AkiBetween<P extends AkiPoint> = AkiFinding & { readonly from: P; readonly to: P };

/**
 * The most severe acute kidney injury that a series of creatinines shows.
 *
 * @param points creatinine in mg/dL with its time; in any order; censored values are left out. Give the series of the
 *   days in question: every value counts as a possible end of a rise.
 * @returns stage, criterion and the two values it rests on (the later one of the latest rise of that stage), or
 *   undefined when no rise meets a criterion. The reference is the lowest value of the window, as no earlier baseline
 *   is agreed upon. Urine output is not known here.
 * @source kdigo-aki-2012
 * @example
 * acuteKidneyInjury([{ at: 0, creatinine: quantity(1, 'mg/dL') }, { at: 40 * HOUR_MS, creatinine: quantity(1.3, 'mg/dL') }])
 * //=> { stage: 1, by: 'absolute', from: …, to: … }
 */
export function acuteKidneyInjury<P extends AkiPoint>(points: readonly P[]): AkiBetween<P> | undefined {
  let worst: AkiBetween<P> | undefined;
  for (const point of points) {
    const found = injuryAt(point, points);
    if (found && (!worst || outweighs(found, worst))) worst = found;
  }
  return worst;
}

/**
 * The acute kidney injury that one creatinine shows against those before it.
 *
 * @param to the creatinine in question
 * @param points the series it belongs to; in any order
 * @returns as {@link acuteKidneyInjury}, with this value as the later one
 * @source kdigo-aki-2012
 * @example
 * injuryAt(latest, series)?.stage //=> 2
 */
export function injuryAt<P extends AkiPoint>(to: P, points: readonly P[]): AkiBetween<P> | undefined {
  if (to.creatinine.comparator) return undefined;
  const inWeek = lowestBefore(to, points, AKI_RELATIVE_DAYS * 24);
  const inTwoDays = lowestBefore(to, points, AKI_ABSOLUTE_HOURS);
  const ratio = inWeek ? tidy(to.creatinine.value / inWeek.creatinine.value) : 0;
  const severe = to.creatinine.value >= AKI_STAGE_3_CREATININE;
  if (inWeek && ratio >= AKI_RATIOS[0]) {
    return { stage: severe ? 3 : stageOf(ratio), by: 'ratio', from: inWeek, to };
  }
  if (inTwoDays && tidy(to.creatinine.value - inTwoDays.creatinine.value) >= AKI_ABSOLUTE_RISE) {
    return { stage: severe ? 3 : 1, by: 'absolute', from: inTwoDays, to };
  }
  return undefined;
}

function stageOf(ratio: number): 1 | 2 | 3 {
  if (ratio >= AKI_RATIOS[2]) return 3;
  return ratio >= AKI_RATIOS[1] ? 2 : 1;
}

/** Of several equally low values the latest: the rise is then at least that fast. */
function lowestBefore<P extends AkiPoint>(to: P, points: readonly P[], hours: number): P | undefined {
  let lowest: P | undefined;
  for (const p of points) {
    if (p.creatinine.comparator || p.at >= to.at || to.at - p.at > hours * HOUR_MS) continue;
    const { value } = p.creatinine;
    const least = lowest?.creatinine.value ?? Infinity;
    if (value < least || (value === least && lowest && p.at > lowest.at)) lowest = p;
  }
  return lowest;
}

/** The more severe; of one severity the later, and of one time the higher. */
function outweighs(a: AkiBetween<AkiPoint>, b: AkiBetween<AkiPoint>): boolean {
  if (a.stage !== b.stage) return a.stage > b.stage;
  return a.to.at > b.to.at || (a.to.at === b.to.at && a.to.creatinine.value > b.to.creatinine.value);
}
