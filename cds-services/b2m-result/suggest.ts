// Orders worth suggesting: at most once, and never a test that is recent on record.
import { DAY_MS, suggestOrder, type Suggestion } from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';
import type { Test } from './orderables.ts';

/** Suggestions for those of the tests that nobody has done within the recent past. */
export function suggestMissing(input: ResultInput, tests: readonly Test[]): readonly Omit<Suggestion, 'uuid'>[] {
  return tests.filter((test) => !isRecent(input, test)).map((test) => suggestOrder(test, input.order));
}

export function isRecent(input: ResultInput, test: Test): boolean {
  const since = input.reading.facts.asOf - input.settings.workUpRecentDays * DAY_MS;
  return test.doneBy.some((code) => (input.lastDone.get(code) ?? -Infinity) >= since);
}
