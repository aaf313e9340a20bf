// The composition root: reads the configuration, puts the parts together, listens, and ends gracefully.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { services as allServices } from '../cds-services/index.ts';
import { createApp } from './http/app.ts';
import type { Service } from './contracts/service.ts';
import { loadDemo, startDemo, toWebPatients, welcome, type Demo } from './demo-mode.ts';
import type { DemoData } from './demo/patients.ts';
import { createLazyGateway } from './fhir/lazy-gateway.ts';
import { ConfigError, readConfig } from './config/config.ts';
import type { Config } from './config/types.ts';
import { listen } from './http/http-server.ts';
import { createLog, describeError, type Log, type LogDestination } from './ops/log.ts';
import { memorySecret } from './config/memory-secret.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createRateLimit, type RateLimit } from './http/rate-limit.ts';
import { createSharedRateLimit } from './http/shared-rate-limit.ts';
import { createOrderedUuid } from './ops/ordered-uuid.ts';
import { installShutdown } from './ops/shutdown.ts';
import { compileEndpoints } from './protocol/endpoints.ts';
import { insightsHandler } from './http/insights.ts';
import type { Authenticator } from './contracts/ports.ts';
import { createMicroBatching } from './http/micro-batching.ts';
import { openStore, type Store } from './store/store.ts';
import { createAnonymousAccess } from './trust/anonymous-access.ts';
import { warmUp } from './http/warm-up.ts';

export interface Running {
  /** Where it listens. */
  readonly url: string;
  /** Base URL of the demonstration's FHIR server, once it is up; undefined without one. */
  readonly demoFhir: Promise<string | undefined>;
  /** Not ready from now on; takes calls for `lingerMs` more; resolves when nothing is in flight and all is written. */
  close(graceMs?: number, lingerMs?: number): Promise<void>;
}

export interface Overrides {
  readonly services?: readonly Service[];
  readonly logTo?: LogDestination;
  readonly clock?: () => number;
  /** Receives the demonstration's welcome text. */
  readonly say?: (text: string) => void;
  /** The folder of the built pages. */
  readonly webRoot?: string;
  /** Compile the way of a hook call before the first one comes. */
  readonly warm?: boolean;
}

const LINGER_MS = 2_000;
const LOAD_REST_MS = 1_000;

const NO_DATA: DemoData = { patients: [], resources: [] };

/**
 * Starts the server.
 *
 * @throws ConfigError naming every fault of the configuration; nothing is started then
 */
export async function start(env: NodeJS.ProcessEnv, overrides: Overrides = {}): Promise<Running> {
  const config = readConfig(env, (path) => readFileSync(path, 'utf8'));
  const { services = allServices, clock = Date.now } = overrides;
  const log = createLog(config.logLevel, overrides.logTo);
  const metrics = createMetrics();
  const endpoints = compileEndpoints(services, config.hooks);
  // grows by the demonstration's own server once it is up
  const fhirServers = [...config.fhirServers];
  const webRoot = overrides.webRoot ?? join(projectRoot(), 'dist/web');
  const [store, demoData] = await Promise.all([
    openStore(storeOptions(config, log, metrics, clock)),
    config.demo ? demoDataOrNone(clock(), log) : NO_DATA,
  ]);
  const gateway = createLazyGateway({
    timeoutMs: config.fhir.timeoutMs,
    maxPages: config.fhir.maxPages,
    maxResponseBytes: config.fhir.maxBytes,
    concurrency: config.fhir.concurrency,
    allowPrivateNetworks: config.fhir.allowPrivateNetworks,
    allowInsecure: config.allowInsecure,
    report: ({ server, resourceType, outcome, status, ms }) => {
      metrics.fhirRequest(outcome, ms / 1000);
      if (outcome !== 'ok')
        log.write('warn', 'FHIR request failed', { server, resourceType, fault: outcome, status, ms });
    },
  });

  const authenticator = await chooseAuthenticator(config, fhirServers, store, clock);
  let stopping = false;
  let handler: Parameters<typeof listen>[0] = (_req, res) => res.writeHead(503).end();
  const server = await listen((req, res) => handler(req, res), config);
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`;
  const publicBaseUrl = config.port === 0 && config.demo ? url : config.publicBaseUrl;
  const app = createApp({
    endpoints,
    authenticator,
    gateway,
    store,
    clock,
    timer: () => performance.now(),
    newId: createOrderedUuid(clock, randomUUID),
    publicBaseUrl,
    deadlineMs: config.fhir.timeoutMs,
    memorySecret: config.memory.enabled ? memorySecret(config) : undefined,
    shadow: config.shadow,
    nextBatch: createMicroBatching(setImmediate),
    log,
    metrics,
    corsOrigins: config.cors.origins,
    rateLimit: chooseRateLimit(config, store, log),
    maxBodyBytes: config.maxBodyBytes,
    discoveryAuth: config.auth === 'off' ? 'none' : config.discovery === 'required' ? 'required' : 'optional',
    metricsPublic: config.metrics.public,
    ready: () => !stopping && store.ready(),
    routes: async (express) => {
      const insights = insightsHandler({
        insights: (from, to) => store.insights(from, to),
        token: config.insights.token,
        open: config.demo,
        clock,
      });
      express.get('/insights.json', insights);
      express.use(await pages(config, webRoot, demoData));
    },
  });
  handler = app;
  log.write('info', 'server started', {
    url,
    port: server.port,
    auth: config.auth,
    store: store.kind,
    shadow: config.shadow,
  });
  let later: NodeJS.Timeout | undefined;
  if (overrides.warm) {
    // what hook calls with prefetch do without; its loading would hold up the first of them
    later = setTimeout(() => {
      Promise.all([app.load(), gateway.load(), metrics.load()]).catch((error: unknown) => {
        log.write('error', 'loading failed', { error: describeError(error) });
      });
    }, LOAD_REST_MS).unref();
    const deps = { clock, timer: () => performance.now() };
    void warmUp(endpoints.values(), deps, () => stopping).catch((error: unknown) => {
      log.write('error', 'warm-up failed', { error: describeError(error) });
    });
  }

  const demo = config.demo ? startDemoBeside(demoData, server.port, config.port, log) : Promise.resolve(undefined);
  const demoFhir = demo.then((running) => {
    if (running) fhirServers.push(running.fhirBaseUrl);
    if (config.demo) overrides.say?.(welcome(url, [...endpoints.keys()], running?.fhirBaseUrl));
    return running?.fhirBaseUrl;
  });

  return {
    url,
    demoFhir,
    async close(graceMs, lingerMs) {
      stopping = true;
      clearTimeout(later);
      await server.close(graceMs, lingerMs);
      await Promise.all([demo.then((running) => running?.close()), gateway.close()]);
      await store.close();
      log.write('info', 'server stopped', {});
      log.flush();
    },
  };
}

/** A configuration that asks for authentication gets it, or does not start. */
async function chooseAuthenticator(
  config: Config,
  fhirServers: readonly string[],
  store: Store,
  clock: () => number,
): Promise<Authenticator> {
  if (config.auth === 'off') return createAnonymousAccess(fhirServers);
  const { createAuthenticator } = await import('./trust/authenticator.ts');
  return createAuthenticator({
    publicBaseUrl: config.publicBaseUrl,
    audiences: config.audiences,
    clients: config.clients,
    algorithms: config.algorithms,
    clockToleranceSeconds: config.clockToleranceSeconds,
    maxLifetimeSeconds: config.maxTokenLifetimeSeconds,
    jwks: { ...config.jwks, staleSeconds: config.jwks.maxStaleSeconds },
    allowInsecure: config.allowInsecure,
    replay: store.replay,
    clock,
  });
}

/** Replicas share what a caller may; a server alone counts by itself. */
function chooseRateLimit(
  { rateLimit: { requestsPerMinute } }: Config,
  { kind, rateLimit }: Store,
  log: Log,
): RateLimit {
  if (requestsPerMinute === undefined || kind === 'sqlite') return createRateLimit(requestsPerMinute);
  const add = (key: string, windowMs: number, hits: number) => rateLimit.hit(key, windowMs, hits);
  return createSharedRateLimit({ requestsPerMinute, add, log });
}

function storeOptions(
  config: Config,
  log: Log,
  metrics: Metrics,
  clock: () => number,
): Parameters<typeof openStore>[0] {
  return {
    ...(config.databaseUrl && { url: config.databaseUrl }),
    dataDir: config.dataDir,
    log,
    memory: config.memory,
    retention: config.retention,
    clock,
    count: (metric, by) => metrics.stored(metric, by),
  };
}

async function pages(config: Config, webRoot: string, data: DemoData): Promise<Router> {
  const { webRoutes } = await import('./http/pages.ts');
  return webRoutes({
    root: webRoot,
    console: config.console,
    patients: toWebPatients(data),
    smart: {
      clientId: config.smart.clientId,
      servers: [...config.fhirServers, ...config.clients.flatMap((c) => c.fhirServers)],
      origins: config.smart.origins,
    },
  });
}

async function demoDataOrNone(now: number, log: Log): Promise<DemoData> {
  try {
    return await loadDemo(now);
  } catch (error) {
    log.write('warn', 'demonstration patients not found', { error: describeError(error) });
    return NO_DATA;
  }
}

/** The hooks are served whether or not the demonstration's data come up. */
async function startDemoBeside(
  data: DemoData,
  port: number,
  configuredPort: number,
  log: Log,
): Promise<Demo | undefined> {
  try {
    return await startDemo(data, configuredPort === 0 ? 0 : port + 1);
  } catch (error) {
    log.write('warn', 'demonstration data not served', { error: describeError(error) });
    return undefined;
  }
}

/** The folder of package.json, from the source as from the build. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

async function main(): Promise<void> {
  try {
    const running = await start(process.env, { say: (text) => void process.stdout.write(text), warm: true });
    installShutdown({
      // a load balancer needs a moment to notice; somebody at a keyboard does not
      close: (signal) => running.close(undefined, signal === 'SIGTERM' ? LINGER_MS : 0),
      exit: (code) => process.exit(code),
      on: (signal, listener) => void process.on(signal, listener),
    });
  } catch (error) {
    const told = error instanceof ConfigError ? error.message : `cannot start: ${(error as Error).message}`;
    process.stderr.write(`${told}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
