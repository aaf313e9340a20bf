// Is a test on its way?
import type { Facts, PendingTest } from '../facts/types.ts';
import { daysSince } from '../quantities/time.ts';
import type { ReadingSettings } from './settings.ts';

/**
 * A request, or a result or report without a value, that asks for one of the codes. One that says itself that it is active
 * and has no date that can be read counts.
 *
 * @param codes LOINC, panels that hold the test among them
 */
export function isPending(
  { pendingTests, asOf }: Facts,
  codes: readonly string[],
  settings: Pick<ReadingSettings, 'pendingDays'>,
): boolean {
  const isRecent = ({ at }: PendingTest): boolean => at === undefined || daysSince(at, asOf) <= settings.pendingDays;
  return pendingTests.some((p) => isRecent(p) && p.codes.some((code) => codes.includes(code)));
}
