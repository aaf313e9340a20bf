// Files quoted in a page: the block after `<!-- quoted: path -->` is that file as it stands, written by `npm run docs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const QUOTED = /(<!-- quoted: (\S+) -->\n+```\w+\n)[\s\S]*?(^```$)/gm;

/** @returns the page with every quoted file as it is now @throws Error when one does not exist */
export function withQuotes(page: string): string {
  return page.replaceAll(
    QUOTED,
    (_, head: string, path: string, end: string) => `${head}${readFileSync(join(ROOT, path), 'utf8')}${end}`,
  );
}
