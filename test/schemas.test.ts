// Every JSON Schema we write is one: the server compiles them without asking again.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CONFIG_SCHEMA } from '../src/config/schema.ts';
import { HOOKS } from '../src/contracts/hooks.ts';
import { hookRequestSchema } from '../src/protocol/requests.ts';

const files = ['src', 'docs', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.schema.json'))
    .map((path) => join(folder, path)),
);
const schemas: readonly (readonly [string, object])[] = [
  ['the configuration', CONFIG_SCHEMA],
  ...HOOKS.map((hook) => [`a call of ${hook}`, hookRequestSchema(hook)] as const),
  ...files.map((file) => [file, JSON.parse(readFileSync(file, 'utf8')) as object] as const),
];

test('the files are found', () => {
  expect(files.length).toBeGreaterThanOrEqual(3);
});

test.each(schemas)('%s is checked by a valid schema', (_name, schema) => {
  const ajv = new Ajv2020({ allErrors: true });
  void ajv.validateSchema(schema);
  expect(ajv.errors ?? []).toEqual([]);
});

test.each(files)('%s knows the hooks there are, where it lists hooks', (file) => {
  const lists = [...readFileSync(file, 'utf8').matchAll(/"enum": (\[[^\]]*"result-view"[^\]]*\])/g)];
  for (const [, list = ''] of lists) expect(JSON.parse(list)).toEqual([...HOOKS]);
});

test('a keyword of the wrong type would be seen', () => {
  expect(new Ajv2020().validateSchema({ type: 'object', required: 'name' })).toBe(false);
});
