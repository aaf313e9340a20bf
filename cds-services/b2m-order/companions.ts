// The tests a B2M is read with, and what shows that they are at hand.
import {
  coversCodes,
  DAY_MS,
  dayOf,
  daysSince,
  isPending,
  newest,
  notUsed,
  resultsOf,
  type Finding,
  type Measurement,
  type NotUsed,
} from '../../src/authoring.ts';
import { URINE_CREATININE, URINE_PH, type LaboratoryTest } from '../shared/laboratory-tests.ts';
import type { OrderInput } from './input.ts';
import { COMPANIONS } from './phrases.en.ts';

export { CREATININE, ALBUMIN, LDH, BLOOD_COUNT, URINE_CREATININE, URINE_PH } from '../shared/laboratory-tests.ts';

/** What a urine B2M is read with of the same specimen, as far as it is not ordered. */
export function missingOfUrine(input: OrderInput): readonly LaboratoryTest[] {
  return [URINE_CREATININE, URINE_PH].filter((test) => isMissing(test, input));
}

/** Not ordered together with the B2M, not pending, and surely not recent on record, readable or not. */
export function isMissing(companion: LaboratoryTest, input: OrderInput): boolean {
  return (
    !companion.codes.some((code) => input.drafts.codes.has(code)) &&
    !isPending(input.reading.facts, companion.codes, input.settings) &&
    recentOf(companion, input) === undefined &&
    notUsedOf(companion, input).length === 0 &&
    isRead(companion, input)
  );
}

/** What is recent on record of a companion and cannot be used. */
export function notUsedOf(companion: LaboratoryTest, { reading, settings }: OrderInput): readonly NotUsed[] {
  const { facts } = reading;
  return companion.analytes.flatMap((analyte) => notUsed(facts, analyte, facts.asOf, settings.recentDays));
}

/** Were all recent results of a companion read? */
export function isRead({ codes }: LaboratoryTest, { reading, settings }: OrderInput): boolean {
  const { facts } = reading;
  return coversCodes(facts, codes, (dayOf(facts.asOf) - settings.recentDays) * DAY_MS, facts.asOf);
}

/** The newest result of a companion, when it is recent enough to be read with a B2M of today. */
export function recentOf(companion: LaboratoryTest, input: OrderInput): Measurement | undefined {
  const last = lastOf(companion, input);
  return last && daysSince(last.at, input.reading.facts.asOf) <= input.settings.recentDays ? last : undefined;
}

/** The newest result of a companion, however old. */
export function lastOf(companion: LaboratoryTest, { reading }: OrderInput): Measurement | undefined {
  const results = companion.analytes.flatMap((a) => newest(resultsOf(reading.facts, a)) ?? []);
  return results.reduce<Measurement | undefined>((last, m) => (last && last.at >= m.at ? last : m), undefined);
}

/** Beside what of these is recent: that it is on record, and so not offered. */
export function onRecord(companions: readonly LaboratoryTest[]): NonNullable<Finding['limits']> {
  return Object.fromEntries(companions.flatMap(({ analytes }) => analytes.map((a) => [a, COMPANIONS.onRecord])));
}
