// Has treatment of a plasma-cell disease begun by a moment?
import type { Facts } from '../facts/types.ts';
import { dayOf } from '../quantities/time.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Days from an order within which the first dose is given, and before the diagnosis from which a drug counts. Ours. */
const FIRST_DOSE_DAYS = 30;
/** A repeat order so many days later shows that the first was given. Ours. */
const REPEAT_DAYS = 14;

/**
 * @returns `open` while only an order is on record whose first dose may still be due, or when medications were not read;
 *   remission and relapse follow treatment
 */
export function treatmentBegun(facts: Facts, disease: Diagnosis | undefined, at: number): 'yes' | 'no' | 'open' {
  if (disease?.activity === 'remission' || disease?.activity === 'relapse') return 'yes';
  const day = dayOf(at);
  const from = dayOf(disease?.date?.earliest ?? -Infinity) - FIRST_DOSE_DAYS;
  const days = facts.treatments
    .filter((t) => t.kind === 'anti-neoplastic')
    .map((t) => ({ day: dayOf(t.at), ordered: t.ordered === true }))
    .filter((t) => t.day >= from && t.day <= day);
  const first = days[0]?.day ?? Infinity;
  const given = days.some((t) => !t.ordered || day - t.day > FIRST_DOSE_DAYS || t.day - first >= REPEAT_DAYS);
  if (given) return 'yes';
  const open = days.length > 0 || facts.undatedTreatments.length > 0 || facts.unavailable.includes('medications');
  return open ? 'open' : 'no';
}
