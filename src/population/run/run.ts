// A run from the export to the result: read, group, replay, put together; what was done before a kill is not done again.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toInstant } from '../../clinical/quantities/time.ts';
import { count, sumOf, type Counts } from '../input/counts.ts';
import { sizeOf } from '../input/files.ts';
import type { ReadReport } from '../input/reader.ts';
import { spoolBytes, truncateSpool } from '../input/spool.ts';
import type { Difference } from '../output/difference.ts';
import { mergeSamples } from '../output/sample.ts';
import { sumTallies } from '../output/tally.ts';
import { casesOf, reportOf, resultOf, sharedFile, type PartResult, type WriterState } from './jobs.ts';
import { readJson, writeJson } from './json-file.ts';
import { workIn, type Plan } from './plan.ts';
import type { Pool } from './pool.ts';
import type { ProgressLine } from './progress.ts';
import { firstOf, inputOf, type Result } from './result.ts';

export interface RunDeps {
  readonly pool: Pool;
  readonly progress: ProgressLine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Run {
  readonly result: Result;
  /** Files of cases, in the order of the patients. */
  readonly cases: readonly string[];
  readonly differences: () => Generator<Difference>;
}

/**
 * Makes ready for a run: what an earlier one left is kept if it was of the same, and swept away otherwise.
 *
 * @throws Error when `resume` is asked for and what is there is of another export, version or option
 */
export function prepare(plan: Plan, out: string, resume: boolean): void {
  const work = workIn(out);
  const before = readJson(join(work.folder, 'plan.json')) as { readonly key: string } | undefined;
  if (resume && before && before.key !== plan.key) {
    throw new Error(`${out} holds a run of another export, version or option; it cannot be resumed`);
  }
  if (!resume || !before) rmSync(work.folder, { recursive: true, force: true });
  // whoever made the folder has said who may look into it; made here, nobody else may
  mkdirSync(out, { recursive: true, mode: 0o700 });
  mkdirSync(work.spool, { recursive: true });
  mkdirSync(work.parts, { recursive: true });
  writeJson(join(work.folder, 'plan.json'), { key: plan.key });
}

export async function run(plan: Plan, out: string, { pool, progress, now }: RunDeps): Promise<Run> {
  const reports = await read(plan, out, pool, progress);
  const transaction = reports.flatMap((r) => r.transactionTimes.flatMap((t) => toInstant(t) ?? []));
  const exported = transaction.length > 0 ? Math.max(...transaction) : undefined;
  const { asOf, shard, from, seed, perStratum, versions } = plan.options;
  if (asOf === undefined && exported === undefined && shard.of > 1) {
    throw new Error('--as-of is needed: the export does not tell when it was made, and all shards must end alike');
  }
  const to = asOf ?? exported ?? endOf(out, now);
  const exportedAt = exported ?? to;
  await replay(plan, out, { to, exportedAt }, pool, progress);
  const found = sumOfParts(plan, out);
  return {
    result: {
      versions,
      seed,
      perStratum,
      from: from ?? null,
      to,
      exportedAt,
      shard,
      input: {
        files: plan.files.map((f) => basename(f.path)),
        others: plan.others.map((p) => basename(p)),
        ...inputOf(reports),
      },
      ...found,
    },
    cases: Array.from({ length: plan.parts }, (_, part) => casesOf(out, part)),
    *differences() {
      for (let part = 0; part < plan.parts; part++) yield* readPartResult(out, part).differences;
    },
  };
}

/** One part after the other: of thousands of them no more than the sum is in memory. */
function sumOfParts(plan: Plan, out: string): Pick<Result, 'tally' | 'sample' | 'skipped' | 'transitions'> {
  const { perStratum } = plan.options;
  let tally = sumTallies([]);
  let sample = mergeSamples([], { perStratum });
  let skipped: Result['skipped'] = [];
  let transitions: Counts = {};
  for (let part = 0; part < plan.parts; part++) {
    const own = readPartResult(out, part);
    tally = sumTallies([tally, own.tally]);
    sample = mergeSamples([sample, own.sample], { perStratum });
    skipped = firstOf([...skipped, ...own.skipped]);
    transitions = sumOf([transitions, transitionsOf(own.differences)]);
  }
  return { tally, sample, skipped, transitions };
}

/** A run without an end of its own keeps the one it began with. */
function endOf(out: string, now: () => number): number {
  const path = join(workIn(out).folder, 'end.json');
  const end = (readJson(path) as number | undefined) ?? now();
  writeJson(path, end);
  return end;
}

const NO_PIECE = { file: -1, from: 0, to: 0 };

async function read(plan: Plan, out: string, pool: Pool, progress: ProgressLine): Promise<readonly ReadReport[]> {
  const { folder, spool } = workIn(out);
  const done = new Set<number>();
  for (const name of readdirSync(folder).filter((n) => /^writer-\d+\.json$/.test(n))) {
    const state = readJson(join(folder, name)) as WriterState | undefined;
    for (const piece of state?.pieces ?? []) done.add(piece);
    truncateSpool(spool, Number(/\d+/.exec(name)?.[0]), state?.lengths ?? []);
  }
  sweepUnknownWriters(folder, spool);
  const jobs = plan.pieces.flatMap((_, piece) => (done.has(piece) ? [] : [{ kind: 'read' as const, piece }]));
  const bytes = jobs.reduce((sum, { piece }) => sum + sizeOf(plan.pieces[piece] ?? NO_PIECE, plan.files), 0);
  progress.phase('read', 'bytes', bytes);
  await pool.run(
    jobs,
    (d) => progress.add(d),
    (job) => job.kind === 'read' && refuseSubsetted(plan, out, job.piece),
  );
  const reports = plan.pieces.map((_, piece) => readReport(out, piece));
  writeJson(sharedFile(folder), {
    deleted: [...new Set(reports.flatMap((r) => r.deleted))].sort(),
    medications: [...new Set(reports.flatMap((r) => r.medications))].sort(),
  });
  return reports;
}

/** A writer that never told how far it was has written nothing that counts. */
function sweepUnknownWriters(folder: string, spool: string): void {
  for (const name of readdirSync(spool)) {
    const writer = name.split('.').at(-1) ?? '';
    if (!existsSync(join(folder, `writer-${writer}.json`))) rmSync(join(spool, name));
  }
}

function readReport(out: string, piece: number): ReadReport {
  const report = readJson(reportOf(out, piece)) as ReadReport | undefined;
  if (!report) throw new Error(`the report of piece ${piece} is gone`);
  return report;
}

function refuseSubsetted(plan: Plan, out: string, piece: number): void {
  const found = plan.options.subsetted === 'refuse' ? readReport(out, piece).subsetted : undefined;
  if (!found) return;
  const file = plan.files[found.file]?.path ?? '';
  throw new Error(
    `${file} at byte ${found.at}: tagged SUBSETTED: elements were left out, so nothing can be said to be absent; ` +
      'export without _elements, or read it as incomplete with --subsetted mark',
  );
}

async function replay(
  plan: Plan,
  out: string,
  end: { readonly to: number; readonly exportedAt: number },
  pool: Pool,
  progress: ProgressLine,
): Promise<void> {
  const all = Array.from({ length: plan.parts }, (_, part) => part);
  const jobs = all.flatMap((part) =>
    existsSync(resultOf(out, part)) ? [] : [{ kind: 'replay' as const, part, ...end }],
  );
  const bytes = spoolBytes(workIn(out).spool);
  progress.phase(
    'replayed',
    'patients',
    jobs.reduce((sum, { part }) => sum + (bytes.get(part) ?? 0), 0),
  );
  await pool.run(jobs, (d) => progress.add(d));
  progress.end();
}

function readPartResult(out: string, part: number): PartResult {
  const result = readJson(resultOf(out, part)) as PartResult | undefined;
  if (!result) throw new Error(`the result of part ${part} is gone`);
  return result;
}

function transitionsOf(differences: readonly Difference[]): Counts {
  const counts: Counts = {};
  const patients = new Map<string, Set<string>>();
  for (const { kind, before, after, patient } of differences) {
    count(counts, `moments|${kind}`);
    count(counts, `transition|${kind}|${before}|${after}`);
    for (const group of [kind, 'any']) patients.set(group, (patients.get(group) ?? new Set()).add(patient));
  }
  // A patient is in one part only, so these add up.
  for (const [kind, own] of patients) count(counts, `patients|${kind}`, own.size);
  return counts;
}
