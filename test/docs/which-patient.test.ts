// Each decision on whom, which record and which moment has a story in which it speaks and one in which it must not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readGolden } from '../../fixtures/goldens.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/which-patient.md'), 'utf8');
const REFERENCE = readFileSync(join(import.meta.dirname, '../../docs/clinical-reference.md'), 'utf8');
const rows = [...PAGE.matchAll(/^\| ([\d.]+) +\| (.+?) +\| `([\w.-]+)` +\| (.+?) +\| `([\w.-]+)` +\|$/gm)].map(
  ([, section = '', decision = '', speaks = '', words = '', silent = '']) => ({
    section,
    decision,
    speaks,
    words,
    silent,
  }),
);

test('the table is read', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows).toHaveLength(PAGE.split('\n').filter((line) => /^\| \d/.test(line)).length);
});

describe('each decision', () => {
  test.each(rows)('$section $decision', ({ section, speaks, words, silent }) => {
    expect(REFERENCE).toMatch(new RegExp(`^#{2,3} ${section.replace('.', '\\.')}\\.? `, 'm'));
    expect(saidIn(speaks)).toContain(words);
    expect(saidIn(silent)).not.toContain(words);
  });
});

/** All that the cards of a story hold: summaries, details, what they offer. */
function saidIn(golden: string): string {
  return JSON.stringify(readGolden(golden).cards);
}
