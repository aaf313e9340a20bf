// The house stays as it was drawn: imports point down, clinical content is pure, files are small and say what they are for.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

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
    .map((path) => readModule(join(folder, path))),
);

function readModule(path: string): Module {
  const text = readFileSync(join(root, path), 'utf8');
  const named = [
    ...text.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'/gm),
    ...text.matchAll(/^import '([^']+)'/gm),
  ];
  const dynamic = text.matchAll(/\bimport\('([^']+)'\)/g);
  const imports = [...named, ...dynamic].map(([, target = '']) =>
    target.startsWith('.') ? normalize(join(dirname(path), target)) : target,
  );
  return { path, text, imports };
}

const own = (target: string): boolean => target.startsWith('src/') || target.startsWith('cds-services/');
const inside = (folder: string) => modules.filter(({ path }) => path.startsWith(`${folder}/`));
const without = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** What a folder may import of ours, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // The names of what a site may tune are read off the data, as a type.
  'src/clinical': ['cds-services/reading.json'],
  'src/cards': ['src/clinical/'],
  'src/contracts': ['src/clinical/', 'src/cards/'],
  'src/decision': ['src/clinical/', 'src/cards/', 'src/contracts/'],
  'src/ops': ['src/contracts/'],
  'src/config': ['src/ops/', 'src/contracts/'],
  'src/trust': ['src/ops/', 'src/contracts/'],
  'src/fhir': ['src/ops/', 'src/contracts/'],
  'src/store': ['src/ops/', 'src/contracts/'],
  'src/protocol': ['src/clinical/', 'src/cards/', 'src/contracts/', 'src/decision/', 'src/ops/'],
  'src/http': ['src/contracts/', 'src/ops/', 'src/protocol/'],
  'src/demo': [],
  // The pages also read the shape of an explanation, and the thresholds a site has tuned.
  'src/web': ['src/clinical/', 'src/cards/', 'src/decision/types.ts', 'cds-services/reading.json'],
};

const FILES_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/authoring.ts': ['src/clinical/', 'src/cards/', 'src/contracts/', 'src/decision/'],
};

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

  test.each(Object.entries(MAY_IMPORT))('%s imports only itself and %j', (folder, allowed) => {
    expect(inside(folder).flatMap((module) => violations(module, [`${folder}/`, ...allowed]))).toEqual([]);
  });

  test.each(Object.entries(FILES_MAY_IMPORT))('%s imports only %j', (file, allowed) => {
    expect(modules.filter(({ path }) => path === file).flatMap((module) => violations(module, allowed))).toEqual([]);
  });

  test('nothing but the outermost files imports the composition root, the command line or the pages', () => {
    const outer = /^src\/(main\.ts|cli\/|web\/)/;
    const inward = modules.filter(({ path }) => !outer.test(path) && path !== 'src/demo-mode.ts');
    expect(inward.flatMap((m) => m.imports.filter((t) => outer.test(t)).map((t) => `${m.path} imports ${t}`))).toEqual(
      [],
    );
  });

  test('a service imports src/authoring.ts, the table of weights and its own folder only', () => {
    const wrong = inside('cds-services').flatMap((module) => {
      const [, service = ''] = module.path.split('/');
      const folder = service.endsWith('.ts') ? 'cds-services/' : `cds-services/${service}/`;
      return violations(module, ['src/authoring.ts', 'cds-services/weights.ts', folder]);
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
      /Date\.now\(|new Date\(\)|Math\.random|randomUUID|performance\.now/.test(without(text)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('only main.ts and the command line read the environment', () => {
    const readers = modules.filter(
      ({ path, text }) => !/^src\/(main\.ts|cli\/)/.test(path) && /process\.env\b/.test(without(text)),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
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
