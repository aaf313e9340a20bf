// Suppression: the key of the hashes by which answered cards are known; the same for all replicas, or made once and kept.
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './types.ts';

/** The same on every replica and after every start, or what was settled would be said again. */
export function memorySecret(config: Pick<Config, 'memory' | 'databaseUrl' | 'dataDir'>): Buffer {
  const agreed = config.memory.secret ?? config.databaseUrl;
  if (agreed !== undefined) return createHmac('sha256', 'clearstage memory').update(agreed).digest();
  const path = join(config.dataDir, 'memory.key');
  if (!existsSync(path)) {
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}
