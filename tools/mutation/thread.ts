// One thread that tries changes, ended and started anew when a change makes it run for ever.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ROOT } from './bundle.ts';
import type { Answer, Task } from './worker.ts';

/**
 * The longest a change may take: far more than all tests on a busy machine, so that what is merely slow never counts as
 * noticed. One that is met more often than it should be stops itself much earlier.
 */
const LONGEST_MS = 900_000;
/** Copies of the code are many; a new thread forgets what engines keep of them. */
const TASKS_A_THREAD = 400;

export class Thread {
  private worker: Worker | undefined;
  private tasks = 0;
  private readonly code: string;

  constructor(code: string) {
    this.code = code;
  }

  /** @returns undefined when it took for ever */
  async ask<A extends Answer>(task: Task): Promise<A | undefined> {
    if (++this.tasks % TASKS_A_THREAD === 0) await this.end();
    const worker = (this.worker ??= this.start());
    worker.postMessage(task, []);
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), LONGEST_MS);
    try {
      const [answer] = (await once(worker, 'message', { signal: waiting.signal })) as [A];
      return answer;
    } catch (error) {
      await this.end();
      if (waiting.signal.aborted) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private start(): Worker {
    const file = new URL('./worker.ts', import.meta.url).href;
    const start = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(file)}); })`;
    return new Worker(start, { eval: true, workerData: { code: this.code, root: ROOT } });
  }
}
