// When a problem was diagnosed, as an interval: as precise as the record is written, and not more.
import { DAY_MS, dayOf, hull, isoDay, toInterval, type Interval } from '../quantities/time.ts';
import { isStated, listed } from './listed.ts';
import { readPeriod } from './period.ts';
import type { DiagnosisDate } from './types.ts';

/** @source https://hl7.org/fhir/extensions/StructureDefinition-condition-assertedDate.html (mCODE, US Core, MII) */
const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';

/** Days; an entry made later than this after its onset is a late entry, and the onset alone dates it. Ours. */
const LATE_ENTRY_DAYS = 365;

/**
 * The asserted date where it stands; else the onset, of any type; else the date of recording. Onset and recording no
 * more than a year apart: the diagnosis lies between them.
 *
 * @param birthDate of the patient, for an onset given as an age
 * @param asOf milliseconds since 1970: nothing that is on record was diagnosed more than a day later (the zones of the
 *   world are a day apart); undefined: dates are not held against a clock
 * @returns `open` when the record dates the diagnosis in a way that cannot be read or cannot be: nothing else stands in
 *   for it; undefined when it does not date it at all
 */
export function diagnosisDateOf(
  condition: fhir4.Condition,
  birthDate: string | undefined,
  asOf = Infinity,
): DiagnosisDate | undefined {
  const date = statedDateOf(condition, birthDate);
  return date !== undefined && date !== 'open' && dayOf(date.earliest) > dayOf(asOf) + 1 ? 'open' : date;
}

function statedDateOf(condition: fhir4.Condition, birthDate: string | undefined): DiagnosisDate | undefined {
  const asserted = listed(condition.extension).filter((e) => e.url === ASSERTED);
  if (asserted.length > 0) {
    const date = dated(
      hullOfAll(asserted.map((e) => toInterval(e.valueDateTime))),
      'asserted',
      asserted[0]?.valueDateTime,
    );
    const onset = onsetIn(condition)?.read(birthDate);
    const isApart = date !== 'open' && onset && (onset.latest < date.earliest || onset.earliest > date.latest);
    return isApart ? { ...date, onset: isoDay(onset.earliest) } : date;
  }
  const recorded = toInterval(condition.recordedDate);
  const stated = onsetIn(condition);
  if (!stated) {
    if (!isStated(condition.recordedDate)) return undefined;
    return dated(recorded, 'recorded', condition.recordedDate);
  }
  const onset = stated.read(birthDate);
  if (!onset || !recorded) return dated(onset, 'onset', stated.text);
  const apart = Math.max(recorded.earliest - onset.latest, onset.earliest - recorded.latest, 0);
  // At least as far apart as that: with a rough date the two may be nearer.
  if (apart > LATE_ENTRY_DAYS * DAY_MS) return dated(onset, 'onset', stated.text);
  return dated(between(onset, recorded), 'onset', stated.text);
}

function dated(
  interval: Interval | undefined,
  source: 'asserted' | 'onset' | 'recorded',
  text: unknown,
): DiagnosisDate {
  if (!interval) return 'open';
  return { ...interval, source, stated: typeof text === 'string' ? text : isoDay(interval.earliest) };
}

/** What was recorded had begun by then; what began later than it was recorded lies between the two as well. */
function between(onset: Interval, recorded: Interval): Interval {
  if (recorded.latest < onset.earliest) return { earliest: recorded.earliest, latest: onset.latest };
  return { earliest: onset.earliest, latest: Math.max(recorded.latest, onset.earliest) };
}

interface Onset {
  readonly text?: unknown;
  readonly read: (birthDate: string | undefined) => Interval | undefined;
}

/** The onset as it stands, whatever its type; undefined where none is stated. */
function onsetIn({
  onsetDateTime,
  onsetPeriod,
  onsetAge,
  onsetRange,
  onsetString,
}: fhir4.Condition): Onset | undefined {
  if (isStated(onsetDateTime)) return { text: onsetDateTime, read: () => toInterval(onsetDateTime) };
  if (isStated(onsetPeriod)) return { text: onsetPeriod.start, read: () => ofPeriod(onsetPeriod) };
  if (isStated(onsetAge)) return { read: (birthDate) => atAge(birthDate, onsetAge, onsetAge) };
  if (isStated(onsetRange)) return { read: (birthDate) => atAge(birthDate, onsetRange.low, onsetRange.high) };
  return isStated(onsetString)
    ? { text: onsetString, read: () => toInterval(typeof onsetString === 'string' ? onsetString.trim() : undefined) }
    : undefined;
}

/** An end alone does not say when it began. */
function ofPeriod(period: fhir4.Period): Interval | undefined {
  return isStated(period.start) ? readPeriod(period) : undefined;
}

/** From the day the youngest age was reached to the day before the next one. */
function atAge(birthDate: string | undefined, low: Age | undefined, high: Age | undefined): Interval | undefined {
  const born = toInterval(birthDate?.slice(0, 10));
  const from = readAge(low);
  const to = readAge(high);
  if (!born || !from || !to) return undefined;
  const earliest = from.after(born.earliest, from.count);
  const latest = to.after(born.latest, to.count + to.step) - DAY_MS;
  return earliest <= latest && latest <= LAST_DATE ? { earliest, latest } : undefined;
}

/** Of FHIR's dates, whose years have four digits. */
const LAST_DATE = Date.UTC(9999, 11, 31);

type Age = Pick<fhir4.Quantity, 'value' | 'unit' | 'code' | 'comparator'>;
type After = (at: number, count: number) => number;

interface ReadAge {
  readonly count: number;
  /** How much longer that age lasts, in the same units. */
  readonly step: number;
  readonly after: After;
}

/** UCUM and words: in months or in days. @source https://hl7.org/fhir/R4/valueset-age-units.html */
const AGE_UNITS: ReadonlyMap<unknown, readonly [step: number, after: After]> = new Map(
  (
    [
      ['a year years yr', 12, plusMonths],
      ['mo month months', 1, plusMonths],
      ['wk week weeks', 7, plusDays],
      ['d day days', 1, plusDays],
    ] as const
  ).flatMap(([names, step, after]) => names.split(' ').map((name) => [name, [step, after] as const] as const)),
);

function readAge(age: Age | null | undefined): ReadAge | undefined {
  const unit = AGE_UNITS.get(age?.code ?? age?.unit);
  const value = age?.value;
  if (unit === undefined || age?.comparator || typeof value !== 'number' || !(value >= 0)) return undefined;
  const [step, after] = unit;
  return { count: Math.floor(value * step), step: Number.isInteger(value) ? step : 1, after };
}

function plusMonths(at: number, months: number): number {
  const date = new Date(at);
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months);
  return moved.getTime();
}

function plusDays(at: number, days: number): number {
  return at + days * DAY_MS;
}

/** All of several; undefined when one of them cannot be read. */
function hullOfAll(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  const known = intervals.filter((i) => i !== undefined);
  return known.length < intervals.length ? undefined : hull(known);
}
