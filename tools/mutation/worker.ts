// A thread that tries changes, in a fresh copy of the code where something remembered would be carried from one to the next.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { Script } from 'node:vm';
import type { CollectedTest } from './harness.ts';

/** Test file and the test's position in it. */
export type TestAt = readonly [file: string, position: number];

export type Task =
  | { readonly kind: 'look'; readonly file: string }
  | {
      readonly kind: 'try';
      readonly id: string;
      readonly hitLimit: number;
      readonly tests: readonly TestAt[];
      /** The code remembers what this change alters: a copy of its own. */
      readonly alone: boolean;
    };

export interface Looked {
  readonly kind: 'looked';
  readonly file: string;
  readonly loadMs: number;
  /** Changes met while the file was loaded, and how often. */
  readonly loading: Hits;
  readonly tests: readonly {
    readonly name: string;
    readonly ms: number;
    readonly hits: Hits;
    readonly failed: string | undefined;
  }[];
}
/** Where a change was noticed. */
export interface Tried {
  readonly kind: 'tried';
  readonly noticedBy: TestAt | undefined;
  readonly why: string;
}
export type Answer = Looked | Tried;
type Hits = Readonly<Record<string, number>>;

/** What the code with built-in changes reads. @source @stryker-mutator/api, INSTRUMENTER_CONSTANTS */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } | undefined;
}
interface Copy {
  readonly collected: CollectedTest[];
  readonly load: Readonly<Record<string, () => Promise<unknown>>>;
}

const { code, root } = workerData as { readonly code: string; readonly root: string };
const fresh = new Script(code, { filename: 'clinical-code-with-its-tests.js' }).runInThisContext() as (
  require: NodeJS.Require,
) => Copy;
const require = createRequire(`${root}/package.json`);
const switchboard: Switchboard = {};
let shared: Copy | undefined;
const loadedInShared = new Map<string, readonly CollectedTest[]>();
Object.assign(globalThis, { __stryker__: switchboard });

parentPort?.on('message', (task: Task) => {
  const work = task.kind === 'look' ? look(task.file) : tryChange(task);
  work.then(
    (answer) => parentPort?.postMessage(answer, []),
    (error: unknown) => {
      throw error;
    },
  );
});

/** Runs the tests of a file as the code is, and notes which changes each of them would meet. */
async function look(file: string): Promise<Looked> {
  const coverage = { static: {}, perTest: {} as Record<string, Hits> };
  Object.assign(switchboard, { activeMutant: undefined, mutantCoverage: coverage, currentTestId: undefined });
  const started = performance.now();
  const found = await loadTests(fresh(require), file);
  const loadMs = performance.now() - started;
  const tests = [];
  for (const [i, { name, run }] of found.entries()) {
    switchboard.currentTestId = String(i);
    const before = performance.now();
    const failed = await failureOf(run);
    tests.push({ name, ms: performance.now() - before, hits: coverage.perTest[i] ?? {}, failed });
  }
  return { kind: 'looked', file, loadMs, loading: coverage.static, tests };
}

/** Runs the tests with one change until one fails. */
async function tryChange({ id, hitLimit, tests, alone }: Task & { kind: 'try' }): Promise<Tried> {
  Object.assign(switchboard, { activeMutant: id, hitCount: 0, hitLimit, currentTestId: 'any' });
  switchboard.mutantCoverage = { static: {}, perTest: {} };
  const loaded = alone ? new Map<string, readonly CollectedTest[]>() : loadedInShared;
  let copy = alone ? undefined : shared;
  for (const at of tests) {
    const [file, position] = at;
    try {
      copy ??= fresh(require);
      if (!alone) shared = copy;
      if (!loaded.has(file)) loaded.set(file, await loadTests(copy, file));
    } catch (error) {
      return { kind: 'tried', noticedBy: at, why: `loading: ${String(error)}` };
    }
    const run = loaded.get(file)?.[position]?.run;
    const failed = run ? await failureOf(run) : 'a test is missing';
    if (failed !== undefined) return { kind: 'tried', noticedBy: at, why: failed };
  }
  return { kind: 'tried', noticedBy: undefined, why: '' };
}

async function loadTests({ collected, load }: Copy, file: string): Promise<readonly CollectedTest[]> {
  const from = collected.length;
  await load[file]?.();
  return collected.slice(from);
}

async function failureOf(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'thrown';
  }
}
