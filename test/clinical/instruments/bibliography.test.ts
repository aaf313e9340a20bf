// Every published number names its source, and every source stands once in the bibliography.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { INSTRUMENTS } from '../../../src/clinical/instruments/registry.ts';

const root = new URL('../../../', import.meta.url);
const bibliography = JSON.parse(readFileSync(new URL('cds-services/bibliography.json', root), 'utf8')) as Record<
  string,
  { label: string; doi?: string; url?: string }
>;

/** Every `@source` below a folder that is an id: a web address or a section of a document is not. */
function citedIn(folder: string): { file: string; id: string }[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(`${folder}/${name}`, root), 'utf8');
      return [...text.matchAll(/@source ([a-z0-9]+(?:-[a-z0-9]+)+)/g)].map((m) => ({ file: name, id: m[1] ?? '' }));
    });
}

const cited = citedIn('src/clinical');

describe('bibliography', () => {
  test.each(cited)('$id, cited in $file, is there', ({ id }) => {
    expect(bibliography).toHaveProperty(id);
  });

  test('every instrument cites something', () => {
    const citing = new Set(citedIn('src/clinical/instruments').map(({ file }) => file));
    const silent = readdirSync(new URL('src/clinical/instruments', root)).filter((file) => !citing.has(file));
    // What an instrument is, and the list of them.
    expect(silent.toSorted()).toEqual(['instrument.ts', 'registry.ts']);
  });

  test.each(INSTRUMENTS)('what $system says it rests on is there', ({ citations }) => {
    expect(citations.length).toBeGreaterThan(0);
    for (const id of citations) expect(bibliography).toHaveProperty(id);
  });

  test('every entry has a label, DOIs are bare, and no source stands twice', () => {
    const entries = Object.values(bibliography);
    for (const { label, doi, url } of entries) {
      expect(label).not.toBe('');
      expect(doi ?? '10.').toMatch(/^10\./);
      expect(url ?? 'https://').toMatch(/^https:\/\//);
    }
    const dois = entries.flatMap(({ doi }) => doi ?? []);
    expect(new Set(dois).size).toBe(dois.length);
    const labels = entries.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
