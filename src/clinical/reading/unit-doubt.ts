// When a serum B2M is too high to be believed without a look at its unit.
import { B2M_RARE_WITHOUT_RENAL_FAILURE } from '../facts/observation.ts';
import type { Facts } from '../facts/types.ts';
import { exceeds, type Quantity } from '../quantities/quantity.ts';
import { ADVANCED, type KidneyStatus } from './kidney.ts';
import type { RenalReading } from './renal.ts';

/**
 * Is the unit in doubt?
 *
 * @param b2m serum B2M, mg/L; a limit sign that leaves its side of the limit open raises no doubt
 * @returns false where advanced kidney disease or dialysis is on record, or every eGFR the data allow is below 30
 */
export function isUnitInDoubt(
  facts: Facts,
  b2m: Quantity<'mg/L'> | undefined,
  kidney: KidneyStatus,
  renal: Pick<RenalReading, 'withheld' | 'severelyReduced'>,
): boolean {
  if (exceeds(b2m, B2M_RARE_WITHOUT_RENAL_FAILURE, 'above') !== true) return false;
  if (kidney.dialysis || renal.withheld || renal.severelyReduced) return false;
  return !facts.contexts.some((c) => ADVANCED.has(c.kind));
}
