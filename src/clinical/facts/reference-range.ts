// The laboratory's own limits, as far as they are meant for this patient, and its word on which side a value lies.
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { ageOn } from '../quantities/time.ts';
import { toCanonical, type UnitTable } from '../quantities/units.ts';
import { codingsOf, isStated, listed } from './listed.ts';
import { CONTRADICTION, unitText } from './stated-unit.ts';
import type { PatientFacts, Range, Sex } from './types.ts';
import { textsOf } from './words.ts';

/** For whom a range is meant: HL7 administrative gender, SNOMED CT. @source clinical reference 7.10 */
const SEX: ReadonlyMap<string, Sex> = new Map<string, Sex>([
  ['female', 'female'],
  ['male', 'male'],
  ['F', 'female'],
  ['M', 'male'],
  ['248152002', 'female'],
  ['248153007', 'male'],
]);

/** What a year is in the units that ages come in, in UCUM and in words. */
const PER_YEAR: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, 'a y yr yrs year years'],
      [12, 'mo month months'],
      [52.18, 'wk week weeks'],
      [365.25, 'd day days'],
    ] as const
  ).flatMap(([per, names]) => names.split(' ').map((name) => [name, per] as const)),
);

/**
 * The one range meant for the patient.
 *
 * @param unit of the value, for limits without one of their own
 * @param at when the specimen was taken, milliseconds since 1970
 * @returns limits in the analyte's one unit; undefined for a range of nothing (0 to 0), for one that is for another
 *   sex or age or for somebody we cannot tell, and where several are left
 */
export function readRange(
  ranges: readonly fhir4.ObservationReferenceRange[] | undefined,
  unit: string | undefined,
  table: UnitTable,
  patient: Pick<PatientFacts, 'sex' | 'birthDate'>,
  at: number,
): Range | undefined {
  const range = rangeFor(ranges, patient, at);
  if (!range) return undefined;
  const limit = (q: fhir4.Quantity | undefined): number | undefined => {
    if (typeof q?.value !== 'number' || !Number.isFinite(q.value)) return undefined;
    const stated = unitText(q, table) ?? unit;
    return stated === CONTRADICTION ? undefined : toCanonical(table, q.value, stated)?.quantity.value;
  };
  const low = limit(range.low);
  const high = limit(range.high);
  // 0 to 0 fills a field; nothing is measured against it, nor against a range that ends before it begins.
  if (high === 0 || (low === undefined && high === undefined)) return undefined;
  if (low !== undefined && high !== undefined && low > high) return undefined;
  return { ...(low !== undefined && { low: tidy(low) }), ...(high !== undefined && { high: tidy(high) }) };
}

/** The range as it stands in the record, before its limits are read. */
export function rangeFor(
  ranges: readonly fhir4.ObservationReferenceRange[] | undefined,
  patient: Pick<PatientFacts, 'sex' | 'birthDate'>,
  at: number,
): fhir4.ObservationReferenceRange | undefined {
  const normal = listed(ranges).filter(
    (r) => r.type === undefined || codingsOf(r.type).some((c) => c.code === 'normal'),
  );
  const meant = normal.filter((r) => isForSex(r, patient.sex) && isForAge(r.age, patient.birthDate, at));
  // A range for women or for his age says more than one for everybody.
  const special = meant.filter((r) => !isForEverySex(r) || r.age !== undefined);
  const [range, ...others] = special.length > 0 ? special : meant;
  return range && others.every((other) => isSameRange(range, other)) ? range : undefined;
}

function isForEverySex({ appliesTo }: fhir4.ObservationReferenceRange): boolean {
  return !isStated(appliesTo) || (Array.isArray(appliesTo) && appliesTo.length === 0);
}

function isForSex(range: fhir4.ObservationReferenceRange, sex: Sex | undefined): boolean {
  if (isForEverySex(range)) return true;
  const groups = listed(range.appliesTo);
  return groups.length > 0 && sex !== undefined && groups.every((g) => sexOf(g) === sex);
}

/** By its codes; in words only where none stands there. */
function sexOf(group: fhir4.CodeableConcept): Sex | undefined {
  const codes = codingsOf(group).filter((c) => typeof c.code === 'string');
  const said =
    codes.length > 0
      ? codes.map((c) => SEX.get(c.code ?? ''))
      : [SEX.get(textsOf(group)[0]?.trim().toLowerCase() ?? '')];
  return said.find((s) => s !== undefined);
}

/** Printed twice, as some laboratories do. */
function isSameRange(a: fhir4.ObservationReferenceRange, b: fhir4.ObservationReferenceRange): boolean {
  const isSame = (x: fhir4.Quantity | undefined, y: fhir4.Quantity | undefined): boolean =>
    x?.value === y?.value && (x?.code ?? x?.unit) === (y?.code ?? y?.unit);
  return isSame(a.low, b.low) && isSame(a.high, b.high);
}

function isForAge(age: fhir4.Range | undefined, birthDate: string | undefined, at: number): boolean {
  if (age === undefined) return true;
  const years = ageOn(birthDate, at);
  const [low, high] = [inYears(age.low), inYears(age.high)];
  if (years === undefined || low === undefined || high === undefined) return false;
  return years >= (low ?? 0) && years <= (high ?? Infinity);
}

/** Years; null where the range is open to that side; undefined where it cannot be read. */
function inYears(age: fhir4.Quantity | undefined): number | null | undefined {
  if (age === undefined) return null;
  const unit: unknown = age.code ?? age.unit ?? 'a';
  const per = typeof unit === 'string' ? PER_YEAR.get(unit.trim().toLowerCase()) : undefined;
  return typeof age.value === 'number' && per !== undefined ? age.value / per : undefined;
}

export type Interpretation = 'low' | 'normal' | 'high' | 'abnormal' | 'contradictory';

/** Which side of the limits a laboratory says a value is on; undefined where it says neither, or both. */
export function sideSaid(interpretation: Interpretation | undefined): 'low' | 'normal' | 'high' | undefined {
  return interpretation === 'abnormal' || interpretation === 'contradictory' ? undefined : interpretation;
}

/** @source http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation */
const INTERPRETATIONS: ReadonlyMap<string | undefined, Interpretation> = new Map([
  ...['H', 'HH', 'HU'].map((code) => [code, 'high'] as const),
  ...['L', 'LL', 'LU'].map((code) => [code, 'low'] as const),
  ['N', 'normal'] as const,
  ...['A', 'AA'].map((code) => [code, 'abnormal'] as const),
]);

/** @returns `abnormal` on either side; `contradictory` where several say different things */
export function readInterpretation(concepts: readonly fhir4.CodeableConcept[] | undefined): Interpretation | undefined {
  const said = new Set(
    listed(concepts)
      .flatMap(codingsOf)
      .flatMap(({ code }) => INTERPRETATIONS.get(code) ?? []),
  );
  // abnormal beside high or low says no more than that
  if (said.size > 1 && !said.has('normal')) said.delete('abnormal');
  const [first] = said;
  return said.size > 1 ? 'contradictory' : first;
}

/**
 * Does the laboratory contradict itself: high for what lies within its own limits or below them, normal for what does not,
 * two things at once? Exactly the limit is either.
 */
export function contradicts(
  { value, comparator }: Quantity,
  range: Range | undefined,
  interpretation: Interpretation | undefined,
): boolean {
  if (interpretation === 'contradictory') return true;
  if (!range || interpretation === undefined || comparator) return false;
  const { low = -Infinity, high = Infinity } = range;
  if (interpretation === 'high') return value < high && (high !== Infinity || value < low);
  if (interpretation === 'low') return value > low && (low !== -Infinity || value > high);
  if (interpretation === 'abnormal') return value > low && value < high;
  return value > high || value < low;
}
