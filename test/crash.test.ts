// Acknowledged means committed: the server is killed in the middle of its work, again and again, and nothing is missing.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { openStore } from '../src/store/store.ts';
import { kept, listening } from './store/databases.ts';
import { startPostgres } from './store/postgres.ts';

/** `CRASH_KILLS=500 npm run jest -- test/crash.test.ts` for the long form. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 12);
const CHILD = 'test/store/crash-child.ts';

test('SQLite: a process killed while it acknowledges feedback loses none of it', async () => {
  await crash('SQLite', KILLS, undefined);
}, 3_600_000);

test('PostgreSQL: a process killed while it acknowledges feedback loses none of it', async () => {
  const postgres = await startPostgres({ flush: true });
  await crash('PostgreSQL', Math.ceil(KILLS / 3), await postgres.database());
}, 3_600_000);

async function crash(name: string, kills: number, url: string | undefined): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'clearstage-crash-'));
  const acknowledged: string[] = [];
  for (let round = 0; round < kills; round++) {
    // from the very first batch to well into the write-ahead log
    acknowledged.push(...(await runAndKill([dataDir, url ?? '', String(round)], 1 + ((round * 37) % 90))));
  }

  const store = await openStore(listening({ dataDir, url }).options);
  const entries = new Map<string, number>();
  for (const row of await kept(store, 'feedback')) {
    const batch = String(row['card']).split('/')[0] ?? '';
    entries.set(batch, (entries.get(batch) ?? 0) + 1);
  }
  const comments = await kept(store, 'feedback_comment');
  await store.close();
  await rm(dataDir, { recursive: true });

  const found = acknowledged.filter((batch) => entries.get(batch) === 3);
  const torn = [...entries.values()].filter((n) => n !== 3);
  process.stdout.write(
    `${name}: ${kills} kills, ${acknowledged.length * 3} entries acknowledged, ${found.length * 3} found, ` +
      `${torn.length} batches torn, ${(entries.size - acknowledged.length) * 3} committed but not yet acknowledged\n`,
  );
  expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
  expect(found).toEqual(acknowledged);
  expect(torn).toEqual([]);
  expect(comments).toHaveLength(entries.size * 3);
}

/** SIGKILL at the n-th acknowledgement; returns every acknowledgement that reached the pipe. */
async function runAndKill(args: readonly string[], n: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === n) child.kill('SIGKILL');
  }
  const [, signal] = await closed;
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${said}`);
  return acknowledged;
}
