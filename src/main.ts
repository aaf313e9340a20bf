// The process: reads the configuration, starts the server, takes a changed configuration, and ends gracefully.
import { randomUUID } from 'node:crypto';
import cluster from 'node:cluster';
import { realpathSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { compose, composeApp, type Overrides, type Parts } from './compose.ts';
import { ConfigError } from './config/config.ts';
import { readEnvironment } from './config/environment.ts';
import { startDemoBeside, welcome } from './demo-mode.ts';
import type { App } from './http/app.ts';
import { warnOfOverdueReviews } from './http/knowledge-base.ts';
import { listen, type RunningServer } from './http/http-server.ts';
import { createOperationsApp } from './http/operations-app.ts';
import { createSwappable } from './http/swappable.ts';
import { warmUp } from './http/warm-up.ts';
import { describeError } from './ops/log.ts';
import { isLoopbackHost } from './ops/loopback.ts';
import { installShutdown } from './ops/shutdown.ts';
import { flushTraces } from './ops/tracing.ts';
import { logWarnings, type WarningSource } from './ops/warnings.ts';
import { within } from './ops/within.ts';
import { serverVersion } from './version.ts';
import { createReload, readReloaded, type Reloaded } from './reload.ts';
import { peersOf, readWholeConfig, supervise, workerSignals } from './supervise.ts';

export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** With METRICS_PORT. */
  readonly metricsUrl: string | undefined;
  /** Base URL of the demonstration's FHIR server, once it is up; undefined without one. */
  readonly demoFhir: Promise<string | undefined>;
  /** Reads the configuration file again and puts it in force as a whole, or tells its faults and leaves the old one. */
  reload(): Promise<Reloaded>;
  /** Not ready from now on; takes calls for `lingerMs` more; resolves when nothing is in flight and all is written. */
  close(graceMs?: number, lingerMs?: number): Promise<void>;
}

export interface StartOptions extends Overrides {
  /** Receives the demonstration's welcome text. */
  readonly say?: (text: string) => void;
  /** Compile the way of a hook call before the first one comes. */
  readonly warm?: boolean;
  /** Whose warnings become lines of the log. */
  readonly warnings?: WarningSource;
}

const LINGER_MS = 2_000;
const LOAD_REST_MS = 1_000;
const FLUSH_TRACES_MS = 2_000;

/**
 * Starts the server.
 *
 * @throws ConfigError naming every fault of the configuration; nothing is started then
 */
export async function start(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<Running> {
  const { peers } = options;
  const read = () => readWholeConfig(env, peers?.workers);
  const parts = await compose(read(), options);
  if (options.warnings) logWarnings(options.warnings, parts.log);
  return run(parts, options, read);
}

const NOT_YET: RequestListener = (_req, res) => res.writeHead(503, { 'retry-after': '1' }).end();

async function run(parts: Parts, options: StartOptions, read: () => Parts['config']): Promise<Running> {
  const { say, warm } = options;
  const { config, site, store, log, metrics, peers } = parts;
  let stopping = false;
  const isStopping = (): boolean => stopping;
  let inForce = parts;
  const calls = createSwappable(NOT_YET);
  const server = await listen(calls.listener, {
    host: config.host,
    port: config.port,
    mostConnections: config.limits.connections,
  });
  const url = `http://${shownHost(config.host)}:${server.port}`;
  const appOf = (next: Parts): App => {
    const { port, demo, publicBaseUrl } = next.config;
    return composeApp(next, port === 0 && demo ? url : publicBaseUrl, isStopping);
  };
  const put = (next: Parts, answering: App): void => {
    inForce = next;
    calls.swap(answering, () => next.retire());
  };
  const app = appOf(parts);
  put(parts, app);
  metrics.watch({
    versions: () => versionsOf(inForce),
    databaseUp: () => store.ready(),
    waiting: () => store.waiting(),
  });
  const reload = createReload({
    current: () => inForce.config,
    read,
    async put(changed) {
      const next = await compose(changed, { ...options, kept: inForce });
      const answering = appOf(next);
      await Promise.all([answering.load(), next.gateway.load()]);
      put(next, answering);
      return next.site;
    },
    log,
    metrics,
  });
  const { auth, shadow } = config;
  const changed = site.mark && { site: site.mark, changes: site.changes };
  // with workers, the first process says so when all have started
  const started = peers ? 'worker started' : 'server started';
  log.write('info', started, {
    ...(peers && { pid: process.pid }),
    url,
    port: server.port,
    auth,
    store: store.kind,
    shadow,
    ...changed,
  });
  warnOfOverdueReviews(parts.knowledgeFolder, parts.clock(), log);
  peers?.serve({ reload });
  peers?.tellReady(url);
  const reloadAll = async (): Promise<Reloaded> => (peers ? readReloaded(await peers.reload()) : reload());
  const later = warm ? warmServer(parts, app, isStopping) : undefined;
  const operations = await listenForOperations(parts, isStopping, reloadAll);
  const demo = startDemoOf(parts, server.port);
  const demoFhir = demo.then((running) => {
    if (running) inForce.allowFhirServer(running.fhirBaseUrl);
    if (config.demo) {
      const fhirBaseUrl = running?.fhirBaseUrl;
      const serviceIds = [...parts.endpoints.keys()];
      const loopback = isLoopbackHost(config.host);
      say?.(welcome({ url, serviceIds, fhirBaseUrl, auth, audience: config.publicBaseUrl, loopback }));
    }
    return running?.fhirBaseUrl;
  });

  return {
    url,
    metricsUrl: operations && `http://${shownHost(config.host)}:${operations.port}/metrics`,
    demoFhir,
    reload,
    async close(graceMs, lingerMs) {
      stopping = true;
      clearTimeout(later);
      await server.close(graceMs, lingerMs);
      await Promise.all([demo.then((running) => running?.close()), inForce.gateway.close(), operations?.close(0)]);
      await Promise.all([store.close(), inForce.cases?.close(), within(FLUSH_TRACES_MS, flushTraces())]);
      log.write('info', 'server stopped', {});
      log.flush();
    },
  };
}

function listenForOperations(
  { config, store, metrics, log }: Parts,
  isStopping: () => boolean,
  reload: () => Promise<Reloaded>,
): Promise<RunningServer | undefined> {
  const { host, metricsPort } = config;
  if (metricsPort === undefined) return Promise.resolve(undefined);
  const ready = async (): Promise<boolean> => !isStopping() && store.ready();
  return listen(createOperationsApp({ metrics, ready, reload, newId: randomUUID, log }), {
    host,
    port: metricsPort,
  }).then((running) => {
    log.write('info', 'metrics served', { port: running.port });
    return running;
  });
}

function versionsOf({ endpoints }: Parts): Readonly<Record<string, string>> {
  const knowledge = [...new Set([...endpoints.values()].map(({ service }) => `${service.id} ${service.version}`))];
  return { version: serverVersion(), node: process.versions.node, knowledge: knowledge.join(', ') };
}

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Compiles the way of a hook call now, and loads a moment later what hook calls with prefetch do without. */
function warmServer(parts: Parts, app: App, isStopping: () => boolean): NodeJS.Timeout {
  const { endpoints, gateway, metrics, log } = parts;
  void warmUp(endpoints.values(), parts, isStopping).catch((error: unknown) => {
    log.write('error', 'warm-up failed', { error: describeError(error) });
  });
  // loading it at once would hold up the first call
  return setTimeout(() => {
    Promise.all([app.load(), gateway.load(), metrics.load()]).catch((error: unknown) => {
      log.write('error', 'loading failed', { error: describeError(error) });
    });
  }, LOAD_REST_MS).unref();
}

function startDemoOf({ config, demoData, log }: Parts, port: number): ReturnType<typeof startDemoBeside> {
  if (!config.demo) return Promise.resolve(undefined);
  return startDemoBeside(demoData, config.port === 0 ? 0 : port + 1, log);
}

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
