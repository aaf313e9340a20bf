// The same reading over a Bulk Data export: NDJSON files, a line at a time, counted and forgotten.
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import { isAnalyte } from '../../clinical/facts/catalogue.ts';
import type { Analyte } from '../../clinical/facts/types.ts';
import { entryOf } from '../../clinical/facts/observation.ts';
import { DAY_MS, toRoughInstant } from '../../clinical/quantities/time.ts';
import { countCodes, type CodeCount } from './codes.ts';

export interface ExportReport {
  readonly lines: number;
  /** Lines that are no JSON resource. */
  readonly unreadable: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly codes: readonly CodeCount[];
  /** Of the results that concern us: status → how often; precision of their date → how often. */
  readonly status: Readonly<Record<string, number>>;
  readonly datePrecision: Readonly<Record<string, number>>;
  readonly b2m: { readonly count: number; readonly withCreatinine: number; readonly withAlbumin: number };
}

/** Days by patient. */
type Course = Map<string, number[]>;

/** Results of this many codes are counted at a time, so that memory does not grow with the export. */
const BATCH = 5_000;

/**
 * @param folder of `*.ndjson`, as a Bulk Data export writes it
 * @param windows days in which a creatinine or an albumin counts as of the time of a B2M
 */
export async function readExport(
  folder: string,
  localCodes: LocalCodes,
  windows: { readonly creatinine: number; readonly albumin: number },
): Promise<ExportReport> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .sort();
  if (files.length === 0) throw new Error(`${folder}: no .ndjson files`);
  const resources: Record<string, number> = {};
  const status: Record<string, number> = {};
  const datePrecision: Record<string, number> = {};
  const courses: Partial<Record<Analyte, Course>> = {};
  let codes: readonly CodeCount[] = [];
  let batch: fhir4.Observation[] = [];
  let lines = 0;
  let unreadable = 0;
  for (const file of files) {
    for await (const text of createInterface({ input: createReadStream(join(folder, file)), crlfDelay: Infinity })) {
      if (text.trim() === '') continue;
      lines++;
      const resource = resourceIn(text);
      if (!resource) {
        unreadable++;
        continue;
      }
      add(resources, resource.resourceType);
      if (resource.resourceType !== 'Observation') continue;
      batch.push(resource);
      if (batch.length >= BATCH) {
        codes = merged(codes, countCodes(batch, localCodes));
        batch = [];
      }
      const entry = entryOf(resource.code, localCodes)?.entry;
      if (!entry || !isAnalyte(entry)) continue;
      add(status, typeof resource.status === 'string' ? resource.status : '(none)');
      add(datePrecision, precisionOf(resource.effectiveDateTime));
      if (isWanted(entry.analyte)) remember((courses[entry.analyte] ??= new Map()), resource);
    }
  }
  codes = merged(codes, countCodes(batch, localCodes));
  return { lines, unreadable, resources, codes, status, datePrecision, b2m: shares(courses, windows) };
}

function resourceIn(text: string): fhir4.FhirResource | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isResource(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isResource(value: unknown): value is fhir4.FhirResource {
  return (
    typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string'
  );
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function merged(a: readonly CodeCount[], b: readonly CodeCount[]): readonly CodeCount[] {
  const all = new Map<string, CodeCount>();
  for (const count of [...a, ...b]) {
    const key = JSON.stringify([count.system, count.code, count.readAs]);
    const known = all.get(key);
    const units: Record<string, number> = { ...known?.units };
    for (const [unit, times] of Object.entries(count.units)) units[unit] = (units[unit] ?? 0) + times;
    all.set(key, { ...count, units, count: count.count + (known?.count ?? 0) });
  }
  return [...all.values()].sort((x, y) => y.count - x.count);
}

function precisionOf(date: unknown): string {
  if (typeof date !== 'string') return '(none)';
  const byLength: Readonly<Record<number, string>> = { 4: 'year', 7: 'month', 10: 'day' };
  return byLength[date.length] ?? 'time';
}

const WANTED: ReadonlySet<Analyte> = new Set<Analyte>(['b2m-serum', 'creatinine-serum', 'albumin-serum']);

function isWanted(analyte: Analyte): boolean {
  return WANTED.has(analyte);
}

function remember(course: Course, { subject, effectiveDateTime }: fhir4.Observation): void {
  const at = toRoughInstant(effectiveDateTime);
  const patient = subject?.reference;
  if (at === undefined || typeof patient !== 'string') return;
  const days = course.get(patient);
  if (days) days.push(at / DAY_MS);
  else course.set(patient, [at / DAY_MS]);
}

function shares(
  courses: Partial<Record<Analyte, Course>>,
  windows: { readonly creatinine: number; readonly albumin: number },
): ExportReport['b2m'] {
  const found = { count: 0, withCreatinine: 0, withAlbumin: 0 };
  for (const [patient, days] of courses['b2m-serum'] ?? []) {
    for (const day of days) {
      found.count++;
      if (isNear(courses['creatinine-serum']?.get(patient), day, windows.creatinine)) found.withCreatinine++;
      if (isNear(courses['albumin-serum']?.get(patient), day, windows.albumin)) found.withAlbumin++;
    }
  }
  return found;
}

function isNear(days: readonly number[] | undefined, day: number, window: number): boolean {
  return days?.some((other) => Math.abs(other - day) <= window) ?? false;
}
