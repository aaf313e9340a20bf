// docs/performance.md: each measurement between its marks, with the day and the machine it was made on.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../steps.mjs';

const DOCUMENT = join(root, 'docs/performance.md');

/**
 * @param {Iterable<readonly [string, string]>} told text by the name of its part
 * @param {string} where machine
 */
export async function writeDown(told, where) {
  let text = readFileSync(DOCUMENT, 'utf8');
  const day = new Date().toISOString().slice(0, 10);
  for (const [name, part] of told) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
    text = `${text.slice(0, from)}\n\n_${day}. ${where}_\n\n${part}\n\n${text.slice(to)}`;
  }
  writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
}
