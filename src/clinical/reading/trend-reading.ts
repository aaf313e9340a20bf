// The course of serum B2M up to the result being looked at, each value with the filtration of its time.
import { append } from '../quantities/append.ts';
import type { Assessment, Derived } from '../quantities/assessment.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { egfrCandidates } from '../instruments/ckd-epi-2021.ts';
import { ageOn, isoDay } from '../quantities/time.ts';
import { b2mTrend, type TrendChange, type TrendPoint } from './trend.ts';
import { BY_CYSTATIN } from './egfr.ts';
import { isPregnant } from './pregnancy.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { steadinessOf } from './steadiness.ts';

/** One B2M of the course, for the trend and for drawing it. */
export interface CoursePoint extends TrendPoint {
  readonly measurement: Measurement<'b2m-serum'>;
  /** Where its eGFR comes from; absent without one. */
  readonly egfrBy?: 'creatinine' | 'reported' | undefined;
  /** The result that it was made of, or that reports it. */
  readonly egfrFrom?: Measurement<'creatinine-serum'> | Measurement<'egfr'> | undefined;
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
  const points = resultsOf(facts, 'b2m-serum')
    .filter((m) => m.at <= until)
    .map((measurement) => {
      const { at } = measurement;
      const creatinine = nearest(creatinines, at, settings.pairingDays);
      const aki = steadiness.around(at, creatinine).unsteady !== undefined || isPregnant(facts, at);
      const own = aki ? undefined : ownEgfr(facts, at, creatinine);
      return { at, b2m: measurement.quantity, measurement, aki, own, creatinine };
    });
  const reports = reportsOf(facts, settings);
  const equation = equationOf(points, reports);
  return points.map(({ own, creatinine, ...point }): CoursePoint => {
    if (point.aki) return point;
    const reported = equation === OWN && own !== undefined ? undefined : reports.get(equation)?.(point.at);
    const egfr = reported?.quantity.value ?? (equation === OWN ? own : undefined);
    return {
      ...point,
      egfr,
      ...(egfr !== undefined && {
        egfrBy: reported === undefined ? 'creatinine' : 'reported',
        egfrFrom: reported ?? creatinine,
      }),
    };
  });
}

/** CKD-EPI 2021 of creatinine: what we compute ourselves and what laboratories report under this code. */
const OWN = '98979-8';

/** By CKD-EPI 2021 from the creatinine of about that day. */
function ownEgfr(
  facts: Facts,
  at: number,
  creatinine: Measurement<'creatinine-serum'> | undefined,
): number | undefined {
  const sex = facts.patient.sex;
  if (!creatinine || creatinine.quantity.comparator || !sex) return undefined;
  return egfrCandidates(creatinine.quantity, ageOn(facts.patient.birthDate, at), sex)[0]?.value;
}

/** By the code of their equation, the reported eGFR of about a moment; one with a limit sign gives no fold. */
type Reports = ReadonlyMap<string, (at: number) => Measurement<'egfr'> | undefined>;

function reportsOf(facts: Facts, { pairingDays }: ReadingSettings): Reports {
  const byCode = new Map<string, Measurement<'egfr'>[]>();
  for (const m of resultsOf(facts, 'egfr')) {
    if (m.quantity.comparator !== undefined) continue;
    append(byCode, m.code, m);
  }
  return new Map([...byCode].map(([code, list]) => [code, (at) => nearest(list, at, pairingDays)]));
}

/**
 * One equation throughout, so that folds compare: ours, unless only reports of another one stand beside both the latest
 * B2M and an earlier one.
 */
function equationOf(
  points: readonly { readonly at: number; readonly own: number | undefined }[],
  reports: Reports,
): string {
  const [latest, ...earlier] = points;
  const has =
    (code: string) =>
    ({ at, own }: (typeof points)[number]): boolean =>
      (code === OWN && own !== undefined) || reports.get(code)?.(at) !== undefined;
  return (
    [OWN, ...[...reports.keys()].sort()].find(
      (code) => !BY_CYSTATIN.has(code) && latest !== undefined && has(code)(latest) && earlier.some(has(code)),
    ) ?? OWN
  );
}

const EGFR_BY = { creatinine: 'CKD-EPI 2021 (creatinine)', reported: 'as reported' };

/** The trend of the result being looked at against those before it; undefined with fewer than two. */
export function readTrend(
  facts: Facts,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): TrendReading | undefined {
  if (!focus) return undefined;
  const points = courseOf(facts, settings, focus.at);
  const read = b2mTrend(points, { relative: 1 + settings.trendRelative, absolute: settings.trendAbsolute });
  if (!read) return undefined;
  const { change } = read;
  const ends = change ? [change.from, change.to] : [];
  const derived: Derived[] = [
    ...(change
      ? [
          {
            name: 'b2m-change' as const,
            value: change.measuredFold - 1,
            unit: '1',
            method: `relative to ${change.reference}`,
          },
        ]
      : []),
    ...ends.flatMap(({ at, egfr, egfrBy }) =>
      egfr === undefined || egfrBy === undefined
        ? []
        : [
            {
              name: 'egfr' as const,
              value: egfr,
              unit: 'mL/min/{1.73_m2}',
              method: `${EGFR_BY[egfrBy]}, ${isoDay(at)}`,
            },
          ],
    ),
  ];
  return {
    assessment: read.assessment,
    change,
    points,
    inputs: [...ends.map((p) => p.measurement), ...ends.flatMap((p) => p.egfrFrom ?? [])],
    derived,
  };
}
