// When a B2M is too high to be believed without a look at its unit, and so too doubtful to be recorded as a stage.
import type { Reading } from '../../src/authoring.ts';

/** mg/L; above, without chronic kidney disease 4–5 or dialysis, the unit is in doubt. Ours. */
export const CHECK_ABOVE = 20;
/** mL/min/{1.73_m2}; below, a very high B2M needs no other reason. @source kdigo-2012 */
const ADVANCED = 30;

export function isUnitInDoubt({ focus, facts, kidney, renal }: Reading): boolean {
  if (!focus || focus.quantity.value <= CHECK_ABOVE || kidney.dialysis || renal.withheld) return false;
  if (facts.contexts.some((c) => c.kind === 'ckd-4-5' || c.kind === 'esrd')) return false;
  return renal.egfr.length === 0 || renal.egfr.some((q) => q.value >= ADVANCED);
}

/** A stage is offered for the record only when nothing about its ground is in doubt or unread. */
export function mayRecord(reading: Reading): boolean {
  const { facts, renal } = reading;
  const unread = facts.unavailable.includes('medications') || facts.unavailable.includes('conditions');
  return !renal.withheld && !unread && !isUnitInDoubt(reading) && !reading.focus?.flags.includes('unit-suspect');
}
