// Hits per key and window, counted once for all replicas.

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

/** Hits of one key that arrive while its counter is being written are written together: one row, no queue on it. */
export function createRateLimit(db: Kysely<Tables>, clock: () => number): RateLimit {
  const gathering = new Map<string, { hits: number; total: Promise<number> }>();
  const writing = new Map<string, Promise<unknown>>();

  async function write(slot: string, key: string, resetAt: number): Promise<number> {
    // whoever writes this counter now finishes first; meanwhile hits gather
    await writing.get(slot)?.catch(() => undefined);
    const hits = gathering.get(slot)?.hits ?? 0;
    gathering.delete(slot);
    const query = db
      .insertInto('rate_window')
      .values({ key, reset_at: resetAt, hits })
      .onConflict((c) =>
        c.columns(['key', 'reset_at']).doUpdateSet((eb) => ({ hits: eb('rate_window.hits', '+', hits) })),
      )
      .returning('hits')
      .executeTakeFirstOrThrow();
    writing.set(slot, query);
    try {
      return (await query).hits - hits;
    } finally {
      if (writing.get(slot) === query) writing.delete(slot);
    }
  }

  return {
    async hit(rawKey, windowMs, hits = 1) {
      const key = storableId(rawKey);
      const resetAt = (Math.floor(clock() / windowMs) + 1) * windowMs;
      const slot = `${resetAt} ${key}`;
      let group = gathering.get(slot);
      if (!group) {
        group = { hits: 0, total: Promise.resolve(0) };
        gathering.set(slot, group);
        group.total = write(slot, key, resetAt);
      }
      const place = (group.hits += hits);
      return { count: (await group.total) + place, resetAt };
    },
  };
}
