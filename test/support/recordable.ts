// A chart that has all that an ISS and an R-ISS stage need to be offered for the record, to be changed in one part.
import { READING } from '../../fixtures/published.ts';
import { unmet, type RecordedSystem } from '../../cds-services/b2m-result/may-record.ts';
import type { PartlyRead } from '../../src/clinical/facts/types.ts';
import { readPatient, type Reading } from '../../src/clinical/reading/reading.ts';
import { albumin, b2m, chart, collect, condition, creatinine, daysAgo, fish, ldh, patient } from './chart.ts';

/** When its specimens were taken, a day after the diagnosis. */
export const at = daysAgo(5);

const PARTS = {
  patient: patient(),
  myeloma: condition('myeloma', { since: daysAgo(6) }),
  b2m: b2m('6.1 mg/L', { at, id: 'b2m' }),
  albumin: albumin('3.9 g/dL', { at }),
  creatinine: creatinine('0.9 mg/dL', { at }),
  ldh: ldh('180 U/L', { at }),
  del17p: fish('del17p', 'absent', { at }),
  t4_14: fish('t4-14', 'absent', { at }),
  t14_16: fish('t14-16', 'absent', { at }),
};
/** Parts by name; undefined takes one away. */
export type Parts = Readonly<Record<string, fhir4.FhirResource | undefined>>;

export interface Known {
  readonly unavailable?: readonly string[];
  readonly partlyRead?: readonly PartlyRead[];
  /** References of the results being looked at. */
  readonly lookedAt?: readonly string[];
}

/** The reading of the chart, so changed. */
export function recordable(change: Parts = {}, known: Known = {}): Reading {
  const resources = Object.values({ ...PARTS, ...change }).filter((r) => r !== undefined);
  const { unavailable = [], partlyRead = [], lookedAt = [] } = known;
  const facts = { ...collect(chart(resources), { unavailable }), partlyRead };
  return readPatient(facts, READING.settings, new Set(lookedAt));
}

/** The conditions that it does not meet. */
export function notMet(system: RecordedSystem, change: Parts = {}, known: Known = {}): readonly string[] {
  return unmet(system, recordable(change, known), READING.settings);
}
