// The embedded database: one SQLite file, how it is opened, and what is whole on disk when.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqliteDatabase } from 'kysely';
import { openRaw } from './sqlite-drivers.ts';
import type { Statement } from './sqlite-drivers.ts';

export interface Sqlite extends SqliteDatabase {
  prepare(sql: string): Statement;
  /** Brings what is in the write-ahead log into the file itself, as far as no other process reads it. */
  checkpoint(): void;
}

/** Its name within the data directory. */
export const SQLITE_FILE = 'clearstage.db';

/** Statements kept compiled; ours are few, and an attacker cannot make more. */
const STATEMENTS_KEPT = 200;

/** For the start, when nobody waits yet; several processes may start at once. */
const OPENING_BUSY_MS = 5_000;
/** SQLite waits on the thread that answers calls; a longer lock is waited for in sqlite-dialect.ts. */
const BUSY_MS = 5;

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
  const raw = openRaw(join(dataDir, SQLITE_FILE));
  const opening = [`busy_timeout=${OPENING_BUSY_MS}`, 'journal_mode=WAL', 'synchronous=NORMAL', 'foreign_keys=ON'];
  for (const pragma of [...opening, `busy_timeout=${BUSY_MS}`]) raw.exec(`PRAGMA ${pragma}`);
  const kept = new Map<string, Statement>();
  const checkpoint = (): void => {
    try {
      raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // another process reads or the disk is full: the log beside the file still holds it
    }
  };
  return {
    checkpoint,
    close() {
      // not every driver does it by itself, and a copy of the file alone would lack what is in the log
      checkpoint();
      raw.close();
    },
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
