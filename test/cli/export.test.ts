// `clearstage export` writes what the server has stored, beside the running server, and comments only when asked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportCommand } from '../../src/cli/export.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { card, listening, overridden, send } from '../store/databases.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'clearstage-export-'));
let store: Store;
beforeAll(async () => {
  const first = await openStore(listening({ dataDir }).options);
  first.recordIssued([card('a')]);
  await first.close();
  store = await openStore(listening({ dataDir }).options);
  await send(store, overridden('a', { userComment: 'free text' }));
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

async function run(args: readonly string[], env: NodeJS.ProcessEnv = { CLEARSTAGE_DATA_DIR: dataDir }) {
  const out = new PassThrough();
  const written = text(out);
  await exportCommand(env, out).parseAsync(args, { from: 'user' });
  return (await written).trimEnd().split('\n');
}

describe('export', () => {
  test('writes cards and feedback, a JSON object a line', async () => {
    const rows = (await run([])).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toMatchObject([
      { table: 'issued_card', uuid: 'a', rules: ['iss-stage'] },
      { table: 'feedback', card: 'a', outcome: 'overridden', known: true },
    ]);
  });

  test('writes comments when asked, and only then', async () => {
    expect((await run([])).join()).not.toContain('free text');
    expect((await run(['--comments'])).join()).toContain('free text');
  });

  test('names what is wrong, and makes no database of its own', async () => {
    const nowhere = join(dataDir, 'nowhere');
    await expect(run([], { CLEARSTAGE_DATA_DIR: nowhere })).rejects.toThrow(
      'CLEARSTAGE_DATA_DIR: there is no database',
    );
    await expect(run([], { DATABASE_URL: 'mysql://x/y' })).rejects.toThrow('DATABASE_URL');
  });
});
