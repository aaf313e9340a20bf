// KDIGO GFR categories G1 to G5.
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { bands } from '../quantities/quantity.ts';
import type { Egfr } from './ckd-epi-2021.ts';
import type { Instrument } from './instrument.ts';

/** mL/min/{1.73_m2}, ascending; a value on a cut belongs to the better category. @source kdigo-2012 */
export const KDIGO_GFR_CUTS = [15, 30, 45, 60, 90] as const;

/** Below is severely reduced filtration, G4 and G5. */
export const SEVERELY_REDUCED_GFR = KDIGO_GFR_CUTS[1];
/** Below is reduced filtration, G3a and worse. */
export const REDUCED_GFR = KDIGO_GFR_CUTS[3];

export const KDIGO_GFR_CATEGORIES = ['G1', 'G2', 'G3a', 'G3b', 'G4', 'G5'] as const;

/**
 * The GFR category by unrounded value, or the categories still possible. A category alone is not chronic kidney
 * disease, which needs three months.
 *
 * @param candidates the eGFR; several when the sex is unknown, none when nothing is known
 * @param missing the facts whose absence leaves it open, named when more than one category is possible
 * @returns `possible` in the order G1 … G5
 * @source kdigo-2012
 * @example
 * gfrCategory([quantity(60, 'mL/min/{1.73_m2}', '>')]).possible //=> ['G1', 'G2']
 */
export function gfrCategory(candidates: readonly Egfr[], missing: readonly FactName[] = ['egfr']): Assessment {
  const levels = new Set(
    candidates.length === 0
      ? bands(undefined, KDIGO_GFR_CUTS, 'at-or-above')
      : candidates.flatMap((egfr) => bands(egfr, KDIGO_GFR_CUTS, 'at-or-above')),
  );
  const possible = KDIGO_GFR_CATEGORIES.filter((_, i) => levels.has(KDIGO_GFR_CUTS.length - i));
  return { system: 'kdigo-gfr', possible, missing: possible.length > 1 ? missing : [] };
}

export const KDIGO_GFR: Instrument<{ readonly egfr?: readonly Egfr[] }> = {
  system: 'kdigo-gfr',
  strata: KDIGO_GFR_CATEGORIES,
  citations: ['kdigo-2012'],
  assess: ({ egfr = [] }) => gfrCategory(egfr),
};
