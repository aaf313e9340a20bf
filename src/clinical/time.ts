// FHIR dates as instants, days and ages, whatever time zone they were written in.

export const DAY_MS = 86_400_000;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * A FHIR date, dateTime or instant as milliseconds since 1970.
 *
 * @returns undefined for a year or year-month (too coarse to pair results by days) and for anything else. A bare date
 *   stands for its noon UTC, so it is never more than half a day from the truth; a time without a zone is read as UTC,
 *   never in the server's own zone.
 */
export function toInstant(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  // By far the commonest form, told by its shape alone.
  if (text.length === 20 && text.charCodeAt(10) === 84 && text.charCodeAt(19) === 90) return finite(Date.parse(text));
  if (DATE.test(text)) return finite(Date.parse(`${text}T12:00:00Z`));
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  return finite(Date.parse(match[3] === undefined ? `${text}Z` : text));
}

/** The same, but a year or year-month stands for its first day: good enough for "since when" and for ordering. */
export function toRoughInstant(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (/^\d{4}$/.test(text)) return finite(Date.parse(`${text}-01-01T12:00:00Z`));
  if (/^\d{4}-\d{2}$/.test(text)) return finite(Date.parse(`${text}-01T12:00:00Z`));
  return toInstant(text);
}

/** Calendar day (UTC) as a count since 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Calendar days (UTC) from one moment to a later one: what a clinician counts as "30 days ago". */
export function daysSince(at: number, now: number): number {
  return dayOf(now) - dayOf(at);
}

export function daysBetween(a: number, b: number): number {
  return Math.abs(a - b) / DAY_MS;
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

/** The youngest and oldest age the birth date allows on a given day; the same number twice for a full date. */
export function ageRange(birthDate: string | undefined, at: number): readonly [number, number] | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(birthDate ?? '');
  if (!match) return undefined;
  const on = new Date(at);
  const age = (month: number, day: number): number => {
    const hadBirthday =
      on.getUTCMonth() + 1 > month || (on.getUTCMonth() + 1 === month && on.getUTCDate() >= day) ? 0 : 1;
    return on.getUTCFullYear() - Number(match[1]) - hadBirthday;
  };
  const range = [
    age(Number(match[2] ?? 12), Number(match[3] ?? 31)),
    age(Number(match[2] ?? 1), Number(match[3] ?? 1)),
  ] as const;
  return range[0] >= 0 ? range : undefined;
}

function finite(ms: number): number | undefined {
  return Number.isFinite(ms) ? ms : undefined;
}
