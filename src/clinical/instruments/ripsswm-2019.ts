// Revised IPSSWM for Waldenström macroglobulinaemia, Kastritis 2019.
import type { Assessment } from '../quantities/assessment.ts';
import { asIs, itemsOf, possibleStrata, whereLow, type Ingredient } from '../quantities/possible.ts';
import { bands, tidy, type Quantity } from '../quantities/quantity.ts';
import type { PrognosticIndex } from './instrument.ts';

/** Completed years from which 1 and 2 points are given. @source kastritis-2019 */
export const RIPSSWM_AGE_CUTS = [66, 76] as const;
/** mg/L; counts at or above. @source kastritis-2019 */
export const RIPSSWM_B2M_CUT = 4;
/** g/dL; counts below. @source kastritis-2019 */
export const RIPSSWM_ALBUMIN_CUT = 3.5;
/** U/L; counts at or above in the original laboratories, … @source kastritis-2019 */
export const RIPSSWM_LDH_CUT = 250;
/** … whose upper limit this was, U/L. Elsewhere the same multiple of the laboratory's own limit is used. @source kastritis-2019 */
export const RIPSSWM_LDH_LIMIT = 225;

export const RIPSSWM_STRATA = ['very-low', 'low', 'intermediate', 'high', 'very-high'] as const;
type Stratum = (typeof RIPSSWM_STRATA)[number];

export interface RIpsswmInputs {
  readonly age?: Quantity<'a'> | undefined;
  readonly b2m?: Quantity<'mg/L'> | undefined;
  readonly albumin?: Quantity<'g/dL'> | undefined;
  readonly ldh?: Quantity<'U/L'> | undefined;
  /** The laboratory's own upper limit of LDH, U/L. */
  readonly ldhUpperLimit?: number | undefined;
  /** Above the laboratory's limit or not, where the limit itself is not reported; "not" settles it, "above" does not. */
  readonly ldhHigh?: boolean | undefined;
}

/**
 * Revised IPSSWM stratum, or the strata still possible.
 *
 * @param inputs age in completed years, B2M in mg/L, albumin in g/dL, LDH in U/L with the laboratory's own limit
 * @returns `possible` in the order very-low (0 points), low, intermediate, high, very-high (4 to 5)
 * @source kastritis-2019
 * @example
 * ripsswm({ age: quantity(60, 'a'), b2m: quantity(4, 'mg/L'), albumin: quantity(4, 'g/dL'), ldhHigh: false }).possible //=> ['low']
 */
export function ripsswm(inputs: RIpsswmInputs): Assessment {
  return { system: 'rIPSSWM', ...possibleStrata(RIPSSWM_STRATA, ingredientsOf(inputs), stratumOf) };
}

function ingredientsOf(inputs: RIpsswmInputs): readonly Ingredient[] {
  return [
    { fact: 'age', levels: bands(inputs.age, RIPSSWM_AGE_CUTS, 'at-or-above') },
    { fact: 'b2m-serum', levels: bands(inputs.b2m, [RIPSSWM_B2M_CUT], 'at-or-above') },
    ldhOf(inputs),
    { fact: 'albumin-serum', levels: bands(inputs.albumin, [RIPSSWM_ALBUMIN_CUT], 'at-or-above') },
  ];
}

export const RIPSSWM: PrognosticIndex = {
  system: 'rIPSSWM',
  disease: 'waldenstrom',
  madeFor: 'diagnosis',
  strata: RIPSSWM_STRATA,
  citations: ['kastritis-2019'],
  companions: ['albumin-serum', 'ldh-serum'],
  revises: 'IPSSWM',
  assess: (inputs) => ripsswm(inputs),
  items: (inputs) => itemsOf(ingredientsOf(inputs), [asIs, asIs, asIs, whereLow]),
};

function ldhOf({ ldh, ldhUpperLimit, ldhHigh }: RIpsswmInputs): Ingredient {
  if (ldh && ldhUpperLimit !== undefined) {
    const cut = tidy((ldhUpperLimit * RIPSSWM_LDH_CUT) / RIPSSWM_LDH_LIMIT);
    return { fact: 'ldh-serum', levels: bands(ldh, [cut], 'at-or-above') };
  }
  return { fact: 'ldh-serum', levels: ldhHigh === false ? [0] : [0, 1] };
}

function stratumOf([age = 0, b2m = 0, ldh = 0, albumin = 0]: readonly number[]): Stratum {
  // Age counts 1 or 2, albumin when it is low.
  const points = age + b2m + ldh + (1 - albumin);
  if (points >= 4) return 'very-high';
  if (points === 3) return 'high';
  if (points === 2) return 'intermediate';
  return points === 1 ? 'low' : 'very-low';
}
