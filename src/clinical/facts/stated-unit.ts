// The unit that a Quantity states, where code and display agree.
import { toCanonical, UNITS, type UnitTable } from '../quantities/units.ts';
import { systemOf } from './systems.ts';

export const CONTRADICTION: unique symbol = Symbol('code and display name different units');

/** The unit's UCUM code, else its display; a code and a display that read differently contradict each other. */
export function unitText(q: fhir4.Quantity | undefined, table: UnitTable): string | undefined | typeof CONTRADICTION {
  if (!q) return undefined;
  const code =
    typeof q.code === 'string' && (q.system === undefined || systemOf(q.system) === 'ucum') ? q.code : undefined;
  const display = typeof q.unit === 'string' ? q.unit : undefined;
  if (code === undefined || display === undefined || code === display) return code ?? display;
  const byCode = toCanonical(table, 1, code);
  const byDisplay = toCanonical(table, 1, display);
  if (!byCode) return !byDisplay ? code : isAnyUnit(code) ? CONTRADICTION : display;
  if (byDisplay && byDisplay.quantity.value !== byCode.quantity.value) return CONTRADICTION;
  return code;
}

/** A code that we read as a unit of something else is no slip of spelling: `g/L` beside "mg/L". */
function isAnyUnit(code: string): boolean {
  return Object.values(UNITS).some((table) => toCanonical(table, 1, code) !== undefined);
}
