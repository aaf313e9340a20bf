// Workers side by side, each in a thread of its own, one job at a time.
import { Worker as Thread } from 'node:worker_threads';
import type { Job, Progress, Worker } from './jobs.ts';

export interface Pool {
  /** Does all jobs. @throws Error with the first fault; jobs that were done stay done */
  run(jobs: readonly Job[], progress: Progress, done?: (job: Job) => void): Promise<void>;
  close(): Promise<void>;
}

/** What a thread answers. */
export type Message =
  | { readonly kind: 'progress'; readonly done: Parameters<Progress>[0] }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string };

export interface PoolOptions {
  /** How many threads. */
  readonly threads: number;
  /** The file a thread runs, and what it is given beside its number. */
  readonly file: URL;
  readonly data: Readonly<Record<string, unknown>>;
}

export function createPool({ threads, file, data }: PoolOptions): Pool {
  const all = Array.from({ length: threads }, (_, writer) => toWorker(threadOf(file, { ...data, writer })));
  return {
    run: (jobs, progress, done) => share(jobs, all, progress, done),
    close: async () => void (await Promise.all(all.map((w) => w.end()))),
  };
}

/** From the source the thread needs the loader of TypeScript first; built, nothing. */
function threadOf(file: URL, workerData: Readonly<Record<string, unknown>>): Thread {
  if (!file.pathname.endsWith('.ts')) return new Thread(file, { workerData });
  const start = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(file.href)}); })`;
  return new Thread(start, { workerData, eval: true });
}

async function share(
  jobs: readonly Job[],
  workers: readonly Worker[],
  progress: Progress,
  done?: (job: Job) => void,
): Promise<void> {
  const waiting = jobs.values();
  await Promise.all(
    workers.map(async (worker) => {
      for (let next = waiting.next(); !next.done; next = waiting.next()) {
        await worker.run(next.value, progress);
        done?.(next.value);
      }
    }),
  );
}

function toWorker(thread: Thread): Worker & { end(): Promise<number> } {
  let current: { progress: Progress; resolve: () => void; reject: (error: Error) => void } | undefined;
  thread.on('message', (message: Message) => {
    if (message.kind === 'progress') current?.progress(message.done);
    else if (message.kind === 'done') current?.resolve();
    else current?.reject(new Error(message.why));
  });
  thread.on('error', (error) => current?.reject(error));
  thread.on('exit', (code) => current?.reject(new Error(`a worker ended with ${code}`)));
  return {
    run: (job, progress) =>
      new Promise((resolve, reject) => {
        current = { progress, resolve, reject };
        thread.postMessage(job, []);
      }),
    end: () => thread.terminate(),
  };
}
