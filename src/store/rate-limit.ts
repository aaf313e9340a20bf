// Hits per key and window, counted once for all replicas; `http/shared-rate-limit.ts` sends them in batches.

import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { storableId } from './text.ts';

export interface RateCount {
  /** Hits in this window, these included. */
  readonly count: number;
  /** Milliseconds since 1970 when the window ends. */
  readonly resetAt: number;
}

export interface RateLimit {
  /** Adds hits (one, if not told) to the key's current window. Rejects when the database cannot say. */
  hit(key: string, windowMs: number, hits?: number): Promise<RateCount>;
}

export function createRateLimit(db: Kysely<Tables>, clock: () => number): RateLimit {
  return {
    async hit(rawKey, windowMs, hits = 1) {
      const key = storableId(rawKey);
      const resetAt = (Math.floor(clock() / windowMs) + 1) * windowMs;
      const { hits: count } = await db
        .insertInto('rate_window')
        .values({ key, reset_at: resetAt, hits })
        .onConflict((c) =>
          c.columns(['key', 'reset_at']).doUpdateSet((eb) => ({ hits: eb('rate_window.hits', '+', hits) })),
        )
        .returning('hits')
        .executeTakeFirstOrThrow();
      return { count, resetAt };
    },
  };
}
