// Numbers and dates as clinicians read them.
import type { Measurement, Span } from '../clinical/facts/types.ts';
import { exceeds, type Comparator, type Quantity } from '../clinical/quantities/quantity.ts';
import { respell } from '../clinical/quantities/units.ts';
import { escapeText } from './markdown.ts';
import { CARD_WORDS } from './phrases.en.ts';
import { DAY_MS, isoDay } from '../clinical/quantities/time.ts';

/** UCUM → what stands on a laboratory report. */
const SHOWN_UNIT: Readonly<Record<string, string>> = {
  'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
  'ug/L': 'µg/L',
  'umol/L': 'µmol/L',
  'ug/(24.h)': 'µg/24 h',
  'ukat/L': 'µkat/L',
  '10*9/L': '×10⁹/L',
  '[pH]': '',
  '1': '',
  ...CARD_WORDS.units,
};

export function shownUnit(unit: string): string {
  return Object.hasOwn(SHOWN_UNIT, unit) ? (SHOWN_UNIT[unit] ?? unit) : unit;
}

/**
 * A number at the precision a clinician expects, never rounded onto a cut-off it does not reach.
 *
 * @param decimals usual decimals; more are shown when rounding would move the number across one of `cuts`
 * @example
 * number(3.49, 1, [3.5]) //=> '3.49'
 * number(6.123, 1, [3.5]) //=> '6.1'
 */
export function number(value: number, decimals: number, cuts: readonly number[] = []): string {
  for (let d = decimals; d < 6; d++) {
    const text = value.toFixed(d);
    const rounded = Number(text);
    if (rounded === value || cuts.every((cut) => Math.sign(rounded - cut) === Math.sign(value - cut))) {
      // One decimal stays: "1.0" says how it was measured, "1.00" says too much.
      return d > 1 ? text.replace(/(\.\d+?)0+$/, '$1') : text;
    }
  }
  return String(value);
}

/** Usual decimals by unit: laboratories print mg/L, mg/dL and g/dL with one, eGFR and LDH as whole numbers. */
const DECIMALS: Readonly<Record<string, number>> = {
  'mg/L': 1,
  'mg/dL': 1,
  'g/dL': 1,
  '[pH]': 1,
  '10*9/L': 0,
  kg: 0,
};

/**
 * `6.1 mg/L`, `below 0.5 mg/L`; shows more decimals rather than hide the side of a cut-off. Of several results of one draw
 * each: `3.4 or 3.6 g/dL`.
 */
export function shown(q: Quantity, cuts: readonly number[] = []): string {
  if (q.results) {
    const { unit } = q;
    const texts = q.results.map((r) => shown({ ...r, unit }, cuts).replace(` ${shownUnit(unit)}`, ''));
    return `${orList([...new Set(texts)])} ${shownUnit(unit)}`.trim();
  }
  const usual = q.unit === 'mg/dL' && q.value < 3 ? 2 : (DECIMALS[q.unit] ?? 0);
  const digits = Number.isInteger(q.value) && (q.value >= 10 || q.comparator) ? 0 : usual;
  return `${comparatorWords(q.comparator)}${number(q.value, digits, cuts)} ${shownUnit(q.unit)}`.trim();
}

/** The number of `shown` alone, so that what is computed from it agrees with what a reader computes. */
export function printedNumber(q: Quantity, cuts: readonly number[] = []): number {
  return Number(/[\d.]+/.exec(shown(q, cuts))?.[0]);
}

/** `below `, `above `, nothing. */
export function comparatorWords(comparator: Comparator | undefined): string {
  return comparator === undefined ? '' : CARD_WORDS.comparators[comparator];
}

/**
 * The value as reported, with what it was read as in brackets when another unit was computed with, and on which side of
 * the laboratory's own range it lies: `3500 µg/L (3.5 mg/L) (high)`.
 *
 * @returns Markdown: the unit from the record is escaped
 */
export function shownAsReported(m: Measurement, cuts: readonly number[] = []): string {
  const { own = m.quantity } = m;
  const read = shown(own, cuts);
  const { unit, value } = m.reported;
  const sameUnit = unit === undefined || shownUnit(respell(unit)) === shownUnit(m.quantity.unit);
  const text =
    sameUnit || value === own.value
      ? read
      : `${comparatorWords(own.comparator)}${value} ${escapeText(shownUnit(respell(unit)), 20)} (${read})`;
  const side = sideOf(m);
  return side === undefined ? text : `${text} ${CARD_WORDS.sides[side]}`;
}

/** By the laboratory's range, else by its flag. */
function sideOf({
  quantity: read,
  own: quantity = read,
  range,
  interpretation,
}: Measurement): 'high' | 'low' | undefined {
  if (range) {
    if (range.high !== undefined && exceeds(quantity, range.high, 'above')) return 'high';
    return range.low !== undefined && exceeds(quantity, range.low, 'at-or-above') === false ? 'low' : undefined;
  }
  return interpretation === 'high' || interpretation === 'low' ? interpretation : undefined;
}

/** The specimen's date in ISO form: unambiguous on both sides of the Atlantic. */
export function shownDate(at: number): string {
  const day = Math.floor(at / DAY_MS);
  let text = shownDays.get(day);
  if (text === undefined) {
    text = isoDay(at);
    // Bounded: dates come from outside.
    if (shownDays.size >= 1000) shownDays.clear();
    shownDays.set(day, text);
  }
  return text;
}

const shownDays = new Map<number, string>();

/** As the beginning of a sentence or a cell; a name such as `eGFR` stays as it is written. */
export function capital(text: string): string {
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** `from 2024-05-03 on`, `from 2021-01-01 to 2021-04-01`. */
export function spanInWords({ from, to }: Span): string {
  const { all, upTo, from: begins, fromTo } = CARD_WORDS.span;
  if (to === Infinity) return from === -Infinity ? all : begins(shownDate(from));
  return from === -Infinity ? upTo(shownDate(to)) : fromTo(shownDate(from), shownDate(to));
}

/** `I`, `I or II`, `I, II or III`. */
export function orList(items: readonly string[]): string {
  return CARD_WORDS.or(items);
}

export function andList(items: readonly string[]): string {
  return CARD_WORDS.and(items);
}
