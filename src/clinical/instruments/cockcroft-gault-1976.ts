// Creatinine clearance by Cockcroft and Gault: the "CrCl" of the myeloma criteria.
import type { Sex } from '../facts/types.ts';
import { through, type Quantity } from '../quantities/quantity.ts';
import { ADULT_AGE } from './ckd-epi-2021.ts';

/**
 * Creatinine clearance, not normalised to body surface. Only with stable creatinine, not on dialysis.
 *
 * @param creatinine serum creatinine, mg/dL
 * @param age at the time of the specimen, years
 * @param weight body weight, kg
 * @param sex the female form is 0.85 of the male
 * @returns mL/min, unrounded, or undefined below 18 years, for values not above 0 and for a censored weight;
 *   above 140 years the formula has no meaning
 * @source cockcroft-1976
 * @example
 * creatinineClearance(quantity(1.1, 'mg/dL'), 80, quantity(50, 'kg'), 'female') //=> { value: 32.19…, unit: 'mL/min' }
 */
export function creatinineClearance(
  creatinine: Quantity<'mg/dL'>,
  age: number,
  weight: Quantity<'kg'>,
  sex: Sex,
): Quantity<'mL/min'> | undefined {
  if (!(age >= ADULT_AGE && age < 140) || !(creatinine.value > 0) || !(weight.value > 0)) return undefined;
  if (weight.comparator) return undefined;
  const rest = ((140 - age) * weight.value * (sex === 'female' ? 0.85 : 1)) / 72;
  return through(creatinine, 'mL/min', (scr) => rest / scr, 'falling');
}
