// Phrases that several rules share, so that the same thing is always said in the same words.
import {
  expectedB2m,
  FILTRATION_RATIO,
  gfrForB2m,
  ISS_B2M_CUTS,
  number,
  printedNumber,
  shortfallOf,
  shown,
  WELL_BEYOND_RATIO,
  type Quantity,
  type Reading,
  type Subject,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { RENAL } from './phrases/renal.en.ts';

/** `38`; two of them when the sex is not on record. */
export function egfrValues({ egfr }: Reading['renal']): readonly string[] {
  return egfr.map(printedEgfr);
}

/** `eGFR 38`, `eGFR above 60`, `eGFR 38 or 52, sex not on record`, `no eGFR`. */
export function egfrPhrase({ renal }: Reading): string {
  const [first] = renal.egfr;
  return first ? RENAL.egfr(egfrValues(renal), first.comparator) : RENAL.noEgfr;
}

/** What filtration alone predicts, without its unit: `3.7`, `2.3 or 3.0` (sex unknown), `below 2.6` (eGFR above 60). */
export function expectedPhrase({ renal }: Reading): string {
  return RENAL.expected(expectedValues(renal), renal.egfr[0]?.comparator);
}

export function expectedValues({ egfr }: Reading['renal']): readonly string[] {
  return [...new Set(egfr.map(printedExpected))];
}

type Bound = '>' | '<' | undefined;

/** The GFR that alone would give a B2M: `about 26`, `more than 26` (B2M below 5), in mL/min. */
export function gfrPhrase({ value, comparator }: Quantity): string {
  return RENAL.about(number(gfrForB2m(value), 0), inverse(boundOf(comparator)));
}

/** Measured ÷ expected, never rounded onto the cut-offs between the labels; for `explain`. */
export function ratioPhrase(ratio: number): string {
  return `×${number(ratio, 1, RATIO_CUTS)}`;
}

const RATIO_CUTS = [FILTRATION_RATIO, WELL_BEYOND_RATIO];

/** mg/L that filtration alone predicts: of the eGFR as printed, so that a reader who computes it finds the same. */
export function printedExpected(egfr: Quantity): string {
  return number(expectedB2m(Number(printedEgfr(egfr))), 1);
}

function boundOf(comparator: Quantity['comparator']): Bound {
  if (comparator === undefined) return undefined;
  return comparator.startsWith('>') ? '>' : '<';
}

function inverse(bound: Bound): Bound {
  if (bound === undefined) return undefined;
  return bound === '>' ? '<' : '>';
}

/**
 * `3.5`, `1.5 or 2.0`, `more than 3.8`: the quotient of what is printed, so that a pocket calculator agrees. Undefined
 * without an eGFR, and where the two limit signs say nothing together.
 */
export function timesPhrase({ focus, renal }: Reading): string | undefined {
  const [first] = renal.egfr;
  if (!focus || !first || focus.quantity.results) return undefined;
  const measured = printedNumber(focus.quantity, ISS_B2M_CUTS);
  const [ofB2m, ofEgfr] = [boundOf(focus.quantity.comparator), boundOf(first.comparator)];
  if (ofB2m !== undefined && ofEgfr !== undefined && ofB2m !== ofEgfr) return undefined;
  const values = expectedValues(renal).map((expected) => printedRatio(measured / Number(expected), renal.ratio));
  return RENAL.times([...new Set(values)], ofB2m ?? ofEgfr);
}

/** With a further decimal beside a cut-off, unless what was decided on the unrounded numbers lies on its other side. */
function printedRatio(printed: number, decided = printed): string {
  const agrees = RATIO_CUTS.every((cut) => printed >= cut === decided >= cut);
  return number(printed, 1, agrees ? RATIO_CUTS : []);
}

/** `B2M 6.0 mg/L is 3.5 times expected (1.7 at eGFR 97) with MGUS`. */
export function timesExpectedPhrase(reading: Reading, diseases: readonly string[] = []): string {
  const times = timesPhrase(reading);
  const [b2m, expected, egfr] = [b2mPhrase(reading), expectedPhrase(reading), egfrPhrase(reading)];
  return times === undefined
    ? RENAL.aboveExpected(b2m, expected, egfr, diseases)
    : RENAL.timesExpected(b2m, times, expected, egfr, diseases);
}

/** Beside the B2M and the expected one in the table. */
export function timesExpectedTold(reading: Reading): string {
  const times = timesPhrase(reading);
  return times === undefined ? RENAL.aboveExpectedTold : RENAL.timesExpectedTold(times);
}

/** `, 3.5 times expected`; nothing without an eGFR. */
export function timesOnly(reading: Reading): string {
  const times = timesPhrase(reading);
  return times === undefined ? '' : RENAL.timesAside(times);
}

/** `B2M 6.1 mg/L` with as many decimals as its cut-offs need. */
export function b2mPhrase(reading: Reading): string {
  return RENAL.b2m(reading.focus && shown(reading.focus.quantity, ISS_B2M_CUTS));
}

/** Names of the evidence contract as clinicians call them. */
export function factWords(names: Reading['renal']['confounding']['missing']): readonly string[] {
  return names.map((name) => RENAL.facts[name]);
}

/** `creatinine was read only in part`, `creatinine could not be read`: what to say where an absence may not be said. */
export function notReadPhrase({ facts }: Reading, subject: Subject, name: string): string {
  return shortfallOf(facts, subject) === 'unread' ? RENAL.unread(name) : RENAL.readInPart(name);
}
