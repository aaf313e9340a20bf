// The metrics of all workers as one: counts of workers that have died stay counted, or a graph would take them for a restart.
import { isObject } from '../contracts/json.ts';

/** A metric as prom-client gives it as JSON. */
export interface Snapshot {
  readonly name: string;
  readonly type: string;
  readonly values: readonly { readonly value: number; readonly labels: object }[];
}

export interface MetricsSum {
  /** Of the workers that run, each under its number. @returns the text format of Prometheus */
  text(running: ReadonlyMap<number, readonly Snapshot[]>): Promise<string>;
  /** This worker has died: what it was last seen to have counted is kept. */
  died(worker: number): Promise<void>;
}

const MEMORY = 'clearstage_process_resident_memory_bytes';

export function createMetricsSum(): MetricsSum {
  const seen = new Map<number, readonly Snapshot[]>();
  let left: readonly object[] = [];
  return {
    async text(running) {
      for (const [worker, snapshots] of running) seen.set(worker, snapshots);
      const registry = await sum([...running.values(), left, [memoryOf(running)]]);
      return registry.metrics();
    },
    async died(worker) {
      const counted = seen.get(worker)?.filter(({ type }) => type === 'counter' || type === 'histogram');
      seen.delete(worker);
      if (counted) left = await (await sum([left, counted])).getMetricsAsJSON();
    },
  };
}

async function sum(snapshots: readonly (readonly object[])[]) {
  const { AggregatorRegistry } = await import('prom-client');
  return AggregatorRegistry.aggregate([...snapshots]);
}

function memoryOf(running: ReadonlyMap<number, readonly Snapshot[]>): object {
  const values = [...running].flatMap(([worker, snapshots]) => {
    const value = snapshots.find(({ name }) => name === MEMORY)?.values[0]?.value;
    return value === undefined ? [] : [{ labels: { worker: String(worker) }, value }];
  });
  const help = 'Resident memory of each worker';
  return { name: 'clearstage_worker_resident_memory_bytes', help, type: 'gauge', aggregator: 'sum', values };
}

/** What a worker answered, if it is metrics. */
export function isSnapshots(answer: unknown): answer is readonly Snapshot[] {
  return Array.isArray(answer) && answer.every(isObject);
}
