// A file on disk → JSON, and a Bundle → the chart of its one patient, for the command line.
import { isObject, member } from '../contracts/json.ts';
import type { Chart } from '../contracts/service.ts';
import { collect } from '../protocol/collection.ts';

export interface PatientChart {
  readonly patientId: string;
  readonly chart: Chart;
  /** Where it came from: a file, or a file and its line. */
  readonly name: string;
}

/**
 * The chart in a Bundle of one patient.
 *
 * @param name of the file, for the fault
 * @throws Error when it is no Bundle, or holds no Patient with an id, or several
 */
export function chartOf(bundle: unknown, name: string): PatientChart {
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') throw new Error(`${name}: expected a FHIR Bundle`);
  const entries: readonly unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  const patients = entries
    .map((entry) => member(entry, 'resource'))
    .filter((resource) => member(resource, 'resourceType') === 'Patient');
  const id = member(patients[0], 'id');
  if (patients.length !== 1 || typeof id !== 'string') {
    throw new Error(`${name}: expected one Patient with an id, found ${patients.length}`);
  }
  const { resources } = collect(bundle, { place: name, from: 'file', patient: { id } });
  return { patientId: id, name, chart: { resources, unavailable: new Map() } };
}

/** @param name of the file, for the fault @throws Error naming it, and nothing of what stands in it */
export function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name}: not JSON`);
  }
}
