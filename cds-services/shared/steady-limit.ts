// What stands beside a creatinine that an eGFR is made of: since when it is steady, or that nobody knows.
import {
  escapeText,
  IMWG_CREATININE_CUT,
  number,
  shownDate,
  shownUnit,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { STEADY } from './phrases.en.ts';

/** `steady: 2.5 on 2026-08-03`; undefined where no eGFR is given, or nothing can be said of it. */
export function steadyLimit({ creatinine, steadiness, egfr }: Reading['renal']): string | undefined {
  const { course } = steadiness;
  if (!creatinine || !course || egfr.length === 0 || course.now.measurement !== creatinine) return undefined;
  const since = course.steadySince();
  if (!since) return course.compared ? undefined : STEADY.onlyOne;
  const { oldest, isOnlyOne } = since;
  const date = shownDate(oldest.at);
  // One earlier value can be named; of several the course is what counts.
  return isOnlyOne ? STEADY.like(printedAs(oldest.measurement, creatinine), date) : STEADY.since(date);
}

/** In the unit that the row shows: `2.5`, and `172 µmol/L` where both were reported so; never rounded onto 2 mg/dL. */
function printedAs({ reported, quantity }: Measurement, { reported: { unit } }: Measurement): string {
  const isForeign = unit !== undefined && shownUnit(unit) !== shownUnit(quantity.unit);
  return isForeign && reported.unit === unit
    ? `${reported.value} ${escapeText(shownUnit(unit), 20)}`
    : number(quantity.value, 2, [IMWG_CREATININE_CUT['mg/dL']]);
}
