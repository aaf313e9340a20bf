// Suppression cache: which cards a clinician has accepted or overridden already, asked by every hook call with a card.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { SuppressedKey } from './suppression.ts';
import type { Tables } from './schema.ts';
import type { Sqlite } from './sqlite.ts';
import type { Count } from './types.ts';
import type { DaysOfKey } from '../contracts/ports.ts';
import { DAY_MS } from '../contracts/utc-day.ts';
import { within } from '../ops/within.ts';

export interface Suppression {
  /** Those of the keys that were answered less than the age limit before `now`; none on any fault. */
  suppressed(memoryKeys: readonly string[], now: number, within?: DaysOfKey): Promise<ReadonlySet<string>>;
  /** Adds what has just been committed. */
  add(keys: readonly SuppressedKey[]): void;
  /** Drops what is past the age limit at `now`. */
  expire(now: number): void;
}

/** When keys were answered. */
type Times = ReadonlyMap<string, number>;

interface Source {
  /** Undefined when the database does not say, or not in time. */
  times(memoryKeys: readonly string[]): Times | Promise<Times | undefined>;
  add(keys: readonly SuppressedKey[]): void;
  expire(before: number): void;
}

const NONE: ReadonlySet<string> = new Set();

export function createSuppression(options: {
  readonly database: Database;
  readonly enabled: boolean;
  readonly days: number;
  readonly count: Count;
  /** Other processes write to the embedded database too. */
  readonly shared: boolean;
}): Suppression {
  const { database, enabled, days, count, shared } = options;
  if (!enabled) return { suppressed: () => Promise.resolve(NONE), add: () => undefined, expire: () => undefined };
  const source = sourceOf(database, shared);
  return {
    async suppressed(memoryKeys, now, within) {
      if (memoryKeys.length === 0) return NONE;
      const answer = source.times(memoryKeys);
      const times = answer instanceof Promise ? await answer : answer;
      if (!times) {
        count('memory_unanswered', 1);
        return NONE;
      }
      const isSettled = (key: string): boolean =>
        (times.get(key) ?? -Infinity) > now - Math.min(days, within?.get(key) ?? days) * DAY_MS;
      const answered = memoryKeys.filter(isSettled);
      return answered.length === 0 ? NONE : new Set(answered);
    },
    add: (keys) => source.add(keys),
    expire: (now) => source.expire(now - days * DAY_MS),
  };
}

function sourceOf({ db, embedded }: Database, shared: boolean): Source {
  if (!embedded) return withTold(batchedQueries(db));
  return shared ? withTold(lookups(embedded)) : wholeTable(embedded);
}

/** More than is shown in the second before it is written; the oldest makes room. */
const MOST_TOLD = 10_000;

/** With what has been told by this process or a sibling and is perhaps not written yet. */
function withTold(source: Pick<Source, 'times'>): Source {
  const told = new Map<string, number>();
  const withTimes = (keys: readonly string[], times: Times | undefined): Times | undefined => {
    const known = keys.filter((key) => told.has(key));
    // what is told is known though the database does not say
    if (known.length === 0) return times;
    const latest = new Map(times);
    for (const key of known) latest.set(key, Math.max(told.get(key) ?? 0, times?.get(key) ?? 0));
    return latest;
  };
  return {
    times(keys) {
      const times = source.times(keys);
      return times instanceof Promise ? times.then((read) => withTimes(keys, read)) : (withTimes(keys, times) ?? times);
    },
    add(keys) {
      for (const { memoryKey, at } of keys) {
        if (memoryKey === null) continue;
        if (told.size >= MOST_TOLD) told.delete(told.keys().next().value ?? memoryKey);
        told.set(memoryKey, Math.trunc(at));
      }
    },
    expire(before) {
      for (const [key, at] of told) if (at < before) told.delete(key);
    },
  };
}

/** Several processes write to the embedded database: each key is looked up, so that what one has learnt all know. */
function lookups(database: Sqlite): Pick<Source, 'times'> {
  const find = database.prepare('select memory_key, settled_at from settled where memory_key = ?');
  return {
    times(memoryKeys) {
      try {
        const rows = memoryKeys.flatMap((key) => find.all([key]) as Tables['settled'][]);
        return new Map(rows.map((row) => [row.memory_key, row.settled_at]));
      } catch {
        return Promise.resolve(undefined);
      }
    },
  };
}

/** How soon the embedded database is read anew when, against the documentation, another process writes to it. */
const REFRESH_MS = 1_000;

/** An embedded database of one process, which can keep the whole table in memory; a query would cost each call more. */
function wholeTable(database: Sqlite): Source {
  let times = new Map<string, number>();
  let version: unknown;
  let refreshedAt = -REFRESH_MS;

  function refresh(): void {
    refreshedAt = performance.now();
    // changes only when somebody else has written
    const { data_version: current } = database.prepare('PRAGMA data_version').get([]) as { data_version: number };
    if (current === version) return;
    const rows = database.prepare('select memory_key, settled_at from settled').all([]) as Tables['settled'][];
    times = new Map(rows.map((row) => [row.memory_key, row.settled_at]));
    version = current;
  }

  refresh();
  return {
    times() {
      if (performance.now() - refreshedAt > REFRESH_MS) {
        try {
          refresh();
        } catch {
          // what is held serves on
        }
      }
      return times;
    },
    add(keys) {
      for (const { memoryKey, at } of keys) if (memoryKey !== null) times.set(memoryKey, Math.trunc(at));
    },
    expire(before) {
      for (const [key, at] of times) if (at < before) times.delete(key);
    },
  };
}

/** Time a hook call lends to memory, in milliseconds. */
const WITHIN_MS = 50;
/** After an unanswered question nobody asks for this long, so a database that is away costs one call, not each. */
const PAUSE_MS = 1_000;

/**
 * Asked each time, so that what one replica learnt the next call to any other knows. One question at a time; those of
 * the calls that come meanwhile are asked together, so a burst costs few queries.
 */
function batchedQueries(db: Kysely<Tables>): Pick<Source, 'times'> {
  const query = sql`select memory_key, settled_at from settled where memory_key = any(${[]})`.compile(db);
  let pausedUntil = 0;
  let asked: Promise<unknown> = Promise.resolve();
  let gathering: { readonly keys: Set<string>; readonly answer: Promise<Times | undefined> } | undefined;

  function gather(): NonNullable<typeof gathering> {
    const keys = new Set<string>();
    const asking = asked.then(async () => {
      gathering = undefined;
      const { rows } = await db.executeQuery<Tables['settled']>({ ...query, parameters: [[...keys]] });
      return new Map(rows.map((row) => [row.memory_key, row.settled_at]));
    });
    const answer = within(WITHIN_MS, asking).then((times) => {
      if (!times) pausedUntil = performance.now() + PAUSE_MS;
      return times;
    });
    asked = answer;
    return (gathering = { keys, answer });
  }

  return {
    times(memoryKeys) {
      if (performance.now() < pausedUntil) return Promise.resolve(undefined);
      gathering ??= gather();
      for (const key of memoryKeys) gathering.keys.add(key);
      return gathering.answer;
    },
  };
}
