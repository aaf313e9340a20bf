// Suppression: the key of the hashes by which answered cards are known; the same for all replicas, or made once and kept.
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './types.ts';

/** The same on every replica and after every start, or what was answered would be said again. */
export function memorySecret(config: Pick<Config, 'memory' | 'databaseUrl' | 'dataDir'>): Buffer {
  const agreed = config.memory.secret ?? config.databaseUrl;
  if (agreed !== undefined) return createHmac('sha256', 'clearstage memory').update(agreed).digest();
  const path = keyFile(config);
  if (!existsSync(path)) {
    // as the database beside it would make it; with workers this comes first
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}

/** A key that cannot be one, of an interrupted write or a bad copy: with it, everybody could make the same hashes. */
export function memorySecretFaults(config: Parameters<typeof memorySecret>[0]): readonly string[] {
  const path = keyFile(config);
  const needed = config.memory.enabled && config.memory.secret === undefined && config.databaseUrl === undefined;
  if (!needed || !existsSync(path) || /^[0-9a-f]{64}$/.test(readFileSync(path, 'utf8').trim())) return [];
  return [
    `CLEARSTAGE_DATA_DIR: ${path} holds no key of 64 hexadecimal digits; restore it, or delete it, and what clinicians answered is said once more`,
  ];
}

/** Its name beside the embedded database. */
export const MEMORY_KEY_FILE = 'memory.key';

function keyFile({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, MEMORY_KEY_FILE);
}
