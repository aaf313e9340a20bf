// What README shows is what is there: the card of a story, word for word, and how many patients the demonstration has.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Neither how wide a table is set nor how emphasis is marked. */
const plain = (line: string): string => line.replace(/[*_]/g, '').replace(/-{3,}/g, '---').replace(/ +/g, ' ').trim();

test('the card is that of the story', () => {
  const shown = [...readme.matchAll(/^> ?(.*)$/gm)].map(([, line = '']) => plain(line)).filter((line) => line !== '');
  const golden = join(ROOT, 'fixtures/cards/mm-del17p-45-percent.result-view.json');
  const { cards } = JSON.parse(readFileSync(golden, 'utf8')) as {
    readonly cards: readonly {
      readonly summary: string;
      readonly detail: readonly string[];
      readonly source: { readonly label: string };
      readonly suggestions: readonly { readonly label: string }[];
      readonly links: readonly { readonly label: string }[];
    }[];
  };
  expect(cards).toHaveLength(1);
  expect(shown).toEqual(
    cards.flatMap(({ summary, detail, source, suggestions, links }) => [
      `⚠ ${summary}`,
      ...detail.map(plain).filter((line) => line !== ''),
      [`Source: ${source.label}`, ...[...suggestions, ...links].map(({ label }) => label)].join(' · '),
    ]),
  );
});

test('the demonstration has as many patients as README and CHANGELOG say', () => {
  const patients = readdirSync(join(ROOT, 'fixtures/patients')).filter((name) => name.endsWith('.bundle.json'));
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  const said = [...`${readme}${changelog}`.matchAll(/(\d+) synthetic patients/g)].map(([, n]) => Number(n));
  expect(said.length).toBeGreaterThan(1);
  expect(new Set(said)).toEqual(new Set([patients.length]));
});
