// Every link between our pages leads somewhere, headings included; every file and npm script that they name is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const AT_THE_TOP = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const PAGES = [...AT_THE_TOP, 'src/README.md', ...['docs', 'cds-services', 'deploy', '.github'].flatMap(pagesIn)];

/** Headings as a page of the repository links to them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((h) =>
      h
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

test.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const dead = [...text.matchAll(/\]\((?!<?https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].flatMap(
    ([, path = '', anchor]) => {
      const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
      const file = join(ROOT, target);
      if (!existsSync(file)) return [`${path}: no such file`];
      if (anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).has(anchor)) return [];
      return [`${target}#${anchor}: no such heading`];
    },
  );
  expect(dead).toEqual([]);
});

/** A file of the reference, which lies elsewhere. */
const ELSEWHERE = 'data/loinc/loinc-codes.json';

test.each(PAGES)('%s names only files that are there', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const named = [...text.matchAll(/`([\w.-][\w./-]*\/[\w.-]+\.(?:ts|tsx|mjs|md|json|yaml|yml|conf|sh))`/g)].map(
    ([, path = '']) => path,
  );
  const places = ['', dirname(page), 'src', 'cds-services'];
  const missing = named.filter(
    (path) => path !== ELSEWHERE && !places.some((place) => existsSync(join(ROOT, place, path))),
  );
  expect(missing).toEqual([]);
});

test.each(PAGES)('%s names only npm scripts that package.json has', (page) => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\bnpm run (?:-\S+ )*([a-z][\w:-]*)/g)];
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});
