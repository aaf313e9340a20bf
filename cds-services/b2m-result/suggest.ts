// Orders worth suggesting: at most once, and never a test that is recent on record.
import {
  coversCodes,
  DAY_MS,
  dayOf,
  daysSince,
  isPending,
  notUsed,
  suggestOrder,
  type Suggestion,
} from '../../src/authoring.ts';
import type { LaboratoryTest } from '../shared/laboratory-tests.ts';
import type { ResultInput } from './input.ts';

/** Suggestions for those of the tests that nobody has done within so many days; 90 unless told. */
export function suggestMissing(
  input: ResultInput,
  tests: readonly LaboratoryTest[],
  days = input.settings.workUpRecentDays,
): readonly Omit<Suggestion, 'uuid'>[] {
  return tests
    .filter((test) => !isRecent(input, test, days) && isRead(input, test))
    .map((test) => suggestOrder(test, input.order));
}

/** The same for a work-up, which is no part of palliative care. */
export function suggestWorkUp(
  input: ResultInput,
  tests: readonly LaboratoryTest[],
): readonly Omit<Suggestion, 'uuid'>[] {
  return input.reading.palliative ? [] : suggestMissing(input, tests);
}

/** Were all recent results of a test read? What may stand on record is not ordered. */
export function isRead({ reading, settings }: ResultInput, test: LaboratoryTest): boolean {
  const { facts } = reading;
  return coversCodes(facts, test.codes, (dayOf(facts.asOf) - settings.workUpRecentDays) * DAY_MS, facts.asOf);
}

/** Done of late, pending, or something of it is on record that cannot be used: another order would not make it readable. */
export function isRecent(input: ResultInput, test: LaboratoryTest, days = input.settings.workUpRecentDays): boolean {
  const { facts } = input.reading;
  return (
    daysSince(input.lastDone(test.codes), facts.asOf) <= days ||
    isPending(facts, test.codes, input.settings) ||
    test.analytes.some((analyte) => notUsed(facts, analyte, facts.asOf, days).length > 0)
  );
}

/**
 * Can a sample drawn today still complete what a B2M of the baseline began? Only within the pairing window, and not once
 * treatment has begun; and not where it is pending.
 */
export function canStillPair({ reading, settings }: ResultInput, test: LaboratoryTest): boolean {
  const { facts, staging } = reading;
  if (isPending(facts, test.codes, settings)) return false;
  const start = staging?.treatment.firstDose?.earliest;
  return (
    staging?.b2m !== undefined &&
    daysSince(staging.b2m.at, facts.asOf) <= settings.pairingDays &&
    (start === undefined || dayOf(start) >= dayOf(facts.asOf))
  );
}
