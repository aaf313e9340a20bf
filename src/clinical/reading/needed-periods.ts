// Of which times every result must be known to read one of them: its neighbours, and the past year.
import type { Measurement, Span } from '../facts/types.ts';
import { DAY_MS } from '../quantities/time.ts';
import type { ReadingSettings } from './settings.ts';

/** Days before a creatinine that its baseline is taken from. @source clinical reference 2.2 */
const BASELINE_DAYS = 365;

/**
 * @param focus the result being looked at
 * @param asOf milliseconds since 1970
 * @returns the time from which its filtration, its steadiness and what is drawn with it are read; and the past year,
 *   for what is told of now
 */
export function neededPeriods(
  focus: Measurement | undefined,
  asOf: number,
  { filtrationPairingDays, pairingDays }: ReadingSettings,
): readonly Span[] {
  const year = BASELINE_DAYS * DAY_MS;
  const now: Span = { from: asOf - year, to: asOf };
  if (!focus) return [now];
  const after = Math.max(filtrationPairingDays, pairingDays) * DAY_MS;
  return [{ from: focus.at - after - year, to: Math.min(focus.at + after, Math.max(asOf, focus.at)) }, now];
}
