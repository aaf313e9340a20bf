// The trend in words: the same sentences for the read-out, the screen reader and the table.
import type { Moment, Trend } from './model.ts';
import { number, orList } from '../../cards/format.ts';
import { FILTRATION_RATIO, WELL_BEYOND_RATIO } from '../../clinical/instruments/renal-confounding.ts';
import { day } from '../shared/format.ts';
import { show, type UnitSystem } from './units.ts';

const LABELS: Readonly<Record<string, string>> = {
  filtration: 'in keeping with filtration alone',
  'partly-beyond-filtration': 'partly beyond filtration',
  'well-beyond-filtration': 'well beyond filtration',
  'not-assessable': 'not assessable against filtration',
};

/** `well beyond filtration`, or every reading still possible. */
export function confoundingText(moment: Moment): string {
  const possible = moment.b2m?.confounding?.possible ?? [];
  return possible.length === 0 || possible.length === 4 ? '' : orList(possible.map((label) => LABELS[label] ?? label));
}

/** One decimal, more where rounding would put it on the other side of a label. */
export function ratioText(ratio: number): string {
  return number(ratio, 1, [FILTRATION_RATIO, WELL_BEYOND_RATIO]);
}

/** What the B2M of that day is: `6.1 mg/L, preliminary`. */
export function b2mText(moment: Moment, units: UnitSystem): string {
  const { b2m } = moment;
  if (!b2m) return '';
  const value = show(b2m.quantity.value, units.b2m, b2m.quantity.comparator);
  return b2m.preliminary ? `${value}, preliminary` : value;
}

/** The lines of the read-out, in reading order. */
export function momentLines(moment: Moment, trend: Trend, units: UnitSystem): readonly (readonly [string, string])[] {
  const { b2m, egfr, expected, creatinine } = moment;
  const marks = trend.marks.filter((m) => Math.abs(m.at - moment.at) < 43_200_000).map((m) => m.text);
  const all: readonly (readonly [string, string])[] = [
    ['B2M', b2mText(moment, units)],
    ['Expected by filtration', expected === undefined ? '' : show(expected, units.b2m)],
    ['Measured ÷ expected', b2m?.ratio === undefined ? '' : `${ratioText(b2m.ratio)}, ${confoundingText(moment)}`],
    ['Reading', b2m && b2m.ratio === undefined ? confoundingText(moment) : ''],
    ['eGFR', egfr ? `${egfr.comparator ?? ''}${Math.round(egfr.value)} mL/min/1.73 m²` : ''],
    ['Creatinine', creatinine ? show(creatinine.value, units.creatinine, creatinine.comparator) : ''],
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
