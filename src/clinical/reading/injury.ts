// What the newest creatinine says of the kidneys now: injury, recovery, acute or chronic not known, or nothing of it.
import type { Assessment, Derived } from '../quantities/assessment.ts';
import { coversAround } from '../facts/coverage.ts';
import type { ConditionFact, Context, Facts, Measurement } from '../facts/types.ts';
import { daysSince, isoDay } from '../quantities/time.ts';
import { AKI_STAGES } from '../instruments/kdigo-aki-2012.ts';
import { LONG_DAYS } from './creatinine-course.ts';
import type { KidneyStatus } from './kidney.ts';
import { resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { steadinessOf, type CreatinineCourse } from './steadiness.ts';

export interface InjuryReading {
  /** `recovering`: fallen from a peak that met a criterion; `falling`: from one that did not. */
  readonly state: 'injury' | 'recovering' | 'falling' | 'unknown' | 'coded' | 'steady';
  /** Of the newest creatinine, when it is recent enough. */
  readonly course?: CreatinineCourse | undefined;
  /** Of the peak that it has fallen from. */
  readonly peak?: CreatinineCourse | undefined;
  /** Calendar days since that creatinine. */
  readonly days?: number | undefined;
  /** No creatinine of the year before it can be missing. */
  readonly wholeYear?: boolean | undefined;
  /** An entry of the problem list that nothing has ended yet. */
  readonly coded?: ConditionFact<Context> | undefined;
}

/** Undefined on dialysis and in end-stage disease, where creatinine tells of neither injury nor recovery. */
export function readInjury(facts: Facts, kidney: KidneyStatus, settings: ReadingSettings): InjuryReading | undefined {
  if (kidney.dialysis || kidney.endStage) return undefined;
  const { course, coded } = nowOf(facts);
  const days = course && daysSince(course.now.at, facts.asOf);
  if (!course || days === undefined || days > settings.recentDays) return coded && { state: 'coded', coded };
  const peak = course.fallingFrom && steadinessOf(facts).courseOf(course.fallingFrom.measurement);
  const wholeYear = coversAround(facts, 'creatinine-serum', course.now.at, LONG_DAYS, 0);
  return { state: stateOf(course, peak, coded), course, peak: peak?.injury ? peak : undefined, days, wholeYear, coded };
}

function stateOf(
  course: CreatinineCourse,
  peak: CreatinineCourse | undefined,
  coded: ConditionFact<Context> | undefined,
): InjuryReading['state'] {
  if (course.injury && !course.recovering) return 'injury';
  if (peak?.injury) return 'recovering';
  if (course.injury) return 'injury';
  if (coded) return 'coded';
  return course.unknown ? 'unknown' : course.fallingFrom ? 'falling' : 'steady';
}

/** The newest creatinine, of any age, and the problem list: no stage is recorded while they say otherwise. */
export function isSteadyNow(facts: Facts): boolean {
  const { course, coded } = nowOf(facts);
  return (course?.steady ?? true) && coded === undefined;
}

/** The course of the newest creatinine that tells one, and the entry of the problem list that counts today. */
function nowOf(facts: Facts): Pick<InjuryReading, 'course' | 'coded'> {
  const steadiness = steadinessOf(facts);
  const newest = resultsOf(facts, 'creatinine-serum').find((m) => steadiness.courseOf(m) !== undefined);
  return { course: newest && steadiness.courseOf(newest), coded: steadiness.codedAt(facts.asOf) };
}

/** Of the present value; while it recovers, the stage of the peak is noted, which does not fall with the creatinine. */
export function injuryAssessment({ state, course, peak }: InjuryReading): readonly Assessment[] {
  if (!course?.injury) return [];
  const possible = [stageOf(course.injury)];
  const ofPeak = state === 'recovering' ? peak?.injury : undefined;
  const notes = ofPeak && [`peak-stage-${ofPeak.stage}` as const];
  return [{ system: 'KDIGO-AKI', possible, missing: [], ...(notes && { notes }) }];
}

function stageOf({ stage }: NonNullable<CreatinineCourse['injury']>): string {
  return AKI_STAGES[stage - 1] ?? AKI_STAGES[0];
}

/** The results that the present value and its peak are compared with; of a median those in the middle. */
export function injuryBaselines({ course, peak }: InjuryReading): readonly Measurement[] {
  const compared = [course, peak].flatMap((c) => {
    const { by = [], from, baseline } = c?.injury ?? {};
    const long = by.includes('long-baseline') ? (baseline?.middle ?? []) : [];
    return [...(from ? [from] : []), ...long];
  });
  return [...new Set(compared.map((p) => p.measurement))];
}

/** What the present value is compared with and how that was chosen, for the evidence. */
export function injuryDerived({ course, peak }: InjuryReading): readonly Derived[] {
  return [course, peak].flatMap((c) => (c?.injury ? derivedOf(c, c.injury) : []));
}

function derivedOf(course: CreatinineCourse, injury: NonNullable<CreatinineCourse['injury']>): readonly Derived[] {
  const { from, baseline, by, ratio } = injury;
  const window = by.includes('seven-days') ? '7 days' : '48 hours';
  return [
    ...(from
      ? [baselineOf(from.value, `lowest of ${window} before ${isoDay(course.now.at)}, of ${isoDay(from.at)}`)]
      : []),
    ...(by.includes('long-baseline') && baseline
      ? [
          baselineOf(
            baseline.value,
            `${baseline.count === 1 ? 'only result' : `median of ${baseline.count} results`} of ${baseline.fromDays} to ${LONG_DAYS} days before ${isoDay(course.now.at)}, the latest of ${isoDay(baseline.latestAt)}`,
          ),
        ]
      : []),
    ...(ratio > 0
      ? [
          {
            name: 'creatinine-ratio' as const,
            value: ratio,
            unit: '1',
            method: 'creatinine ÷ its baseline, the larger ratio',
          },
        ]
      : []),
  ];
}

function baselineOf(value: number, method: string): Derived {
  return { name: 'creatinine-baseline', value, unit: 'mg/dL', method };
}
