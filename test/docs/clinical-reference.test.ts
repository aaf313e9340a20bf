// Where the code says where a number comes from, there is something to read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const reference = readFileSync(join(ROOT, 'docs/clinical-reference.md'), 'utf8');
const sections = new Set([...reference.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number));

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

test('every section of the clinical reference that the code cites exists', () => {
  const cited = [...sourcesIn('src'), ...sourcesIn('cds-services')].flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/clinical reference (\d+(?:\.\d+)?)/g)].map(([, section]) => ({
      path,
      section,
    })),
  );
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter(({ section }) => !sections.has(section))).toEqual([]);
});
