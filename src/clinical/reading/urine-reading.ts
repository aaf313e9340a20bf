// Urine B2M of one patient (concentration, 24-hour amount or ratio), read with the serum and pH that belong to it.
import type { Assessment, Derived } from '../quantities/assessment.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { exceeds, tidy } from '../quantities/quantity.ts';
import { ageOn, dayOf } from '../quantities/time.ts';
import { ACID_URINE_PH, feB2m, INVALID_URINE_PH, urineLocalisation, URINE_B2M_LIMIT } from './urine.ts';
import { upperLimit } from './reference-limit.ts';
import { isOf, nearest, newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

export interface UrineReading {
  readonly urine: Urine;
  /** Above which it is high, in its unit. */
  readonly limit: number;
  /** Above that limit; undefined when a limit sign leaves it open. */
  readonly high?: boolean | undefined;
  /** Three times the limit or more. */
  readonly farAbove: boolean;
  /** Of the same day, measured another way, on the other side of its own limit: then neither is concluded from. */
  readonly contrary?: Urine | undefined;
  /** Of that one, in its unit. */
  readonly contraryLimit?: number | undefined;
  /** pH of the same day. */
  readonly ph?: Measurement<'urine-ph'> | undefined;
  /** The urine was so acid that B2M was degraded; undefined without a pH, and when its limit sign leaves it open. */
  readonly acid?: boolean | undefined;
  /** So acid that a value which is not high is invalid. */
  readonly tooAcid: boolean;
  readonly serum?: Measurement<'b2m-serum'> | undefined;
  /** mg/L, above which the serum is high. */
  readonly serumLimit?: number | undefined;
  /** An earlier one of the same kind was above its limit, too. */
  readonly wasHigh: boolean;
  /** Fractional excretion, %. */
  readonly fractionalExcretion?: number | undefined;
  readonly assessment: Assessment;
  readonly inputs: readonly Measurement[];
  readonly derived: readonly Derived[];
}

/** Upper limits where a result has none of its own; a ratio has no published one. @source clinical reference 3.2 */
const LIMITS: Readonly<Partial<Record<UrineKind, number>>> = { 'b2m-urine': URINE_B2M_LIMIT, 'b2m-urine-24h': 370 };
/** Times the limit from which a tubular pattern is a warning. Ours. */
const FAR_ABOVE = 3;
const KINDS = ['b2m-urine', 'b2m-urine-24h', 'b2m-urine-creatinine-ratio'] as const;
type UrineKind = (typeof KINDS)[number];
type Urine = Measurement<UrineKind>;

/** Reads the newest urine B2M; undefined without one that has an upper limit. */
export function readUrine(facts: Facts, settings: ReadingSettings): UrineReading | undefined {
  const urine = newestUrine(facts);
  const limit = urine && limitOf(urine);
  if (!urine || limit === undefined) return undefined;
  const sameDay = (m: Measurement): boolean => dayOf(m.at) === dayOf(urine.at);
  const ph = resultsOf(facts, 'urine-ph').find(sameDay);
  const serum = nearest(resultsOf(facts, 'b2m-serum'), urine.at, settings.pairingDays);
  const urineCreatinine = resultsOf(facts, 'creatinine-urine').find(sameDay);
  const excretion = excretionOf(facts, urine, serum, urineCreatinine);
  const contrary = contraryTo(facts, urine);
  const serumLimit = serum && upperLimit(serum, ageOn(facts.patient.birthDate, serum.at)).value;
  return {
    urine,
    limit,
    high: isAbove(urine),
    farAbove: exceeds(urine.quantity, tidy(FAR_ABOVE * limit), 'at-or-above') === true,
    contrary,
    contraryLimit: contrary && limitOf(contrary),
    ph,
    acid: ph && isBelow(ph, ACID_URINE_PH),
    tooAcid: ph !== undefined && isBelow(ph, INVALID_URINE_PH) === true,
    serum,
    serumLimit,
    wasHigh: resultsOf(facts, urine.analyte).some((m) => m.at < urine.at && isAbove(m) === true),
    fractionalExcretion: excretion,
    assessment: urineLocalisation({
      serum: serum?.quantity,
      serumUpperLimit: serumLimit,
      urine: contrary ? undefined : urine.quantity,
      urineUpperLimit: limit,
      urinePh: ph?.quantity,
      fractionalExcretion: excretion,
    }),
    inputs: [urine, contrary, serum, ph, urineCreatinine].filter((m) => m !== undefined),
    derived: excretion === undefined ? [] : [{ name: 'fe-b2m', value: excretion, unit: '%', method: EXCRETION }],
  };
}

const EXCRETION = '(urine B2M × serum creatinine) ÷ (serum B2M × urine creatinine)';

/** The newest of any kind that has a limit; of one day the concentration, then the amount, then the ratio. */
function newestUrine(facts: Facts): Urine | undefined {
  let best: Urine | undefined;
  for (const kind of KINDS) {
    const candidate = newest(resultsOf(facts, kind).filter((m) => limitOf(m) !== undefined));
    if (candidate && (!best || dayOf(candidate.at) > dayOf(best.at))) best = candidate;
  }
  return best;
}

/** One is high and the other is not: a spot urine and the amount of that day, say. */
function contraryTo(facts: Facts, urine: Urine): Urine | undefined {
  const high = isAbove(urine);
  if (high === undefined) return undefined;
  return KINDS.filter((kind) => kind !== urine.analyte)
    .flatMap((kind): readonly Urine[] => resultsOf(facts, kind))
    .filter((other) => dayOf(other.at) === dayOf(urine.at) && limitOf(other) !== undefined)
    .find((other) => isAbove(other) === !high);
}

/** The upper limit of a urine B2M: its own, else the published one of its kind; undefined for a ratio without one. */
function limitOf(urine: Urine): number | undefined {
  return urine.range?.high ?? LIMITS[urine.analyte];
}

function isBelow(ph: Measurement<'urine-ph'>, cut: number): boolean | undefined {
  const enough = exceeds(ph.quantity, cut, 'at-or-above');
  return enough === undefined ? undefined : !enough;
}

function isAbove(urine: Urine): boolean | undefined {
  return exceeds(urine.quantity, limitOf(urine) ?? Infinity, 'above');
}

function excretionOf(
  facts: Facts,
  urine: Urine,
  serum: Measurement<'b2m-serum'> | undefined,
  urineCreatinine: Measurement<'creatinine-urine'> | undefined,
): number | undefined {
  const creatinine = serum && nearest(resultsOf(facts, 'creatinine-serum'), serum.at, 1);
  if (!isOf(urine, 'b2m-urine') || !serum || !urineCreatinine || !creatinine) return undefined;
  return feB2m(urine.quantity, serum.quantity, urineCreatinine.quantity, creatinine.quantity)?.value;
}
