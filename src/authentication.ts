// Who may call, put together from the configuration: authentication that is asked for is had, or nothing starts.
import type { Config } from './config/types.ts';
import type { Authenticator, ReplayGuard } from './contracts/ports.ts';
import type { Log } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Store } from './store/store.ts';
import { createAnonymousAccess } from './trust/anonymous-access.ts';
import type { KeySource } from './trust/key-source.ts';
import type { Peers } from './workers/peers.ts';

/** What is known of tokens and keys, for as long as the process runs. */
export interface TrustMemory {
  replay?: ReplayGuard;
  readonly keySets: Map<string, KeySource>;
}

export interface AuthenticationDeps {
  readonly config: Config;
  /** With authentication off: where everybody may send us. */
  readonly fhirServers: readonly string[];
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds that only ever run. */
  readonly timer: () => number;
  readonly trust: TrustMemory;
  /** The other workers, where there are any. */
  readonly peers: Peers | undefined;
}

/** So long a store that did not answer is left alone; then one call asks it again. */
const PAUSE_MS = 2_000;

export async function chooseAuthenticator(deps: AuthenticationDeps): Promise<Authenticator> {
  const { config, fhirServers, clock, trust } = deps;
  if (config.auth === 'off') return createAnonymousAccess(fhirServers, config.cards);
  const { createAuthenticator } = await import('./trust/authenticator.ts');
  return createAuthenticator({
    publicBaseUrl: config.publicBaseUrl,
    audiences: config.audiences,
    clients: config.clients,
    algorithms: config.algorithms,
    clockToleranceSeconds: config.clockToleranceSeconds,
    maxLifetimeSeconds: config.maxTokenLifetimeSeconds,
    jwks: { ...config.jwks, staleSeconds: config.jwks.maxStaleSeconds },
    replay: (trust.replay ??= await chooseReplayGuard(deps)),
    keySets: trust.keySets,
    fetched: (outcome) => deps.metrics.jwksFetched(outcome),
    clock,
  });
}

async function chooseReplayGuard({
  config,
  store,
  log,
  metrics,
  clock,
  timer,
  peers,
}: AuthenticationDeps): Promise<ReplayGuard> {
  const [{ createReplayGuard }, { createReplayCache }] = await Promise.all([
    import('./trust/replay-guard.ts'),
    import('./trust/replay.ts'),
  ]);
  return createReplayGuard({
    shared: store.replay,
    // of all workers together: a token let in by one is known to the others though no database says so
    own: peers ?? createReplayCache({ clock, timer, mostEntries: config.replay.memoryEntries }),
    onStoreFailure: config.replay.onStoreFailure,
    withinMs: config.replay.withinMs,
    pauseMs: PAUSE_MS,
    timer,
    log,
    alone: () => metrics.stored('replay_unshared', 1),
  });
}
