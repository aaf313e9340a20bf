// May an eGFR be made of a creatinine? The course of all creatinines, and acute kidney injury on the problem list.
import type { ConditionFact, Context, Facts, Measurement } from '../facts/types.ts';
import { AKI_RELATIVE_DAYS } from '../instruments/kdigo-aki-2012.ts';
import { oncePer } from '../quantities/once-per.ts';
import { exceeds } from '../quantities/quantity.ts';
import { dayOf } from '../quantities/time.ts';
import { isPrinted } from '../quantities/units.ts';
import { creatinineCourse, type Course, type Creatinine } from './creatinine-course.ts';
import { ADVANCED } from './kidney.ts';
import { latestOfDay, nearest, resultsOf } from './select.ts';

export interface CreatininePoint extends Creatinine {
  readonly measurement: Measurement<'creatinine-serum'>;
}
export type CreatinineCourse = Course<CreatininePoint>;

/** Why creatinine is not steady. */
export type Unsteady = 'injury' | 'falling' | 'unknown' | 'coded';

export interface SteadinessReading {
  /** Of the creatinine that decides; undefined without one. */
  readonly course?: CreatinineCourse | undefined;
  /** Acute kidney injury on the problem list that nothing has ended yet. */
  readonly coded?: ConditionFact<Context> | undefined;
  /** Undefined when creatinine is steady, or when there is none. */
  readonly unsteady?: Unsteady | undefined;
}

export interface Steadiness {
  /** The course of one creatinine against those before it; undefined for one whose limit sign leaves it open. */
  courseOf(m: Measurement<'creatinine-serum'>): CreatinineCourse | undefined;
  /** The entry of acute kidney injury that counts at a moment. */
  codedAt(at: number): ConditionFact<Context> | undefined;
  /**
   * At the time of a specimen: by the creatinine of that day; without one by those next to it within a week, and in any
   * case by the one that its filtration is read from.
   */
  around(at: number, read: Measurement<'creatinine-serum'> | undefined): SteadinessReading;
}

/** Days that an entry of acute kidney injury counts for. Ours. */
const CODED_DAYS = 30;
const CHRONIC: ReadonlySet<Context> = new Set<Context>(['ckd-3', ...ADVANCED]);
const CHRONIC_DAYS = 90;

/** Prepared once for the facts of a patient, however many of his B2M are read. */
export const steadinessOf = oncePer(prepare);

function prepare(facts: Facts): Steadiness {
  const results = resultsOf(facts, 'creatinine-serum');
  const points = new Map(results.flatMap((m) => (m.quantity.comparator ? [] : [[m, toPoint(m)] as const])));
  const above = new Map(results.flatMap((m) => (isAbove(m) ? [[m, toPoint(m)] as const] : [])));
  const read = creatinineCourse([...points.values()]);
  const chronicSince = Math.min(
    ...facts.contexts.filter((c) => CHRONIC.has(c.kind) && isCurrent(c)).map((c) => c.at ?? Infinity),
  );
  const courses = new Map<CreatininePoint, CreatinineCourse>();
  const courseOf = (m: Measurement<'creatinine-serum'>): CreatinineCourse | undefined => {
    const point = points.get(m) ?? above.get(m);
    if (!point) return undefined;
    const chronicKidneyDisease = dayOf(m.at) - dayOf(chronicSince) >= CHRONIC_DAYS;
    const course = courses.get(point) ?? read(point, { chronicKidneyDisease });
    courses.set(point, course);
    // Above 5 mg/dL is an injury where 5 would be one; where 5 shows nothing, what lies above it is not told.
    return above.has(m) && !course.injury && !course.unknown ? undefined : course;
  };
  const codedAt = codedInjuries(facts, courseOf);
  return {
    courseOf,
    codedAt,
    around(at, m) {
      const decided = decisive(results, at, m)
        .flatMap((c) => courseOf(c) ?? [])
        .toSorted((a, b) => severity(b) - severity(a));
      const [course] = decided;
      const entry = codedAt(at);
      const unsteady = (course && unsteadyBy(course)) ?? (entry ? 'coded' : undefined);
      return { course, coded: entry, unsteady };
    },
  };
}

function toPoint(m: Measurement<'creatinine-serum'>): CreatininePoint {
  const micromoles = isPrinted(m.reported.unit, 'umol/L') ? m.reported.value : undefined;
  return { at: m.at, value: m.quantity.value, micromoles, measurement: m };
}

/** At least so much: an injury is certain where the limit itself would be one. */
function isAbove({ quantity: { comparator } }: Measurement<'creatinine-serum'>): boolean {
  return comparator === '>' || comparator === '>=';
}

export function unsteadyBy(course: CreatinineCourse): Unsteady | undefined {
  if (course.injury) return 'injury';
  if (course.fallingFrom) return 'falling';
  return course.unknown ? 'unknown' : undefined;
}

function severity(course: CreatinineCourse): number {
  if (course.injury) return 3;
  if (course.fallingFrom) return 2;
  return course.unknown ? 1 : 0;
}

function decisive(
  results: readonly Measurement<'creatinine-serum'>[],
  at: number,
  read: Measurement<'creatinine-serum'> | undefined,
): readonly Measurement<'creatinine-serum'>[] {
  const ofDay = latestOfDay(results, dayOf(at));
  if (ofDay) return [ofDay];
  const before = nearest(results, at, AKI_RELATIVE_DAYS, (m) => m.at <= at);
  const after = nearest(results, at, AKI_RELATIVE_DAYS, (m) => m.at > at);
  return [...new Set([read, before, after])].filter((m) => m !== undefined);
}

function isCurrent(c: ConditionFact<Context>): boolean {
  return c.activity === 'active' && c.certainty !== 'suspected';
}

/**
 * Which entry of acute kidney injury counts at a moment: dated from 30 days before to 7 days after (it is coded when it
 * has been seen), and not yet followed by a steady creatinine or one within its range. Without a date it always counts.
 */
function codedInjuries(
  facts: Facts,
  courseOf: Steadiness['courseOf'],
): (at: number) => ConditionFact<Context> | undefined {
  const entries = facts.contexts.filter((c) => c.kind === 'aki' && isCurrent(c));
  const undated = entries.find((c) => c.at === undefined);
  const dated = entries
    .flatMap((entry) => (entry.at === undefined ? [] : [{ entry, at: entry.at }]))
    .toSorted((a, b) => b.at - a.at);
  const settled = new Map<number, number>();
  const oldestFirst = resultsOf(facts, 'creatinine-serum').toReversed();
  const settledOn = (from: number): number => {
    const day =
      settled.get(from) ?? dayOf(oldestFirst.find((m) => dayOf(m.at) > from && isOver(m, courseOf(m)))?.at ?? Infinity);
    settled.set(from, day);
    return day;
  };
  return (at) => {
    const day = dayOf(at);
    // What is over after the latest of them is over for those before it.
    const latest = dated.find((c) => dayOf(c.at) <= day + AKI_RELATIVE_DAYS);
    const counts = latest && dayOf(latest.at) >= day - CODED_DAYS && settledOn(dayOf(latest.at)) > day;
    return counts ? latest.entry : undated;
  };
}

/** One value alone is not known to be steady. */
function isOver(m: Measurement<'creatinine-serum'>, course: CreatinineCourse | undefined): boolean {
  if (course?.steady && course.compared) return true;
  return m.range?.high !== undefined && exceeds(m.quantity, m.range.high, 'above') === false && !course?.injury;
}
