// Values beside a B2M that reach the limits of a myeloma-defining event: calcium, haemoglobin, kidney function.
import type { Facts, Measurement } from '../facts/types.ts';
import { IMWG_CRCL_CUT, IMWG_CREATININE_CUT } from '../instruments/imwg-renal-2014.ts';
import { egfrCandidates } from '../instruments/ckd-epi-2021.ts';
import { exceeds, quantity, tidy, type Quantity } from '../quantities/quantity.ts';
import { ageOn, daysSince } from '../quantities/time.ts';
import { isPrinted } from '../quantities/units.ts';
import { chooseEgfr } from './egfr.ts';
import { ADVANCED } from './kidney.ts';
import { asReported, type RenalReading } from './renal.ts';
import { nearest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

/** Total calcium above these, or more than 1 mg/dL above the laboratory's limit. @source rajkumar-2014 */
export const DEFINING_CALCIUM = { 'mg/dL': 11, 'mmol/L': 2.75 } as const;
const ABOVE_LIMIT = 1;
/** g/dL; haemoglobin below it, or more than 2 g/dL below the laboratory's limit. @source rajkumar-2014 */
export const DEFINING_HEMOGLOBIN = 10;
const BELOW_LIMIT = 2;
/** Days before which such a value must have been there for the present one to be no news. Ours. */
const KNOWN_DAYS = 90;

export interface DefiningEvent {
  readonly kind: 'hemoglobin' | 'calcium' | 'creatinine' | 'clearance' | 'egfr';
  /** What reached the limit. */
  readonly value: Quantity;
  readonly limit: DefiningLimit;
  readonly measurement?: Measurement | undefined;
}

/** A limit that was reached: a number, or a distance from the laboratory's own limit. */
export type DefiningLimit =
  | { readonly side: '>' | '<'; readonly cut: number; readonly unit?: 'mmol/L' }
  | { readonly side: '>' | '<'; readonly by: number; readonly ofLimit: number };

/**
 * Events that are new: reached by the value nearest to the B2M, and by none of at least 90 days before it.
 *
 * @param renal of the B2M; where its filtration is not read, creatinine is left to the rule on injury
 * @returns haemoglobin, calcium, then at most one of creatinine, clearance and eGFR
 * @source rajkumar-2014
 */
export function readDefiningEvents(
  facts: Facts,
  b2m: Measurement<'b2m-serum'>,
  renal: RenalReading,
  settings: ReadingSettings,
): readonly DefiningEvent[] {
  const days = settings.pairingDays;
  const hemoglobin = nearest(resultsOf(facts, 'hemoglobin'), b2m.at, days);
  const calcium = nearest(resultsOf(facts, 'calcium-serum'), b2m.at, days);
  const low = hemoglobin && hemoglobinLimit(hemoglobin);
  const high = calcium && calciumLimit(calcium);
  return [
    ...(hemoglobin && low !== undefined && isNews(resultsOf(facts, 'hemoglobin'), hemoglobin, hemoglobinLimit)
      ? [{ kind: 'hemoglobin' as const, value: hemoglobin.quantity, limit: low, measurement: hemoglobin }]
      : []),
    ...(calcium && high !== undefined && isNews(resultsOf(facts, 'calcium-serum'), calcium, calciumLimit)
      ? [{ kind: 'calcium' as const, value: calcium.quantity, limit: high, measurement: calcium }]
      : []),
    ...kidneyEvent(facts, b2m, renal, settings),
  ];
}

function isNews<M extends Measurement>(
  results: readonly M[],
  now: M,
  limitOf: (m: M) => DefiningLimit | undefined,
): boolean {
  return !results.some((m) => daysSince(m.at, now.at) >= KNOWN_DAYS && limitOf(m) !== undefined);
}

function hemoglobinLimit({ quantity: q, range }: Measurement): DefiningLimit | undefined {
  if (exceeds(q, DEFINING_HEMOGLOBIN, 'at-or-above') === false) return { side: '<', cut: DEFINING_HEMOGLOBIN };
  const low = range?.low;
  return low !== undefined && exceeds(q, tidy(low - BELOW_LIMIT), 'at-or-above') === false
    ? { side: '<', by: BELOW_LIMIT, ofLimit: low }
    : undefined;
}

/** Each of the two printed limits is read in its own unit. */
function calciumLimit({ quantity: q, reported, range }: Measurement): DefiningLimit | undefined {
  const inMillimol = isPrinted(reported.unit, 'mmol/L');
  const cut = DEFINING_CALCIUM[inMillimol ? 'mmol/L' : 'mg/dL'];
  const own = inMillimol ? quantity(reported.value, '1', q.comparator) : q;
  if (exceeds(own, cut, 'above') === true) return { side: '>', cut, ...(inMillimol && { unit: 'mmol/L' }) };
  const high = range?.high;
  return high !== undefined && exceeds(q, tidy(high + ABOVE_LIMIT), 'above') === true
    ? { side: '>', by: ABOVE_LIMIT, ofLimit: tidy(high) }
    : undefined;
}

function creatinineLimit(m: Measurement<'creatinine-serum'>): DefiningLimit | undefined {
  const own = asReported(m);
  return exceeds(own, IMWG_CREATININE_CUT[own.unit], 'above') === true
    ? { side: '>', cut: IMWG_CREATININE_CUT[own.unit] }
    : undefined;
}

/** Below the limit for kidney function, whatever is open about it. */
function isLow(q: Quantity): boolean {
  return exceeds(q, IMWG_CRCL_CUT, 'at-or-above') === false;
}

function kidneyEvent(
  facts: Facts,
  b2m: Measurement<'b2m-serum'>,
  renal: RenalReading,
  settings: ReadingSettings,
): readonly DefiningEvent[] {
  if (renal.withheld !== undefined || wasReduced(facts, b2m, settings)) return [];
  const { creatinine, clearance, egfr } = renal;
  const isNear = creatinine !== undefined && Math.abs(daysSince(creatinine.at, b2m.at)) <= settings.pairingDays;
  const limit = isNear ? creatinineLimit(creatinine) : undefined;
  if (creatinine && limit !== undefined)
    return [{ kind: 'creatinine', value: creatinine.quantity, limit, measurement: creatinine }];
  const low = { side: '<', cut: IMWG_CRCL_CUT } as const;
  if (clearance) return isLow(clearance) ? [{ kind: 'clearance', value: clearance, limit: low }] : [];
  const [lowest] = egfr;
  return lowest && egfr.every(isLow) ? [{ kind: 'egfr', value: lowest, limit: low }] : [];
}

/** Creatinine, eGFR or the problem list said so at least 90 days before. */
function wasReduced(facts: Facts, b2m: Measurement<'b2m-serum'>, settings: ReadingSettings): boolean {
  const isBefore = (at: number | undefined): boolean => at !== undefined && daysSince(at, b2m.at) >= KNOWN_DAYS;
  return (
    facts.contexts.some((c) => ADVANCED.has(c.kind) && c.certainty === 'confirmed' && isBefore(c.at)) ||
    resultsOf(facts, 'egfr').some((m) => isBefore(m.at) && isLow(m.quantity)) ||
    resultsOf(facts, 'creatinine-serum').some((m) => {
      if (!isBefore(m.at)) return false;
      if (creatinineLimit(m) !== undefined) return true;
      const age = ageOn(facts.patient.birthDate, m.at);
      const choice = chooseEgfr(facts, { at: m.at, age, creatinine: m }, settings);
      // One reported since then, in its stead, tells of that time and not of this one.
      const isOfThen = choice.computed === true || isBefore(choice.reported?.at);
      const egfr = isOfThen ? choice.egfr : egfrCandidates(m.quantity, age, facts.patient.sex);
      return egfr.length > 0 && egfr.every(isLow);
    })
  );
}
