// IPSSWM: international prognostic scoring system for Waldenström macroglobulinaemia, 2009.
import type { Assessment } from '../quantities/assessment.ts';
import { asIs, itemsOf, possibleStrata, whereLow, type Ingredient } from '../quantities/possible.ts';
import { bands, type Quantity } from '../quantities/quantity.ts';
import type { PrognosticIndex } from './instrument.ts';

/** Completed years; counts above. @source morel-2009 */
export const IPSSWM_AGE_CUT = 65;
/** g/dL; counts at or below. @source morel-2009 */
export const IPSSWM_HEMOGLOBIN_CUT = 11.5;
/** 10*9/L; counts at or below. @source morel-2009 */
export const IPSSWM_PLATELETS_CUT = 100;
/** mg/L; counts above. @source morel-2009 */
export const IPSSWM_B2M_CUT = 3;
/** g/dL; counts above. @source morel-2009 */
export const IPSSWM_M_PROTEIN_CUT = 7;

export const IPSSWM_STRATA = ['low', 'intermediate', 'high'] as const;
type Stratum = (typeof IPSSWM_STRATA)[number];

export interface IpsswmInputs {
  readonly age?: Quantity<'a'> | undefined;
  readonly hemoglobin?: Quantity<'g/dL'> | undefined;
  readonly platelets?: Quantity<'10*9/L'> | undefined;
  readonly b2m?: Quantity<'mg/L'> | undefined;
  /** Monoclonal IgM. */
  readonly mProtein?: Quantity<'g/dL'> | undefined;
}

/**
 * IPSSWM stratum, or the strata still possible. Age alone is intermediate, any other single factor low.
 *
 * @param inputs age in completed years, haemoglobin and M-protein in g/dL, platelets in 10*9/L, B2M in mg/L
 * @returns `possible` in the order low, intermediate, high
 * @source morel-2009
 * @example
 * ipsswm({ age: quantity(66, 'a'), b2m: quantity(3.1, 'mg/L') }).possible //=> ['intermediate', 'high']
 */
export function ipsswm(inputs: IpsswmInputs): Assessment {
  return { system: 'IPSSWM', ...possibleStrata(IPSSWM_STRATA, ingredientsOf(inputs), stratumOf) };
}

function ingredientsOf(inputs: IpsswmInputs): readonly Ingredient[] {
  return [
    { fact: 'age', levels: bands(inputs.age, [IPSSWM_AGE_CUT], 'above') },
    { fact: 'hemoglobin', levels: bands(inputs.hemoglobin, [IPSSWM_HEMOGLOBIN_CUT], 'above') },
    { fact: 'platelets', levels: bands(inputs.platelets, [IPSSWM_PLATELETS_CUT], 'above') },
    { fact: 'b2m-serum', levels: bands(inputs.b2m, [IPSSWM_B2M_CUT], 'above') },
    { fact: 'm-protein', levels: bands(inputs.mProtein, [IPSSWM_M_PROTEIN_CUT], 'above') },
  ];
}

export const IPSSWM: PrognosticIndex = {
  system: 'IPSSWM',
  disease: 'waldenstrom',
  madeFor: 'diagnosis',
  strata: IPSSWM_STRATA,
  citations: ['morel-2009'],
  companions: ['hemoglobin'],
  countsFactors: true,
  assess: (inputs) => ipsswm(inputs),
  items: (inputs) => itemsOf(ingredientsOf(inputs), [asIs, whereLow, whereLow, asIs, asIs]),
};

function stratumOf([age = 0, hemoglobin = 0, platelets = 0, b2m = 0, mProtein = 0]: readonly number[]): Stratum {
  // Haemoglobin and platelets count when low.
  const factors = age + (1 - hemoglobin) + (1 - platelets) + b2m + mProtein;
  if (factors >= 3) return 'high';
  return factors === 2 || age === 1 ? 'intermediate' : 'low';
}
