// What a card says of a urine B2M: its value with its limit, its pH, its fractional excretion, what on record raises it.
import {
  ACID_URINE_PH,
  capital,
  coversAround,
  daysSince,
  escapeText,
  INVALID_URINE_PH,
  newestOfEach,
  ofCondition,
  ISS_B2M_CUTS,
  number,
  OVERFLOW_SERUM_B2M,
  shown,
  shownDate,
  TUBULAR_EXCRETION,
  type CardRow,
  type Circumstance,
  type Context,
  type Finding,
  type Reading,
} from '../../src/authoring.ts';
import { URINE_PHRASES } from './phrases/fluids.en.ts';

type Urine = NonNullable<Reading['urine']>;

/** A pH is never rounded onto one of these. */
export const PH_CUTS = [INVALID_URINE_PH, ACID_URINE_PH];

/** `900 µg/L (limit 300)`; without the limit where that is said elsewhere. */
export function namedUrine(urine: Urine['urine'], limit?: number): string {
  const value = shown(urine.quantity);
  return limit === undefined ? value : URINE_PHRASES.named(value, number(limit, 0));
}

/** `1.8 mg/L`, never rounded onto its limit. */
export function serumValue({ serum, serumLimit }: Urine): string {
  const cuts = [...ISS_B2M_CUTS, OVERFLOW_SERUM_B2M, ...(serumLimit === undefined ? [] : [serumLimit])];
  return serum ? shown(serum.quantity, cuts) : URINE_PHRASES.notKnown;
}

/** Beside the pH in the table; nothing where the pH as printed there would lie on the other side. */
export function phLimit({ ph }: Urine): NonNullable<Finding['limits']> {
  const isPrintedWhole = ph === undefined || shown(ph.quantity) === shown(ph.quantity, PH_CUTS);
  return isPrintedWhole ? { 'urine-ph': URINE_PHRASES.validPh(number(ACID_URINE_PH, 1)) } : {};
}

/** What the table does not say of the pH; nothing where the specimen is valid. */
export function phLine({ facts }: Reading, { ph, acid, urine }: Urine): string {
  if (!ph) return URINE_PHRASES.noPh(coversAround(facts, 'urine-ph', urine.at, 0));
  if (acid === undefined) return URINE_PHRASES.openPh;
  return acid ? URINE_PHRASES.acid(shown(ph.quantity, PH_CUTS)) : '';
}

/** `Fractional excretion | 2.05% | tubular: 1% or more`; 99.9 % is taken up again. @source mayo-b2mu */
export function excretionRow({ fractionalExcretion }: Urine): readonly CardRow[] {
  return fractionalExcretion === undefined
    ? []
    : [
        {
          result: URINE_PHRASES.excretion,
          value: `${number(fractionalExcretion, 2, [TUBULAR_EXCRETION])}%`,
          limit: URINE_PHRASES.excretionLimit(TUBULAR_EXCRETION),
        },
      ];
}

/** Days before the urine within which a drug that is no longer taken may have caused it; ours, as for the work-up. */
const DRUG_DAYS = 90;

const TUBULAR_CAUSES: Readonly<Partial<Record<Context, string>>> = URINE_PHRASES.causeNames;

export interface TubularCause {
  readonly name: string;
  /** Of a drug: since when. */
  readonly date?: string | undefined;
}

/** Drugs and conditions on record that raise urine B2M. @source clinical reference 3.2 and 5 */
export function tubularCauses(reading: Reading, urine: Urine): readonly TubularCause[] {
  const drugs = drugsOf(reading, urine).map((t) => ({ name: t.ingredient, date: shownDate(t.at) }));
  const conditions = conditionsOf(reading).map(({ kind }) => ({ name: TUBULAR_CAUSES[kind] ?? kind }));
  return [...new Map([...drugs, ...conditions].map((c: TubularCause) => [`${c.name} ${c.date ?? ''}`, c])).values()];
}

/** The entries behind them. */
export function tubularCausesOnRecord(reading: Reading, urine: Urine): readonly Circumstance[] {
  return newestOfEach([
    ...drugsOf(reading, urine).map(({ ingredient, reference, ongoing, at, until = at }) => ({
      bears: 'raises-urine-b2m' as const,
      kind: ingredient,
      reference,
      counts: 'yes' as const,
      ...(ongoing && { ongoing }),
      earliest: at,
      latest: until,
    })),
    ...conditionsOf(reading).map((c) => ({
      ...ofCondition(c),
      bears: 'raises-urine-b2m' as const,
      counts: 'yes' as const,
    })),
  ]);
}

function drugsOf({ facts }: Reading, { urine }: Urine): Reading['facts']['treatments'] {
  return facts.treatments.filter(
    (t) =>
      t.kind === 'nephrotoxic' &&
      daysSince(t.at, urine.at) >= 0 &&
      (t.ongoing === true || daysSince(t.at, urine.at) <= DRUG_DAYS),
  );
}

function conditionsOf({ facts }: Reading): Reading['facts']['contexts'] {
  return facts.contexts.filter(
    (c) => TUBULAR_CAUSES[c.kind] !== undefined && c.activity !== 'inactive' && c.certainty === 'confirmed',
  );
}

/** `Gentamicin | on record, 2026-10-23 | raises urine B2M`. */
export function causeRows(causes: readonly TubularCause[]): readonly CardRow[] {
  return causes.slice(0, MOST_CAUSES).map(({ name, date }) => ({
    result: capital(escapeText(name, 40)),
    value: URINE_PHRASES.onRecord,
    date,
    limit: URINE_PHRASES.raises,
  }));
}

/** Rows of what raises it, at most. Ours. */
const MOST_CAUSES = 2;

/** `gentamicin since 2026-10-23`, for the summary; nothing of several. */
export function onlyCause([first, ...others]: readonly TubularCause[]): string | undefined {
  if (!first?.date || others.length > 0) return undefined;
  return URINE_PHRASES.since(first.name, first.date);
}
