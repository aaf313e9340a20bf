// The course of serum B2M up to the result being looked at, each value with the filtration of its time.
import type { Assessment, Derived } from '../quantities/assessment.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { egfrCandidates } from '../instruments/ckd-epi-2021.ts';
import { ageOn } from '../quantities/time.ts';
import { b2mTrend, type TrendChange, type TrendPoint } from './trend.ts';
import { isPregnant } from './pregnancy.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { steadinessOf } from './steadiness.ts';

/** One B2M of the course, for the trend and for drawing it. */
export interface CoursePoint extends TrendPoint {
  readonly measurement: Measurement<'b2m-serum'>;
}

export interface TrendReading {
  readonly assessment: Assessment;
  readonly change?: TrendChange<CoursePoint> | undefined;
  readonly points: readonly CoursePoint[];
  readonly inputs: readonly Measurement[];
  readonly derived: readonly Derived[];
}

/** Serum B2M results of any length of time, newest first, with the eGFR that each was drawn at. */
export function courseOf(facts: Facts, settings: ReadingSettings, until = Infinity): readonly CoursePoint[] {
  const steadiness = steadinessOf(facts);
  const creatinines = resultsOf(facts, 'creatinine-serum');
  return resultsOf(facts, 'b2m-serum')
    .filter((m) => m.at <= until)
    .map((measurement) => {
      const { at } = measurement;
      const creatinine = nearest(creatinines, at, settings.pairingDays);
      const unsteady = steadiness.around(at, creatinine).unsteady !== undefined || isPregnant(facts, at);
      return {
        at,
        b2m: measurement.quantity,
        measurement,
        egfr: unsteady ? undefined : egfrAt(facts, at, creatinine),
        aki: unsteady,
      };
    });
}

/** eGFR by CKD-EPI 2021 from the creatinine of about that day; one equation throughout, so that folds compare. */
function egfrAt(facts: Facts, at: number, creatinine: Measurement<'creatinine-serum'> | undefined): number | undefined {
  const sex = facts.patient.sex;
  if (!creatinine || creatinine.quantity.comparator || !sex) return undefined;
  return egfrCandidates(creatinine.quantity, ageOn(facts.patient.birthDate, at), sex)[0]?.value;
}

/** The trend of the result being looked at against those before it; undefined with fewer than two. */
export function readTrend(
  facts: Facts,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): TrendReading | undefined {
  if (!focus || resultsOf(facts, 'b2m-serum').length < 2) return undefined;
  const points = courseOf(facts, settings, focus.at);
  const read = b2mTrend(points, { relative: 1 + settings.trendRelative, absolute: settings.trendAbsolute });
  if (!read) return undefined;
  const { change } = read;
  const derived: Derived[] = change
    ? [{ name: 'b2m-change', value: change.measuredFold - 1, unit: '1', method: `relative to ${change.reference}` }]
    : [];
  return {
    assessment: read.assessment,
    change,
    points,
    inputs: change ? [change.from.measurement, change.to.measurement] : [],
    derived,
  };
}
