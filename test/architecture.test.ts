// The house stays as it was drawn: imports point down, clinical content is pure, files are small and say what they are for.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConstants } from '../tools/constants.ts';

const root = join(import.meta.dirname, '..');

interface Module {
  readonly path: string;
  readonly text: string;
  /** Paths from the root for our own modules; names for packages and `node:` modules. */
  readonly imports: readonly string[];
}

const modules: readonly Module[] = ['src', 'cds-services'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => join(folder, path))
    .map((path) => toModule(path, readFileSync(join(root, path), 'utf8'))),
);

/** Every way to name another module counts: values and types, at the top, on demand or inside a type. */
function toModule(path: string, text: string): Module {
  const code = withoutComments(text);
  const named = [
    ...code.matchAll(/^(?:import|export)\s[^;'"]*?\sfrom\s+['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^import\s+['"]([^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
  ];
  const imports = named.map(([, target = '']) =>
    target.startsWith('.') ? normalize(join(dirname(path), target)) : target,
  );
  return { path, text, imports };
}

/** Texts in quotes stay as they are: `//` in an address begins no comment. */
function withoutComments(text: string): string {
  const part = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|\/\/.*$/gm;
  return text.replace(part, (_, quoted: string | undefined) => quoted ?? '');
}

const own = (target: string): boolean => target.startsWith('src/') || target.startsWith('cds-services/');
const inside = (folder: string) => modules.filter(({ path }) => path.startsWith(`${folder}/`));

/** What a folder may import of ours, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // The names of what a site may tune are read off the data, as a type.
  'src/clinical': ['cds-services/reading.json'],
  'src/clinical/quantities': [],
  'src/clinical/facts': ['src/clinical/quantities/'],
  'src/clinical/instruments': ['src/clinical/quantities/', 'src/clinical/facts/'],
  'src/cards': ['src/clinical/'],
  'src/contracts': ['src/clinical/', 'src/cards/'],
  'src/decision': ['src/clinical/', 'src/cards/', 'src/contracts/'],
  'src/ops': ['src/contracts/'],
  // What a site may change is named by the services.
  'src/config': ['src/ops/', 'src/contracts/', 'cds-services/index.ts'],
  'src/trust': ['src/ops/', 'src/contracts/'],
  'src/fhir': ['src/ops/', 'src/contracts/'],
  'src/store': ['src/ops/', 'src/contracts/'],
  'src/protocol': ['src/clinical/', 'src/cards/', 'src/contracts/', 'src/decision/', 'src/ops/'],
  'src/http': ['src/contracts/', 'src/ops/', 'src/protocol/'],
  'src/population': ['src/clinical/', 'src/cards/', 'src/contracts/', 'src/protocol/'],
  'src/workers': ['src/ops/', 'src/contracts/'],
  'src/demo': [],
  'src/web': ['src/clinical/', 'src/cards/', 'src/contracts/'],
};

const FILES_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/authoring.ts': ['src/clinical/', 'src/cards/', 'src/contracts/', 'src/decision/'],
};

/** The modules that can be reached from themselves, in groups that reach each other. */
function circles(graph: readonly Pick<Module, 'path' | 'imports'>[]): readonly (readonly string[])[] {
  const next = new Map(graph.map(({ path, imports }) => [path, imports]));
  const reach = new Map(graph.map(({ path }) => [path, reachedFrom(path, next)]));
  const inCircle = graph.map(({ path }) => path).filter((path) => reach.get(path)?.has(path));
  const groups = inCircle.map((path) => inCircle.filter((p) => reach.get(path)?.has(p) && reach.get(p)?.has(path)));
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

function reachedFrom(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    waiting.push(...(next.get(path) ?? []));
  }
  return seen;
}

function violations(module: Module, allowed: readonly string[]): readonly string[] {
  return module.imports
    .filter((target) => own(target) && !allowed.some((prefix) => target.startsWith(prefix)))
    .map((target) => `${module.path} imports ${target}`);
}

describe('imports', () => {
  test('are really being looked at', () => {
    expect(modules.length).toBeGreaterThan(80);
    expect(modules.flatMap(({ imports }) => imports.filter(own)).length).toBeGreaterThan(200);
    for (const folder of Object.keys(MAY_IMPORT)) expect(inside(folder)).not.toEqual([]);
    const broken = { path: 'src/clinical/x.ts', text: '', imports: ['src/cards/types.ts'] };
    expect(violations(broken, ['src/clinical/'])).toEqual(['src/clinical/x.ts imports src/cards/types.ts']);
  });

  test('are found in every form', () => {
    const { imports } = toModule(
      'src/a/x.ts',
      `import type { A } from './a.ts';
       export * from '../b.ts';
import './c.css';
import {
  type D,
} from "./d.ts";
export type { E } from './e.ts';
// import { F } from './f.ts';
const at = 'https://example.org/'; const g = await import('./g.ts');
let h: import('./h.ts').H;`.replaceAll(/^ +export/gm, 'export'),
    );
    expect([...imports].sort()).toEqual(
      ['a/a.ts', 'a/c.css', 'a/d.ts', 'a/e.ts', 'a/g.ts', 'a/h.ts', 'b.ts'].map((path) => `src/${path}`),
    );
  });

  test('form no circle, types counted', () => {
    const small = [
      { path: 'a', imports: ['b'] },
      { path: 'b', imports: ['c', 'd'] },
      { path: 'c', imports: ['a'] },
      { path: 'd', imports: [] },
    ];
    expect(circles(small)).toEqual([['a', 'b', 'c']]);
    expect(circles(modules)).toEqual([]);
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports only itself and %j', (folder, allowed) => {
    expect(inside(folder).flatMap((module) => violations(module, [`${folder}/`, ...allowed]))).toEqual([]);
  });

  test.each(Object.entries(FILES_MAY_IMPORT))('%s imports only %j', (file, allowed) => {
    expect(modules.filter(({ path }) => path === file).flatMap((module) => violations(module, allowed))).toEqual([]);
  });

  test('nothing but the outermost files imports the composition root, the command line or the pages', () => {
    const outer =
      /^src\/(main\.ts|server\.ts|compose\.ts|beside-hooks\.ts|authentication\.ts|demo-mode\.ts|cli\/|web\/)/;
    const inward = modules.filter(({ path }) => !outer.test(path));
    expect(inward.flatMap((m) => m.imports.filter((t) => outer.test(t)).map((t) => `${m.path} imports ${t}`))).toEqual(
      [],
    );
  });

  test('a service imports src/authoring.ts, what all services share and its own folder only', () => {
    const wrong = inside('cds-services').flatMap((module) => {
      const [, service = ''] = module.path.split('/');
      const folder = service.endsWith('.ts') ? 'cds-services/' : `cds-services/${service}/`;
      return violations(module, ['src/authoring.ts', 'cds-services/weights.ts', 'cds-services/shared/', folder]);
    });
    expect(wrong).toEqual([]);
  });

  test('the pages import nothing of node', () => {
    const pages = inside('src/web').flatMap((m) =>
      m.imports.filter((t) => t.startsWith('node:') && !m.path.endsWith('vite.config.ts')),
    );
    expect(pages).toEqual([]);
  });
});

describe('purity', () => {
  const pure = [
    ...inside('src/clinical'),
    ...inside('src/cards'),
    ...inside('src/decision'),
    ...inside('cds-services'),
  ];

  test('clinical and cards import no package and nothing of node', () => {
    const wrong = [...inside('src/clinical'), ...inside('src/cards')].flatMap((m) =>
      m.imports.filter((t) => !own(t)).map((t) => `${m.path} imports ${t}`),
    );
    expect(wrong).toEqual([]);
  });

  test('time and chance are arguments in clinical, cards, decision and the services', () => {
    const wrong = pure.filter(({ text }) =>
      /Date\.now\(|new Date\(\)|Math\.random|randomUUID|performance\.now/.test(withoutComments(text)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('only main.ts and the command line read the environment', () => {
    const readers = modules.filter(
      ({ path, text }) => !/^src\/(main\.ts|cli\/)/.test(path) && /process\.env\b/.test(withoutComments(text)),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });
});

describe('numbers', () => {
  const inServices = inside('cds-services').map(({ path, text }) => ({ path, code: withoutComments(text), text }));
  const withoutTexts = (text: string): string => text.replace(/'(?:\\.|[^'\\\n])*'/g, "''");
  /** `<5` is no 5: what a laboratory reports is compared with its limit sign, by `exceeds`. */
  const COMPARED = /\.value\b\s*(?:[<>]|[!=]==)|(?:(?<![=-])[<>]=?|[!=]==)\s*[\w.?![\]]+\.value\b/;
  /** A cut-off written where it is used: an argument of a comparison, or of what is never rounded onto it. */
  const INLINE = /\b(?:exceeds|bands)\([^()]*,\s*\[?\d|\b(?:number|shown)\([^()]*\[(?:[^\]]*[\s,])?\d/;
  /** A constant that holds a number, and the comment above it. */
  const NUMERIC =
    /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:export )?const ([A-Z][A-Z0-9_]*)(?:: [^=]+)? = (?:[[{](?:[\w\s:,'/{}[\]-]*?[\s[:])?)?-?\d[\d._]*\b/g;

  const unsourced = (text: string): readonly string[] =>
    [...withoutTexts(text).matchAll(NUMERIC)].flatMap(([, comment = '', name = '']) =>
      /@source |\bours\b/i.test(comment) ? [] : [name],
    );

  test('a value is never compared without its limit sign in a service', () => {
    for (const code of ['if (q.value > LIMIT)', 'LIMIT <= m.quantity.value', 'a.value !== b', 'q.value\n  < 3'])
      expect([code, COMPARED.test(code)]).toEqual([code, true]);
    for (const code of ['number(q.value, 1)', '(q) => q.value', 's.reported.value} < x'])
      expect([code, COMPARED.test(code)]).toEqual([code, false]);
    expect(inServices.filter(({ code }) => COMPARED.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('a cut-off has a name in a service, and stands where its source does', () => {
    expect(INLINE.test('exceeds(b2m, 3.5, x)')).toBe(true);
    expect(INLINE.test('shown(q, [3.5, 5.5])')).toBe(true);
    expect(INLINE.test('number(q, 1, [CUT]) + exceeds(q, CUT, x)')).toBe(false);
    expect(inServices.filter(({ code }) => INLINE.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('a published cut-off is never typed into the text of a card', () => {
    const cuts = inside('src/clinical/instruments')
      .flatMap(({ text }) => readConstants(text))
      .filter(({ name }) => /_CUTS?$/.test(name))
      .flatMap(({ value }) => value.match(/\d+\.\d+/g) ?? []);
    expect(cuts).toEqual(expect.arrayContaining(['3.5', '5.5', '1.2', '11.5']));
    const typed = inServices.flatMap(({ path, code }) =>
      [...code.matchAll(/(?<![\w.])\d+\.\d+(?![\w.])/g)]
        .filter(([n]) => cuts.includes(n))
        .map(([n]) => `${path}: ${n}`),
    );
    expect(typed).toEqual([]);
  });

  test('a number that a service names has a source, or is said to be ours', () => {
    expect(unsourced('/** mg/L */\nexport const CUT = 4;')).toEqual(['CUT']);
    expect(unsourced('const CUTS: readonly number[] = [3.5, 5.5];')).toEqual(['CUTS']);
    expect(unsourced('const MONTHS = { I: 62 } as const;')).toEqual(['MONTHS']);
    expect(unsourced('/** mg/L. @source greipp-2005 */\nconst CUT = 4;\n/** Ours. */\nconst B = [1];')).toEqual([]);
    expect(inServices.flatMap(({ path, text }) => unsourced(text).map((name) => `${path}: ${name}`))).toEqual([]);
  });
});

describe('knowledge', () => {
  test('what runs is made for its site: the services as published are for stories, tests and tools', () => {
    const forTests = (t: string): boolean => t.startsWith('fixtures/') || t.startsWith('test/');
    expect(modules.flatMap((m) => m.imports.filter(forTests).map((t) => `${m.path} imports ${t}`))).toEqual([]);
  });
});

describe('files', () => {
  test('open with a comment that says their one reason to exist', () => {
    expect(modules.filter(({ text }) => !/^(#!.*\n)?(\/\/ |\/\*\*? )\S/.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });

  test('stay under 300 lines', () => {
    const long = modules.filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([]);
  });
});

/** Text in quotes, with what it is given to. */
const QUOTED = /(\w+: )?(?:'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`)/g;
const SENTENCE = /[a-z]{2,} [a-z]{2,}/;
/** A weight's key begins with the id of a rule; LOINC's names and what is said once are no words of ours. */
const IS_NAME = /^[a-z0-9-]+: /;
const IS_ELSEWHERE = new Set(['display: ', 'what: ']);
/** Names of drugs, and how they are recognised. */
const DRUGS = 'cds-services/b2m-order/nephrotoxins.ts';

test('a rule holds no sentence: what a clinician or `explain` is told stands in a catalogue', () => {
  const found = inside('cds-services')
    .filter(({ path }) => !path.endsWith('.en.ts') && path !== DRUGS)
    .flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(QUOTED)].flatMap(([, to = '', ...texts]) => {
        const said = texts.join('');
        return SENTENCE.test(said) && !IS_NAME.test(said) && !IS_ELSEWHERE.has(to) ? [`${path}: ${said}`] : [];
      }),
    );
  expect(found).toEqual([]);
});
