// Every row of the threat model names a test, and every test it names exists.
import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const NAMED = /`(test\/[\w./-]+\.test\.ts)` "([^"]+)"/g;

const rows = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s-]+\|/.test(line) && !/^\| threat +\|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', guard = '', tests = '']) => ({ threat, guard, tests }));

/** Titles as they are written in the source: both quotes, and escapes undone. */
function titlesOf(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : '';
}

describe('the threat model', () => {
  test('has rows, each with a threat, a guard and at least one test', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const { threat, guard, tests } of rows) {
      expect([threat, guard, [...tests.matchAll(NAMED)].length > 0]).toEqual([
        expect.stringMatching(/\S/),
        expect.stringMatching(/\S/),
        true,
      ]);
    }
  });

  test('names only tests that exist', () => {
    const missing = rows.flatMap(({ tests }) =>
      [...tests.matchAll(NAMED)].flatMap(([, file = '', title = '']) =>
        ["'", '"', '`'].some((quote) => titlesOf(file).includes(quote + title + quote)) ? [] : [`${file} "${title}"`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
