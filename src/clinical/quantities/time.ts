// FHIR dates as instants, days and ages, whatever time zone they were written in.

export const DAY_MS = 86_400_000;

/** A stretch of time, milliseconds since 1970; one moment where both ends are the same. */
export interface Interval {
  readonly earliest: number;
  readonly latest: number;
}

/** All the time that several take, from the first to the last; undefined of none. */
export function hull(intervals: readonly Interval[]): Interval | undefined {
  return intervals.reduce<Interval | undefined>(
    (all, { earliest, latest }) => ({
      earliest: Math.min(earliest, all?.earliest ?? earliest),
      latest: Math.max(latest, all?.latest ?? latest),
    }),
    undefined,
  );
}

/**
 * A FHIR date, dateTime or instant as milliseconds since 1970.
 *
 * @returns undefined for a year or year-month (too coarse to pair results by days, see `toInterval`), for a day that the
 *   calendar does not have (2026-02-31) and for anything else. A bare date
 *   stands for its noon UTC, so it is never more than half a day from the truth; a time without a zone is read as UTC,
 *   never in the server's own zone.
 */
export function toInstant(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  // Read by hand: every result has up to three dates, and this was the dearest part of reading one.
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined;
  if (text.length === 10) return Date.UTC(year, month - 1, day, 12);
  const seconds = text.charCodeAt(16) === COLON;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = seconds ? digits(text, 17, 2) : 0;
  if (text.charCodeAt(10) !== T || text.charCodeAt(13) !== COLON) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const zoneAt = seconds ? afterFraction(text, 19) : 16;
  const offset = offsetMinutes(text, zoneAt);
  if (offset === undefined) return undefined;
  const milliseconds = Math.trunc(Number(text.slice(19, zoneAt)) * 1000);
  return Date.UTC(year, month - 1, day, hour, minute - offset, second, milliseconds);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const DASH = 45;
const COLON = 58;
const POINT = 46;
const T = 84;
const Z = 90;
const PLUS = 43;

/** NaN when one of them is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Where the zone begins; at the point itself, which is no zone, when no digits follow it. */
function afterFraction(text: string, at: number): number {
  if (text.charCodeAt(at) !== POINT) return at;
  let end = at + 1;
  while (!Number.isNaN(digits(text, end, 1))) end++;
  return end === at + 1 ? at : end;
}

/** Minutes east of UTC; none stated is UTC; undefined for anything that is no zone. */
function offsetMinutes(text: string, at: number): number | undefined {
  if (at === text.length) return 0;
  const sign = text.charCodeAt(at);
  if (sign === Z) return at + 1 === text.length ? 0 : undefined;
  if ((sign !== PLUS && sign !== DASH) || text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return undefined;
  const minutes = digits(text, at + 1, 2) * 60 + digits(text, at + 4, 2);
  if (Number.isNaN(minutes)) return undefined;
  return sign === PLUS ? minutes : -minutes;
}

/**
 * A FHIR date as precisely as it is written: "2026" is all of that year, "2026-11" all of that month.
 *
 * @returns one moment for what `toInstant` reads; undefined for what is no date
 */
export function toInterval(text: unknown): Interval | undefined {
  if (typeof text !== 'string') return undefined;
  const at = toInstant(text);
  if (at !== undefined) return { earliest: at, latest: at };
  const [, year, month] = /^([1-9]\d{3})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const first = month === undefined ? 0 : Number(month) - 1;
  const after = month === undefined ? 12 : first + 1;
  return { earliest: Date.UTC(Number(year), first, 1), latest: Date.UTC(Number(year), after, 1) - 1 };
}

/** The same, but a year or year-month stands for its first day: good enough for "since when" and for ordering. */
export function toRoughInstant(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  return toInstant(text) ?? toInstant(`${text}-01`) ?? toInstant(`${text}-01-01`);
}

/** Calendar day (UTC) as a count since 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The same as `2026-11-28`. @param at milliseconds since 1970 @throws RangeError beyond what a Date can be */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Calendar days (UTC) from one moment to a later one: what a clinician counts as "30 days ago". */
export function daysSince(at: number, now: number): number {
  return dayOf(now) - dayOf(at);
}

/**
 * Age in completed years on a given day.
 *
 * @param birthDate FHIR date; a year alone gives undefined on either side of which the truth may lie, except when the
 *   two possible ages are both given by the caller's own bound (see `ageRange`)
 * @param at milliseconds since 1970
 * @returns completed years, or undefined when the birth date is absent, partial or later than `at`
 */
export function ageOn(birthDate: string | undefined, at: number): number | undefined {
  const range = ageRange(birthDate, at);
  return range && range[0] === range[1] ? range[0] : undefined;
}

/**
 * The youngest and oldest age the birth date allows on a given day; the same number twice for a full date.
 *
 * @param birthDate read as far as it goes: a time is passed over, and a day that its month does not have leaves the month
 * @param at milliseconds since 1970
 * @returns completed years; undefined for what is no date, and for a birth after `at`
 */
export function ageRange(birthDate: string | undefined, at: number): readonly [number, number] | undefined {
  const [date, month] = /^(\d{4}(?:-\d{2})?)(?:-\d{2}(?=$|T))?(?=$|T)/.exec(birthDate ?? '') ?? [];
  const born = toInterval(date) ?? toInterval(month);
  if (!born) return undefined;
  const range = [yearsBetween(born.latest, at), yearsBetween(born.earliest, at)] as const;
  return range[0] >= 0 ? range : undefined;
}

function yearsBetween(from: number, to: number): number {
  const [birth, on] = [new Date(from), new Date(to)];
  const months = on.getUTCMonth() - birth.getUTCMonth();
  const hadBirthday = months > 0 || (months === 0 && on.getUTCDate() >= birth.getUTCDate());
  return on.getUTCFullYear() - birth.getUTCFullYear() - (hadBirthday ? 0 : 1);
}
