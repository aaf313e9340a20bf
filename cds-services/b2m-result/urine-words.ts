// What a card says of a urine B2M: its value with its limit, its pH, its fractional excretion, what on record raises it.
import {
  ACID_URINE_PH,
  coversAround,
  daysSince,
  INVALID_URINE_PH,
  ISS_B2M_CUTS,
  number,
  OVERFLOW_SERUM_B2M,
  shown,
  shownDate,
  TUBULAR_EXCRETION,
  type Context,
  type Reading,
} from '../../src/authoring.ts';

type Urine = NonNullable<Reading['urine']>;

/** A pH is never rounded onto one of these. */
export const PH_CUTS = [INVALID_URINE_PH, ACID_URINE_PH];

/** `900 µg/L (limit 300)`; without the limit where that is said elsewhere. */
export function namedUrine(urine: Urine['urine'], limit?: number): string {
  return `${shown(urine.quantity)}${limit === undefined ? '' : ` (limit ${number(limit, 0)})`}`;
}

/** `1.8 mg/L`, never rounded onto its limit. */
export function serumValue({ serum, serumLimit }: Urine): string {
  const cuts = [...ISS_B2M_CUTS, OVERFLOW_SERUM_B2M, ...(serumLimit === undefined ? [] : [serumLimit])];
  return serum ? shown(serum.quantity, cuts) : 'not known';
}

export function phLine({ facts }: Reading, { ph, acid, urine }: Urine): string {
  if (!ph) {
    const read = coversAround(facts, 'urine-ph', urine.at, 0);
    return `Urine pH is not ${read ? 'on record' : 'known'}; a high value stands whatever the pH.`;
  }
  const value = shown(ph.quantity, PH_CUTS);
  if (acid === undefined)
    return `Urine pH ${value} leaves open whether it was acid; a high value stands whatever the pH.`;
  return acid
    ? `Urine pH ${value}: acid urine degrades B2M, so the true value may be higher still.`
    : `Urine pH ${value}: the specimen is valid.`;
}

/** 99.9 % is taken up again. @source mayo-b2mu */
export function excretionLine({ fractionalExcretion }: Urine): readonly string[] {
  return fractionalExcretion === undefined
    ? []
    : [
        `Fractional excretion of B2M ${number(fractionalExcretion, 2, [TUBULAR_EXCRETION])}% (normally about 0.1% or less).`,
      ];
}

/** Days before the urine within which a drug that is no longer taken may have caused it; ours, as for the work-up. */
const DRUG_DAYS = 90;

const TUBULAR_CAUSES: Readonly<Partial<Record<Context, string>>> = {
  'heavy-metal': 'heavy metal exposure',
  sjogren: 'Sjögren syndrome',
  lupus: 'systemic lupus erythematosus',
  'tubular-disorder': 'a tubulo-interstitial disorder',
  'kidney-transplant': 'kidney transplant',
  'myeloma-kidney': 'myeloma kidney',
};

/** Drugs and conditions on record that raise urine B2M. @source clinical reference 3.2 and 5 */
export function tubularCauses({ facts }: Reading, { urine }: Urine): readonly string[] {
  const drugs = facts.treatments
    .filter(
      (t) =>
        t.kind === 'nephrotoxic' &&
        daysSince(t.at, urine.at) >= 0 &&
        (t.ongoing === true || daysSince(t.at, urine.at) <= DRUG_DAYS),
    )
    .map((t) => `${t.ingredient} (${shownDate(t.at)})`);
  const conditions = facts.contexts
    .filter((c) => c.activity !== 'inactive' && c.certainty === 'confirmed')
    .flatMap((c) => TUBULAR_CAUSES[c.kind] ?? []);
  return [...new Set([...drugs, ...conditions])];
}
