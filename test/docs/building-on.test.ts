// docs/building-on.md followed by a project of somebody else: packed, installed, compiled, run, and bundled for a browser.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AS_OF } from '../../fixtures/chart.ts';

// a build on a busy machine
jest.setTimeout(240_000);

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/building-on.md'), 'utf8');
const [types = '', reading = ''] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
const folder = mkdtempSync(join(tmpdir(), 'clearstage-building-on-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules/clearstage');
const run = promisify(execFile);

/** What a page has and Node has not is a stranger to neither: no `process`, no `Buffer`. */
const IN_A_BROWSER = { URL, console: { log: (...said: readonly unknown[]) => void lines.push(said) } };
const lines: (readonly unknown[])[] = [];

beforeAll(async () => {
  const clone = join(folder, 'clone');
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of execFileSync('git', listing, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  // builds by itself
  await run('npm', ['pack', '--offline', '--pack-destination', folder], { cwd: clone });
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed), '-C', installed, '--strip-components=1']);
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/@types/fhir'), join(project, 'node_modules/@types/fhir'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(project, 'types.ts'), types);
  writeFileSync(join(project, 'reading.ts'), reading);
  const run1 = `import { readRecord } from 'clearstage/reading';
export const read = (record: fhir4.Bundle, at: string) => readRecord(record, { asOf: new Date(at) });`;
  writeFileSync(join(project, 'page.ts'), run1);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['nodenext', 'bundler'])(
  'compiles against the package, modules resolved the way of %s',
  async (resolution) => {
    const options = ['--strict', '--noEmit', '--target', 'es2023', '--lib', 'es2023,dom', '--types', 'fhir'];
    const modules = ['--module', resolution === 'bundler' ? 'esnext' : 'nodenext', '--moduleResolution', resolution];
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const compiled = run(tsc, [...options, ...modules, 'types.ts', 'reading.ts', 'page.ts'], { cwd: project });
    expect(await compiled.catch((error: { stdout: string }) => error)).toMatchObject({ stdout: '' });
    // and what is wrong does not
    writeFileSync(
      join(project, 'wrong.ts'),
      `import type { Card } from 'clearstage';\nexport const x = (c: Card) => c.colour;`,
    );
    await expect(run(tsc, [...options, ...modules, 'wrong.ts'], { cwd: project })).rejects.toMatchObject({
      stdout: expect.stringContaining("'colour' does not exist"),
    });
  },
);

test('reads a record in Node', async () => {
  const bundle = join(ROOT, 'fixtures/patients/mm-iss3-egfr20.bundle.json');
  const code = `import { readFileSync } from 'node:fs';
import { readRecord } from 'clearstage/reading';
const { evidence } = readRecord(JSON.parse(readFileSync(${JSON.stringify(bundle)}, 'utf8')), { asOf: new Date(${JSON.stringify(AS_OF)}) });
console.log(evidence.assessments.find(({ system }) => system === 'ISS').possible.join());`;
  writeFileSync(join(project, 'node.mjs'), code);
  expect((await run(process.execPath, ['node.mjs'], { cwd: project })).stdout).toBe('III\n');
});

test('bundles for a browser, in which it reads the same, with nothing of Node', async () => {
  const lib = { entry: 'page.ts', formats: ['iife'], name: 'page' };
  const config = { build: { lib, target: 'es2023', outDir: 'out' } };
  writeFileSync(join(project, 'vite.config.mjs'), `export default ${JSON.stringify(config)};`);
  await run(join(ROOT, 'node_modules/.bin/vite'), ['build', '--logLevel', 'error'], { cwd: project });
  const [file = ''] = readdirSync(join(project, 'out'));
  const code = readFileSync(join(project, 'out', file), 'utf8');
  expect(code).not.toMatch(/\bnode:|\brequire\(|\bprocess\./);
  const bundle = readFileSync(join(ROOT, 'fixtures/patients/mm-iss3-egfr20.bundle.json'), 'utf8');
  const context = createContext({ ...IN_A_BROWSER, bundle, at: AS_OF });
  runInContext(`${code}; console.log(JSON.stringify(page.read(JSON.parse(bundle), at)))`, context);
  const [[text] = []] = lines;
  const read = JSON.parse(String(text)) as { readonly evidence: { readonly assessments: readonly object[] } };
  expect(read.evidence.assessments).toContainEqual({ system: 'ISS', possible: ['III'], basis: 'baseline' });
});

test('the package has the schemas as files', () => {
  const { exports } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { exports: object };
  const files = Object.values(exports).flatMap((target: unknown) =>
    typeof target === 'string' ? [target] : Object.values(target as Record<string, string>),
  );
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) expect(readFileSync(join(installed, file), 'utf8')).not.toBe('');
});
