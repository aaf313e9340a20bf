// Estimated GFR by the CKD-EPI 2021 equations: creatinine, and creatinine with cystatin C; race-free, adults.
import type { Sex } from '../facts/types.ts';
import { through, type Quantity } from '../quantities/quantity.ts';

/** Years; the equations are for adults. @source inker-2021 */
export const ADULT_AGE = 18;

export type Egfr = Quantity<'mL/min/{1.73_m2}'>;

const CREATININE = {
  female: { kappa: 0.7, alpha: -0.241, factor: 1.012 },
  male: { kappa: 0.9, alpha: -0.302, factor: 1 },
} as const;

const CREATININE_CYSTATIN = {
  female: { kappa: 0.7, alpha: -0.219, factor: 0.963 },
  male: { kappa: 0.9, alpha: -0.144, factor: 1 },
} as const;

/**
 * Estimated GFR from creatinine, CKD-EPI 2021. Only with stable creatinine, not on dialysis.
 *
 * @param creatinine serum creatinine (IDMS-traceable), mg/dL
 * @param age at the time of the specimen, years
 * @param sex the equation has a female and a male form
 * @returns mL/min/{1.73_m2}, unrounded, or undefined below 18 years and for a creatinine that is not above 0;
 *   a censored creatinine gives an eGFR censored to the other side
 * @source inker-2021
 * @example
 * egfrCkdEpi2021(quantity(1.2, 'mg/dL'), 55, 'male') //=> { value: 71.4…, unit: 'mL/min/{1.73_m2}' }
 */
export function egfrCkdEpi2021(creatinine: Quantity<'mg/dL'>, age: number, sex: Sex): Egfr | undefined {
  if (!(age >= ADULT_AGE) || !(creatinine.value > 0)) return undefined;
  const { kappa, alpha, factor } = CREATININE[sex];
  const perAge = 0.9938 ** age * factor;
  return through(
    creatinine,
    'mL/min/{1.73_m2}',
    (scr) => 142 * Math.min(scr / kappa, 1) ** alpha * Math.max(scr / kappa, 1) ** -1.2 * perAge,
    'falling',
  );
}

/**
 * Estimated GFR from creatinine and cystatin C, CKD-EPI 2021; preferred where both are known.
 *
 * @param creatinine serum creatinine, mg/dL, not censored
 * @param cystatinC serum cystatin C, mg/L; may be censored
 * @param age at the time of the specimen, years
 * @param sex the equation has a female and a male form
 * @returns mL/min/{1.73_m2}, unrounded, or undefined below 18 years, for values not above 0 and when creatinine is
 *   censored
 * @source inker-2021
 * @example
 * egfrCreatinineCystatin2021(quantity(1.4, 'mg/dL'), quantity(0.8, 'mg/L'), 60, 'male') //=> { value: 83.97…, … }
 */
export function egfrCreatinineCystatin2021(
  creatinine: Quantity<'mg/dL'>,
  cystatinC: Quantity<'mg/L'>,
  age: number,
  sex: Sex,
): Egfr | undefined {
  if (!(age >= ADULT_AGE) || !(creatinine.value > 0) || !(cystatinC.value > 0)) return undefined;
  if (creatinine.comparator) return undefined;
  const { kappa, alpha, factor } = CREATININE_CYSTATIN[sex];
  const scr = creatinine.value / kappa;
  const rest = 135 * Math.min(scr, 1) ** alpha * Math.max(scr, 1) ** -0.544 * 0.9961 ** age * factor;
  return through(
    cystatinC,
    'mL/min/{1.73_m2}',
    (cys) => rest * Math.min(cys / 0.8, 1) ** -0.323 * Math.max(cys / 0.8, 1) ** -0.778,
    'falling',
  );
}

/**
 * The eGFR, or both of them when the record does not say female or male.
 *
 * @param creatinine serum creatinine, mg/dL
 * @param age at the time of the specimen, years
 * @param sex undefined when unknown
 * @returns one value, the female and the male one, or none when the equation does not apply
 * @source inker-2021
 * @example
 * egfrCandidates(quantity(1, 'mg/dL'), 50, undefined) //=> [{ value: 68.6…, … }, { value: 91.7…, … }]
 */
export function egfrCandidates(
  creatinine: Quantity<'mg/dL'> | undefined,
  age: number | undefined,
  sex: Sex | undefined,
): readonly Egfr[] {
  if (creatinine === undefined || age === undefined) return [];
  const sexes: readonly Sex[] = sex ? [sex] : ['female', 'male'];
  return sexes.flatMap((s) => egfrCkdEpi2021(creatinine, age, s) ?? []);
}
