// `clearstage backup` beside a running server, and a server started on what it wrote.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { backupCommand } from '../../src/cli/backup.ts';
import { memorySecret } from '../../src/config/memory-secret.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { accepted, card, kept, listening, NOW, overridden, send, until } from '../store/databases.ts';

const memory = { enabled: true, days: 30 };
let home: string;
let dataDir: string;
let store: Store;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'clearstage-backup-'));
  dataDir = join(home, 'data');
  const { options, counted } = listening({ dataDir });
  store = await openStore(options);
  store.recordIssued([card('a', { memoryKey: 'k' })]);
  await until(() => Promise.resolve(counted.issued_stored === 1));
  await send(store, overridden('a', { userComment: 'free text' }));
});
afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true });
});

async function backup(file: string, env: NodeJS.ProcessEnv = { CLEARSTAGE_DATA_DIR: dataDir }): Promise<string> {
  let said = '';
  await backupCommand(env, (text) => (said += text)).parseAsync([file], { from: 'user' });
  return said;
}

test('a backup restored as docs/backup.md says holds everything up to it, and the key that goes with it', async () => {
  const key = memorySecret({ memory, dataDir });
  const file = join(home, 'night.db');
  expect(await backup(file)).toBe(`database  ${file}\nkey       ${file}.memory.key\n`);
  for (const written of [file, `${file}.memory.key`]) expect(statSync(written).mode & 0o777).toBe(0o600);
  await send(store, accepted('later'));

  const restored = join(home, 'restored');
  mkdirSync(restored);
  copyFileSync(file, join(restored, 'clearstage.db'));
  copyFileSync(`${file}.memory.key`, join(restored, 'memory.key'));
  const again = await openStore(listening({ dataDir: restored }).options);
  expect((await kept(again)).map(({ table }) => table)).toEqual(['issued_card', 'feedback', 'feedback_comment']);
  expect(await again.suppressed(['k'], NOW)).toEqual(new Set(['k']));
  await again.close();
  expect(memorySecret({ memory, dataDir: restored })).toEqual(key);
});

test('without a key in the data directory it says where the key comes from', async () => {
  const other = join(home, 'other');
  await (await openStore(listening({ dataDir: other }).options)).close();
  expect(await backup(join(home, 'other.db'), { CLEARSTAGE_DATA_DIR: other })).toContain('memory.secret');
});

test('it never writes over a file, makes no database of its own, and leaves PostgreSQL to pg_dump', async () => {
  const file = join(home, 'taken.db');
  writeFileSync(file, 'mine');
  await expect(backup(file)).rejects.toThrow('exists already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
  await expect(backup(join(home, 'x.db'), { CLEARSTAGE_DATA_DIR: join(home, 'nowhere') })).rejects.toThrow(
    'there is no database',
  );
  await expect(backup(join(home, 'x.db'), { DATABASE_URL: 'postgres://u:p@h/d' })).rejects.toThrow('pg_dump');
});
