// One server: listens, answers, takes a changed configuration under load, and ends gracefully.
import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { compose, composeApp, type Overrides, type Parts } from './compose.ts';
import { startDemoBeside, welcome } from './demo-mode.ts';
import type { App } from './http/app.ts';
import { listen, type RunningServer } from './http/http-server.ts';
import { warnOfOverdueReviews } from './http/knowledge-base.ts';
import { createOperationsApp } from './http/operations-app.ts';
import { createSwappable, type Swappable } from './http/swappable.ts';
import { warmUp } from './http/warm-up.ts';
import { describeError } from './ops/log.ts';
import { isLoopbackHost } from './ops/loopback.ts';
import { flushTraces } from './ops/tracing.ts';
import { logWarnings, type WarningSource } from './ops/warnings.ts';
import { within } from './ops/within.ts';
import { createReload, readReloaded, type Reloaded } from './reload.ts';
import { readWholeConfig } from './supervise.ts';
import { serverVersion } from './version.ts';

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
  const { config, store, log, metrics, peers } = parts;
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const calls = createSwappable(NOT_YET);
  const server = await listen(calls.listener, {
    host: config.host,
    port: config.port,
    mostConnections: config.limits.connections,
  });
  const url = `http://${shownHost(config.host)}:${server.port}`;
  const inForce = putInForce(parts, calls, (next) => {
    const { port, demo, publicBaseUrl } = next.config;
    return composeApp(next, port === 0 && demo ? url : publicBaseUrl, isStopping);
  });
  metrics.watch({
    versions: () => versionsOf(inForce.parts()),
    databaseUp: () => store.ready(),
    waiting: () => store.waiting(),
  });
  const reload = createReload({
    current: () => inForce.parts().config,
    read,
    put: async (changed) => inForce.put(await compose(changed, { ...options, kept: inForce.parts() })),
    log,
    metrics,
  });
  tellStarted(parts, url, server.port);
  peers?.serve({ reload });
  peers?.tellReady(url);
  const reloadAll = async (): Promise<Reloaded> => (peers ? readReloaded(await peers.reload()) : reload());
  const later = options.warm ? warmServer(parts, inForce.first, isStopping) : undefined;
  const operations = await listenForOperations(parts, isStopping, reloadAll);
  const demo = startDemoOf(parts, server.port);
  const demoFhir = demo.then((running) => {
    if (running) inForce.parts().allowFhirServer(running.fhirBaseUrl);
    if (config.demo) options.say?.(welcomeTo(parts, url, running?.fhirBaseUrl));
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
      const { gateway, cases } = inForce.parts();
      await Promise.all([demo.then((running) => running?.close()), gateway.close(), operations?.close(0)]);
      await Promise.all([store.close(), cases?.close(), within(FLUSH_TRACES_MS, flushTraces())]);
      log.write('info', 'server stopped', {});
      log.flush();
    },
  };
}

interface InForce {
  /** What answers now. */
  parts(): Parts;
  /** What answered first. */
  readonly first: App;
  /** Loads these parts, and lets them answer from then on; resolves with what they change of the published knowledge. */
  put(next: Parts): Promise<Parts['site']>;
}

function putInForce(first: Parts, calls: Swappable, appOf: (parts: Parts) => App): InForce {
  let current = first;
  const answering = appOf(first);
  const swap = (next: Parts, app: App): void => {
    current = next;
    calls.swap(app, () => next.retire());
  };
  swap(first, answering);
  return {
    parts: () => current,
    first: answering,
    async put(next) {
      const app = appOf(next);
      await Promise.all([app.load(), next.gateway.load()]);
      swap(next, app);
      return next.site;
    },
  };
}

/** With workers, the first process says so when all have started. */
function tellStarted(parts: Parts, url: string, port: number): void {
  const { config, site, store, log, peers, knowledgeFolder, clock } = parts;
  log.write('info', peers ? 'worker started' : 'server started', {
    ...(peers && { pid: process.pid }),
    url,
    port,
    auth: config.auth,
    store: store.kind,
    shadow: config.shadow,
    ...(site.mark && { site: site.mark, changes: site.changes }),
  });
  warnOfOverdueReviews(knowledgeFolder, clock(), log);
}

function listenForOperations(
  { config, store, metrics, log }: Parts,
  isStopping: () => boolean,
  reload: () => Promise<Reloaded>,
): Promise<RunningServer | undefined> {
  const { host, metricsPort } = config;
  if (metricsPort === undefined) return Promise.resolve(undefined);
  const ready = async (): Promise<boolean> => !isStopping() && store.ready();
  const app = createOperationsApp({ metrics, ready, reload, newId: randomUUID, log });
  return listen(app, { host, port: metricsPort }).then((running) => {
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

function welcomeTo({ config, endpoints }: Parts, url: string, fhirBaseUrl: string | undefined): string {
  return welcome({
    url,
    serviceIds: [...endpoints.keys()],
    fhirBaseUrl,
    auth: config.auth,
    audience: config.publicBaseUrl,
    loopback: isLoopbackHost(config.host),
  });
}
