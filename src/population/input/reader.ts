// One piece of an export → its records in the spool, and what was counted on the way.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { divide } from './bundle.ts';
import { isObject, type JsonObject } from '../../contracts/json.ts';
import { classify, classifyValue, jsonIn, type Line } from './classify.ts';
import { count, type Counts } from './counts.ts';
import type { InputFile, Piece } from './files.ts';
import { isBlank, linesOf } from './lines.ts';
import { partOf, patientHash } from './patient-hash.ts';
import type { Spool } from './spool.ts';

/** A line that was skipped. */
export interface Skipped {
  readonly file: number;
  /** Byte in the file, unpacked. */
  readonly at: number;
  readonly why: string;
}

export interface ReadReport {
  readonly counts: Counts;
  /** The first of the lines that could not be read; all are counted. */
  readonly skipped: Skipped[];
  /** `Type/id` of what the export says was deleted. */
  readonly deleted: string[];
  /** Drugs that orders refer to: `Medication` resources, reduced to what names them. */
  readonly medications: string[];
  /** When the export was made, as its manifest or log says. */
  readonly transactionTimes: string[];
  /** Where elements were left out, the first. */
  subsetted?: Skipped;
}

export interface ReaderOptions {
  readonly files: readonly InputFile[];
  readonly spool: Spool;
  /** Keeps the patients of this shard only. */
  readonly shard: { readonly index: number; readonly of: number };
  /** Called with what was read since the last call: bytes unpacked, lines, and bytes as they stand in the file. */
  readonly progress: (bytes: number, lines: number, taken: number) => void;
}

/** In the place of a byte: what concerns the end of a file. */
export const AT_END = -1;

/** More are counted only. */
export const MOST_SKIPPED = 1_000;

export function emptyReport(): ReadReport {
  return { counts: {}, skipped: [], deleted: [], medications: [], transactionTimes: [] };
}

export async function readPiece(piece: Piece, options: ReaderOptions): Promise<ReadReport> {
  const file = options.files[piece.file];
  if (!file) throw new Error(`no file ${piece.file}`);
  const report = emptyReport();
  const take = taker(piece.file, report, options);
  if (!file.lines && takeWhole(file, take, options)) return report;
  try {
    for await (const { lines, read, taken } of linesOf(file, piece)) {
      let seen = 0;
      for (const { bytes, at } of lines) {
        if (isBlank(bytes)) continue;
        seen++;
        take(classify(bytes, take.block), at, bytes);
      }
      options.progress(read, seen, taken);
    }
  } catch (error) {
    // A file that breaks off is told, and what was read of it stays.
    take({ kind: 'broken', why: `the file cannot be read to its end (${codeOf(error)})` }, AT_END);
  }
  return report;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}

/** Bytes; a larger file of one JSON value is read by lines, which tells that it cannot be read. */
const LARGEST_VALUE = 400 * 2 ** 20;

/** @returns false when the file is not one JSON value: it may be lines under another name */
function takeWhole(file: InputFile, take: Taker, { progress }: ReaderOptions): boolean {
  if (file.bytes > LARGEST_VALUE) return false;
  let bytes: Buffer;
  try {
    const raw = readFileSync(file.path);
    bytes = file.gzip ? gunzipSync(raw, { maxOutputLength: LARGEST_VALUE }) : raw;
  } catch {
    return false;
  }
  const value = jsonIn(bytes);
  if (value === undefined) return false;
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  for (const [i, v] of values.entries()) take(classifyValue(v, undefined), i, () => Buffer.from(JSON.stringify(v)));
  progress(bytes.length, values.length, file.bytes);
  return true;
}

interface Taker {
  (line: Line, at: number, bytes?: Buffer | (() => Buffer)): void;
  /** Patient of the block that the next line stands in. */
  block: string | undefined;
}

function taker(file: number, report: ReadReport, { spool, shard }: ReaderOptions): Taker {
  const { counts } = report;
  const isOurs = (patient: string): boolean => partOf(patientHash(patient), shard.of) === shard.index;

  const take: Taker = (line, at, bytes) => {
    count(counts, 'lines');
    const raw = (): Buffer => (typeof bytes === 'function' ? bytes() : (bytes ?? Buffer.alloc(0)));
    switch (line.kind) {
      case 'record':
        count(counts, `type ${line.type}`);
        if (line.subsetted) markSubsetted(at);
        if (isOurs(line.patient)) spool.add(line.patient, { file, at, kind: line.subsetted ? 'S' : 'R' }, raw());
        return;
      case 'shared':
        count(counts, `type ${line.type}`);
        keepMedication(raw(), at);
        return;
      case 'passed':
        count(counts, `type ${line.type}`);
        return;
      case 'bundle':
        takeBundle(line.value, at);
        return;
      case 'outcome':
        for (const severity of severitiesOf(line.value)) count(counts, `outcome ${severity}`);
        return;
      case 'header':
        take.block = line.patient;
        count(counts, 'block headers');
        return;
      case 'manifest':
      case 'log':
        report.transactionTimes.push(...transactionTimeOf(line.value));
        count(counts, line.kind);
        return;
      case 'broken':
        skip(at, line.why);
    }
  };
  take.block = undefined;
  return take;

  function skip(at: number, why: string): void {
    count(counts, 'broken');
    count(counts, `broken: ${why}`);
    if (report.skipped.length < MOST_SKIPPED) report.skipped.push({ file, at, why });
  }

  function markSubsetted(at: number): void {
    count(counts, 'subsetted');
    report.subsetted ??= { file, at, why: 'SUBSETTED' };
  }

  function keepMedication(bytes: Buffer, at: number): void {
    try {
      const { id, code } = JSON.parse(bytes.toString('utf8')) as Partial<fhir4.Medication>;
      if (typeof id === 'string' && code) report.medications.push(JSON.stringify({ id, code }));
    } catch {
      skip(at, 'no JSON');
    }
  }

  function takeBundle(value: JsonObject, at: number): void {
    const { patients, deleted, types, stray } = divide(value);
    for (const type of types) count(counts, `type ${type}`);
    report.deleted.push(...deleted);
    if (deleted.length > 0) count(counts, 'deleted', deleted.length);
    if (stray > 0) count(counts, 'broken: names no patient', stray);
    if (patients.size === 0 && deleted.length === 0) count(counts, 'bundles without a patient');
    for (const [patient, { bundle, subsetted }] of patients) {
      if (subsetted) markSubsetted(at);
      const kind = subsetted ? 'S' : 'B';
      if (isOurs(patient)) spool.add(patient, { file, at, kind }, Buffer.from(JSON.stringify(bundle)));
    }
  }
}

function severitiesOf(outcome: JsonObject): readonly string[] {
  const issues = Array.isArray(outcome['issue']) ? (outcome['issue'] as readonly unknown[]) : [];
  return issues.filter(isObject).map((issue) => String(issue['severity']));
}

function transactionTimeOf(value: JsonObject): readonly string[] {
  const detail = isObject(value['eventDetail']) ? value['eventDetail'] : value;
  return typeof detail['transactionTime'] === 'string' ? [detail['transactionTime']] : [];
}
