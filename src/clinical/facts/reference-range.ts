// The laboratory's own limits, as far as they are meant for this patient, and its word on which side a value lies.
import { tidy, type Quantity } from '../quantities/quantity.ts';
import { ageOn } from '../quantities/time.ts';
import { toCanonical, type UnitTable } from '../quantities/units.ts';
import { codingsOf, listed } from './listed.ts';
import { CONTRADICTION, unitText } from './stated-unit.ts';
import type { PatientFacts, Range, Sex } from './types.ts';

/** For whom a range is meant: HL7 administrative gender, SNOMED CT. @source clinical reference 7.10 */
const SEX: ReadonlyMap<string, Sex> = new Map<string, Sex>([
  ['female', 'female'],
  ['male', 'male'],
  ['F', 'female'],
  ['M', 'male'],
  ['248152002', 'female'],
  ['248153007', 'male'],
]);

/** What a year is in the units that ages come in (UCUM). */
const PER_YEAR: Readonly<Record<string, number>> = { a: 1, mo: 12, wk: 52.18, d: 365.25 };

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
  // 0 to 0 fills a field; nothing is measured against it.
  if (high === 0 || (low === undefined && high === undefined)) return undefined;
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
  const special = meant.filter((r) => r.appliesTo !== undefined || r.age !== undefined);
  const [range, ...others] = special.length > 0 ? special : meant;
  return others.length === 0 ? range : undefined;
}

function isForSex({ appliesTo }: fhir4.ObservationReferenceRange, sex: Sex | undefined): boolean {
  if (appliesTo === undefined) return true;
  const groups = listed(appliesTo);
  return groups.length > 0 && groups.every((g) => codingsOf(g).some((c) => SEX.get(c.code ?? '') === sex) && sex);
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
  const per = PER_YEAR[age.code ?? age.unit ?? 'a'];
  return typeof age.value === 'number' && per !== undefined ? age.value / per : undefined;
}

export type Interpretation = 'low' | 'normal' | 'high';

/** @source http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation */
export function readInterpretation(concepts: readonly fhir4.CodeableConcept[] | undefined): Interpretation | undefined {
  for (const { code } of listed(concepts).flatMap(codingsOf)) {
    if (code === 'H' || code === 'HH') return 'high';
    if (code === 'L' || code === 'LL') return 'low';
    if (code === 'N') return 'normal';
  }
  return undefined;
}

/** Does the laboratory call high what lies within its own limits, or normal what does not? Exactly the limit is either. */
export function contradicts(
  { value, comparator }: Quantity,
  range: Range | undefined,
  interpretation: Interpretation | undefined,
): boolean {
  if (!range || interpretation === undefined || comparator) return false;
  const { low = -Infinity, high = Infinity } = range;
  if (interpretation === 'high') return high !== Infinity && value < high;
  if (interpretation === 'low') return low !== -Infinity && value > low;
  return value > high || value < low;
}
