// Calendar days in UTC, for the floors that count by them: as `2026-11-21`, and as the midnight each begins with.
import { DAY_MS, toInstant } from '../clinical/quantities/time.ts';

export { DAY_MS, isoDay } from '../clinical/quantities/time.ts';

/** @returns the midnight, milliseconds since 1970, that a day such as `2026-11-21` begins with; undefined for no such day */
export function midnightOf(day: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? toInstant(`${day}T00:00:00Z`) : undefined;
}

/** The midnight of the day a moment lies in. @param at milliseconds since 1970 */
export function midnightBefore(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
