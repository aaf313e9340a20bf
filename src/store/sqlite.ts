// One SQLite file through whichever driver this Node has, in the form Kysely expects.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

interface RawDatabase {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Statement extends SqliteStatement {
  /** The first row; several times cheaper than a list of one. */
  get(parameters: readonly unknown[]): unknown;
}

export interface Sqlite extends SqliteDatabase {
  prepare(sql: string): Statement;
}

/** Its name within the data directory. */
export const SQLITE_FILE = 'clearstage.db';

/** Statements kept compiled; ours are few, and an attacker cannot make more. */
const STATEMENTS_KEPT = 200;

/**
 * Opens (or creates) `clearstage.db` in the directory.
 *
 * Write-ahead log with `synchronous=NORMAL`: a killed process loses nothing, and only feedback, which is
 * acknowledged, pays for a disk flush (see database.ts).
 *
 * @throws Error when the directory cannot be written or no driver is installed
 */
export function openSqlite(dataDir: string): Sqlite {
  // 0700: clinicians' comments live here
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, SQLITE_FILE);
  const raw = nodeSqlite(file) ?? libsql(file);
  for (const pragma of ['busy_timeout=5000', 'journal_mode=WAL', 'synchronous=NORMAL', 'foreign_keys=ON']) {
    raw.exec(`PRAGMA ${pragma}`);
  }
  const kept = new Map<string, Statement>();
  return {
    close: () => raw.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known) return known;
      // a deferred transaction that reads first is refused, not queued, when another process (an export) has written
      const statement = raw.prepare(sql === 'begin' ? 'begin immediate' : sql);
      // a pragma may act when it is compiled, and a schema change happens once
      if (/^\s*(select|insert|update|delete|with)/i.test(sql)) {
        if (kept.size >= STATEMENTS_KEPT) kept.clear();
        kept.set(sql, statement);
      }
      return statement;
    },
  };
}

/** The driver in Node itself, where it is complete enough for Kysely (Node 22.16 and later). */
function nodeSqlite(file: string): RawDatabase | undefined {
  const sqlite = withoutWarnings(() => process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined);
  if (typeof sqlite?.StatementSync.prototype.columns !== 'function') return undefined;
  const database = new sqlite.DatabaseSync(file);
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        get: (parameters) => statement.get(...parameters),
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
    },
  };
}

/** Node calls its SQLite experimental each time it is loaded; as text among the lines of the log that is noise. */
function withoutWarnings<T>(load: () => T): T {
  const emitWarning = Object.getOwnPropertyDescriptor(process, 'emitWarning') ?? {};
  Object.defineProperty(process, 'emitWarning', { ...emitWarning, value: () => undefined });
  try {
    return load();
  } finally {
    Object.defineProperty(process, 'emitWarning', emitWarning);
  }
}

function libsql(file: string): RawDatabase {
  const Database = createRequire(import.meta.url)('libsql') as new (file: string) => RawDatabase;
  return new Database(file);
}

// @types/node is held at Node 20, which has no node:sqlite
interface NodeSqlite {
  DatabaseSync: new (file: string) => {
    exec(sql: string): void;
    close(): void;
    prepare(sql: string): NodeStatement;
  };
  StatementSync: { prototype: { columns?: unknown } };
}

interface NodeStatement {
  columns(): readonly unknown[];
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
}
