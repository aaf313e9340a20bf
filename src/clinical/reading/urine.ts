// Where a raised B2M comes from, by serum and urine together; and its fractional excretion.
import type { Assessment } from '../quantities/assessment.ts';
import { possibleStrata, type Ingredient } from '../quantities/possible.ts';
import { bands, exceeds, quantity, tidy, type Quantity } from '../quantities/quantity.ts';

/** ug/L; used when the result carries no limit of its own. @source mayo-b2mu */
export const URINE_B2M_LIMIT = 300;
/** mg/L serum; from here urine B2M may be overflow, so no "tubular". Ours. */
export const OVERFLOW_SERUM_B2M = 5;
/** %; from here tubular, while the serum is below 5 mg/L. Ours: the tubules take up 99.9 %. @source mayo-b2mu */
export const TUBULAR_EXCRETION = 1;
/** Below, urine B2M is degraded and may read falsely low. @source mayo-b2mu */
export const ACID_URINE_PH = 6;
/** Below, a low urine B2M is not only doubtful but invalid. @source osha-1994 */
export const INVALID_URINE_PH = 5.5;

export const URINE_LOCALISATIONS = [
  'none',
  'tubular',
  'filtration-or-production',
  'no-conclusion',
  'mixed-or-overflow',
  'invalid',
] as const;

export interface UrineInputs {
  readonly serum?: Quantity<'mg/L'> | undefined;
  /** The result's own limit or the age's reference limit, mg/L; without one only a very high level is read. */
  readonly serumUpperLimit?: number | undefined;
  /** Concentration, amount in 24 hours or ratio to creatinine. */
  readonly urine?: Quantity<'ug/L' | 'ug/(24.h)' | 'ug/g{creat}'> | undefined;
  /** The result's own limit, in its unit; without it 300 ug/L. */
  readonly urineUpperLimit?: number | undefined;
  readonly urinePh?: Quantity<'[pH]'> | undefined;
  /** %; undefined when one of its four values is not known. */
  readonly fractionalExcretion?: number | undefined;
}

/**
 * Localisation by serum and urine B2M.
 *
 * A fractional excretion of 1 % or more is tubular while the serum is below 5 mg/L, whatever the limits say. Overflow is
 * a matter of a serum of 5 mg/L or more; of a serum that is raised but lower nothing can be concluded without the
 * fractional excretion.
 *
 * @param inputs serum in mg/L and urine of about the same time, their upper limits, pH of the urine specimen
 * @returns `possible` in the order none, tubular, filtration-or-production, no-conclusion, mixed-or-overflow, invalid. A
 *   urine that is not high is invalid when acid; without a pH it is read as it stands, with a note
 * @source mayo-b2mu
 * @source peterson-1969
 * @example
 * urineLocalisation({ serum: quantity(1.8, 'mg/L'), serumUpperLimit: 2.4, urine: quantity(900, 'ug/L') }).possible //=> ['tubular']
 */
export function urineLocalisation(inputs: UrineInputs): Assessment {
  const { urine, urineUpperLimit = URINE_B2M_LIMIT, urinePh } = inputs;
  const urineHigh: Ingredient = { fact: 'b2m-urine', levels: bands(urine, [urineUpperLimit], 'above') };
  // An unreported pH is not an acid pH: laboratories alkalinise, and many report nothing. It is said in a note.
  const ph: Ingredient = { fact: 'urine-ph', levels: urinePh ? bands(urinePh, [ACID_URINE_PH], 'at-or-above') : [1] };
  const reading = possibleStrata(
    URINE_LOCALISATIONS,
    [serumLevel(inputs), urineHigh, ph, excretion(inputs)],
    localisation,
  );
  const notHigh = urine !== undefined && urineHigh.levels.includes(0);
  return {
    system: 'urine-localisation',
    ...reading,
    ...(notHigh && !urinePh && { notes: ['urine-ph-not-reported'] }),
  };
}

/** 0 within its limit, 1 above it, 2 at or above 5 mg/L whatever the limit. */
function serumLevel({ serum, serumUpperLimit }: UrineInputs): Ingredient {
  const fact = 'b2m-serum';
  const overflowing = exceeds(serum, OVERFLOW_SERUM_B2M, 'at-or-above');
  if (overflowing === true) return { fact, levels: [2] };
  const raised = bands(serumUpperLimit === undefined ? undefined : serum, [serumUpperLimit ?? 0], 'above');
  const levels = overflowing === undefined ? [...raised, 2] : raised;
  return { fact, levels };
}

/** 0 below 1 %, 2 measured to be 1 % or more; not known it may be either, which is 1 where it matters. */
function excretion({ fractionalExcretion }: UrineInputs): Ingredient {
  const fact = 'creatinine-urine';
  if (fractionalExcretion === undefined) return { fact, levels: [0, 1] };
  return { fact, levels: [tidy(fractionalExcretion) >= TUBULAR_EXCRETION ? 2 : 0] };
}

function localisation([serum = 0, urineHigh, phOk, fe = 0]: readonly number[]): (typeof URINE_LOCALISATIONS)[number] {
  if (serum < 2 && fe === 2) return 'tubular';
  if (urineHigh === 0) return phOk === 0 ? 'invalid' : serum > 0 ? 'filtration-or-production' : 'none';
  if (serum === 2) return 'mixed-or-overflow';
  return serum === 1 && fe === 0 ? 'no-conclusion' : 'tubular';
}

/**
 * Fractional excretion of B2M: the share of what is filtered that appears in the urine; normally about
 * 0.1 % or less, as the tubules take up 99.9 %. An arithmetic identity of two clearances.
 *
 * @param urineB2m ug/L
 * @param serumB2m mg/L
 * @param urineCreatinine mg/dL, of the same urine
 * @param serumCreatinine mg/dL, of the same serum
 * @returns %, unrounded, or undefined when a value is censored or not above 0
 * @example
 * feB2m(quantity(300, 'ug/L'), quantity(2, 'mg/L'), quantity(100, 'mg/dL'), quantity(1, 'mg/dL')) //=> { value: 0.15, unit: '%' }
 */
export function feB2m(
  urineB2m: Quantity<'ug/L'>,
  serumB2m: Quantity<'mg/L'>,
  urineCreatinine: Quantity<'mg/dL'>,
  serumCreatinine: Quantity<'mg/dL'>,
): Quantity<'%'> | undefined {
  const all = [urineB2m, serumB2m, urineCreatinine, serumCreatinine];
  if (all.some((q) => q.comparator !== undefined || !(q.value > 0))) return undefined;
  const urineMgPerL = urineB2m.value / 1000;
  return quantity(((urineMgPerL * serumCreatinine.value) / (serumB2m.value * urineCreatinine.value)) * 100, '%');
}
