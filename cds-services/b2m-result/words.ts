// Phrases that several rules share, so that the same thing is always said in the same words.
import {
  capital,
  expectedB2m,
  FILTRATION_RATIO,
  gfrForB2m,
  ISS_B2M_CUTS,
  number,
  orList,
  shortfallOf,
  shown,
  shownDate,
  WELL_BEYOND_RATIO,
  type Finding,
  type KeyWords,
  type Quantity,
  type Reading,
  type Subject,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';

/** `38`, `>60`; two of them when the sex is not on record. */
export function egfrValues({ egfr }: Reading['renal']): readonly string[] {
  return egfr.map((q) => `${q.comparator ?? ''}${printedEgfr(q)}`);
}

/** `eGFR 38`, `eGFR 38 or 52 (sex not on record)`, `no eGFR`. */
export function egfrPhrase({ renal }: Reading): string {
  const values = egfrValues(renal);
  if (values.length === 0) return 'no eGFR';
  return values.length === 1 ? `eGFR ${values[0]}` : `eGFR ${values.join(' or ')} (sex not on record)`;
}

const SIDE = { '<': 'more than', '<=': 'at least', '>': 'less than', '>=': 'at most' } as const;

/** What filtration alone predicts: `about 3.7 mg/L`, `about 2.3 or 3.0 mg/L` (sex unknown), `less than 2.6 mg/L` (eGFR >60). */
export function expectedPhrase({ renal }: Reading): string {
  const [first] = renal.egfr;
  const values = [...new Set(renal.egfr.map(printedExpected))];
  return `${first?.comparator ? SIDE[first.comparator] : 'about'} ${orList(values)} mg/L`;
}

/** The GFR that alone would give a B2M: `about 26 mL/min`, `more than 26 mL/min` (B2M <5). */
export function gfrPhrase({ value, comparator }: Quantity): string {
  return `${comparator ? SIDE[comparator] : 'about'} ${number(gfrForB2m(value), 0)} mL/min`;
}

/** Measured ÷ expected, never rounded onto the cut-offs between the labels. */
export function ratioPhrase(ratio: number): string {
  return `×${number(ratio, 1, [FILTRATION_RATIO, WELL_BEYOND_RATIO])}`;
}

/** mg/L that filtration alone predicts: of the eGFR as printed, so that a reader who computes it finds the same. */
export function printedExpected(egfr: Quantity): string {
  return number(expectedB2m(Number(printedEgfr(egfr))), 1);
}

/** `1.7`; undefined for several eGFRs and with a limit sign. */
function oneExpected({ renal }: Reading): string | undefined {
  const [egfr, ...others] = renal.egfr;
  return egfr && others.length === 0 && egfr.comparator === undefined ? printedExpected(egfr) : undefined;
}

/**
 * `3.5`: the quotient of what is printed, so that a pocket calculator agrees; the measured one where the two would fall on
 * different sides of a cut-off. Undefined where there is no one value.
 */
function timesExpected(reading: Reading): string | undefined {
  const expected = oneExpected(reading);
  const { ratio } = reading.renal;
  const measured = Number(/^[\d.]+/.exec(b2mPhrase(reading).slice('B2M '.length))?.[0]);
  if (expected === undefined || ratio === undefined || Number.isNaN(measured)) return undefined;
  const cuts = [FILTRATION_RATIO, WELL_BEYOND_RATIO];
  const printed = measured / Number(expected);
  const agrees = cuts.every((cut) => printed >= cut === ratio >= cut);
  return number(agrees ? printed : ratio, 1, cuts);
}

/** `is 3.5 times expected (1.7 at eGFR 97)`; without one value for both, `is above expected (about 1.7 or 2.3 mg/L at …)`. */
export function timesExpectedPhrase(reading: Reading): string {
  const times = timesExpected(reading);
  return times === undefined
    ? `is above expected (${expectedPhrase(reading)} at ${egfrPhrase(reading)})`
    : `is ${times} times expected (${oneExpected(reading)} at ${egfrPhrase(reading)})`;
}

/** `, 3.5 times expected`; nothing where that is not one number. */
export function timesOnly(reading: Reading): string {
  const times = timesExpected(reading);
  return times === undefined ? '' : `, ${times} times expected`;
}

/** The number behind every statement about filtration, by which equations, and that it corrects nothing. */
export function expectedLine(reading: Reading): string {
  const { renal } = reading;
  const expected = expectedPhrase(reading);
  const times = timesExpected(reading);
  const measured = times === undefined ? '' : `; measured is ×${times}`;
  return `${capital(expected)} expected from filtration alone (Bianchi 2001; eGFR: ${renal.egfrMethod ?? ''})${measured}. Context, not a correction.`;
}

/** What filtration predicts, in the table: beside a reported eGFR, or in a row of the calculated one. */
export function expectedInTable(reading: Reading): Pick<Finding, 'rows' | 'limits'> {
  const { egfr, egfrMethod = '', creatinine } = reading.renal;
  if (egfr.length === 0) return {};
  const limit = `B2M expected: ${oneExpected(reading) ?? expectedPhrase(reading).replace(/ mg\/L$/, '')} mg/L`;
  if (egfrMethod.startsWith('reported')) return { limits: { egfr: limit } };
  const value = `${egfrPhrase(reading).replace(/^eGFR /, '')} mL/min/1.73 m²`;
  return { rows: [{ result: 'eGFR, calculated', value, date: creatinine && shownDate(creatinine.at), limit }] };
}

/** κ/λ that is normal in renal impairment. @source clinical reference 6 */
export const RENAL_LIGHT_CHAIN_RATIO = '0.37–3.10';

/** `B2M 6.1 mg/L` with as many decimals as its cut-offs need. */
export function b2mPhrase(reading: Reading): string {
  return reading.focus ? `B2M ${shown(reading.focus.quantity, ISS_B2M_CUTS)}` : 'B2M';
}

/** Fact names of the evidence contract as clinicians call them. */
const FACT_WORDS: Readonly<Record<string, string>> = {
  'b2m-serum': 'B2M',
  'albumin-serum': 'albumin',
  'ldh-serum': 'LDH with its range',
  'creatinine-serum': 'creatinine',
  egfr: 'eGFR',
  'body-weight': 'body weight',
  age: 'date of birth',
  sex: 'sex',
  del17p: 'del(17p)',
  tp53: 'TP53',
  't4-14': 't(4;14)',
  't14-16': 't(14;16)',
  't14-20': 't(14;20)',
  gain1q: '1q+',
  del1p32: 'del(1p32)',
  ighv: 'IGHV status',
  'rai-or-binet-stage': 'Rai or Binet stage',
  'ann-arbor-stage': 'Ann Arbor stage',
  'longest-node': 'longest node',
  'bone-marrow-involvement': 'marrow involvement',
  hemoglobin: 'haemoglobin',
  platelets: 'platelets',
  'm-protein': 'M-protein',
  'performance-status': 'performance status',
  'time-since-last-therapy': 'time since last therapy',
  'urine-ph': 'urine pH',
  'b2m-urine': 'urine B2M',
};

export function factWords(names: readonly string[]): readonly string[] {
  return names.map((n) => FACT_WORDS[n] ?? n);
}

/** `creatinine was read only in part`, `creatinine could not be read`: what to say where an absence may not be said. */
export function notReadPhrase({ facts }: Reading, subject: Subject, name: string): string {
  return shortfallOf(facts, subject) === 'unread' ? `${name} could not be read` : `${name} was read only in part`;
}

export const KEY_WORDS: KeyWords = {
  conditions: ['the problem list', 'diagnosis and dialysis unknown'],
  kidney: ['creatinine and eGFR', 'the kidneys’ share unknown'],
  labs: ['other laboratory results', 'albumin, LDH'],
  markers: ['B2M and cytogenetics'],
  medications: ['medications', 'treatment unknown'],
  procedures: ['procedures', 'dialysis sessions unknown'],
  patient: ['the patient record'],
};

/** Strata as clinicians write them: `very high`, but `low-intermediate`. */
export function stratumWords(strata: readonly string[]): readonly string[] {
  return strata.map((s) => s.replace(/^very-/, 'very '));
}
