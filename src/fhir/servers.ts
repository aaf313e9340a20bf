// Concurrency limit of each FHIR server, remembered between calls, and what it does not take.
import { bulkhead, BulkheadRejectedError, type IPolicy } from 'cockatiel';

import type { Reply } from './transport.ts';
import type { GatewayOptions } from './types.ts';

const MAX_SERVERS = 100;
const QUEUE_PER_SLOT = 16;

/** Does a server take `_sort` and `_count` for a resource type? */
export interface Manners {
  refused(): boolean;
  remember(): void;
}

export interface Servers {
  /** Runs one request within the server's limits; answers `circuit-open` without trying when too many wait. */
  run(baseUrl: string, request: () => Promise<Reply>): Promise<Reply>;
  mannersOf(baseUrl: string, resourceType: string): Manners;
}

interface Known {
  readonly policy: IPolicy;
  /** Resource types for which it refuses `_sort` or `_count`. */
  readonly plain: Set<string>;
}

export function createServers({ concurrency }: GatewayOptions): Servers {
  const all = new Map<string, Known>();

  function knownOf(baseUrl: string): Known {
    const known = all.get(baseUrl) ?? {
      policy: bulkhead(concurrency, concurrency * QUEUE_PER_SLOT),
      plain: new Set(),
    };
    all.delete(baseUrl);
    all.set(baseUrl, known);
    // the oldest key comes first: what has been used least recently goes
    for (const oldest of all.keys()) if (all.size > MAX_SERVERS) all.delete(oldest);
    return known;
  }

  return {
    async run(baseUrl, request) {
      try {
        return await knownOf(baseUrl).policy.execute(request);
      } catch (error) {
        if (error instanceof BulkheadRejectedError) return { ok: false, fault: 'circuit-open' };
        throw error;
      }
    },
    mannersOf(baseUrl, resourceType) {
      const { plain } = knownOf(baseUrl);
      return { refused: () => plain.has(resourceType), remember: () => void plain.add(resourceType) };
    },
  };
}
