// The page that says how to add a rule shows a whole one as it stands, and leaves out no file that names it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withQuotes } from '../../tools/quotes.ts';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'cds-services/README.md'), 'utf8');
const SHOWN = { service: 'b2m-order', rule: 'dialysis-timing' };

describe('cds-services/README.md', () => {
  test('quotes files as they stand: else `npm run docs`', () => {
    expect(guide.match(/<!-- quoted: /g)?.length).toBe(3);
    expect(guide).toBe(withQuotes(guide));
  });

  test('names every file in which the shown rule is named by hand', () => {
    const args = [
      'grep',
      '--files-with-matches',
      '--fixed-strings',
      SHOWN.rule,
      '--',
      'cds-services',
      'src',
      'fixtures',
    ];
    const files = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
    const written = /\/tables\/|^fixtures\/(cards|reasons)|accepted\.json$|^cds-services\/README\.md$/;
    const byHand = files.filter((file) => !written.test(file));
    const section = /^## Add a rule$([\s\S]*?)^## /m.exec(guide)?.[1] ?? '';
    const named = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, path = '']) =>
      path.replace('<service>', SHOWN.service).replace('<rule>', SHOWN.rule),
    );
    expect(byHand.length).toBeGreaterThan(3);
    expect(named).toEqual(expect.arrayContaining(byHand));
  });

  test('names no file that does not exist', () => {
    const paths = [...guide.matchAll(/`((?:src|test|docs|fixtures|cds-services)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
