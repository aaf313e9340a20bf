// The key of the memory: where it lies nobody else may look, whichever of the two files there is made first.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { memorySecret } from '../../src/config/memory-secret.ts';

const home = mkdtempSync(join(tmpdir(), 'clearstage-secret-'));
afterAll(() => rmSync(home, { recursive: true }));
const memory = { enabled: true, days: 30 };
const modeOf = (path: string): number => statSync(path).mode & 0o777;

test('the data directory it makes is its user’s alone, the file too, and the key stays the same', () => {
  const dataDir = join(home, 'deep/data');
  const key = memorySecret({ memory, dataDir });
  expect(key).toHaveLength(32);
  expect([modeOf(dataDir), modeOf(join(dataDir, 'memory.key'))]).toEqual([0o700, 0o600]);
  expect(memorySecret({ memory, dataDir })).toEqual(key);
});
