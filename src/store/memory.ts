// "Not twice": which keyed hashes of patient, rule and inputs a clinician has settled.

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { chunks } from './text.ts';
import { DAY_MS } from './types.ts';
import type { Count } from './types.ts';
import { within } from './within.ts';

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

/** Asks the database each time, so that what one replica learnt the next call to any other knows. */
export function createSettled(options: {
  readonly database: Database;
  readonly enabled: boolean;
  readonly days: number;
  readonly count: Count;
}): Settled {
  const { database, enabled, days, count } = options;
  if (!enabled) return () => Promise.resolve(NONE);
  const ask = database.readNow ? askNow(database.readNow) : askTogether(database.db);
  return async (memoryKeys, now) => {
    if (memoryKeys.length === 0) return NONE;
    const found = await ask(memoryKeys);
    if (!found) {
      count('memory_unanswered', 1);
      return NONE;
    }
    if (found.size === 0) return NONE;
    const since = now - days * DAY_MS;
    return new Set(memoryKeys.filter((key) => (found.get(key) ?? since) > since));
  };
}

/** When these keys (and perhaps others) were settled; undefined when the database does not say, or not in time. */
type Ask = (memoryKeys: readonly string[]) => Promise<ReadonlyMap<string, number> | undefined>;

/** A file in this machine's cache is no slower than asking about it: no queue, no timer. */
function askNow(readNow: NonNullable<Database['readNow']>): Ask {
  const query = 'select settled_at from settled where memory_key = ?';
  return (memoryKeys) => {
    const found = new Map<string, number>();
    try {
      for (const key of memoryKeys) {
        for (const row of readNow(query, [key])) found.set(key, (row as Tables['settled']).settled_at);
      }
    } catch {
      // unreadable: said again rather than not at all
      return Promise.resolve(undefined);
    }
    return Promise.resolve(found);
  };
}

/** One question at a time; those of the calls that come meanwhile are asked together, so a burst costs few queries. */
function askTogether(db: Kysely<Tables>): Ask {
  const query = sql`select memory_key, settled_at from settled where memory_key = any(${[]})`.compile(db);
  let pausedUntil = 0;
  let asked: Promise<unknown> = Promise.resolve();
  let gathering: { readonly keys: Set<string>; readonly answer: ReturnType<Ask> } | undefined;

  function gather(): NonNullable<typeof gathering> {
    const keys = new Set<string>();
    const asking = asked.then(async () => {
      gathering = undefined;
      const { rows } = await db.executeQuery<Tables['settled']>({ ...query, parameters: [[...keys]] });
      return new Map(rows.map((row) => [row.memory_key, row.settled_at]));
    });
    const answer = within(WITHIN_MS, asking).then((found) => {
      if (!found) pausedUntil = performance.now() + PAUSE_MS;
      return found;
    });
    asked = answer;
    return (gathering = { keys, answer });
  }

  return (memoryKeys) => {
    if (performance.now() < pausedUntil) return Promise.resolve(undefined);
    gathering ??= gather();
    for (const key of memoryKeys) gathering.keys.add(key);
    return gathering.answer;
  };
}
