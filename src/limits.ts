// What a flood may cost, put together from the configuration: calls, bytes and refusals at a time.
import type { Config } from './config/types.ts';
import { createAdmission } from './http/admission.ts';
import type { AppDeps } from './http/app.ts';
import { createByteBudget } from './http/byte-budget.ts';
import { createFloodLog } from './http/flood-log.ts';
import { createRateLimit } from './http/rate-limit.ts';
import type { Log } from './ops/log.ts';
import { watchLoopDelay } from './ops/loop-delay.ts';
import type { Metrics } from './ops/metrics.ts';

type Limits = Pick<
  AppDeps,
  'admission' | 'holdBytes' | 'maxBodyBytes' | 'refusalLimit' | 'discoveryLimit' | 'shed' | 'unlogged'
>;

export interface LimitsDeps {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds that only ever run. */
  readonly timer: () => number;
  /** Aborted when other limits have taken their place. */
  readonly retired: AbortSignal;
}

export function createLimits({ config, log, metrics, timer, retired }: LimitsDeps): Limits {
  const { callsInFlight, eventLoopDelayMs, bytesInFlight, refusalsPerMinute, discoveryPerMinute } = config.limits;
  const admission = createAdmission({ mostInFlight: callsInFlight, mostDelayMs: eventLoopDelayMs });
  retired.addEventListener(
    'abort',
    watchLoopDelay(timer, (lateMs) => admission.turned(lateMs)),
  );
  const logShed = createFloodLog(log, 'calls shed');
  return {
    admission,
    holdBytes: createByteBudget(bytesInFlight),
    maxBodyBytes: config.maxBodyBytes,
    refusalLimit: createRateLimit(refusalsPerMinute),
    discoveryLimit: createRateLimit(discoveryPerMinute),
    shed(service) {
      metrics.called(service, 'overloaded', 0);
      logShed();
    },
    unlogged: createFloodLog(log, 'calls refused'),
  };
}
