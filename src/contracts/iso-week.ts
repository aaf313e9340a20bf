// Weeks as ISO 8601 counts them, in UTC: they begin on Mondays, and the year is that of their Thursday.
import { DAY_MS } from '../clinical/quantities/time.ts';

export const WEEK_MS = 7 * DAY_MS;

/** The Monday a week begins with. @param at milliseconds since 1970, before it too */
export function mondayBefore(at: number): number {
  const day = Math.floor(at / DAY_MS);
  // 1970-01-01 was a Thursday
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}

/** `2026-W44`. @param at milliseconds since 1970 */
export function isoWeek(at: number): string {
  const thursday = mondayBefore(at) + 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK_MS) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The Monday that `2026-W44` begins with, milliseconds since 1970. */
export function mondayOf(week: string): number {
  const [year = 1970, number = 1] = week.split('-W').map(Number);
  // 4 January is always in week 1
  return mondayBefore(Date.UTC(year, 0, 4)) + (number - 1) * WEEK_MS;
}
