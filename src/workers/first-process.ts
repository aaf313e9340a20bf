// The first process: starts the workers, one before the others, replaces those that die, and ends when all have ended.
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../ops/log.ts';
import { within } from '../ops/within.ts';
import { createLine, type Handlers, type Line } from './line.ts';
import { createMetricsSum, isSnapshots, type Snapshot } from './metrics-sum.ts';

export interface FirstProcess {
  /** Tells every worker to end as this signal asks; resolves when all have. */
  stop(signal: string): Promise<void>;
  /** Each reads the configuration again. */
  reload(): void;
  /** Ends them now. */
  kill(): void;
}

export interface FirstProcessOptions {
  readonly workers: number;
  /** What workers ask of this process itself. */
  readonly handlers: Handlers;
  readonly log: Log;
}

/** A worker that died sooner than this after its start is not started again at once. */
const SETTLED_MS = 10_000;
const PAUSE_MS = 1_000;
/** For the other workers to say or do what one of them asks. */
const WITHIN_MS = 1_500;

interface Running {
  readonly worker: Worker;
  readonly line: Line;
}

/**
 * Resolves when all workers listen.
 *
 * @throws Error when the first worker ends before it listens; it has said why
 */
export async function startWorkers({ workers, handlers, log }: FirstProcessOptions): Promise<FirstProcess> {
  const running = new Map<number, Running>();
  const metrics = createMetricsSum();
  let stopping: string | undefined;
  let ended: () => void = () => undefined;
  const allEnded = new Promise<void>((resolve) => (ended = resolve));

  /** Resolves with where it listens; undefined when it has ended before. */
  function startWorker(number: number): Promise<string | undefined> {
    const startedAt = performance.now();
    const worker = cluster.fork({ CLEARSTAGE_WORKER: String(number) });
    const others = (): readonly Running[] => [...running].filter(([n]) => n !== number).map(([, r]) => r);
    return new Promise((resolve) => {
      const line = createLine((messages) => void worker.send([...messages]), {
        ...handlers,
        settled: (news) => others().forEach((other) => other.line.tell('settled', news)),
        write: () => Promise.all(others().map((other) => within(WITHIN_MS, other.line.ask('write')))).then(() => true),
        metrics: () => allMetrics(),
        reload: () => Promise.all([...running.values()].map((each) => each.line.ask('reload'))),
        ready: (url) => resolve(String(url)),
      });
      running.set(number, { worker, line });
      if (stopping !== undefined) line.tell('stop', stopping);
      worker.on('message', (messages: unknown) => line.receive(messages));
      // a worker that dies while something is sent to it; its exit says the rest
      worker.on('error', () => undefined);
      worker.once('exit', (code, signal) => {
        line.end();
        running.delete(number);
        resolve(undefined);
        void metrics.died(number);
        if (stopping !== undefined) {
          if (running.size === 0) ended();
          return;
        }
        log.write('error', 'worker ended', { worker: number, code, signal });
        void replace(number, performance.now() - startedAt < SETTLED_MS ? PAUSE_MS : 0);
      });
    });
  }

  async function replace(number: number, afterMs: number): Promise<void> {
    if (afterMs > 0) await wait(afterMs);
    if (stopping !== undefined || starting) return;
    if (await startWorker(number)) log.write('info', 'worker replaced', { worker: number });
  }

  async function allMetrics(): Promise<string> {
    const answers = await Promise.all(
      [...running].map(async ([number, { line }]) => [number, await within(WITHIN_MS, line.ask('metrics'))] as const),
    );
    return metrics.text(new Map(answers.filter((a): a is [number, readonly Snapshot[]] => isSnapshots(a[1]))));
  }

  let starting = true;
  const url = await startWorker(1);
  if (url === undefined) throw new Error('the first worker has ended');
  starting = false;
  await Promise.all(Array.from({ length: workers - 1 }, (_, i) => startWorker(i + 2)));
  log.write('info', 'server started', { url, port: Number(new URL(url).port), workers });

  return {
    async stop(signal) {
      stopping = signal;
      for (const { line } of running.values()) line.tell('stop', signal);
      if (running.size > 0) await allEnded;
    },
    reload() {
      for (const { line } of running.values()) line.tell('reload');
    },
    kill() {
      for (const { worker } of running.values()) worker.process.kill('SIGKILL');
    },
  };
}
