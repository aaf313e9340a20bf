// An age at onset → a date, with the patient's date of birth.
import { DAY_MS, toInterval } from '../../clinical/quantities/time.ts';
import type { Since } from './known.ts';

const YEAR_MS = 365.25 * DAY_MS;

/** @returns from the first to the last day of that year of life; undefined where age or birth date cannot be read */
export function ageOnset(age: fhir4.Age | undefined, birthDate: string | undefined): Since {
  const born = toInterval(birthDate);
  if (!born || typeof age?.value !== 'number' || (age.code ?? age.unit ?? 'a') !== 'a') return undefined;
  return { earliest: born.earliest + age.value * YEAR_MS, latest: born.latest + (age.value + 1) * YEAR_MS };
}
