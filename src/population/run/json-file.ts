// A JSON file that is there whole or not at all.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export function writeJson(path: string, value: unknown): void {
  writeWhole(path, `${JSON.stringify(value)}\n`);
}

export function writeWhole(path: string, text: string): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
}

/** What this program wrote there; undefined when there is nothing. */
export function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
