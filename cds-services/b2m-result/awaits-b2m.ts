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

/** Untreated, newly diagnosed myeloma whose stage lacks nothing but the B2M, so that this is what is told. */
export function isB2mAwaited(input: ResultInput): boolean {
  const { staging, kidney } = input.reading;
  return (
    staging !== undefined &&
    !kidney.dialysis &&
    !staging.b2m &&
    staging.albumin !== undefined &&
    awaitsB2m(input, staging)
  );
}
