// With CLEARSTAGE_WORKERS above one: this process starts the workers, and each worker the server with the others as peers.
import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { readConfig } from './config/config.ts';
import { memorySecret, memorySecretFaults } from './config/memory-secret.ts';
import { shareOf } from './config/share.ts';
import type { Config } from './config/types.ts';
import { createRateLimit } from './http/rate-limit.ts';
import { createLog, standardOutput } from './ops/log.ts';
import { createReplayCache } from './trust/replay.ts';
import { commonHandlers } from './workers/common.ts';
import { startWorkers } from './workers/first-process.ts';
import { createPeers, type Peers, type PeersOptions } from './workers/peers.ts';

/**
 * The configuration of this process.
 *
 * @param workers how many share what it grants; one when absent
 * @throws ConfigError naming every fault
 */
export function readWholeConfig(env: NodeJS.ProcessEnv, workers = 1): Config {
  return shareOf(
    readConfig(env, (path) => readFileSync(path, 'utf8'), memorySecretFaults),
    workers,
  );
}

export interface Supervisor {
  /** Resolves when all workers have ended as this signal asks. */
  close(signal: string): Promise<void>;
  /** Each worker reads the configuration again. */
  reload(): void;
  /** Ends them now. */
  kill(): void;
}

/** Resolves when all workers listen. @throws Error when the first has ended before; it has said why */
export async function supervise(config: Config): Promise<Supervisor> {
  const log = createLog(config.logLevel, standardOutput(true));
  // made before two workers make it at once
  if (config.memory.enabled) memorySecret(config);
  const timer = (): number => performance.now();
  const tokens = createReplayCache({ clock: Date.now, timer, mostEntries: config.replay.memoryEntries });
  const handlers = commonHandlers({ createLimit: createRateLimit, tokens, clock: Date.now });
  const first = await startWorkers({ workers: config.workers, handlers, log });
  return {
    async close(signal) {
      await first.stop(signal);
      log.write('info', 'server stopped', {});
      log.flush();
    },
    reload: () => first.reload(),
    kill: () => first.kill(),
  };
}

/** In a worker: its line to the first process. */
export function peersOf(worker: Pick<PeersOptions, 'number' | 'workers' | 'stop'>): Peers {
  return createPeers({
    ...worker,
    send: (messages) => void cluster.worker?.send([...messages]),
    onMessage: (receive) => void process.on('message', receive),
  });
}

/**
 * What ends a worker: the first process, or SIGTERM to the worker alone, which is then replaced. A terminal signals all
 * processes at once; the first process then tells the workers.
 */
export function workerSignals(): { readonly signal: Promise<string>; readonly stop: (signal: string) => void } {
  let stop: (signal: string) => void = () => undefined;
  const signal = new Promise<string>((resolve) => (stop = resolve));
  process.on('SIGTERM', stop);
  for (const ofTerminal of ['SIGINT', 'SIGHUP', 'SIGQUIT'] as const) process.on(ofTerminal, () => undefined);
  return { signal, stop };
}
