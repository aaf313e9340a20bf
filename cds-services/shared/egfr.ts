// An eGFR as every card prints it: one value is one number wherever it stands, and never on a side of a limit where it is not.
import { number, REDUCED_GFR, SEVERELY_REDUCED_GFR, type Quantity } from '../../src/authoring.ts';

/** mL/min; the limits of the KDIGO categories. @source kdigo-gfr-2012 */
const LIMITS = [15, SEVERELY_REDUCED_GFR, 45, REDUCED_GFR, 90];

/** `38`, `59.8`; without its limit sign. */
export function printedEgfr({ value }: Pick<Quantity, 'value'>): string {
  return number(value, 0, LIMITS);
}
