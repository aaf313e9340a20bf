// Estimated GFR from cystatin C alone, CKD-EPI 2012; adults.
import type { Sex } from '../facts/types.ts';
import { through, type Quantity } from '../quantities/quantity.ts';
import { ADULT_AGE, type Egfr } from './ckd-epi-2021.ts';

/**
 * Estimated GFR from cystatin C: independent of muscle mass, a second opinion beside creatinine.
 *
 * @param cystatinC serum cystatin C, mg/L
 * @param age at the time of the specimen, years
 * @param sex the equation has a female and a male form
 * @returns mL/min/{1.73_m2}, unrounded, or undefined below 18 years and for a value that is not above 0
 * @source ckd-epi-2012
 * @example
 * egfrCystatin2012(quantity(0.8, 'mg/L'), 60, 'male') //=> { value: 104.57…, unit: 'mL/min/{1.73_m2}' }
 */
export function egfrCystatin2012(cystatinC: Quantity<'mg/L'>, age: number, sex: Sex): Egfr | undefined {
  if (!(age >= ADULT_AGE) || !(cystatinC.value > 0)) return undefined;
  const rest = 133 * 0.996 ** age * (sex === 'female' ? 0.932 : 1);
  return through(
    cystatinC,
    'mL/min/{1.73_m2}',
    (cys) => rest * Math.min(cys / 0.8, 1) ** -0.499 * Math.max(cys / 0.8, 1) ** -1.328,
    'falling',
  );
}
