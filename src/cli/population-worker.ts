// A thread of `clearstage simulate`: does the jobs it is sent, one after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { createWorker, type Job } from '../population/run/jobs.ts';
import type { Plan } from '../population/run/plan.ts';
import type { Message } from '../population/run/pool.ts';
import { engineAt, otherEngineAt } from './engine.ts';

/** What the command sends along. */
export interface WorkerData {
  readonly plan: Plan;
  readonly out: string;
  readonly writer: number;
  readonly config?: string | undefined;
  /** The other configuration or build, where there is one. */
  readonly compared?: string | undefined;
}

const { plan, out, writer, config, compared } = workerData as WorkerData;
const say = (message: Message): void => parentPort?.postMessage(message, []);
const worker = (async () =>
  createWorker({
    plan,
    out,
    writer,
    engine: engineAt(config),
    other: compared === undefined ? undefined : await otherEngineAt(compared, config),
  }))();

parentPort?.on('message', (job: Job) => {
  worker
    .then((w) => w.run(job, (done) => say({ kind: 'progress', done })))
    .then(
      () => say({ kind: 'done' }),
      (error: unknown) => say({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
});
