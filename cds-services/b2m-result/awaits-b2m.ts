// May a B2M of now still make the ISS stage? Newly diagnosed, active and untreated.
import { dayOf, daysSince, type Reading } from '../../src/authoring.ts';
import type { ResultInput } from './input.ts';

export function awaitsB2m(
  { reading: { facts }, settings }: ResultInput,
  { diagnosis, treatment }: NonNullable<Reading['staging']>,
): boolean {
  const isFresh = daysSince(diagnosis.date?.earliest ?? -Infinity, facts.asOf) <= settings.baselineAfterDays;
  const isTreated = dayOf(treatment.firstDose?.earliest ?? Infinity) < dayOf(facts.asOf);
  return isFresh && !isTreated && diagnosis.activity === 'active';
}
