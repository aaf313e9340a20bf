// A file on disk → a patient's chart, or a hook request, for the command line.
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
 * @throws Error when there is no Bundle, or it holds no Patient or several
 */
export function chartOf(bundle: unknown, name: string): PatientChart {
  const entries = (bundle as fhir4.Bundle | null)?.entry;
  if ((bundle as fhir4.Bundle | null)?.resourceType !== 'Bundle' || !Array.isArray(entries)) {
    throw new Error(`${name}: expected a FHIR Bundle`);
  }
  const patients = entries.flatMap((e) => (e?.resource?.resourceType === 'Patient' ? [e.resource] : []));
  const id = patients[0]?.id;
  if (patients.length !== 1 || id === undefined) {
    throw new Error(`${name}: expected one Patient with an id, found ${patients.length}`);
  }
  const { resources } = collect(bundle, { place: name, from: 'file', patient: { id } });
  return { patientId: id, name, chart: { resources, unavailable: new Map() } };
}

export function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name}: not JSON`);
  }
}
