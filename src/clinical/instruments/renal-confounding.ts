// Whether reduced filtration explains a serum B2M: measured against expected, for every value the data still allow.
import type { Assessment, FactName } from '../quantities/assessment.ts';
import { interval, tidy, type Quantity } from '../quantities/quantity.ts';
import { expectedB2m } from './b2m-expected.ts';
import type { Egfr } from './ckd-epi-2021.ts';
import type { Instrument } from './instrument.ts';

/** Measured ÷ expected; at or below is "in keeping with filtration". Ours, as single patients scatter widely. */
export const FILTRATION_RATIO = 1.5;
/** Measured ÷ expected; at or above is "well beyond filtration". Ours. */
export const WELL_BEYOND_RATIO = 2;
/** mL/min; outside, the relation says nothing. Ours. */
export const GFR_VALIDITY = [10, 130] as const;

export const RENAL_CONFOUNDING_LABELS = [
  'filtration',
  'partly-beyond-filtration',
  'well-beyond-filtration',
  'not-assessable',
] as const;
type Label = (typeof RENAL_CONFOUNDING_LABELS)[number];

export interface RenalConfoundingInputs {
  readonly b2m?: Quantity<'mg/L'> | undefined;
  /** Several when the sex is unknown; none when nothing is known. */
  readonly egfr: readonly Egfr[];
  /** The facts whose absence leaves the eGFR open; `egfr` unless told. */
  readonly egfrMissing?: readonly FactName[] | undefined;
  /** Why no reading by eGFR may be made (dialysis, unstable creatinine, a child): a key of the remarks. */
  readonly withheld?: string | undefined;
}

/**
 * Reads serum B2M against the value expected at this GFR. Context for the reader, not a correction.
 *
 * @param inputs serum B2M in mg/L and eGFR in mL/min/{1.73_m2}, of the same time, at steady state
 * @returns `possible` in the order filtration, partly beyond, well beyond, not assessable; GFR outside 10–130 is not
 *   assessable. An eGFR reported as ">60" counts as 60–130: "not reduced" is what such a report says.
 * @source bianchi-2001
 * @example
 * renalConfounding({ b2m: quantity(6.1, 'mg/L'), egfr: [quantity(75, 'mL/min/{1.73_m2}')] }).possible //=> ['well-beyond-filtration']
 */
export function renalConfounding(inputs: RenalConfoundingInputs): Assessment {
  const { b2m, egfr, egfrMissing = ['egfr'], withheld } = inputs;
  const system = 'renal-confounding';
  if (withheld !== undefined) return { system, possible: ['not-assessable'], missing: [], notes: [withheld] };
  const measured = b2m ? interval(b2m) : ([0, Infinity] as const);
  const perGfr = (egfr.length === 0 ? [[0, Infinity] as const] : egfr.map(interval)).map((gfr) =>
    labelsFor(measured, gfr),
  );
  const union = new Set(perGfr.flat());
  const possible = RENAL_CONFOUNDING_LABELS.filter((label) => union.has(label));
  if (possible.length === 1) return { system, possible, missing: [] };
  const b2mOpen = measured[0] !== measured[1] && perGfr.some((labels) => labels.filter(isRatio).length > 1);
  const [only] = egfr;
  const egfrOpen = egfr.length > 1 || only === undefined || interval(only)[0] !== interval(only)[1];
  return {
    system,
    possible,
    missing: [...(b2mOpen ? (['b2m-serum'] as const) : []), ...(egfrOpen ? egfrMissing : [])],
  };
}

export const RENAL_CONFOUNDING: Instrument<Partial<RenalConfoundingInputs>> = {
  system: 'renal-confounding',
  strata: RENAL_CONFOUNDING_LABELS,
  citations: ['bianchi-2001'],
  assess: (inputs) => renalConfounding({ egfr: [], ...inputs }),
};

/** Of the labels, those that B2M decides between. */
function isRatio(label: Label): boolean {
  return label !== 'not-assessable';
}

function labelsFor(b2m: readonly [number, number], gfr: readonly [number, number]): readonly Label[] {
  const [from, to] = GFR_VALIDITY;
  const low = Math.max(gfr[0], from);
  const high = Math.min(gfr[1], to);
  if (low > high) return ['not-assessable'];
  const least = bandOf(b2m[0] / expectedB2m(low));
  const most = bandOf(b2m[1] / expectedB2m(high));
  const labels = RENAL_CONFOUNDING_LABELS.slice(least, most + 1);
  const outside = gfr[0] < from || (gfr[1] > to && gfr[1] !== Infinity);
  return outside ? [...labels, 'not-assessable'] : labels;
}

function bandOf(ratio: number): number {
  const r = tidy(ratio);
  if (r <= FILTRATION_RATIO) return 0;
  return r < WELL_BEYOND_RATIO ? 1 : 2;
}
