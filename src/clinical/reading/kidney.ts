// What is known of the kidneys besides numbers: dialysis, transplant, acute injury.
import type { Context, ConditionFact, Facts, Measurement } from '../facts/types.ts';
import {
  acuteKidneyInjury,
  injuryAt,
  type AkiBetween,
  type AkiFinding,
  type AkiPoint,
} from '../instruments/kdigo-aki-2012.ts';
import { DAY_MS, dayOf, daysSince } from '../quantities/time.ts';
import { resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface KidneyStatus {
  readonly dialysis: boolean;
  /** Milliseconds since 1970 of the first record of dialysis. */
  readonly dialysisSince?: number | undefined;
  readonly transplant: boolean;
}

/**
 * Dialysis: a current problem says so, or a session within the last weeks; unless a transplant has taken over since.
 * End-stage renal disease alone counts too, but stays on many problem lists after a transplant, as dialysis does not.
 * @source clinical reference 2.4
 */
export function readKidneyStatus(facts: Facts, settings: ReadingSettings): KidneyStatus {
  const isCurrent = (c: ConditionFact<Context>): boolean => c.activity !== 'inactive' && c.certainty === 'confirmed';
  const all = (kind: Context) => facts.contexts.filter((c) => c.kind === kind && isCurrent(c));
  const transplants = all('kidney-transplant');
  const transplant = transplants.length > 0;
  // A rejection counts as a transplant too, so the latest date may be long after the operation.
  const dates = transplants.flatMap((t) => t.at ?? []);
  const transplanted = dates.length > 0 ? Math.min(...dates) : -Infinity;
  const since = (at = Infinity): boolean => at >= transplanted;
  const dialysis =
    facts.dialysisSessions.some((s) => daysSince(s.at, facts.asOf) <= settings.dialysisDays && since(s.at)) ||
    all('dialysis').some((c) => since(c.at)) ||
    (!transplant && all('esrd').length > 0);
  const starts = facts.dialysisSessions
    .map((s) => s.at)
    .concat(facts.contexts.filter((c) => c.kind === 'dialysis').flatMap((c) => c.at ?? []));
  return {
    dialysis,
    ...(dialysis && starts.length > 0 && { dialysisSince: Math.min(...starts) }),
    transplant,
  };
}

/** KDIGO's window: a rise counts within 7 days. @source kdigo-aki-2012 */
export const AKI_WINDOW_DAYS = 7;

type Creatinine = Measurement<'creatinine-serum'>;

export interface AkiReading {
  readonly finding?: (AkiFinding & { readonly from: Creatinine; readonly to: Creatinine }) | undefined;
  /** A problem-list entry of acute kidney injury near that time. */
  readonly onProblemList: boolean;
  /** For any of these reasons, or because creatinine fell as steeply: no eGFR may be made of it. */
  readonly unsteady: boolean;
}

/**
 * Was creatinine unstable around a moment?
 *
 * @param at the specimen being read, milliseconds since 1970; creatinines up to 7 days either side are looked at
 */
export function readAki(facts: Facts, at: number, settings: ReadingSettings): AkiReading {
  const around = resultsOf(facts, 'creatinine-serum').filter((m) => Math.abs(m.at - at) <= AKI_WINDOW_DAYS * DAY_MS);
  const points = toPoints(around);
  const finding = asFinding(acuteKidneyInjury(points));
  const onProblemList = facts.contexts.some(
    (c) =>
      c.kind === 'aki' &&
      c.activity !== 'inactive' &&
      c.certainty === 'confirmed' &&
      (c.at === undefined || Math.abs(dayOf(c.at) - dayOf(at)) <= settings.filtrationPairingDays),
  );
  return { finding, onProblemList, unsteady: finding !== undefined || onProblemList || isRecovering(points) };
}

/** A rise seen backwards: the kidneys were injured before the first creatinine on record. */
function isRecovering(points: readonly AkiPoint[]): boolean {
  return acuteKidneyInjury(points.map((p) => ({ ...p, at: -p.at }))) !== undefined;
}

/** The acute injury that the latest creatinine still shows, if any: what matters now. */
export function currentInjury(facts: Facts): AkiReading['finding'] {
  const points = toPoints(resultsOf(facts, 'creatinine-serum'));
  const [latest] = points;
  return latest && asFinding(injuryAt(latest, points));
}

type Point = AkiPoint & { readonly measurement: Creatinine };

function toPoints(results: readonly Creatinine[]): readonly Point[] {
  return results.map((m) => ({ at: m.at, creatinine: m.quantity, measurement: m }));
}

function asFinding(found: AkiBetween<Point> | undefined): AkiReading['finding'] {
  return found && { ...found, from: found.from.measurement, to: found.to.measurement };
}
