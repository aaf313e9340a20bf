// What is known of the kidneys besides numbers: dialysis now, lately or not known, end-stage disease, transplant.
import type { OpenDialysis } from '../facts/dialysis-evidence.ts';
import type { Context, ConditionFact, Facts, Measurement } from '../facts/types.ts';
import { egfrCandidates } from '../instruments/ckd-epi-2021.ts';
import { ratioOf } from '../quantities/quantity.ts';
import { ageOn, dayOf, daysSince } from '../quantities/time.ts';
import { AGREE, PAIR_DAYS } from './creatinine-course.ts';
import { resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface KidneyStatus {
  /** On dialysis, or recently on it and not shown to have come off. */
  readonly dialysis: boolean;
  /** No session in the last weeks, but nothing shows that dialysis has ended. */
  readonly recently: boolean;
  /** Milliseconds since 1970 of the first and of the last record of dialysis. */
  readonly dialysisSince?: number | undefined;
  readonly lastSession?: number | undefined;
  /** Dialysis without a date, or not known to have taken place: whether it goes on is open, and why. */
  readonly dialysisOpen?: OpenDialysis['why'] | undefined;
  /** End-stage disease is on record, dialysis is not. */
  readonly endStage: boolean;
  readonly transplant: boolean;
  /** When it was transplanted, milliseconds since 1970; dialysis before it is over. -Infinity without. */
  readonly transplanted: number;
  /** There was dialysis, and creatinine shows that it has ended. */
  readonly cameOff: boolean;
}

/** Stages 4 and 5, however a code system names them. */
export const ADVANCED: ReadonlySet<Context> = new Set<Context>(['ckd-4-5', 'ckd-5-or-esrd', 'esrd']);
/** mL/min/{1.73_m2}; from here the kidneys work without dialysis, and stage 5 is not yet end-stage. Ours. */
const OWN_FUNCTION = 15;
/** Of a long series, how many values after the last session are looked at on either side of a pair. */
const SEARCHED = 200;

/** @source clinical reference 2.4 */
export function readKidneyStatus(facts: Facts, settings: ReadingSettings): KidneyStatus {
  const all = (kind: Context) => facts.contexts.filter((c) => c.kind === kind && isCurrent(c));
  const transplants = all('kidney-transplant');
  const transplant = transplants.length > 0;
  // A rejection counts as a transplant too, so the latest date may be long after the operation.
  const dates = transplants.flatMap((t) => t.at ?? []);
  const transplanted = dates.length > 0 ? Math.min(...dates) : -Infinity;
  const since = (at = Infinity): boolean => at >= transplanted;
  const dependent = all('dialysis').some((c) => since(c.at));
  // End-stage disease stays on many problem lists after a transplant, as dependence on dialysis does not.
  const endStage = !transplant && (all('esrd').length > 0 || (all('ckd-5-or-esrd').length > 0 && !hasFunction(facts)));
  const sessions = facts.dialysisSessions.filter((s) => since(s.at));
  const care = all('dialysis-care').filter((c) => since(c.at));
  const last = [...sessions.map((s) => s.until ?? s.at), ...care.map((c) => c.at ?? facts.asOf)].reduce<
    number | undefined
  >((latest, at) => (latest === undefined || at > latest ? at : latest), undefined);
  const ended = !dependent && all('esrd').length === 0 && last !== undefined && hasComeOff(facts, last);
  const now =
    dependent ||
    (!ended && sessions.some((s) => s.care !== true && daysSince(s.at, facts.asOf) <= settings.dialysisDays));
  const dialysis = now || (last !== undefined && !ended);
  const starts = facts.dialysisSessions
    .map((s) => s.at)
    .concat(facts.contexts.filter((c) => c.kind === 'dialysis').flatMap((c) => c.at ?? []));
  return {
    dialysis,
    recently: dialysis && !now,
    ...(dialysis && starts.length > 0 && { dialysisSince: Math.min(...starts) }),
    ...(sessions[0] && { lastSession: sessions[0].at }),
    dialysisOpen: dialysis
      ? undefined
      : facts.openDialysis.find(({ until }) => until === undefined || (since(until) && !hasComeOff(facts, until)))?.why,
    endStage: endStage && !dialysis,
    transplant,
    transplanted,
    cameOff: ended,
  };
}

/** As dialysis, end-stage disease and a transplant count. */
export function isCurrent(c: ConditionFact<Context>): boolean {
  return c.activity !== 'inactive' && c.certainty === 'confirmed';
}

/** Two creatinines 14 days apart that agree, all after the last session, the later with a filtration of its own. */
export function hasComeOff(facts: Facts, last: number): boolean {
  const after = resultsOf(facts, 'creatinine-serum').filter(
    (m) => dayOf(m.at) > dayOf(last) && m.quantity.comparator === undefined,
  );
  return after.slice(0, SEARCHED).some((later, i) => {
    if (!isFiltering(facts, later)) return false;
    return after.slice(i + 1, i + 1 + SEARCHED).some((earlier) => {
      const [a, b] = [earlier.quantity.value, later.quantity.value];
      return daysSince(earlier.at, later.at) >= PAIR_DAYS && ratioOf(Math.max(a, b), Math.min(a, b)) <= AGREE;
    });
  });
}

/** Is the latest filtration on record, reported or computed, at least 15? */
export function hasFunction(facts: Facts): boolean {
  const [reported] = resultsOf(facts, 'egfr');
  const [creatinine] = resultsOf(facts, 'creatinine-serum');
  if (reported && (!creatinine || dayOf(reported.at) >= dayOf(creatinine.at))) {
    const { value, comparator } = reported.quantity;
    return value >= OWN_FUNCTION && comparator !== '<' && comparator !== '<=';
  }
  return creatinine !== undefined && isFiltering(facts, creatinine);
}

function isFiltering(facts: Facts, creatinine: Measurement<'creatinine-serum'>): boolean {
  const age = ageOn(facts.patient.birthDate, creatinine.at);
  const egfr = egfrCandidates(creatinine.quantity, age, facts.patient.sex);
  return egfr.length > 0 && egfr.every((q) => q.value >= OWN_FUNCTION);
}
