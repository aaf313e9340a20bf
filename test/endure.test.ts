// The short form of `npm run endure`: a round of every trouble, after which nothing is lost that was acknowledged.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const SECONDS = 12;

test('a FHIR server, a database, a disk and a clock that fail and come back, a kill and a restart', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['tools/bench/endure.mjs', String(SECONDS)]);
  expect(stdout).toContain('of that not found in the database afterwards: **0**');
  expect(stdout).toContain('Ready at the end: yes');
  for (const kind of ['with a card', 'silent', 'FHIR server to be asked', 'feedback', 'stranger', 'broken']) {
    const [sent = 0, answered = 0, , , lost, wrong] = numbersOf(stdout, kind);
    expect([kind, sent > 0, answered > 0, lost, wrong]).toEqual([kind, true, true, 0, 0]);
  }
}, 180_000);

/** The numbers of a row of the table. */
function numbersOf(text: string, row: string): readonly number[] {
  const line = text.split('\n').find((l) => l.startsWith(`| ${row} |`)) ?? '';
  return line.split('|').slice(2, -1).map(Number);
}
