// What our pages tell a reader to write beside the code is neither committed nor packed, and the package holds what it runs on.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Files with secrets, as the pages name them. */
const SECRETS = [
  ...[...read('docs/integration.md').matchAll(/--key (\S+)/g)].map(([, file = '']) => file),
  ...[...read('deploy/README.md').matchAll(/^cp config\.example\.json (\S+)/gm)].map(
    ([, file = '']) => `deploy/${file}`,
  ),
  ...[...read('deploy/README.md').matchAll(/--values (\S+)/g)].map(([, file = '']) => `deploy/${file}`),
  ...[...read('deploy/README.md').matchAll(/--from-file=(\S+)/g)].map(([, file = '']) => `deploy/${file}`),
];

test('secrets that the pages create are git-ignored', () => {
  expect(SECRETS).toEqual(expect.arrayContaining(['test-key.json', 'deploy/config.json']));
  for (const file of ['.env', 'server.pem', 'client.key', ...SECRETS]) {
    const named = execFileSync('git', ['check-ignore', '--no-index', file], { cwd: ROOT, encoding: 'utf8' });
    expect(named.trim()).toBe(file);
  }
});

test('npm pack takes the listed files and no secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-pack-'));
  const listed = [
    'bin/clearstage.mjs',
    'dist/src/main.js',
    'dist/src/cli/main.js',
    'fixtures/patients/index.json',
    'docs/integration.md',
  ];
  const strangers = ['src/main.ts', 'fixtures/cards/x.json', 'test/x.test.ts', 'data/clearstage.db', ...SECRETS];
  try {
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    for (const file of [...listed, ...strangers]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), '');
    }
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const [packed] = JSON.parse(execFileSync('npm', args, { cwd: folder, encoding: 'utf8' })) as {
      files: { path: string }[];
    }[];
    expect(packed?.files.map(({ path }) => path).sort()).toEqual([...listed, 'package.json'].sort());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the Node that we recommend is the one of the image, and is tested', () => {
  const recommended = read('.nvmrc').trim();
  expect(/^ARG NODE_IMAGE=node:(\d+)/m.exec(read('Dockerfile'))?.[1]).toBe(recommended);
  expect(read('README.md')).toContain(`(${recommended} recommended)`);
  expect(/lines_in_support=\(([\d ]+)\)/.exec(read('.ci/run'))?.[1]?.split(' ')).toContain(recommended);
});
