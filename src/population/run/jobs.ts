// The two kinds of work, done side by side: a piece of the export read, a part of the patients replayed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byHash } from '../input/patient-hash.ts';
import { readPiece, type ReadReport, type Skipped } from '../input/reader.ts';
import { openSpool, readPart, type Spool } from '../input/spool.ts';
import type { Difference } from '../output/difference.ts';
import { createSampler, type Sample } from '../output/sample.ts';
import { createTallier, type Tally } from '../output/tally.ts';
import type { Engine } from '../replay/engine.ts';
import { readRecord, type Shared } from '../replay/patient-record.ts';
import { replayPatient } from '../replay/replay.ts';
import { readJson, writeJson, writeWhole } from './json-file.ts';
import { workIn, type Plan } from './plan.ts';
import type { Done } from './progress.ts';

export type Job =
  | { readonly kind: 'read'; readonly piece: number }
  | { readonly kind: 'replay'; readonly part: number; readonly exportedAt: number; readonly to: number };

export type Progress = (done: Done) => void;

/** How far a writer of the spool is: what it wrote after this is taken back. */
export interface WriterState {
  readonly lengths: readonly number[];
  readonly pieces: readonly number[];
}

/** What became of a part of the patients. */
export interface PartResult {
  readonly tally: Tally;
  readonly sample: Sample;
  readonly differences: readonly Difference[];
  readonly skipped: readonly Skipped[];
}

/** Patients. */
const TELL_EVERY = 25;

export interface Worker {
  run(job: Job, progress: Progress): Promise<void>;
}

export interface WorkerOptions {
  readonly plan: Plan;
  readonly out: string;
  /** Which of the workers, from 0; each writes files of its own. */
  readonly writer: number;
  readonly engine: Engine;
  readonly other?: Engine | undefined;
}

export function createWorker({ plan, out, writer, engine, other }: WorkerOptions): Worker {
  const work = workIn(out);
  const { options, files } = plan;
  let spool: Spool | undefined;
  let pieces: readonly number[] = [];
  let shared: Shared | undefined;

  return {
    async run(job, progress) {
      if (job.kind === 'read') {
        if (!spool) {
          spool = openSpool(work.spool, plan.parts, writer);
          pieces = (readJson(stateOf(out, writer)) as WriterState | undefined)?.pieces ?? [];
        }
        const piece = plan.pieces[job.piece];
        if (!piece) throw new Error(`no piece ${job.piece}`);
        const report = await readPiece(piece, {
          files,
          spool,
          shard: options.shard,
          progress: (bytes, lines, work) => progress({ bytes, lines, work }),
        });
        const lengths = spool.flush();
        writeJson(reportOf(out, job.piece), report satisfies ReadReport);
        pieces = [...pieces, job.piece];
        writeJson(stateOf(out, writer), { lengths, pieces } satisfies WriterState);
        return;
      }
      shared ??= readShared(work.folder);
      await replayPart(job, shared, progress);
    },
  };

  async function replayPart(
    { part, exportedAt, to }: Extract<Job, { kind: 'replay' }>,
    known: Shared,
    progress: Progress,
  ): Promise<void> {
    const patients = readPart(work.spool, part);
    const tallier = createTallier();
    const { seed, perStratum, from = -Infinity, comparedSince = false } = options;
    const sampler = createSampler({ seed, perStratum });
    const cases: string[] = [];
    const differences: Difference[] = [];
    const skipped: Skipped[] = [];
    let replayed = 0;
    let bytes = 0;
    const ids = [...patients.keys()].sort(byHash);
    for (const id of ids) {
      const records = patients.get(id) ?? [];
      const record = readRecord(id, records, known);
      skipped.push(...record.skipped);
      const done = await replayPatient(record, tallier, {
        engine,
        other: other && { engine: other, isBefore: comparedSince },
        period: { from, to },
        exportedAt,
        seed,
      });
      for (const c of done.cases) cases.push(JSON.stringify(c));
      differences.push(...done.differences);
      sampler.offer(id, done.candidates);
      replayed++;
      bytes += records.reduce((sum, r) => sum + r.bytes.length, 0);
      if (replayed < TELL_EVERY) continue;
      progress({ patients: replayed, work: bytes });
      replayed = bytes = 0;
    }
    progress({ patients: replayed, work: bytes });
    writeWhole(casesOf(out, part), cases.map((line) => `${line}\n`).join(''));
    const result: PartResult = { tally: tallier.tally(), sample: sampler.sample(), differences, skipped };
    writeJson(resultOf(out, part), result);
  }
}

/** How far a writer is. */
export function stateOf(out: string, writer: number): string {
  return join(workIn(out).folder, `writer-${writer}.json`);
}

export function reportOf(out: string, piece: number): string {
  return join(workIn(out).folder, `read-${piece}.json`);
}

export function casesOf(out: string, part: number): string {
  return join(workIn(out).parts, `${String(part).padStart(5, '0')}.ndjson`);
}

export function resultOf(out: string, part: number): string {
  return join(workIn(out).parts, `${String(part).padStart(5, '0')}.json`);
}

/** What all patients share, as the reading left it. */
interface SharedFile {
  readonly deleted: readonly string[];
  readonly medications: readonly string[];
}

export function sharedFile(folder: string): string {
  return join(folder, 'shared.json');
}

function readShared(folder: string): Shared {
  const path = sharedFile(folder);
  if (!existsSync(path)) return { deleted: new Set(), medications: new Map() };
  const { deleted, medications } = JSON.parse(readFileSync(path, 'utf8')) as SharedFile;
  const drugs = medications.map(
    (text) => JSON.parse(text) as { readonly id: string; readonly code: fhir4.CodeableConcept },
  );
  return {
    deleted: new Set(deleted),
    medications: new Map(drugs.map(({ id, code }) => [id, { resourceType: 'Medication', id, code }])),
  };
}
