// SQLite for Kysely: another process's write lock is waited for between turns of the event loop, never within one.

import { setTimeout as wait } from 'node:timers/promises';
import { SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { isLocked } from './faults.ts';
import type { Sqlite } from './sqlite.ts';

/** As long as SQLite itself is commonly told to wait; of one lock, by all that wait for it one after the other. */
const PATIENCE_MS = 5_000;
const LONGEST_PAUSE_MS = 100;

export function createSqliteDialect(database: Sqlite): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => patient(new SqliteDriver({ database })),
  };
}

function patient(driver: SqliteDriver): Driver {
  const whenUnlocked = createPatience();
  const connect = async (): Promise<DatabaseConnection> => {
    const connection = await driver.acquireConnection();
    return {
      executeQuery: (query) => whenUnlocked(() => connection.executeQuery(query), WRITES.test(query.sql)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  };
  return {
    init: () => driver.init(),
    acquireConnection: connect,
    beginTransaction: (connection) => driver.beginTransaction(connection),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    // after some faults, a full disk for one, SQLite has rolled back by itself; the fault itself must be told, not this
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection).catch(() => undefined),
    releaseConnection: () => driver.releaseConnection(),
    destroy: () => driver.destroy(),
  };
}

/** What needs no lock, a read or a setting, says nothing of one. */
const WRITES = /^\s*(?:insert|update|delete)\b/i;

/**
 * All queries of a database wait in one row: were each as patient as the first, a lock that is held would hold up the
 * last of them for minutes. After that long each is tried once, until one succeeds.
 */
function createPatience(): <T>(work: () => Promise<T>, writes: boolean) => Promise<T> {
  /** Milliseconds that only ever run: when the lock was met first, and last. */
  let locked: { readonly since: number; readonly last: number } | undefined;
  return async (work, writes) => {
    for (let pause = 5; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const result = await work();
        if (writes) locked = undefined;
        return result;
      } catch (error) {
        if (!isLocked(error)) throw error;
        const now = performance.now();
        // one that nobody met for so long is another
        const since = locked && now - locked.last <= PATIENCE_MS ? locked.since : now;
        locked = { since, last: now };
        if (now - since > PATIENCE_MS) throw error;
      }
      await wait(pause);
    }
  };
}
