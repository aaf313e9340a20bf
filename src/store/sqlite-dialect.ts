// SQLite for Kysely: another process's write lock is waited for between turns of the event loop, never within one.

import { setTimeout as wait } from 'node:timers/promises';
import { SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { isLocked } from './faults.ts';
import type { Sqlite } from './sqlite.ts';

/** As long as SQLite itself is commonly told to wait. */
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
  const connect = async (): Promise<DatabaseConnection> => {
    const connection = await driver.acquireConnection();
    return {
      executeQuery: (query) => whenUnlocked(() => connection.executeQuery(query)),
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

async function whenUnlocked<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let pause = 5; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
    }
    await wait(pause);
  }
}
