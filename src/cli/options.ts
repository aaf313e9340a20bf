// Options of commands as they are typed → numbers and moments, or what is wrong with them.
import { toInstant } from '../clinical/quantities/time.ts';
import { midnightOf } from '../contracts/utc-day.ts';

/** @throws Error naming the option, unless the text is a whole number from `least` on */
export function whole(option: string, text: string, least: number): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < least) throw new Error(`${option}: ${text} is no whole number from ${least} on`);
  return n;
}

/**
 * `2026-11-01T09:00:00Z`; `2026-11-01` is its midnight. UTC where no zone is told, wherever the command runs.
 *
 * @returns milliseconds since 1970
 * @throws Error naming the option, for what is no ISO 8601 date and for a day that the calendar does not have
 */
export function instant(option: string, text: string): number {
  const at = midnightOf(text) ?? (text.includes('T') ? toInstant(text) : undefined);
  if (at === undefined) throw new Error(`${option}: ${text} is not a date such as 2026-11-01 or 2026-11-01T09:00:00Z`);
  return at;
}
