// `clearstage simulate`: what would it have said here? Replays a site's own patients before anybody sees a card.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { under } from '../population/input/counts.ts';
import { createPool, type Pool } from '../population/run/pool.ts';
import { planOf, workIn, type Plan } from '../population/run/plan.ts';
import { createProgress } from '../population/run/progress.ts';
import { writeOutputs } from '../population/run/outputs.ts';
import type { Result } from '../population/run/result.ts';
import { prepare, run } from '../population/run/run.ts';
import { engineAt, otherEngineAt } from './engine.ts';
import type { WorkerData } from './population-worker.ts';
import { instant, whole } from './options.ts';
import { configOption } from './site.ts';

export interface SimulateOptions {
  readonly out?: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly compare?: string;
  readonly since?: string;
  readonly shard?: string;
  readonly resume?: true;
  readonly subsetted: 'refuse' | 'mark';
  readonly seed: string;
  readonly perRule: string;
  readonly workers?: string;
  readonly json?: true;
  readonly keepWork?: true;
  readonly config?: string;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description(
      'replay patients as their record stood at each moment, and report what would have been said: result-view as each B2M came back, patient-view at each visit, order-select and order-sign at orders (docs/population.md)',
    )
    .argument(
      '<paths...>',
      'a Bulk Data export (folder of NDJSON, .gz too, with its manifest), Synthea output, NDJSON of Bundles, Bundles, or folders of these',
    )
    .option('--out <folder>', 'where cases, report and review form go: they hold patient data')
    .option('--as-of <instant>', 'the end of the replay, ISO 8601; when the export was made, unless told')
    .option('--from <instant>', 'moments before it are not replayed')
    .option(
      '--compare <other>',
      'answer each moment by another configuration (file) or build (folder) too, and list what would differ with it',
    )
    .option('--since <other>', 'the same the other way round: list what differs now from what that one said')
    .option(
      '--shard <i/n>',
      'only this share of the patients, as 1/4 (in an indexed Kubernetes Job: job/4); put together with `clearstage merge`',
    )
    .option('--resume', 'go on with a run into --out that was interrupted')
    .addOption(
      new Option('--subsetted <how>', 'resources with elements left out: refused, or read as incomplete')
        .choices(['refuse', 'mark'])
        .default('refuse'),
    )
    .option('--seed <seed>', 'of the review sample', '1')
    .option('--per-rule <n>', 'patients drawn for review of each rule and urgency', '30')
    .option('--workers <n>', 'threads; one for each core unless told')
    .option('--keep-work', 'leave the intermediate files')
    .option('--json', 'the counts as JSON')
    .addOption(configOption())
    .action(async (paths: string[], options: SimulateOptions) => {
      const out =
        options.out === undefined ? mkdtempSync(join(tmpdir(), 'clearstage-simulate-')) : resolve(options.out);
      try {
        const result = await simulate(paths, out, options, (text) => void process.stderr.write(text));
        process.stdout.write(`${options.json ? JSON.stringify(result.tally.counts, null, 2) : summaryOf(result)}\n`);
        if (options.out !== undefined) process.stderr.write(`${join(out, 'report.html')}\n`);
      } finally {
        if (options.out === undefined) rmSync(out, { recursive: true, force: true });
      }
    });
}

/** @throws Error when an option, the export or the configuration cannot be used */
export async function simulate(
  paths: readonly string[],
  out: string,
  options: SimulateOptions,
  say: (text: string) => void,
): Promise<Result> {
  const { config } = options;
  const compared = comparedBy(options);
  const engine = engineAt(config);
  const other = compared && (await otherEngineAt(compared.other, config));
  const plan = planOf({
    paths: paths.map((p) => resolve(p)),
    asOf: options.asOf === undefined ? undefined : instant('--as-of', options.asOf),
    from: options.from === undefined ? undefined : instant('--from', options.from),
    shard: shardOf(options.shard),
    subsetted: options.subsetted,
    seed: options.seed,
    perStratum: whole('--per-rule', options.perRule, 1),
    versions: [engine.version, ...(other ? [`${other.version} (${compared?.other})`] : [])],
    comparedSince: compared?.isBefore,
  });
  prepare(plan, out, options.resume === true);
  const pool = poolFor(plan, { out, config, compared: compared?.other }, options.workers);
  const progress = createProgress({ write: say, terminal: process.stderr.isTTY, timer: () => performance.now() });
  try {
    const done = await run(plan, out, { pool, progress, now: Date.now });
    await writeOutputs(out, done.result, { cases: done.cases, differences: other && done.differences() });
    if (!options.keepWork) rmSync(workIn(out).folder, { recursive: true, force: true });
    return done.result;
  } finally {
    await pool.close();
  }
}

function poolFor(plan: Plan, data: Omit<WorkerData, 'plan' | 'writer'>, workers: string | undefined): Pool {
  const wished = workers === undefined ? availableParallelism() : whole('--workers', workers, 1);
  // No more threads than there is work; each takes a second to start.
  const small = plan.files.reduce((sum, f) => sum + f.bytes, 0) < 8 * 2 ** 20;
  const threads = Math.max(1, workers === undefined && small ? 1 : wished);
  const file = new URL(`./population-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  return createPool({ threads, file, data: { plan, ...data } });
}

function comparedBy({
  compare,
  since,
}: SimulateOptions): { readonly other: string; readonly isBefore: boolean } | undefined {
  if (compare !== undefined && since !== undefined) throw new Error('--compare, --since: one of them');
  const other = compare ?? since;
  return other === undefined ? undefined : { other, isBefore: since !== undefined };
}

/** `1/4` is the first of four; `job/4` the one whose index Kubernetes tells. */
export function shardOf(
  text: string | undefined,
  jobIndex = process.env['JOB_COMPLETION_INDEX'],
): { readonly index: number; readonly of: number } {
  if (text === undefined) return { index: 0, of: 1 };
  const named = jobIndex === undefined ? text : text.replace(/^job\//, `${Number(jobIndex) + 1}/`);
  const [, i, n] = /^(\d+)\/(\d+)$/.exec(named) ?? [];
  const [index, of] = [Number(i) - 1, Number(n)];
  if (!(of >= 1 && of <= 10_000 && index >= 0 && index < of)) {
    throw new Error(`--shard: ${text} is not like 1/4, the first of four`);
  }
  return { index, of };
}

export function summaryOf({ tally: { counts }, transitions, versions }: Result): string {
  const lines = (prefix: string): readonly string[] =>
    under(counts, prefix).map(([name, n]) => `${name.replace('|', ' · ').padEnd(40)} ${String(n).padStart(9)}`);
  return [
    `${counts['patients'] ?? 0} patients, ${counts['patients with a card'] ?? 0} with a card`,
    '',
    'Calls',
    ...lines('calls'),
    'Cards',
    ...lines('cards'),
    'Cards by rule and urgency',
    ...lines('stratum'),
    ...(versions.length > 1
      ? [
          'Moments that read differently',
          ...under(transitions, 'moments').map(([kind, n]) => `${kind.padEnd(40)} ${String(n).padStart(9)}`),
        ]
      : []),
  ].join('\n');
}
