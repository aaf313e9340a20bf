// The knowledge that ships: checked when the server starts, read by a rule each, and standing in one place only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { READING } from '../../fixtures/published.ts';

const root = join(import.meta.dirname, '../..');

interface File {
  readonly settings: Readonly<Record<string, { readonly value: number }>>;
  readonly lists?: Readonly<Record<string, { readonly form: string; readonly items: readonly string[] }>>;
}

const files = ['reading.json', 'b2m-result/knowledge.json', 'b2m-order/knowledge.json'].map(
  (path) => [path, JSON.parse(readFileSync(join(root, 'cds-services', path), 'utf8')) as File] as const,
);
const source = ['src', 'cds-services']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('web/'))
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  )
  .join('\n');

test('what all services read by is what the file says', () => {
  const [[, shared] = []] = files;
  expect(Object.keys(READING.settings).length).toBeGreaterThan(5);
  for (const [name, value] of Object.entries(READING.settings)) {
    expect([name, value]).toEqual([name, shared?.settings[name]?.value]);
  }
  for (const [name, items] of Object.entries(READING.lists)) {
    expect([name, items]).toEqual([name, shared?.lists?.[name]?.items]);
  }
});

test('what is on a list can match: drug names are words in lower case, codes have a system', () => {
  const forms: Readonly<Record<string, RegExp>> = { ingredient: /^[a-z0-9]+(-[a-z0-9]+)*$/, code: /^[^\s|]+\|\S+$/ };
  const lists = Object.entries(files[0]?.[1].lists ?? {});
  expect(lists.length).toBeGreaterThan(2);
  for (const [name, { form, items }] of lists) {
    expect([name, items.filter((item) => !forms[form]?.test(item))]).toEqual([name, []]);
  }
});

test('a name stands in one file only: what two services read belongs to reading.json', () => {
  const names = files.flatMap(([, { settings, lists = {} }]) => [...Object.keys(settings), ...Object.keys(lists)]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

describe.each(files)('%s', (_, { settings, lists = {} }) => {
  test('holds nothing that no code reads', () => {
    const read = (name: string): boolean => new RegExp(`\\b(settings|lists)\\.${name}\\b`).test(source);
    expect([...Object.keys(settings), ...Object.keys(lists)].filter((name) => !read(name))).toEqual([]);
  });
});
