// Adult acute lymphoblastic leukaemia: B2M at diagnosis as a prognostic sign, Kantarjian 1992.
import { exceeds, type Quantity } from '../quantities/quantity.ts';

/** mg/L; adverse at or above. @source kantarjian-1992 */
export const ALL_B2M_CUT = 4;

/**
 * Is B2M in the range that went with fewer remissions (61 v 80 %), shorter survival and more CNS leukaemia?
 *
 * @param b2m serum B2M at diagnosis, mg/L
 * @returns undefined when B2M is unknown or censored on both sides of the limit; a note, not a stage
 * @source kantarjian-1992
 * @example
 * isAdverseB2mInAll(quantity(4, 'mg/L')) //=> true
 */
export function isAdverseB2mInAll(b2m: Quantity<'mg/L'> | undefined): boolean | undefined {
  return exceeds(b2m, ALL_B2M_CUT, 'at-or-above');
}
