// A file on disk → a patient's chart, or a hook request, for the command line.
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Chart, Located } from '../contracts/service.ts';
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

/** Every patient in some files: a Bundle a file, an NDJSON file with a Bundle a line, or folders of these. */
export async function* chartsIn(paths: readonly string[]): AsyncGenerator<PatientChart> {
  for (const path of paths.flatMap(filesIn)) {
    if (!path.endsWith('.ndjson')) {
      yield chartOf(parse(readFileSync(path, 'utf8'), path), path);
      continue;
    }
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      line++;
      if (text.trim() !== '') yield chartOf(parse(text, `${path}:${line}`), `${path}:${line}`);
    }
  }
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.ndjson') || name.endsWith('.bundle.json'))
    .sort()
    .map((name) => join(path, name));
}

export function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name}: not JSON`);
  }
}

/** What was on record at a moment: results and conditions known by then. */
export function chartAt(chart: Chart, at: number): Chart {
  return { ...chart, resources: chart.resources.filter((r) => knownAt(r) <= at) };
}

/** When a resource came to be known; one without a date has always been. */
function knownAt({ resource }: Located): number {
  const r = resource as { issued?: string; effectiveDateTime?: string; recordedDate?: string; authoredOn?: string };
  const stated = r.issued ?? r.effectiveDateTime ?? r.recordedDate ?? r.authoredOn;
  const at = stated === undefined ? NaN : Date.parse(stated);
  return Number.isNaN(at) ? -Infinity : at;
}
