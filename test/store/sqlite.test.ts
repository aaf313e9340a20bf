// The embedded database: how it is opened, and when it flushes to disk.

import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { openRaw, withSqliteCode } from '../../src/store/sqlite-drivers.ts';
import { openStore } from '../../src/store/store.ts';
import { accepted, card, kept, listening, send } from './databases.ts';

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

test('it writes ahead, checks foreign keys, waits five milliseconds for a lock, and its directory is closed to others', async () => {
  const db = database.db as unknown as Kysely<never>;
  expect(await pragma(db, 'journal_mode')).toBe('wal');
  expect(await pragma(db, 'foreign_keys')).toBe(1);
  expect(await pragma(db, 'busy_timeout')).toBe(5);
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

test('another process’s write lock does not stop the event loop, and the write is done when it is released', async () => {
  const { options } = listening({ dataDir: join(home, 'new', 'data') });
  const store = await openStore(options, database);
  const other = openRaw(join(home, 'new', 'data', 'clearstage.db'));
  other.exec('begin immediate');
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const saved = send(store, accepted('a'));
  const claimed = store.replay.claim('issuer', 'jti', options.clock() + 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  clearInterval(ticking);
  other.exec('commit');
  expect([await saved, await claimed]).toEqual([[{ card: 'a', known: false }], true]);
  other.close();
  await store.close();
  // a tenth of a second is the promise, the rest a busy machine; it was five seconds at a time
  expect(longest).toBeLessThan(500);
});

test('a lock that is held holds up nobody for longer than it does the first, however many wait in a row', async () => {
  const { options } = listening({ dataDir: join(home, 'new', 'data') });
  const store = await openStore(options, database);
  const other = openRaw(join(home, 'new', 'data', 'clearstage.db'));
  other.exec('begin immediate');
  const began = performance.now();
  // five seconds each, one after the other, before
  const told = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => send(store, accepted(`card-${i}`))));
  const tookMs = performance.now() - began;
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 'rejected'));
  expect(tookMs).toBeLessThan(25_000);
  other.exec('commit');
  expect(await send(store, accepted('a'))).toEqual([{ card: 'a', known: false }]);
  other.close();
  await store.close();
}, 90_000);

test('the file alone holds everything after the start and after a clean stop', async () => {
  const file = join(home, 'new', 'data', 'clearstage.db');
  const copyOf = async (name: string) => {
    await copyFile(file, join(home, name));
    return openRaw(join(home, name));
  };
  const tables = "select count(*) as n from sqlite_master where name = 'feedback'";
  const store = await openStore(listening({ dataDir: join(home, 'new', 'data') }).options, database);
  const started = await copyOf('started.db');
  expect(started.prepare(tables).get([])).toMatchObject({ n: 1 });
  started.close();
  store.recordIssued([card('a')]);
  await send(store, accepted('a'));
  await store.close();
  const stopped = await copyOf('stopped.db');
  expect(stopped.prepare('select count(*) as n from feedback').get([])).toMatchObject({ n: 1 });
  stopped.close();
});

test('a fault of Node’s own driver bears the code that SQLite gives it', () => {
  const fault = (errcode: number) => Object.assign(new Error('fault'), { code: 'ERR_SQLITE_ERROR', errcode });
  const codes = [13, 8, 5, 1299, 2067, 778, 999].map((n) => (withSqliteCode(fault(n)) as { code: string }).code);
  expect(codes).toEqual([
    'SQLITE_FULL',
    'SQLITE_READONLY',
    'SQLITE_BUSY',
    'SQLITE_CONSTRAINT',
    'SQLITE_CONSTRAINT',
    'SQLITE_IOERR',
    'SQLITE_999',
  ]);
  expect(withSqliteCode(Object.assign(new Error('other'), { code: 'ENOENT' }))).toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['full', 'max_page_count', 'the disk is full'],
  ['read-only', 'query_only', 'the database is read-only'],
])(
  'a disk that is %s: not ready, said once in words, and all is written when there is room',
  async (_, limit, words) => {
    const { options, logged, counted } = listening({ dataDir: join(home, 'new', 'data') });
    const store = await openStore(options, database);
    const raw = database.embedded;
    const set = (value: string): unknown => raw?.prepare(`PRAGMA ${limit}=${value}`).all([]);
    expect(await store.ready()).toBe(true);
    const pages = raw?.prepare('PRAGMA page_count').get([]) as { page_count: number };
    set(limit === 'query_only' ? '1' : String(pages.page_count));
    // what is free in the pages there are
    for (let i = 0; await written(store.rateLimit.hit(String(i).padStart(14, '0'), 1));) i++;
    store.recordIssued(Array.from({ length: 2_000 }, (__, i) => card(`card-${i}`)));
    await expect(send(store, accepted('a', { userComment: 'x'.repeat(9_000) }))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await store.ready()).toBe(false);
    expect(logged.filter((line) => JSON.stringify(line).includes('database cannot be written'))).toEqual([
      { level: 'error', event: 'database cannot be written', code: expect.any(String), reason: words },
    ]);
    set(limit === 'query_only' ? '0' : '1000000');
    expect(await store.ready()).toBe(true);
    await store.close();
    expect(counted).toMatchObject({ issued_stored: 2_000 });
    const again = await openStore(options);
    expect(await kept(again, 'issued_card')).toHaveLength(2_000);
    await again.close();
  },
);

function written(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
