// The process: one server or, with CLEARSTAGE_WORKERS, several; how signals end it and have it read its configuration again.
import cluster from 'node:cluster';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { installShutdown } from './ops/shutdown.ts';
import { start, type StartOptions } from './server.ts';
import { peersOf, readWholeConfig, supervise, workerSignals } from './supervise.ts';

const LINGER_MS = 2_000;

const FULLY: StartOptions = {
  say: (text) => void process.stdout.write(text),
  warm: true,
  warnings: process,
};

// a load balancer needs a moment to notice; somebody at a keyboard does not
const lingerOf = (signal: string): number => (signal === 'SIGTERM' ? LINGER_MS : 0);

// without a file there is nothing to read; at a terminal, SIGHUP says that it was closed
const mayReload = (): boolean => Boolean(process.env['CLEARSTAGE_CONFIG']) && !process.stdin.isTTY;

async function serve(): Promise<void> {
  const running = await start(process.env, FULLY);
  installShutdown({
    close: (signal) => running.close(undefined, lingerOf(signal)),
    reload: mayReload() ? () => running.reload() : undefined,
    exit: (code) => process.exit(code),
    on: (signal, listener) => void process.on(signal, listener),
  });
}

async function serveAsWorker(workers: number): Promise<void> {
  const asked = workerSignals();
  const number = Number(process.env['CLEARSTAGE_WORKER']);
  const peers = peersOf({ number, workers, stop: asked.stop });
  const { say: _, ...quietly } = FULLY;
  const running = await start(process.env, { ...(number === 1 ? FULLY : quietly), peers });
  const signal = await asked.signal;
  await running.close(undefined, lingerOf(signal)).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

async function main(): Promise<void> {
  try {
    const count = readEnvironment(process.env).environment.workers;
    // what is no number is told with every other fault
    if (!(count > 1)) return await serve();
    if (cluster.isWorker) return await serveAsWorker(count);
    const workers = await supervise(readWholeConfig(process.env));
    installShutdown({
      close: (signal) => workers.close(signal),
      reload: mayReload() ? () => workers.reload() : undefined,
      exit(code) {
        if (code !== 0) workers.kill();
        process.exit(code);
      },
      on: (signal, listener) => void process.on(signal, listener),
    });
  } catch (error) {
    const told = error instanceof ConfigError ? error.message : `cannot start: ${(error as Error).message}`;
    process.stderr.write(`${told}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
