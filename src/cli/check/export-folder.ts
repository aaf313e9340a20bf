// The same reading over a Bulk Data export: NDJSON files, packed or not, a line at a time, counted and forgotten.
import { basename } from 'node:path';
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { DAY_MS, toRoughInstant } from '../../clinical/quantities/time.ts';
import { isObject } from '../../contracts/json.ts';
import { classify, jsonIn, ownerOf } from '../../population/input/classify.ts';
import { count, type Counts } from '../../population/input/counts.ts';
import { lineFilesIn, wholeOf, type InputFile } from '../../population/input/files.ts';
import { isBlank, linesOf } from '../../population/input/lines.ts';
import { precisionOf, readAsOf, type ReadAs } from '../../population/quality/result-code.ts';
import { createCodeCounter, type CodeCount } from './codes.ts';

export interface ExportReport {
  readonly lines: number;
  /** Lines that are no JSON resource. */
  readonly unreadable: number;
  /** Files that break off: what was read of them counts. */
  readonly unfinished: readonly string[];
  readonly resources: Readonly<Counts>;
  readonly codes: readonly CodeCount[];
  /** Of the results that concern us: status → how often; precision of their date → how often. */
  readonly status: Readonly<Counts>;
  readonly datePrecision: Readonly<Counts>;
  readonly b2m: { readonly count: number; readonly withCreatinine: number; readonly withAlbumin: number };
}

/** Days in which a result counts as of the time of a B2M. */
interface Windows {
  readonly creatinine: number;
  readonly albumin: number;
}

/** A B2M, milliseconds since 1970, and what was found of its time. */
interface Dated {
  readonly at: number;
  creatinine: boolean;
  albumin: boolean;
}

/** By patient. */
type Course = Map<string, Dated[]>;

const BESIDE: ReadonlyMap<ReadAs | undefined, keyof Windows> = new Map([
  ['creatinine-serum', 'creatinine'],
  ['albumin-serum', 'albumin'],
] as const);

/**
 * Read twice where it holds a B2M, so that of each patient nothing but the B2M is kept.
 *
 * @param folder of `*.ndjson`, `.gz` too, as a Bulk Data export writes it
 * @throws Error when there are none
 */
export async function readExport(folder: string, localCodes: LocalCodes, windows: Windows): Promise<ExportReport> {
  const files = lineFilesIn(folder);
  const unfinished = new Set<string>();
  const resources: Counts = {};
  const status: Counts = {};
  const datePrecision: Counts = {};
  const codes = createCodeCounter(localCodes);
  const b2m: Course = new Map();
  const beside = new Set<InputFile>();
  let lines = 0;
  let unreadable = 0;
  for await (const { file, bytes } of linesIn(files, unfinished)) {
    lines++;
    const resource = resourceIn(bytes);
    if (!resource) {
      unreadable++;
      continue;
    }
    count(resources, resource.resourceType);
    if (resource.resourceType !== 'Observation') continue;
    const readAs = codes.add(resource);
    if (readAs === undefined || readAs === 'cytogenetics') continue;
    count(status, typeof resource.status === 'string' ? resource.status : '(none)');
    count(datePrecision, precisionOf(resource.effectiveDateTime));
    if (readAs === 'b2m-serum') remember(b2m, resource);
    if (BESIDE.has(readAs)) beside.add(file);
  }
  if (b2m.size > 0) await findBeside(b2m, linesIn([...beside], unfinished), localCodes, windows);
  const all = [...b2m.values()].flat();
  return {
    lines,
    unreadable,
    unfinished: [...unfinished],
    resources,
    codes: codes.counts(),
    status,
    datePrecision,
    b2m: {
      count: all.length,
      withCreatinine: all.filter((b) => b.creatinine).length,
      withAlbumin: all.filter((b) => b.albumin).length,
    },
  };
}

interface ExportLine {
  readonly file: InputFile;
  readonly bytes: Buffer;
}

async function* linesIn(files: readonly InputFile[], unfinished: Set<string>): AsyncGenerator<ExportLine> {
  for (const file of files) {
    try {
      for await (const { lines } of linesOf(file, wholeOf(0))) {
        for (const { bytes } of lines) if (!isBlank(bytes)) yield { file, bytes };
      }
    } catch {
      unfinished.add(basename(file.path));
    }
  }
}

function resourceIn(bytes: Buffer): fhir4.FhirResource | undefined {
  const value = jsonIn(bytes);
  return isResource(value) ? value : undefined;
}

function isResource(value: unknown): value is fhir4.FhirResource {
  return isObject(value) && typeof value['resourceType'] === 'string';
}

function remember(b2m: Course, observation: fhir4.Observation): void {
  const at = toRoughInstant(observation.effectiveDateTime);
  const patient = ownerOf({ ...observation });
  if (at === undefined || patient === undefined) return;
  const own = b2m.get(patient) ?? [];
  own.push({ at, creatinine: false, albumin: false });
  b2m.set(patient, own);
}

/** Marks each B2M of whose time there is a creatinine, an albumin. */
async function findBeside(
  b2m: Course,
  lines: AsyncIterable<ExportLine>,
  localCodes: LocalCodes,
  windows: Windows,
): Promise<void> {
  for await (const { bytes } of lines) {
    const line = classify(bytes, undefined);
    const own = line.kind === 'record' && line.type === 'Observation' ? b2m.get(line.patient) : undefined;
    const resource = own && resourceIn(bytes);
    if (!own || resource?.resourceType !== 'Observation') continue;
    const kind = BESIDE.get(readAsOf(resource, localCodes));
    const at = toRoughInstant(resource.effectiveDateTime);
    if (kind === undefined || at === undefined) continue;
    for (const b of own) if (Math.abs(b.at - at) <= windows[kind] * DAY_MS) b[kind] = true;
  }
}
