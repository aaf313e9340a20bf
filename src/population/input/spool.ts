// External grouping by patient: records appended to one of many files by the patient's hash, through small buffers.
// Plain files rather than an embedded engine: what is needed is one sequential write and one sequential read of each
// record; Node 20 has no SQLite of its own, and an index over a hundred million rows costs more than the sorting does.
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { partOf, patientHash } from './patient-hash.ts';

/** What each record carries along. */
export interface Origin {
  readonly file: number;
  /** Byte in the file, unpacked. */
  readonly at: number;
  /** `R` a resource, `S` one with elements left out, `B` a Bundle of the patient's. */
  readonly kind: 'R' | 'S' | 'B';
}

export interface SpoolRecord extends Origin {
  readonly patient: string;
  /** As it stood in the file. */
  readonly bytes: Buffer;
}

export interface Spool {
  add(patient: string, origin: Origin, bytes: Buffer): void;
  /** Writes what is buffered. @returns the length of each file */
  flush(): readonly number[];
}

/** Bytes that all buffers of one writer take together. */
const BUFFERS = 48 * 2 ** 20;

/**
 * @param folder where the files are
 * @param parts how many files the patients are spread over
 * @param writer several may write side by side, each to files of its own
 */
export function openSpool(folder: string, parts: number, writer: number): Spool {
  const size = Math.max(16_384, Math.min(2 ** 20, Math.floor(BUFFERS / parts)));
  const buffers = new Map<number, { readonly bytes: Buffer; used: number }>();
  const lengths = Array.from({ length: parts }, (_, part) => lengthOf(fileOf(folder, part, writer)));

  function write(part: number, bytes: Buffer): void {
    appendFileSync(fileOf(folder, part, writer), bytes);
    lengths[part] = (lengths[part] ?? 0) + bytes.length;
  }

  return {
    add(patient, { file, at, kind }, bytes) {
      const part = partOf(patientHash(patient), parts);
      const head = Buffer.from(`${patient}\t${file}\t${at}\t${kind}\t${bytes.length}\n`);
      const needed = head.length + bytes.length + 1;
      let buffer = buffers.get(part);
      if (!buffer) buffers.set(part, (buffer = { bytes: Buffer.allocUnsafeSlow(size), used: 0 }));
      if (buffer.used + needed > size) {
        write(part, buffer.bytes.subarray(0, buffer.used));
        buffer.used = 0;
      }
      if (needed > size) {
        write(part, Buffer.concat([head, bytes, NEWLINE]));
        return;
      }
      buffer.used += head.copy(buffer.bytes, buffer.used);
      buffer.used += bytes.copy(buffer.bytes, buffer.used);
      buffer.used += NEWLINE.copy(buffer.bytes, buffer.used);
    },
    flush() {
      for (const [part, buffer] of buffers) {
        if (buffer.used > 0) write(part, buffer.bytes.subarray(0, buffer.used));
        buffer.used = 0;
      }
      return lengths;
    },
  };
}

const NEWLINE = Buffer.from('\n');

function fileOf(folder: string, part: number, writer: number): string {
  return join(folder, `${String(part).padStart(5, '0')}.${writer}`);
}

function lengthOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

/** Takes back what a writer wrote after it last told how far it was. */
export function truncateSpool(folder: string, writer: number, lengths: readonly number[]): void {
  for (const [part, length] of lengths.entries()) {
    const path = fileOf(folder, part, writer);
    if (lengthOf(path) > length) truncateSync(path, length);
  }
}

/** Bytes by part, whoever wrote them. */
export function spoolBytes(folder: string): ReadonlyMap<number, number> {
  const bytes = new Map<number, number>();
  for (const name of readdirSync(folder)) {
    const part = Number(name.split('.')[0]);
    bytes.set(part, (bytes.get(part) ?? 0) + lengthOf(join(folder, name)));
  }
  return bytes;
}

/** The records of one part by patient, each patient's in the order of the export, whoever wrote them. */
export function readPart(folder: string, part: number): ReadonlyMap<string, readonly SpoolRecord[]> {
  const prefix = `${String(part).padStart(5, '0')}.`;
  const patients = new Map<string, SpoolRecord[]>();
  for (const name of readdirSync(folder).filter((n) => n.startsWith(prefix))) {
    for (const record of recordsIn(readFileSync(join(folder, name)))) {
      const own = patients.get(record.patient);
      if (own) own.push(record);
      else patients.set(record.patient, [record]);
    }
  }
  for (const own of patients.values()) own.sort((a, b) => a.file - b.file || a.at - b.at);
  return patients;
}

function* recordsIn(bytes: Buffer): Generator<SpoolRecord> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const [patient = '', file, offset, kind = 'R', length] = bytes.toString('latin1', at, end).split('\t');
    const from = end + 1;
    at = from + Number(length) + 1;
    yield {
      patient,
      file: Number(file),
      at: Number(offset),
      kind: kind === 'B' || kind === 'S' ? kind : 'R',
      bytes: bytes.subarray(from, at - 1),
    };
  }
}
