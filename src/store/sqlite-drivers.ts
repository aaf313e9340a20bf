// The two SQLite drivers in one form: Node's own where it is complete enough, else libsql; their faults bear SQLite's codes.

import { createRequire } from 'node:module';
import type { SqliteStatement } from 'kysely';

export interface RawDatabase {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export interface Statement extends SqliteStatement {
  /** The first row; several times cheaper than a list of one. */
  get(parameters: readonly unknown[]): unknown;
}

/** @throws Error when the file cannot be opened or no driver is installed */
export function openRaw(file: string): RawDatabase {
  return nodeSqlite(file) ?? libsql(file);
}

/** The driver in Node itself, where it is complete enough for Kysely (Node 22.16 and later). */
function nodeSqlite(file: string): RawDatabase | undefined {
  const sqlite = withoutWarnings(() => process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined);
  if (typeof sqlite?.StatementSync.prototype.columns !== 'function') return undefined;
  const database = coded(() => new sqlite.DatabaseSync(file));
  return {
    exec: (sql) => coded(() => database.exec(sql)),
    close: () => database.close(),
    prepare(sql) {
      const statement = coded(() => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        get: (parameters) => coded(() => statement.get(...parameters)),
        all: (parameters) => coded(() => statement.all(...parameters)),
        run: (parameters) => coded(() => statement.run(...parameters)),
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

/**
 * libsql leaves a statement that met another process's lock unfinished, and beside an unfinished one no transaction
 * can be committed. So every write begins a transaction first: what meets the lock is then the beginning, by `exec`.
 */
function libsql(file: string): RawDatabase {
  const Database = createRequire(import.meta.url)('libsql') as new (file: string) => RawDatabase;
  const database = new Database(file);
  let inside = false;
  const bracket = (sql: string): Statement => ({
    reader: false,
    get: () => undefined,
    all: () => [],
    run() {
      inside = /^begin/i.test(sql);
      try {
        database.exec(sql);
      } catch (error) {
        // a failed beginning begins nothing, a failed commit ends nothing
        if (!/^rollback/i.test(sql)) inside = !inside;
        throw error;
      }
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  });
  const bracketed = <T>(work: () => T): T => {
    if (inside) return work();
    database.exec('begin immediate');
    try {
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      try {
        database.exec('rollback');
      } catch {
        // SQLite has rolled back by itself, as on a full disk
      }
      throw error;
    }
  };
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare(sql) {
      if (/^(begin|commit|rollback)\b/i.test(sql)) return bracket(sql);
      const statement = database.prepare(sql);
      if (!/^\s*(insert|update|delete|create|alter|drop)\b/i.test(sql)) return statement;
      return {
        reader: statement.reader,
        get: (parameters) => statement.get(parameters),
        all: (parameters) => bracketed(() => statement.all(parameters)),
        run: (parameters) => bracketed(() => statement.run(parameters)),
        iterate: (parameters) => statement.iterate(parameters),
      };
    },
  };
}

/** Node's driver calls every fault `ERR_SQLITE_ERROR`; afterwards it has the name SQLite gives it. */
function coded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw withSqliteCode(error);
  }
}

/** Primary result codes. @source https://www.sqlite.org/rescode.html */
const NAMES: Readonly<Record<number, string>> = {
  1: 'SQLITE_ERROR',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  26: 'SQLITE_NOTADB',
};

/** The same error, its `code` replaced where it carries SQLite's number; the extended code's low byte is the primary one. */
export function withSqliteCode(error: unknown): unknown {
  // asked by its shape: under another global object, as in tests, it is no instance of our Error
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return error;
  if (typeof error.errcode !== 'number') return error;
  return Object.assign(error, { code: NAMES[error.errcode & 0xff] ?? `SQLITE_${error.errcode}` });
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
