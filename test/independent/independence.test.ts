// The second decision stays a second one: what decides imports nothing of the service, and no clinical module reads it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const FOLDER = import.meta.dirname;
/** The only file that knows the service: it puts the question. */
const ASKS = 'ask.ts';

const modules = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

describe('imports', () => {
  test.each(modules)('%s', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const outside = [...text.matchAll(/from '([^']+)'/g)]
      .map(([, path = '']) => path)
      .filter((path) => !/^\.\/[a-z-]+\.ts$/.test(path));
    if (file === ASKS) expect(outside.length).toBeGreaterThan(0);
    else expect(outside).toEqual([]);
    if (file.endsWith('-oracle.ts')) expect(text).not.toContain(`'./${ASKS}'`);
  });
});
