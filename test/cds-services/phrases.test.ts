// Every phrase of the catalogues is said by somebody: what nobody says any more is no part of another language's work.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..', 'cds-services');

test.each(['b2m-result', 'b2m-order'])('%s says every phrase of its catalogue', async (service) => {
  const files = readdirSync(join(root, service), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: `${service}/${name}`, text: readFileSync(join(root, service, name), 'utf8') }));
  const isCatalogue = (file: string): boolean => file.endsWith('.en.ts');
  const phrases: string[] = [];
  for (const { file } of files.filter(({ file }) => isCatalogue(file) && file !== 'b2m-result/phrases.en.ts')) {
    const names = (await import(join(root, file))) as Readonly<Record<string, unknown>>;
    phrases.push(...Object.entries(names).flatMap(([name, value]) => pathsIn(name, value)));
  }
  const parts = partsOf(files.find(({ file }) => file === 'b2m-result/phrases.en.ts')?.text ?? '');
  const isTable = (path: string): boolean => phrases.some((phrase) => phrase.startsWith(`${path}.`));
  const hasTables = (name: string): boolean => phrases.some((p) => p.startsWith(`${name}.`) && p.split('.').length > 2);
  const said = new Set(
    files.filter(({ file }) => !isCatalogue(file)).flatMap(({ text }) => usesIn(text, parts, isTable)),
  );
  expect(phrases.length).toBeGreaterThan(50);
  expect(phrases.filter((path) => !isSaid(path, said, hasTables))).toEqual([]);
});

/** `ISS_PHRASES.limits.one`; a table looked up by key is one phrase. */
function pathsIn(path: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => pathsIn(`${path}.${name}`, member));
}

/** `EN.iss` → `ISS_PHRASES`. */
function partsOf(index: string): ReadonlyMap<string, string> {
  return new Map([...index.matchAll(/^ {2}(\w+): (\w+),$/gm)].map(([, key = '', name = '']) => [`EN.${key}`, name]));
}

/** What a file names of the catalogues, each by the name it is exported by. */
function usesIn(
  text: string,
  parts: ReadonlyMap<string, string>,
  isTable: (path: string) => boolean,
): readonly string[] {
  const full = (path: string): string => {
    const [, part = '', rest = ''] = /^(EN\.\w+)(.*)$/.exec(path) ?? [];
    return parts.has(part) ? `${parts.get(part)}${rest}` : path;
  };
  const imported = [...text.matchAll(/^import \{([^}]*)\} from '[^']*\.en\.ts';$/gm)]
    .map(([, names = '']) => names)
    .join();
  const short = new Map<string, string>();
  const named = (path: string): string => {
    const [first = '', ...rest] = path.split('.');
    return full([short.get(first) ?? first, ...rest].join('.'));
  };
  for (const [, name = '', alias = ''] of imported.matchAll(/(\w+) as (\w+)/g)) short.set(alias, name);
  for (const [, name = '', path = ''] of text.matchAll(ALIAS)) short.set(name, named(path));
  const taken = [...text.matchAll(TAKEN)].flatMap(([, names = '', path = '']) =>
    names.split(',').map((name) => {
      const [member = '', alias = member] = name.split(':').map((n) => n.trim());
      short.set(alias, `${named(path)}.${member}`);
      return `${named(path)}.${member}`;
    }),
  );
  const code = text.replace(ALIAS, '').replace(TAKEN, '');
  // A table that was only taken under another name is not said yet.
  return [
    ...taken.filter((path) => !isTable(path)),
    ...[...code.matchAll(PATH)].flatMap(([path]) => (path.includes('.') || imported.includes(path) ? named(path) : [])),
  ];
}

const ALIAS = /^const (\w+) = ([A-Z][\w.]*);$/gm;
const TAKEN = /const \{([^}]*)\} = ([A-Z][\w.]*);/g;
const PATH = /\b[A-Za-z_]\w*(?:(?:\.\w+)+|(?=\[))/g;

/** By its own name, or by that of the table it stands in; of a catalogue that holds tables only these are looked up by key. */
function isSaid(path: string, said: ReadonlySet<string>, hasTables: (name: string) => boolean): boolean {
  const [catalogue = '', ...names] = path.split('.');
  const isTableOfAll = !hasTables(catalogue) || names.length > 1;
  if (names.length === 0 || (isTableOfAll && said.has(catalogue))) return true;
  return names.some((_, i) => said.has([catalogue, ...names.slice(0, i + 1)].join('.')));
}
