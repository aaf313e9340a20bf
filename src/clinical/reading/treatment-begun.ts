// Whether and when treatment of a disease has begun, from what was given and what was only ordered: an interval, three-valued.
import type { OtherIndication } from '../facts/therapy-codes.ts';
import { UNNAMED_CHEMOTHERAPY } from '../facts/therapy.ts';
import type { Disease, Facts, Measurement, TherapyFact } from '../facts/types.ts';
import { DAY_MS, dayOf, type Interval } from '../quantities/time.ts';
import { append } from '../quantities/append.ts';
import { firstWhere } from './bisect.ts';
import { PLASMA_CELL, type Diagnosis } from './diagnosis.ts';
import { timeSeries, type Point } from './time-series.ts';
import type { Inside, When } from './window.ts';

/** Days before the earliest possible diagnosis from which on therapy counts as treatment of the disease. Ours. */
export const COUNTED_BEFORE_DAYS = 30;
/** Days after an order within which the first dose lies. Ours. */
const ORDER_TO_DOSE_DAYS = 30;
/** An order repeated so many days on shows that the first was given. Ours. */
const REPEAT_DAYS = 14;
/** Drugs that begin within so many days of each other are given together. Ours. */
const TOGETHER_DAYS = 30;

/** Why a therapy counts as treatment, leaves it open, or does not count. */
export type TherapyWhy =
  | 'alone'
  | 'reason-names-the-disease'
  | 'with-a-second-drug'
  | 'nothing-else-on-record'
  | 'undated'
  | 'not-known-to-be-given'
  | 'drug-not-named'
  | 'other-disease-on-record'
  | 'diagnosis-not-dated'
  | 'older-than-the-diagnosis'
  | 'given-for-something-else'
  | 'steroid-alone';

export interface CountedTherapy {
  readonly therapy: TherapyFact;
  /** `open`: it may be treatment of the disease. */
  readonly counts: 'yes' | 'open' | 'no';
  readonly why: TherapyWhy;
  /** When its first dose was given, as far as the record tells. */
  readonly dose: Interval;
}

export interface TreatmentBegun {
  /** When the first dose was given; endless where it may not have been given at all; undefined: nothing on record. */
  readonly firstDose?: Interval | undefined;
  /** The therapy that may have begun earliest. */
  readonly first?: CountedTherapy | undefined;
  /** All that stands on record against the disease, with why it counts or not. */
  readonly therapies: readonly CountedTherapy[];
  /** Treatment older than the diagnosis that is hardly given for anything else: the diagnosis may be older too. */
  readonly diagnosisInDoubt: boolean;
  /** Chemotherapy without a drug's name lies in time. */
  readonly unnamed: boolean;
}

/** The disease itself under other names: no other disease that a drug might be given for. */
const OWN: Readonly<Partial<Record<Disease, readonly OtherIndication[]>>> = {
  'al-amyloidosis': ['al-amyloidosis'],
  cll: ['lymphoma', 'leukaemia'],
  all: ['leukaemia'],
  waldenstrom: ['lymphoma'],
  lymphoma: ['lymphoma'],
  'follicular-lymphoma': ['lymphoma'],
  dlbcl: ['lymphoma'],
  'mantle-cell-lymphoma': ['lymphoma'],
  myelofibrosis: ['myelofibrosis'],
};

/**
 * Begun means given, not ordered: an administration, a dispense, a statement "taken" or a procedure carry the date; an
 * order says that the first dose lies within 30 days of it, or before it was repeated. Counted from 30 days before the
 * earliest possible diagnosis on; a drug that is given for much else only with a reason, a regimen, a second drug, or
 * where nothing else on record is treated by it. @source clinical reference 7.13 (ours)
 */
export function treatmentBegun(facts: Facts, { kind, date }: Pick<Diagnosis, 'kind' | 'date'>): TreatmentBegun {
  const family = PLASMA_CELL.has(kind) ? 'plasma' : 'lymphoid';
  const own = OWN[kind] ?? [];
  const others = new Set(facts.otherIndications.filter((o) => !own.includes(o)));
  const all = facts.therapies.filter((t) => t[family] !== undefined);
  const since = date && dayOf(date.earliest) - COUNTED_BEFORE_DAYS;
  const closing = closingOf(all);
  const hasSecond = secondsOf(all, family);
  const therapies = all.map((therapy): CountedTherapy => {
    const dose = doseOf(therapy, closing);
    return { therapy, dose, ...decide({ therapy, dose, hasSecond, family, others, since }) };
  });
  const counted = therapies.filter((t) => t.counts !== 'no');
  const first = counted.reduce<CountedTherapy | undefined>(earlier, undefined);
  return {
    first,
    firstDose: first && {
      earliest: first.dose.earliest,
      latest: Math.min(Infinity, ...counted.filter((t) => t.counts === 'yes').map((t) => t.dose.latest)),
    },
    therapies,
    diagnosisInDoubt: counted.some((t) => t.why === 'older-than-the-diagnosis'),
    unnamed: counted.some((t) => t.why === 'drug-not-named'),
  };
}

/** What was given before what was ordered, of one day: it is known to have begun. */
function earlier(best: CountedTherapy | undefined, next: CountedTherapy): CountedTherapy {
  if (!best) return next;
  const [a, b] = [dayOf(best.dose.earliest), dayOf(next.dose.earliest)];
  if (a < b) return best;
  if (b < a) return next;
  return best.counts === 'yes' && best.therapy.how === 'given' ? best : next.therapy.how === 'given' ? next : best;
}

function doseOf({ name, how, date, possible }: TherapyFact, closing: Closing): Interval {
  if (!date) return { earliest: -Infinity, latest: Infinity };
  if (possible) return { earliest: date.earliest, latest: Infinity };
  if (how === 'given') return date;
  return {
    earliest: date.earliest,
    latest: Math.min(date.latest + ORDER_TO_DOSE_DAYS * DAY_MS, closing(name, date)),
  };
}

/** By when what was ordered has been given, as its administrations and its repeats tell; Infinity where none does. */
type Closing = (name: string, ordered: Interval) => number;

/** Sorted once: a chart may hold thousands of orders of one drug. */
function closingOf(all: readonly TherapyFact[]): Closing {
  const points = new Map<string, Point[]>();
  const keyOf = (how: TherapyFact['how'], name: string): string => `${how} ${name}`;
  for (const { how, name, date, possible } of all) {
    if (!date || possible) continue;
    const point = { at: dayOf(date.earliest), value: date.latest };
    append(points, keyOf(how, name), point);
  }
  const series = new Map([...points].map(([key, list]) => [key, timeSeries(list)]));
  const earliestFrom = (key: string, day: number): number => {
    const found = series.get(key);
    return found?.lowest(found.firstFrom(day), found.points.length)?.value ?? Infinity;
  };
  return (name, { earliest, latest }) =>
    Math.min(
      earliestFrom(keyOf('given', name), dayOf(earliest)),
      earliestFrom(keyOf('ordered', name), dayOf(latest) + REPEAT_DAYS),
    );
}

type Family = 'plasma' | 'lymphoid';

interface Question {
  readonly therapy: TherapyFact;
  readonly dose: Interval;
  readonly hasSecond: HasSecond;
  readonly family: Family;
  readonly others: ReadonlySet<OtherIndication>;
  /** The first day that counts; undefined where the diagnosis has no date. */
  readonly since: number | undefined;
}

function decide(q: Question): Pick<CountedTherapy, 'counts' | 'why'> {
  const { therapy, dose, family, since } = q;
  if (therapy[family] === 'no') return { counts: 'no', why: 'steroid-alone' };
  const alone = standsAlone(q);
  const named = therapy.reason === family;
  if (since !== undefined && dayOf(dose.earliest) < since && therapy.date) {
    const wholly = dayOf(dose.latest) < since;
    if (therapy.name === UNNAMED_CHEMOTHERAPY && wholly) return { counts: 'no', why: 'older-than-the-diagnosis' };
    const doubt = alone || named || !wholly;
    return { counts: doubt ? 'open' : 'no', why: 'older-than-the-diagnosis' };
  }
  if (therapy.name === UNNAMED_CHEMOTHERAPY) return { counts: 'open', why: 'drug-not-named' };
  if (!alone && therapy.reason !== undefined && !named) return { counts: 'no', why: 'given-for-something-else' };
  if (!therapy.date) return { counts: 'open', why: 'undated' };
  if (therapy.possible) return { counts: 'open', why: 'not-known-to-be-given' };
  if (alone) return { counts: 'yes', why: 'alone' };
  if (named) return { counts: 'yes', why: 'reason-names-the-disease' };
  const treated = treatsAnother(q);
  if (q.hasSecond(therapy, treated)) return { counts: 'yes', why: 'with-a-second-drug' };
  if (treated) return { counts: 'open', why: 'other-disease-on-record' };
  if (since === undefined) return { counts: 'open', why: 'diagnosis-not-dated' };
  return { counts: 'yes', why: 'nothing-else-on-record' };
}

/** Hardly given for anything else, and nothing else of that on record. */
function standsAlone(q: Question): boolean {
  const { therapy, family } = q;
  if (therapy[family] !== 'yes') return false;
  if (therapy.treats.length === 0 || family === 'lymphoid') return true;
  return !treatsAnother(q) && (therapy.reason === undefined || therapy.reason === family);
}

function treatsAnother({ therapy, others }: Question): boolean {
  return therapy.treats.some((o) => others.has(o));
}

/**
 * Is there another drug of the disease begun at about that time? With another disease on record that the first treats
 * (`elsewhere`), only one that is hardly given for anything else.
 */
type HasSecond = (first: TherapyFact, elsewhere: boolean) => boolean;

/** By name, and sorted once: a chart may hold thousands of records of one drug. */
function secondsOf(all: readonly TherapyFact[], family: Family): HasSecond {
  const seconds = all.filter(
    ({ name, reason }) => name !== UNNAMED_CHEMOTHERAPY && (reason === undefined || reason === family),
  );
  const [any, sure] = [daysByName(seconds), daysByName(seconds.filter((t) => t[family] === 'yes'))];
  return ({ name, date }, elsewhere) => {
    const from = date ? dayOf(date.earliest) - TOGETHER_DAYS : Infinity;
    return (elsewhere ? sure : any).some(([other, days]) => {
      const day = days[firstWhere(days, (d) => d >= from)];
      return other !== name && day !== undefined && day <= from + 2 * TOGETHER_DAYS;
    });
  };
}

/** The days each drug began on, as far as they are known, in order. */
function daysByName(therapies: readonly TherapyFact[]): readonly (readonly [name: string, days: readonly number[]])[] {
  const found = new Map<string, number[]>();
  for (const { name, date } of therapies) {
    if (date && Number.isFinite(date.earliest)) append(found, name, dayOf(date.earliest));
  }
  return [...found].map(([name, days]) => [name, days.sort((a, b) => a - b)]);
}

/**
 * Was a sample drawn before treatment? One of the day of the first administration counts as drawn before it, unless both
 * have a time of day and the sample is the later; one of the day of an order only where the sample is the earlier.
 */
export function beforeTreatment(
  when: When & Partial<Pick<Measurement, 'effective'>>,
  { firstDose, first }: TreatmentBegun,
): Inside {
  if (!firstDose || !first) return 'inside';
  const [from, to] = [dayOf(when.at), dayOf(when.until ?? when.at)];
  const [earliest, latest] = [dayOf(firstDose.earliest), dayOf(firstDose.latest)];
  if (to < earliest) return 'inside';
  if (from > latest) return 'outside';
  if (to > earliest) return 'open';
  const timed = first.therapy.timed === true && (when.effective ?? '').length > 'yyyy-mm-dd'.length;
  // Of a sample that took a while the last part counts.
  const end = when.until ?? when.at;
  if (first.therapy.how === 'given') {
    if (!timed || end <= first.dose.earliest) return 'inside';
    return first.counts === 'yes' && when.at > first.dose.earliest ? 'outside' : 'open';
  }
  return timed && end <= firstDose.earliest ? 'inside' : 'open';
}

/**
 * Has treatment begun by a moment? On the last day that the first dose may be given it may still be due, unless it was
 * given on that day. `open` where the record does not settle it.
 */
export function isTreatedAt({ firstDose }: TreatmentBegun, at: number): 'yes' | 'no' | 'open' {
  if (!firstDose || dayOf(firstDose.earliest) > dayOf(at)) return 'no';
  const [earliest, latest] = [dayOf(firstDose.earliest), dayOf(firstDose.latest)];
  return latest < dayOf(at) || earliest === latest ? 'yes' : 'open';
}

/** Steroids begun before a sample and from 30 days before the diagnosis on: named, never counted by themselves. */
export function steroidsBefore(
  begun: TreatmentBegun,
  { date }: Pick<Diagnosis, 'date'>,
  when: When,
): readonly TherapyFact[] {
  const since = date ? dayOf(date.earliest) - COUNTED_BEFORE_DAYS : -Infinity;
  return begun.therapies
    .filter(
      ({ why, dose }) =>
        why === 'steroid-alone' && dayOf(dose.earliest) <= dayOf(when.at) && dayOf(dose.latest) >= since,
    )
    .map(({ therapy }) => therapy);
}
