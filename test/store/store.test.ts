// The store starts, waits for its database without holding anybody up, and stops without losing what waits.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { migrate, MIGRATIONS } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/store.ts';
import { accepted, card, kept, listening, NOW, onBothDatabases, send, until } from './databases.ts';
import { freePort, startPostgres } from './postgres.ts';

onBothDatabases((empty) => {
  test('a second process may open the same database while the first runs', async () => {
    const place = await empty();
    const [server, tool] = [await place.open(), await place.open()];
    expect([await server.ready(), await tool.ready()]).toEqual([true, true]);
    await send(server, accepted('a'));
    expect(await kept(tool)).toHaveLength(1);
    await send(tool, accepted('b'));
    expect(await kept(server)).toHaveLength(2);
  });

  test('what waits is written when it stops, and is there after the next start', async () => {
    const place = await empty();
    const store = await place.open();
    store.recordIssued(Array.from({ length: 1_200 }, (_, i) => card(`card-${i}`, { rules: ['a', 'b', 'a'] })));
    await store.close();
    await store.close();
    expect(place.counted).toEqual({ issued_stored: 1_200 });
    const again = await place.open();
    const rows = await kept(again, 'issued_card');
    expect(rows).toHaveLength(1_200);
    expect(rows[0]).toMatchObject({ rules: ['a', 'b'], service: 'b2m-result-view', issued_at: NOW });
  });

  test('a row the database refuses is lost alone, and the queue goes on', async () => {
    const place = await empty();
    const store = await place.open();
    store.recordIssued([card('a'), card('b', { indicator: null as never }), card('c')]);
    await until(() => Promise.resolve(place.counted.issued_stored === 2 && place.counted.issued_lost === 1));
    store.recordIssued([card('d')]);
    await store.close();
    expect((await kept(await place.open(), 'issued_card')).map(({ uuid }) => uuid)).toEqual(['a', 'c', 'd']);
  });

  test('a newer version’s migration on record stops neither the start nor a step back, and is told once', async () => {
    const place = await empty();
    await (await place.open()).close();
    const database = await place.database();
    const next = {
      ...MIGRATIONS,
      '9999-made-up': {
        up: (db: Kysely<unknown>) => db.schema.alterTable('issued_card').addColumn('extra', 'text').execute(),
      },
    };
    expect(await migrate(database.db, next)).toEqual([]);
    await database.db.destroy();
    const older = await place.open();
    expect(await older.ready()).toBe(true);
    older.recordIssued([card('a')]);
    await send(older, accepted('a'));
    await until(() => Promise.resolve(place.counted.issued_stored === 1));
    expect(place.logged.filter((line) => JSON.stringify(line).includes('newer'))).toEqual([
      { level: 'warn', event: 'database of a newer version', kind: older.kind, got: ['9999-made-up'] },
    ]);
    expect(JSON.stringify(place.logged)).not.toContain('not ready');
    // and forward again
    const again = await place.database();
    expect(await migrate(again.db, next)).toEqual([]);
    await again.db.destroy();
  });

  test('a card recorded twice is kept once', async () => {
    const place = await empty();
    const store = await place.open();
    store.recordIssued([card('a'), card('a', { indicator: 'warning' })]);
    await store.close();
    expect(await kept(await place.open(), 'issued_card')).toHaveLength(1);
  });

  test('the export names every field that docs/data.md describes, and no other', async () => {
    const place = await empty();
    const store = await place.open();
    const shownTo = { role: 'physician', department: 'haematology' };
    store.recordIssued([card('a', { memoryKey: 'k', ...shownTo }), card('b', { shadow: true })]);
    store.recordCall({ serviceId: 'b2m-result-view', client: 'General Hospital', at: NOW, ...shownTo });
    await send(store, accepted('a', { userComment: 'free text' }));
    store.recordOpened('a', 'basis');
    await store.close();
    const doc = await readFile('docs/data.md', 'utf8');
    const described = (table: string) =>
      (doc.split(`### \`${table}\``)[1]?.split('\n##')[0] ?? '')
        .split('\n')
        .flatMap((row) => (row.startsWith('| `') ? [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)] : []))
        .map((m) => m[1]);
    const rows = await kept(await place.open());
    expect(rows.map((row) => row['table'])).toEqual([
      'issued_card',
      'issued_card',
      'feedback',
      'call_count',
      'feedback_comment',
    ]);
    // a field may be absent from one row, and is then in another
    for (const table of new Set(rows.map((row) => row['table'] as string))) {
      const ofTable = rows.filter((row) => row['table'] === table);
      const fields = ofTable.flatMap((row) => Object.keys(row));
      expect(new Set(fields)).toEqual(new Set(['table', ...described(table)]));
    }
  });
});

test('five replicas starting at once on one empty PostgreSQL all come up', async () => {
  const postgres = await startPostgres();
  const url = await postgres.database();
  const place = listening({ dataDir: 'unused', url });
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(place.options)));
  expect(await Promise.all(stores.map((store) => store.ready()))).toEqual([true, true, true, true, true]);
  expect(place.logged).toEqual(stores.map(() => ({ level: 'info', event: 'database ready', kind: 'postgresql' })));
  await Promise.all(stores.map((store) => store.close()));
}, 60_000);

test('a PostgreSQL that became read-only is not ready once a write has failed, and the log says why', async () => {
  const url = await (await startPostgres()).database();
  const { options, logged } = listening({ dataDir: 'unused', url });
  const { Client } = await import('pg');
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const others =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  const readOnly = async (value: 'on' | 'off') => {
    await admin.query(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = ${value}', current_database()); end $$`,
    );
    await admin.query(others);
  };
  const store = await openStore(options);
  await readOnly('on');
  await expect(send(store, accepted('a'))).rejects.toMatchObject({ code: 'unavailable' });
  await until(() =>
    send(store, accepted('a')).then(
      () => false,
      () => JSON.stringify(logged).includes('read-only'),
    ),
  );
  expect(await store.ready()).toBe(false);
  await readOnly('off');
  await until(() => store.ready());
  await admin.end();
  await store.close();
}, 60_000);

describe('a PostgreSQL that is away', () => {
  test('does not stop the start; calls go on, feedback is refused, and all is well when it comes', async () => {
    const port = await freePort();
    const away = listening({ dataDir: 'unused', url: `postgres://postgres:password@127.0.0.1:${port}/postgres` });
    const store = await openStore(away.options);
    expect(await store.ready()).toBe(false);
    store.recordIssued([card('a', { memoryKey: 'k' })]);
    expect(await store.suppressed(['k'], NOW)).toEqual(new Set());
    await expect(send(store, accepted('a'))).rejects.toMatchObject({ code: 'unavailable' });

    await startPostgres({ port });
    await until(() => store.ready());
    await until(() => Promise.resolve(away.counted.issued_stored === 1));
    expect(await send(store, accepted('a'))).toEqual([{ card: 'a', known: true }]);
    expect(away.counted.issued_lost).toBeUndefined();
    await store.close();
  }, 60_000);

  test('a connection killed under a running store is replaced, nothing waiting is lost', async () => {
    const port = await freePort();
    const first = await startPostgres({ port });
    const url = await first.database();
    const { options, counted } = listening({ dataDir: 'unused', url });
    const store = await openStore(options);
    expect(await store.ready()).toBe(true);
    const { Client } = await import('pg');
    const admin = new Client({ connectionString: url });
    await admin.connect();
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await admin.end();
    store.recordIssued([card('a')]);
    await until(() => store.ready());
    await until(() => Promise.resolve(counted.issued_stored === 1));
    await store.close();
  }, 60_000);
});

test('a data directory that cannot be used stops the start', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clearstage-store-'));
  const file = join(directory, 'a-file');
  await writeFile(file, '');
  await expect(openStore(listening({ dataDir: join(file, 'data') }).options)).rejects.toThrow();
  await expect(openStore(listening({ dataDir: directory, url: 'mysql://x/y' }).options)).rejects.toThrow(
    'DATABASE_URL',
  );
  await rm(directory, { recursive: true });
});
