// The page of settings says what the schema checks, and leaves no setting without a word.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CONFIG_SCHEMA } from '../../src/config/schema.ts';
import { configurationPage } from '../../tools/configuration.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');

test('docs/configuration.md is what `npm run docs` writes', async () => {
  expect(page).toBe(await configurationPage());
});

test('every setting of the first level is there, itself or with its members', () => {
  const names = Object.keys(CONFIG_SCHEMA.properties);
  expect(names.filter((name) => !['`', '.', '['].some((next) => page.includes(`| \`${name}${next}`)))).toEqual([]);
});

test('every setting says what it is for', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((row) => (row.split('|')[2] ?? '').trim().length < 5)).toEqual([]);
});
