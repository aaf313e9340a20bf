// One Observation (or one component of it) → a measurement, or the reason why it is none.
import { type Comparator, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS, toInstant } from '../quantities/time.ts';
import { methodOf } from './same-draw.ts';
import { takenAt, type Taken } from './specimen-date.ts';
import type { Refusal } from './gate.ts';
import { toCanonical, type Converted } from '../quantities/units.ts';
import { CATALOGUE, SNOMED_LABORATORY, type CatalogueEntry, type EntryOf } from './catalogue.ts';
import { isStated } from './listed.ts';
import { isMisprinted, otherReading, printedLimit } from './printed-unit.ts';
import { contradicts, readInterpretation, readRange, sideSaid } from './reference-range.ts';
import { CONTRADICTION, unitText } from './stated-unit.ts';
import { systemOf } from './systems.ts';
import type { Analyte, Flag, Measurement, PatientFacts, SetAside, SetAsideReason } from './types.ts';

/** Results laboratories stand by. @source https://hl7.org/fhir/R4/valueset-observation-status.html */
const USABLE: ReadonlySet<string | undefined> = new Set(['final', 'amended', 'corrected']);
const NOT_USABLE: ReadonlyMap<string | undefined, SetAsideReason> = new Map<string, SetAsideReason>([
  ['entered-in-error', 'entered-in-error'],
  ['cancelled', 'cancelled'],
  ['preliminary', 'preliminary'],
  ['registered', 'preliminary'],
]);
const COMPARATORS: readonly Comparator[] = ['<', '<=', '>=', '>'];
/** No comparator of FHIR's, but what some servers send for the plain value. */
const PLAIN = '=';

/** Cut-offs near which a converted value is flagged, in canonical units. @source clinical reference 9.3, I15 */
const B2M_CUTS = [3.5, 5.5];
/** mg/L; above, a serum B2M is rare without renal failure: its unit is asked for. @source clinical reference 7.5 */
export const B2M_RARE_WITHOUT_RENAL_FAILURE = 20;

export interface ReadingContext {
  readonly asOf: number;
  /** For whom a reference range is meant. */
  readonly patient: Pick<PatientFacts, 'sex' | 'birthDate'>;
  /** Local laboratory codes as `system|code` → LOINC. */
  readonly localCodes: ReadonlyMap<string, string>;
}

/** The LOINC code of one coding, its own or by the site's map; undefined for anything else, however malformed. */
export function loincOf(
  coding: fhir4.Coding | null | undefined,
  localCodes: ReadonlyMap<string, string>,
): string | undefined {
  if (typeof coding?.code !== 'string' || typeof coding.system !== 'string') return undefined;
  const { system } = coding;
  const code = coding.code.trim();
  const known = systemOf(system);
  if (known === 'loinc') return code;
  return localCodes.get(`${system}|${code}`) ?? (known === 'snomed-ct' ? SNOMED_LABORATORY.get(code) : undefined);
}

/** The catalogue entry of a code, by LOINC or by the site's own map; a code counts under its own system only. */
export function entryOf(
  code: fhir4.CodeableConcept | undefined,
  localCodes: ReadonlyMap<string, string>,
): { readonly code: string; readonly entry: CatalogueEntry } | undefined {
  if (!Array.isArray(code?.coding)) return undefined;
  for (const coding of code.coding) {
    const loinc = loincOf(coding, localCodes);
    if (loinc === undefined) continue;
    const entry = CATALOGUE.get(loinc);
    if (entry) return { code: loinc, entry };
  }
  return undefined;
}

type Valued = Pick<
  fhir4.Observation,
  | 'valueQuantity'
  | 'valueInteger'
  | 'valueString'
  | 'valueCodeableConcept'
  | 'valueRange'
  | 'referenceRange'
  | 'interpretation'
  | 'dataAbsentReason'
>;

/** A value that was recognised, and where it stands. */
export interface Recognised<A extends Analyte> {
  /** The Observation or its component: value, range and interpretation. */
  readonly valued: Valued;
  /** The Observation that carries status and date. */
  readonly parent: fhir4.Observation;
  readonly reference: string;
  /** LOINC code it was recognised by. */
  readonly code: string;
  readonly entry: EntryOf<A>;
}

/**
 * Reads the value of an Observation or of one of its components.
 *
 * @param refusal why it must not be used, when the gate says so
 * @returns a measurement in the analyte's one unit, or what keeps it from being one
 */
export function readObservation<A extends Analyte>(
  { valued, parent, reference, code, entry }: Recognised<A>,
  context: ReadingContext,
  refusal?: Refusal,
): Measurement<A> | SetAside {
  const taken = takenAt(parent);
  const { at } = taken;
  const { valueQuantity } = valued;
  const value = valueQuantity?.value ?? valued.valueInteger;
  const stated = unitText(valueQuantity, entry.units);
  const unit = stated === CONTRADICTION ? undefined : stated;
  const reported = typeof value === 'number' ? toReported(value, unit) : undefined;
  const aside = (reason: SetAsideReason, read?: Quantity, orRead?: SetAside['orRead']): SetAside => ({
    reference,
    reason,
    analyte: entry.analyte,
    code,
    ...(at !== undefined && { at }),
    ...(taken.until !== undefined && { until: taken.until }),
    ...(reported && { reported }),
    ...(read && { read }),
    ...(orRead && { orRead }),
  });
  if (refusal) return { ...aside(refusal.reason), ...(refusal.told !== undefined && { told: refusal.told }) };
  const unusable = statusProblem(parent.status);
  if (unusable) return aside(unusable);
  // A value beside the reason why there is none contradicts itself.
  if (valued.dataAbsentReason) return aside('no-value');
  if (!isStated(value)) return aside(hasOtherValue(valued) ? 'not-numeric' : 'no-value');
  if (reported === undefined || !Number.isFinite(value)) return aside('unreadable');
  const { comparator, understood } = comparatorOf(valueQuantity);
  if (!understood) return aside('unreadable');
  if (at === undefined) return aside(taken.by === 'nothing' ? 'no-date' : 'unreadable-date');
  if (at > context.asOf + DAY_MS) return aside('future-date');
  if (stated === CONTRADICTION) return aside('unknown-unit');

  const converted = toCanonical(entry.units, value, unit);
  if (!converted) return aside(unit ? 'unknown-unit' : 'no-unit');
  const quantity = comparator ? { ...converted.quantity, comparator } : converted.quantity;
  const other = (ofAnySize = false) => otherReading(entry, value, unit, comparator, ofAnySize);
  const stood = [valued.referenceRange, entry.units, context.patient, at] as const;
  if (isImplausible(quantity.value, comparator, entry)) {
    return converted.suspect
      ? inDoubt(aside('unit-implausible', quantity, other()), stood)
      : aside('implausible', quantity, other());
  }
  if (converted.suspect && isMisprinted(value, ...stood)) {
    return inDoubt(aside('unit-implausible', quantity, other(true)), stood);
  }
  const range = readRange(valued.referenceRange, unit, entry.units, context.patient, at);
  const interpretation = readInterpretation(valued.interpretation);
  // Two words of one laboratory against each other: neither tells on which side of its limit the value lies.
  const contradicted = contradicts(quantity, range, interpretation);

  return {
    analyte: entry.analyte,
    code,
    quantity,
    reported,
    at,
    ...(taken.until !== undefined && { until: taken.until }),
    effective: taken.stated,
    issued: toInstant(parent.issued) ?? at,
    reference,
    ...specimenAndMethod(parent, code),
    ...(!contradicted && { range, interpretation: sideSaid(interpretation) }),
    flags: [...flagsOf(converted, entry, taken), ...(contradicted ? (['range-contradicted'] as const) : [])],
  };
}

/** With the range by which it was judged. */
function inDoubt(aside: SetAside, stood: Readonly<Parameters<typeof printedLimit>>): SetAside {
  const [ranges] = stood;
  const limit = Array.isArray(ranges) && ranges.length > 0 ? printedLimit(...stood) : 'none';
  return { ...aside, ...(limit !== undefined && { printedLimit: limit }) };
}

function specimenAndMethod(parent: fhir4.Observation, code: string): Pick<Measurement, 'specimen' | 'method'> {
  const method = methodOf(parent, code);
  const specimen: unknown = parent.specimen?.reference;
  return {
    ...(method !== undefined && { method }),
    ...(typeof specimen === 'string' && { specimen }),
  };
}

function comparatorOf(q: fhir4.Quantity | undefined): {
  readonly comparator?: Comparator | undefined;
  readonly understood: boolean;
} {
  const stated: unknown = q?.comparator;
  if (!isStated(stated) || stated === PLAIN) return { understood: true };
  const comparator = COMPARATORS.find((c) => c === stated);
  return { comparator, understood: comparator !== undefined };
}

function toReported(value: number, unit: string | undefined): Measurement['reported'] {
  return unit ? { value, unit } : { value };
}

function flagsOf({ suspect, converted, quantity }: Converted, entry: EntryOf<Analyte>, { by }: Taken): readonly Flag[] {
  const rounded = converted && entry.analyte === 'b2m-serum' && nearCut(quantity.value);
  const flags: Flag[] = [];
  if (suspect) flags.push('unit-suspect');
  if (rounded) flags.push('within-rounding');
  if (by === 'issue') flags.push('dated-by-issue');
  return flags;
}

export function statusProblem(status: string | undefined): SetAsideReason | undefined {
  return USABLE.has(status) ? undefined : (NOT_USABLE.get(status) ?? 'status-unknown');
}

function hasOtherValue(o: Valued): boolean {
  return o.valueString !== undefined || o.valueCodeableConcept !== undefined || o.valueRange !== undefined;
}

function isImplausible(value: number, comparator: string | undefined, entry: EntryOf<Analyte>): boolean {
  // Only a score may be nothing at all, and no value is less than nothing.
  if (value < 0 || (value === 0 && (comparator === '<' || entry.units.unit !== '1'))) return true;
  if (!entry.plausible) return false;
  const [low, high] = entry.plausible;
  // "<0.2" below the lowest plausible value is a detection limit, not a mistake.
  const below = value < low && comparator !== '<' && comparator !== '<=';
  return below || value > high;
}

/** Would the value print as a cut-off at the one decimal laboratories report, without being it? */
function nearCut(value: number): boolean {
  return B2M_CUTS.some((cut) => value !== cut && Math.round(value * 10) / 10 === cut);
}

export function isMeasurement<A extends Analyte>(read: Measurement<A> | SetAside): read is Measurement<A> {
  return !('reason' in read);
}
