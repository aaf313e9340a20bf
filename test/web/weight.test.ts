// The pages weigh what README says of them, as they are sent.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildPages } from './support/pages.ts';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const KB = 1024;
/** What an edit may add before README is to be corrected. */
const LEEWAY_KB = 3;

const folder = mkdtempSync(join(tmpdir(), 'clearstage-weight-'));
beforeAll(() => buildPages(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packed = (file: string): number => gzipSync(readFileSync(join(folder, file))).length;
const kilobytes = (files: readonly string[]): number => files.reduce((sum, file) => sum + packed(file), 0) / KB;

/** A page and all that it names, which is loaded with it. */
function filesOf(page: string): readonly string[] {
  const html = `${page}/index.html`;
  const named = readFileSync(join(folder, html), 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g);
  return [html, ...[...named].map(([, file = '']) => file)];
}

/** What README says, KB: the number after the words. */
const said = (words: RegExp): number => Number(new RegExp(`${words.source}\\s(\\d+) KB`).exec(README)?.[1]);

test.each([
  ['console', /console/],
  ['trend', /trend/],
  ['insights', /insights/],
])('%s', (page, words) => {
  expect(Math.abs(kilobytes(filesOf(page)) - said(words))).toBeLessThan(LEEWAY_KB);
});

test('what a SMART launch adds to the trend', () => {
  const added = readdirSync(join(folder, 'assets')).filter((name) => /^(?:browser|ehr)-.*\.js$/.test(name));
  const told = Number(/\((\d+) KB more in a SMART/.exec(README)?.[1]);
  expect(Math.abs(kilobytes(added.map((name) => `assets/${name}`)) - told)).toBeLessThan(LEEWAY_KB);
});
