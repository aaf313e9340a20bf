// What a flood may cost, put together from the configuration: calls, bytes and refusals at a time.
import type { Config } from './config/types.ts';
import { createAdmission } from './http/admission.ts';
import type { AppDeps } from './http/app.ts';
import { createByteBudget } from './http/byte-budget.ts';
import { createFloodLog } from './http/flood-log.ts';
import { createRateLimit, type RateLimit } from './http/rate-limit.ts';
import { createRefusalPace } from './http/refusal-pace.ts';
import { createSharedRateLimit } from './http/shared-rate-limit.ts';
import type { Log } from './ops/log.ts';
import { watchLoopDelay } from './ops/loop-delay.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Store } from './store/store.ts';
import type { Peers } from './workers/peers.ts';

type Limits = Pick<
  AppDeps,
  'admission' | 'holdBytes' | 'maxBodyBytes' | 'refusalLimit' | 'discoveryLimit' | 'shed' | 'paceRefusal' | 'unlogged'
>;

export interface LimitsDeps {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds that only ever run. */
  readonly timer: () => number;
  /** Aborted when other limits have taken their place. */
  readonly retired: AbortSignal;
  /** For how long the next call has waited for its turn. */
  readonly waitingMs: () => number;
  /** A limit by its setting, of all workers together. */
  readonly limit: LimitBy;
}

export type LimitBy = (name: keyof Config['limits'] | 'requestsPerMinute', perMinute: number | undefined) => RateLimit;

/** Of the calls and bytes of all clients together. */
const SHARE_OF_ONE = 0.5;

export function createLimits({ config, log, metrics, timer, retired, waitingMs, limit }: LimitsDeps): Limits {
  const { callsInFlight, eventLoopDelayMs, bytesInFlight, refusalsPerMinute, discoveryPerMinute } = config.limits;
  // a client that has nobody beside it leaves no room for anybody
  const shareOfOne = config.clients.length > 1 ? SHARE_OF_ONE : 1;
  const admission = createAdmission({ mostInFlight: callsInFlight, shareOfOne, mostDelayMs: eventLoopDelayMs });
  retired.addEventListener(
    'abort',
    watchLoopDelay(timer, (lateMs) => admission.turned(Math.max(lateMs, waitingMs()))),
  );
  const logShed = createFloodLog(log, 'calls shed');
  return {
    admission,
    holdBytes: createByteBudget(bytesInFlight, Math.max(config.maxBodyBytes, bytesInFlight * shareOfOne)),
    maxBodyBytes: config.maxBodyBytes,
    refusalLimit: limit('refusalsPerMinute', refusalsPerMinute),
    discoveryLimit: limit('discoveryPerMinute', discoveryPerMinute),
    shed(service) {
      metrics.called(service, 'overloaded', 0);
      logShed();
    },
    paceRefusal: createRefusalPace(timer),
    unlogged: createFloodLog(log, 'calls refused'),
  };
}

/** Limits of this process alone, or of all workers together. */
export function limitBy(peers: Peers | undefined): LimitBy {
  return (name, perMinute) =>
    peers === undefined || perMinute === undefined
      ? createRateLimit(perMinute)
      : { take: (key) => peers.take(name, perMinute, key) };
}

/** Replicas share what a caller may; a server alone counts by itself, its workers together. */
export function chooseRateLimit({
  config,
  store: { kind, rateLimit },
  log,
  limit,
}: Pick<LimitsDeps, 'config' | 'log' | 'limit'> & { readonly store: Store }): RateLimit {
  const { requestsPerMinute } = config.rateLimit;
  const here = limit('requestsPerMinute', requestsPerMinute);
  if (requestsPerMinute === undefined || kind === 'sqlite') return here;
  const add = (key: string, windowMs: number, hits: number) => rateLimit.hit(key, windowMs, hits);
  const everywhere = createSharedRateLimit({ requestsPerMinute, add, log });
  if (config.workers === 1) return everywhere;
  return { take: async (key, now) => (await here.take(key, now)) || everywhere.take(key, now) };
}
