// The one database behind the store: SQLite or PostgreSQL, and what it means to commit durably on each.

import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { faultCode } from './faults.ts';
import type { Tables } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { tracedQueries } from './traced-queries.ts';
import type { StoreLog } from './types.ts';

export interface Database {
  readonly db: Kysely<Tables>;
  readonly kind: 'sqlite' | 'postgresql';
  /** One transaction; when it resolves, it is on disk. Lost deadlocks are tried again. */
  durably<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** The embedded database past the queue of `db`; undefined on PostgreSQL. */
  readonly embedded?: Sqlite;
}

/** Opens the database; PostgreSQL is not contacted yet. Throws when the URL or the directory is unusable. */
export async function openDatabase(options: {
  url?: string | undefined;
  dataDir: string;
  log: StoreLog;
}): Promise<Database> {
  return options.url === undefined ? embedded(options.dataDir) : postgresql(options.url, options.log);
}

function embedded(dataDir: string): Database {
  const sqlite = openSqlite(dataDir);
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(sqlite), ...tracedQueries({ system: 'sqlite' }) });
  return {
    db,
    kind: 'sqlite',
    embedded: sqlite,
    durably: (work) =>
      db.connection().execute(async (connection) => {
        await sql`PRAGMA synchronous=FULL`.execute(connection);
        try {
          return await connection.transaction().execute(work);
        } finally {
          await sql`PRAGMA synchronous=NORMAL`.execute(connection);
        }
      }),
  };
}

/** PostgreSQL's type id of bigint, read as a number: ours are milliseconds and counts. */
const INT8 = 20;

async function postgresql(url: string, log: StoreLog): Promise<Database> {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('DATABASE_URL: expected postgres://…, found another scheme');
  const { Pool, types } = await import('pg');
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 2_000,
    // the server gives up first, so that a connection is not thrown away for a slow query
    statement_timeout: 10_000,
    query_timeout: 12_000,
    application_name: 'clearstage',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : (types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  });
  // a connection that dies, idle or at work, would otherwise end the process; what was asked through it is rejected
  pool.on('connect', (client) => void client.on('error', () => undefined));
  pool.on('error', (error) => log.write('warn', 'database connection lost', { code: faultCode(error) }));
  const { hostname, port, pathname } = new URL(url);
  const traced = tracedQueries({ system: 'postgresql', host: hostname, port, namespace: pathname.slice(1) });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...traced });
  return { db, kind: 'postgresql', durably: (work) => retryDeadlocks(() => db.transaction().execute(work)) };
}

async function retryDeadlocks<T>(work: () => Promise<T>, left = 3): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (left > 0 && ['40P01', '40001'].includes(faultCode(error))) return retryDeadlocks(work, left - 1);
    throw error;
  }
}
