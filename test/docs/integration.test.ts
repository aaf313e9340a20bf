// What the integration pages tell an engineer to type is accepted, and what they explain exists.
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CONFIG_SCHEMA } from '../../src/config/schema.ts';
import { readConfig } from '../../src/config/config.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const PAGES = ['docs/integration.md', 'docs/epic.md', 'docs/oracle-health.md', 'docs/sandbox.md'];

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  test('shows a configuration that starts', () => {
    const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);
    const [whole, ...sections] = examples.map((json) => JSON.parse(json) as object);
    expect(whole).toHaveProperty('clients');
    for (const section of [{}, ...sections]) {
      const json = JSON.stringify({ ...whole, ...section });
      const config = readConfig({ CLEARSTAGE_CONFIG: 'page', HOST: '127.0.0.1' }, () => json);
      expect(config.auth).toBe('required');
    }
  });

  test('links only to pages that exist', () => {
    const links = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, link]) => link);
    const pages = readdirSync(join(ROOT, 'docs'));
    expect(links.filter((link) => !pages.includes(link ?? ''))).toEqual([]);
  });
});

describe('docs/integration.md', () => {
  const text = read('docs/integration.md');

  test('explains every reason for which a token is refused, and every fault of a FHIR server', () => {
    const words = (path: string, type: string): readonly string[] => {
      const union = new RegExp(`export type ${type} =([^;]+);`).exec(read(path))?.[1] ?? '';
      return [...union.matchAll(/'([\w-]+)'/g)].map(([, word = '']) => word);
    };
    const all = [...words('src/trust/refusal.ts', 'RefusalReason'), ...words('src/contracts/ports.ts', 'FhirFault')];
    expect(all.length).toBeGreaterThan(25);
    expect(all.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });

  test('names only settings that exist', () => {
    const settings = [...text.matchAll(/^\| (`[^|]+`) +\|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z]\w+)(?:\[\])?(?:\.(\w+))?`/gi)])
      .filter(([, top = '']) =>
        /^[a-z]+[A-Z]|^(clients|audiences|algorithms|jwks|discovery|hooks|fhir|cors)$/.test(top),
      );
    const known = CONFIG_SCHEMA.properties as Readonly<Record<string, unknown>>;
    expect(settings.length).toBeGreaterThan(10);
    expect(settings.filter(([, top = '']) => !(top in known)).map(([cell]) => cell)).toEqual([]);
  });
});
