// The trend in words: the same sentences for the read-out, the screen reader and the table.
import type { Moment, Trend } from './model.ts';
import { number, orList } from '../../cards/format.ts';
import { KDIGO_GFR_CUTS } from '../../clinical/instruments/kdigo-gfr-2012.ts';
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { DAY_MS } from '../../clinical/quantities/time.ts';
import { CONFOUNDING_WORDS } from '../shared/confounding-words.ts';
import { day } from '../shared/format.ts';
import { show, showResult, type Result, type UnitSystem } from './units.ts';

const OPEN = 'open: the data allow every reading';

/** `as expected from filtration`, `1.7 times expected`, or every reading still possible. */
export function confoundingText({ b2m }: Moment): string {
  const possible = b2m?.confounding?.possible ?? [];
  if (possible.length === 0) return '';
  if (b2m?.ratio !== undefined && possible.length === 1 && b2m.ratio > FILTRATION_RATIO)
    return `${ratioText(b2m.ratio)} times expected`;
  if (possible.length >= 3) return OPEN;
  return orList(possible.map((label) => CONFOUNDING_WORDS[label] ?? label));
}

/** One decimal, more where rounding would put it on the other side of a label. */
export function ratioText(ratio: number): string {
  return number(ratio, 1, [FILTRATION_RATIO, WELL_BEYOND_RATIO]);
}

/** A reported eGFR with the digits it was reported with, a computed one as a whole number on its side of each category. */
export function egfrText({ quantity, reported }: Result): string {
  const { value, comparator = '' } = quantity;
  return `${comparator}${reported ? reported.value : number(value, 0, KDIGO_GFR_CUTS)}`;
}

/** What the B2M of that day is: `6.1 mg/L, preliminary`. */
export function b2mText(moment: Moment, units: UnitSystem): string {
  const { b2m } = moment;
  if (!b2m) return '';
  const value = showResult(b2m, units.b2m);
  return b2m.preliminary ? `${value}, preliminary` : value;
}

export const NOT_MEASURED = 'not measured';

/** The lines of the read-out, in reading order. */
export function momentLines(moment: Moment, trend: Trend, units: UnitSystem): readonly (readonly [string, string])[] {
  const { b2m, egfr, expected, creatinine } = moment;
  const marks = trend.marks.filter((m) => Math.abs(m.at - moment.at) < DAY_MS / 2).map((m) => m.text);
  const all: readonly (readonly [string, string])[] = [
    // first and always: an expected value never stands in the place of a measured one
    ['B2M', b2m ? b2mText(moment, units) : NOT_MEASURED],
    ['Expected from filtration', expected === undefined ? '' : show(expected, units.b2m)],
    ['Measured ÷ expected', b2m?.ratio === undefined ? '' : ratioText(b2m.ratio)],
    // the ratio above has said it already
    ['Reading', b2m && (b2m.ratio ?? 0) <= FILTRATION_RATIO ? confoundingText(moment) : ''],
    ['eGFR', egfr ? `${egfrText(egfr)} mL/min/1.73 m²` : ''],
    ['Creatinine', creatinine ? showResult(creatinine, units.creatinine) : ''],
    ['Baseline', b2m?.baseline ? (trend.stage ?? 'yes') : ''],
    ['On this day', marks.join(', ')],
  ];
  return all.filter(([, text]) => text !== '');
}

/** One sentence for assistive technology. */
export function momentSentence(moment: Moment, trend: Trend, units: UnitSystem): string {
  const lines = momentLines(moment, trend, units).map(([name, text]) => `${name} ${text}`);
  return `${day(moment.iso)}: ${lines.join('; ')}`;
}
