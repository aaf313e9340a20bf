// The embedded database: how it is opened, and when it flushes to disk.

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';

let home: string;
let database: Database;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'clearstage-sqlite-'));
  const silent = { write: () => undefined };
  database = await openDatabase({ dataDir: join(home, 'new', 'data'), log: silent });
});

afterEach(async () => {
  await database.db.destroy();
  await rm(home, { recursive: true });
});

async function pragma(db: Kysely<never>, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`PRAGMA ${sql.raw(name)}`.execute(db);
  return Object.values(rows[0] ?? {})[0];
}

test('it writes ahead, checks foreign keys, waits for a lock, and its directory is closed to others', async () => {
  const db = database.db as unknown as Kysely<never>;
  expect(await pragma(db, 'journal_mode')).toBe('wal');
  expect(await pragma(db, 'foreign_keys')).toBe(1);
  expect(await pragma(db, 'busy_timeout')).toBe(5_000);
  expect((await stat(join(home, 'new', 'data'))).mode & 0o777).toBe(0o700);
});

test('what must be durable is flushed at commit (FULL), the rest is not made to wait (NORMAL)', async () => {
  const db = database.db as unknown as Kysely<never>;
  const [NORMAL, FULL] = [1, 2];
  expect(await pragma(db, 'synchronous')).toBe(NORMAL);
  const during = await database.durably((trx) => pragma(trx as unknown as Kysely<never>, 'synchronous'));
  expect(during).toBe(FULL);
  expect(await pragma(db, 'synchronous')).toBe(NORMAL);
  await expect(database.durably(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await pragma(db, 'synchronous')).toBe(NORMAL);
});

test('opening it writes no text among the lines of the log', () => {
  const source = join(import.meta.dirname, '../../src/store/sqlite.ts');
  const script = `(await import(${JSON.stringify(source)})).openSqlite(${JSON.stringify(join(home, 'quiet'))}).close();`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
