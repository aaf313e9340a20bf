// Every claim made of B2M has an answer, and the rules and examples it names are there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { examplesOf } from './tables.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/clinical-claims.md'), 'utf8');
const claims = text
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, number = '', claim = '', answer = '', shown = '']) => ({ number, claim, answer, shown }));

describe('claims', () => {
  test('are numbered 1 to 70, none left out', () => {
    expect(claims.map((c) => c.number)).toEqual(Array.from({ length: 70 }, (_, i) => String(i + 1)));
  });

  test.each(claims)('$number: $claim', ({ answer, shown }) => {
    expect(answer).toMatch(/^(`[a-z0-9-]+`|text only: |rejected: )/);
    const named = [...answer.matchAll(/`([a-z0-9-]+)`/g)].map((m) => m[1]);
    for (const rule of named) expect(examplesOf).toHaveProperty([rule ?? '']);
    const shownBy = shown === '' ? [] : shown.split('<br>');
    for (const reference of shownBy) {
      const [, rule = '', name = ''] = /^`([a-z0-9-]+)`: (.+)$/.exec(reference) ?? [];
      expect(examplesOf[rule] ?? []).toContain(name.replaceAll('\\', ''));
    }
    if (answer.startsWith('`')) expect(shownBy).not.toEqual([]);
  });
});
