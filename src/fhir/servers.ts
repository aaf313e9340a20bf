// What is remembered of each FHIR server between calls: how many requests are in flight, and whether it is unwell.
import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
  type IPolicy,
  wrap,
} from 'cockatiel';

import { isServerUnwell } from './faults.ts';
import type { Reply } from './transport.ts';
import type { GatewayOptions } from './types.ts';

const MAX_SERVERS = 100;
const QUEUE_PER_SLOT = 16;

export interface Servers {
  /** Runs one request within the server's limits; answers `circuit-open` without trying when it is left alone. */
  run(baseUrl: string, request: () => Promise<Reply>): Promise<Reply>;
}

export function createServers({ breaker, concurrency }: GatewayOptions): Servers {
  const policies = new Map<string, IPolicy>();

  function policyOf(baseUrl: string): IPolicy {
    const known = policies.get(baseUrl);
    policies.delete(baseUrl);
    const policy = known ?? createPolicy();
    policies.set(baseUrl, policy);
    // the oldest key comes first: what has been used least recently goes
    for (const oldest of policies.keys()) if (policies.size > MAX_SERVERS) policies.delete(oldest);
    return policy;
  }

  function createPolicy(): IPolicy {
    const unwell = handleWhenResult((result) => {
      const reply = result as Reply;
      return !reply.ok && isServerUnwell(reply);
    });
    return wrap(
      circuitBreaker(unwell, {
        halfOpenAfter: breaker.resetMs,
        breaker: new ConsecutiveBreaker(breaker.failures),
      }),
      bulkhead(concurrency, concurrency * QUEUE_PER_SLOT),
    );
  }

  return {
    async run(baseUrl, request) {
      try {
        return await policyOf(baseUrl).execute(request);
      } catch (error) {
        if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
          return { ok: false, fault: 'circuit-open' };
        }
        throw error;
      }
    },
  };
}
