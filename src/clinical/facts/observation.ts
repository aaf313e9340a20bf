// One Observation (or one component of it) → a measurement, or the reason why it is none.
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { DAY_MS, toInstant } from '../quantities/time.ts';
import { takenAt, type Taken } from './specimen-date.ts';
import type { Refusal } from './gate.ts';
import { toCanonical, UNITS, type Converted, type UnitTable } from '../quantities/units.ts';
import { LOINC, CATALOGUE, type CatalogueEntry, type EntryOf } from './catalogue.ts';
import { codingsOf, listed } from './listed.ts';
import type { Analyte, Flag, Measurement, Range, SetAside, SetAsideReason } from './types.ts';

/** Results laboratories stand by. @source https://hl7.org/fhir/R4/valueset-observation-status.html */
const USABLE: ReadonlySet<string | undefined> = new Set(['final', 'amended', 'corrected']);
const NOT_USABLE: ReadonlyMap<string | undefined, SetAsideReason> = new Map<string, SetAsideReason>([
  ['entered-in-error', 'entered-in-error'],
  ['cancelled', 'cancelled'],
  ['preliminary', 'preliminary'],
  ['registered', 'preliminary'],
]);
const COMPARATORS = new Set(['<', '<=', '>=', '>']);
const UCUM = 'http://unitsofmeasure.org';

/** Cut-offs near which a converted value is flagged, in canonical units. @source clinical reference 9.3, I15 */
const B2M_CUTS = [3.5, 5.5];
/** mg/L; above, a serum B2M is rare without renal failure: not believed in mg/dL, its unit asked for in mg/L. @source clinical reference 7.5 */
export const B2M_RARE_WITHOUT_RENAL_FAILURE = 20;

export interface ReadingContext {
  readonly asOf: number;
  /** CKD 4–5, end-stage renal disease or dialysis is on the problem list: very high values are believable. */
  readonly renalFailure: boolean;
  /** Local laboratory codes as `system|code` → LOINC. */
  readonly localCodes: ReadonlyMap<string, string>;
}

/** The LOINC code of one coding, its own or by the site's map; undefined for anything else, however malformed. */
export function loincOf(
  coding: fhir4.Coding | null | undefined,
  localCodes: ReadonlyMap<string, string>,
): string | undefined {
  if (typeof coding?.code !== 'string' || typeof coding.system !== 'string') return undefined;
  return coding.system === LOINC ? coding.code : localCodes.get(`${coding.system}|${coding.code}`);
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
  const aside = (reason: SetAsideReason, read?: Quantity): SetAside => ({
    reference,
    reason,
    analyte: entry.analyte,
    code,
    ...(at !== undefined && { at }),
    ...(taken.until !== undefined && { until: taken.until }),
    ...(reported && { reported }),
    ...(read && { read }),
  });
  if (refusal) return { ...aside(refusal.reason), ...(refusal.told !== undefined && { told: refusal.told }) };
  const unusable = statusProblem(parent.status);
  if (unusable) return aside(unusable);
  // A value beside the reason why there is none contradicts itself.
  if (valued.dataAbsentReason) return aside('no-value');
  if (value === undefined || value === null) return aside(hasOtherValue(valued) ? 'not-numeric' : 'no-value');
  if (reported === undefined || !Number.isFinite(value)) return aside('unreadable');
  const comparator = valueQuantity?.comparator;
  if (comparator !== undefined && !COMPARATORS.has(comparator)) return aside('unreadable');
  if (at === undefined) return aside(taken.by === 'nothing' ? 'no-date' : 'unreadable-date');
  if (at > context.asOf + DAY_MS) return aside('future-date');
  if (stated === CONTRADICTION) return aside('unknown-unit');

  const converted = toCanonical(entry.units, value, unit);
  if (!converted) return aside(unit ? 'unknown-unit' : 'no-unit');
  const quantity = comparator ? { ...converted.quantity, comparator } : converted.quantity;
  const implausible = implausibility(quantity.value, comparator, converted.suspect, entry, context);
  if (implausible) return aside(implausible, quantity);

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
    range: readRange(valued.referenceRange, unit, entry.units),
    interpretation: readInterpretation(valued.interpretation),
    flags: flagsOf(converted, entry, taken),
  };
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

const CONTRADICTION: unique symbol = Symbol('code and display name different units');

/** The unit's UCUM code, else its display; a code and a display that read differently contradict each other. */
function unitText(q: fhir4.Quantity | undefined, table: UnitTable): string | undefined | typeof CONTRADICTION {
  if (!q) return undefined;
  const code = typeof q.code === 'string' && (q.system === UCUM || q.system === undefined) ? q.code : undefined;
  const display = typeof q.unit === 'string' ? q.unit : undefined;
  if (code === undefined || display === undefined || code === display) return code ?? display;
  const byCode = toCanonical(table, 1, code);
  const byDisplay = toCanonical(table, 1, display);
  if (!byCode) return !byDisplay ? code : isAnyUnit(code) ? CONTRADICTION : display;
  if (byDisplay && byDisplay.quantity.value !== byCode.quantity.value) return CONTRADICTION;
  return code;
}

/** A code that we read as a unit of something else is no slip of spelling: `g/L` beside "mg/L". */
function isAnyUnit(code: string): boolean {
  return Object.values(UNITS).some((table) => toCanonical(table, 1, code) !== undefined);
}

function hasOtherValue(o: Valued): boolean {
  return o.valueString !== undefined || o.valueCodeableConcept !== undefined || o.valueRange !== undefined;
}

function implausibility(
  value: number,
  comparator: string | undefined,
  suspect: boolean,
  entry: EntryOf<Analyte>,
  context: ReadingContext,
): SetAsideReason | undefined {
  // Only a score may be nothing at all, and no value is less than nothing.
  if (value < 0 || (value === 0 && (comparator === '<' || entry.units.unit !== '1'))) return 'implausible';
  if (entry.plausible) {
    const [low, high] = entry.plausible;
    // "<0.2" below the lowest plausible value is a detection limit, not a mistake.
    const below = value < low && comparator !== '<' && comparator !== '<=';
    if (below || value > high) return suspect ? 'unit-implausible' : 'implausible';
  }
  if (suspect && value > B2M_RARE_WITHOUT_RENAL_FAILURE && !context.renalFailure) return 'unit-implausible';
  return undefined;
}

/** Would the value print as a cut-off at the one decimal laboratories report, without being it? */
function nearCut(value: number): boolean {
  return B2M_CUTS.some((cut) => value !== cut && Math.round(value * 10) / 10 === cut);
}

/** The range meant for everybody: no type or `normal`, no condition on who it applies to. */
function readRange(
  ranges: readonly fhir4.ObservationReferenceRange[] | undefined,
  unit: string | undefined,
  table: UnitTable,
): Range | undefined {
  const [general, ...others] = listed(ranges).filter(
    (r) => (r.type === undefined || codingsOf(r.type).some((c) => c.code === 'normal')) && r.appliesTo === undefined,
  );
  if (!general || others.length > 0) return undefined;
  const limit = (q: fhir4.Quantity | undefined): number | undefined => {
    if (typeof q?.value !== 'number' || !Number.isFinite(q.value)) return undefined;
    const stated = unitText(q, table) ?? unit;
    return stated === CONTRADICTION ? undefined : toCanonical(table, q.value, stated)?.quantity.value;
  };
  const low = limit(general.low);
  const high = limit(general.high);
  if (low === undefined && high === undefined) return undefined;
  return { ...(low !== undefined && { low: tidy(low) }), ...(high !== undefined && { high: tidy(high) }) };
}

/** @source http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation */
function readInterpretation(
  concepts: readonly fhir4.CodeableConcept[] | undefined,
): 'low' | 'normal' | 'high' | undefined {
  for (const { code } of listed(concepts).flatMap(codingsOf)) {
    if (code === 'H' || code === 'HH') return 'high';
    if (code === 'L' || code === 'LL') return 'low';
    if (code === 'N') return 'normal';
  }
  return undefined;
}

export function isMeasurement<A extends Analyte>(read: Measurement<A> | SetAside): read is Measurement<A> {
  return !('reason' in read);
}
