// The names of all examples, by rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../cds-services');
const ENDING = '.examples.json';

export const examplesOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ENDING))
    .map((path) => {
      const { examples } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { examples: { name: string }[] };
      const rule = path.slice(path.lastIndexOf('/') + 1, -ENDING.length);
      return [rule, examples.map((e) => e.name)];
    }),
);
