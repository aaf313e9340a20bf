// The composition root: a checked configuration → the parts of the server, each given what it needs; nothing listens yet.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createServices, knowledgeOf } from '../cds-services/index.ts';
import { chooseAuthenticator, type TrustMemory } from './authentication.ts';
import { memorySecret } from './config/memory-secret.ts';
import type { Config } from './config/types.ts';
import type { Authenticator } from './contracts/ports.ts';
import type { Service } from './contracts/service.ts';
import type { SiteKnowledge } from './decision/site-knowledge.ts';
import { demoDataOrNone, NO_DATA } from './demo-mode.ts';
import type { DemoData } from './demo/patients.ts';
import { createLazyGateway, type LazyGateway } from './fhir/lazy-gateway.ts';
import { createApp, type App } from './http/app.ts';
import { createFront } from './http/front.ts';
import { createTurns } from './http/turns.ts';
import { chooseRateLimit, createLimits, limitBy } from './limits.ts';
import { createLog, standardOutput, type Log, type LogDestination } from './ops/log.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createOrderedUuid } from './ops/ordered-uuid.ts';
import { compileEndpoints, type Endpoint } from './protocol/endpoints.ts';
import { openCaseFiles, type CaseFiles } from './store/case-files.ts';
import { openStore, type Store } from './store/store.ts';
import { withCredentialsOf } from './own-credentials.ts';
import type { GatewayOptions } from './fhir/types.ts';
import type { StoreOptions } from './store/types.ts';
import { projectRoot } from './version.ts';
import type { Peers } from './workers/peers.ts';

/** What tests put in another's place. */
export interface Overrides {
  readonly services?: readonly Service[];
  readonly logTo?: LogDestination;
  readonly clock?: () => number;
  /** The folder of the built pages. */
  readonly webRoot?: string;
  /** What runs now: its store, log, counts and memory of tokens are taken over, not opened anew. */
  readonly kept?: Parts;
  /** The other workers, where there are any. */
  readonly peers?: Peers;
}

export interface Parts {
  readonly config: Config;
  readonly site: SiteKnowledge;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly store: Store;
  /** Where what was kept back goes as cases, where the site wants them. */
  readonly cases: CaseFiles | undefined;
  readonly gateway: LazyGateway;
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Monotonic milliseconds. */
  readonly timer: () => number;
  readonly webRoot: string;
  /** The folder of the knowledge pages. */
  readonly knowledgeFolder: string;
  readonly demoData: DemoData;
  readonly trust: TrustMemory;
  /** FHIR servers of our own: the demonstration's. */
  readonly ownFhirServers: readonly string[];
  /** Aborted when other parts have taken the place of these and their last call has ended. */
  readonly retired: AbortSignal;
  /** Lets go of what is not kept. */
  retire(): void;
  readonly peers: Peers | undefined;
  /** From now on calls without authentication may name this FHIR server, too. */
  allowFhirServer(baseUrl: string): void;
}

/** Opens the store and puts everything together. @throws Error when the store or the trust configuration is unusable */
export async function compose(config: Config, overrides: Overrides = {}): Promise<Parts> {
  const site = knowledgeOf(config.site);
  const { kept, peers, services = createServices(site), clock = Date.now } = overrides;
  const log =
    kept?.log ?? createLog(config.logLevel, overrides.logTo ?? standardOutput(peers !== undefined), peers?.number);
  const metrics = kept?.metrics ?? metricsOf(peers);
  const endpoints = compileEndpoints(services, config.hooks);
  const [store, demoData] = await Promise.all([
    kept?.store ?? openStore(storeOptions({ config, log, metrics, clock, peers })),
    kept?.demoData ?? (config.demo ? demoDataOrNone(clock(), log) : NO_DATA),
  ]);
  const ownFhirServers = [...(kept?.ownFhirServers ?? [])];
  const fhirServers = [...config.fhirServers, ...ownFhirServers];
  const timer = (): number => performance.now();
  const trust = kept?.trust ?? { keySets: new Map() };
  const settings = gatewaySettings({ config, log, metrics });
  const types = [...new Set([...endpoints.values()].flatMap((endpoint) => [...endpoint.types.values()]))];
  const gateway = await withCredentialsOf({
    config,
    gateway: createLazyGateway(settings),
    settings,
    types,
    log,
    clock,
  });
  const retired = new AbortController();
  const cases = caseFilesOf({ config, log, metrics, peers });
  peers?.serve({ settled: (keys) => store.noteSettled(keys), write: () => store.writeShown() });
  return {
    config,
    site,
    endpoints,
    store,
    cases,
    gateway,
    authenticator: await chooseAuthenticator({ config, fhirServers, store, log, metrics, clock, timer, trust, peers }),
    log,
    metrics,
    clock,
    timer,
    webRoot: overrides.webRoot ?? join(projectRoot(), 'dist/web'),
    knowledgeFolder: join(projectRoot(), 'docs/knowledge'),
    demoData,
    trust,
    peers,
    ownFhirServers,
    retired: retired.signal,
    retire() {
      retired.abort();
      void gateway.close();
      void cases?.close();
    },
    allowFhirServer(baseUrl) {
      ownFhirServers.push(baseUrl);
      fhirServers.push(baseUrl);
    },
  };
}

function caseFilesOf({
  config: { shadowCases: folder },
  log,
  metrics,
  peers,
}: Pick<Parts, 'config' | 'log' | 'metrics' | 'peers'>): CaseFiles | undefined {
  if (folder === undefined) return undefined;
  return openCaseFiles({ folder, worker: peers?.number, log, count: (metric, by) => metrics.stored(metric, by) });
}

/** This process's metrics; as text, those of all workers. */
function metricsOf(peers: Peers | undefined): Metrics {
  const own = createMetrics();
  if (!peers) return own;
  peers.serve({ metrics: () => own.json() });
  return { ...own, text: async () => (await peers.metrics()) ?? own.text() };
}

/** What answers requests. @param publicBaseUrl known once the server listens, where the port is any */
export function composeApp(parts: Parts, publicBaseUrl: string, isStopping: () => boolean): App {
  const { config, store, log, clock, peers } = parts;
  const limit = limitBy(peers);
  const front = createFront(config.trustedProxies);
  const turns = createTurns({ nextTurn: setImmediate, timer: parts.timer, mostMs: MOST_OF_A_TURN_MS });
  return createApp({
    ...parts,
    front,
    logAddress: config.log.clientAddress,
    newId: createOrderedUuid(clock, randomUUID),
    publicBaseUrl,
    deadlineMs: config.fhir.timeoutMs,
    memorySecret: config.memory.enabled ? memorySecret(config) : undefined,
    shadow: config.shadow,
    countLinks: config.insights.links,
    countCall: (call) => store.recordCall(call),
    nextTurn: () => turns.next(),
    corsOrigins: config.cors.origins,
    rateLimit: chooseRateLimit({ config, store, log, limit }),
    ...createLimits({ ...parts, limit, waitingMs: () => turns.waitingMs() }),
    discoveryAuth: config.auth === 'off' ? 'none' : config.discovery === 'required' ? 'required' : 'optional',
    metricsFor:
      config.metrics.public || config.demo
        ? 'everybody'
        : config.metrics.token === undefined
          ? undefined
          : { token: config.metrics.token },
    ready: () => !isStopping() && store.ready(),
    routes: async (express) => {
      const { besideHooks } = await import('./beside-hooks.ts');
      const asked = { publicBaseUrl, limit, addressOf: (req: IncomingMessage) => front.addressOf(req) };
      for (const router of await besideHooks({ ...parts, ...asked })) express.use(router);
    },
  });
}

/** What calls take of a turn of the event loop before whoever asks something else is heard. */
const MOST_OF_A_TURN_MS = 15;

/** Of one query's answer, over all its pages. */
const MAX_RESOURCES = 2_000;

function gatewaySettings({ config, log, metrics }: Pick<Parts, 'config' | 'log' | 'metrics'>): GatewayOptions {
  const { timeoutMs, maxPages, maxBytes, concurrency, breaker, allowPrivateNetworks } = config.fhir;
  return {
    timeoutMs,
    maxPages,
    maxResponseBytes: maxBytes,
    maxResources: MAX_RESOURCES,
    concurrency,
    breaker: {
      failureRate: breaker.failurePercent / 100,
      windowMs: breaker.windowSeconds * 1_000,
      minimumPatients: breaker.minimumPatients,
      pauseMs: breaker.pauseSeconds * 1_000,
    },
    allowPrivateNetworks,
    allowInsecure: config.allowInsecure,
    report: ({ server, resourceType, outcome, status, ms }) => {
      metrics.fhirRequest(outcome, ms / 1000);
      if (outcome !== 'ok')
        log.write('warn', 'FHIR request failed', { server, resourceType, fault: outcome, status, ms });
    },
  };
}

function storeOptions({
  config,
  log,
  metrics,
  clock,
  peers,
}: Pick<Parts, 'config' | 'log' | 'metrics' | 'clock' | 'peers'>): StoreOptions {
  return {
    ...(config.databaseUrl && { url: config.databaseUrl }),
    dataDir: config.dataDir,
    log,
    memory: config.memory,
    retention: config.retention,
    clock,
    count: (metric, by) => metrics.stored(metric, by),
    siblings: peers,
  };
}
