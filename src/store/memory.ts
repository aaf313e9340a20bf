// "Not twice": which keyed hashes of patient, rule and inputs a clinician has settled.

import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { chunks } from './text.ts';
import { DAY_MS } from './types.ts';
import type { Count } from './types.ts';

/** Time a hook call lends to memory, in milliseconds. */
const WITHIN_MS = 50;
/** After an unanswered question nobody asks for this long, so a database that is away costs one call, not each. */
const PAUSE_MS = 1_000;

const NONE: ReadonlySet<string> = new Set();

/** Puts keys into memory; in order, because two replicas may put the same ones. */
export async function remember(
  trx: Transaction<Tables>,
  entries: readonly { readonly memoryKey: string | null; readonly at: number }[],
): Promise<void> {
  const latest = new Map<string, number>();
  for (const { memoryKey, at } of entries) {
    if (memoryKey !== null) latest.set(memoryKey, Math.max(Math.trunc(at), latest.get(memoryKey) ?? 0));
  }
  const rows = [...latest]
    .map(([memory_key, settled_at]) => ({ memory_key, settled_at }))
    .sort((a, b) => (a.memory_key < b.memory_key ? -1 : 1));
  for (const part of chunks(rows)) {
    await trx
      .insertInto('settled')
      .values(part)
      .onConflict((c) => c.column('memory_key').doUpdateSet((eb) => ({ settled_at: eb.ref('excluded.settled_at') })))
      .execute();
  }
}

export type Settled = (memoryKeys: readonly string[], now: number) => Promise<ReadonlySet<string>>;

const SETTLED_NOW = `SELECT memory_key FROM settled
  WHERE memory_key IN (SELECT value FROM json_each(?)) AND settled_at > ?`;

/** Asks the database each time, so that what one replica learnt the next call to any other knows. */
export function createSettled(options: {
  readonly db: Kysely<Tables>;
  readonly readNow?: Database['readNow'];
  readonly enabled: boolean;
  readonly days: number;
  readonly count: Count;
}): Settled {
  const { db, readNow, enabled, days, count } = options;
  let pausedUntil = 0;

  async function ask(memoryKeys: readonly string[], now: number): Promise<ReadonlySet<string>> {
    const rows = await db
      .selectFrom('settled')
      .select('memory_key')
      .where('memory_key', 'in', memoryKeys)
      .where('settled_at', '>', now - days * DAY_MS)
      .execute();
    return new Set(rows.map((row) => row.memory_key));
  }

  /** A file in this machine's cache is no slower than asking about it: no queue, no timer. */
  function askNow(read: NonNullable<Database['readNow']>, memoryKeys: readonly string[], now: number) {
    const rows = read(SETTLED_NOW, [JSON.stringify(memoryKeys), now - days * DAY_MS]);
    return rows.length === 0 ? NONE : new Set((rows as { memory_key: string }[]).map((row) => row.memory_key));
  }

  return async (memoryKeys, now) => {
    if (!enabled || memoryKeys.length === 0) return NONE;
    const started = performance.now();
    if (readNow) {
      try {
        return askNow(readNow, memoryKeys, now);
      } catch {
        // unreadable: said again rather than not at all
      }
    } else if (started >= pausedUntil) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, WITHIN_MS, undefined);
      });
      const answer = await Promise.race([ask(memoryKeys, now).catch(() => undefined), late]);
      clearTimeout(timer);
      if (answer) return answer;
      pausedUntil = performance.now() + PAUSE_MS;
    }
    count('memory_unanswered', 1);
    return NONE;
  };
}
