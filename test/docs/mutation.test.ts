// The scores of mutation testing: of files that exist, with a reason for each change that no test notices, and told as they are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mutationPage, mutationText } from '../../tools/mutation/page.ts';
import { readScores } from '../../tools/mutation/results.ts';

const ROOT = join(import.meta.dirname, '../..');
const scores = Object.entries(readScores());

test('docs/mutation.md is what `npm run docs` writes', () => {
  const page = readFileSync(join(ROOT, 'docs/mutation.md'), 'utf8');
  expect(page).toContain('| together');
  expect(page).toBe(mutationPage(page));
});

test('each file is there, and its changes are noticed or named', () => {
  expect(scores.filter(([file]) => !existsSync(join(ROOT, file)))).toEqual([]);
  for (const [file, { changes, noticed, unnoticed }] of scores) {
    expect([file, noticed + unnoticed.length]).toEqual([file, changes]);
  }
});

test('files are told together: oldest day, all changes', () => {
  const score = (day: string, changes: number, noticed: number) => ({ day, changes, noticed, score: 0, unnoticed: [] });
  const two = { 'a.ts': score('2026-11-26', 10, 9), 'b.ts': score('2026-11-27', 20, 20) };
  expect(mutationText(['a.ts', 'b.ts'], two)).toContain('2026-11-26: 29 of 30 changes of the code were noticed');
  expect(mutationText(['a.ts', 'b.ts'], two)).toContain('96.6 %');
  expect(mutationText(['c.ts'], two)).toBe('Not measured.');
});
