// A release names one version everywhere, and its bill of materials is what production installs, made as the page says.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { version, dependencies, devDependencies } = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

test('one version stands in every place', () => {
  const released = [...read('CHANGELOG.md').matchAll(/^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/gm)];
  expect(released[0]?.[1]).toBe(version);
  expect(parse(read('deploy/kubernetes/kustomization.yaml'))).toMatchObject({ images: [{ newTag: version }] });
  const lock = JSON.parse(read('package-lock.json')) as { readonly version: string };
  expect(lock.version).toBe(version);
  expect(read('docs/building-on.md')).toContain(`clearstage-${version}.tgz`);
});

test('the bill of materials lists what production installs, and nothing of the tools', () => {
  const [, command = ''] = /^(npm run [^>\n]+) > sbom/m.exec(read('docs/release.md')) ?? [];
  const [program = '', ...args] = command.split(' ');
  const text = execFileSync(program, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const sbom = JSON.parse(text) as {
    readonly bomFormat: string;
    readonly metadata: { readonly component: { readonly version: string } };
    readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
  };
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'clearstage', version } } });
  const listed = new Map(sbom.components.map((c) => [`${c.name}@${c.version}`, c]));
  for (const [name, pinned] of Object.entries(dependencies)) {
    expect(listed.get(`${name}@${pinned}`)).toMatchObject({ purl: expect.stringMatching(/^pkg:npm\//) });
  }
  const tools = Object.entries(devDependencies).filter(([name, pinned]) => listed.has(`${name}@${pinned}`));
  expect(tools).toEqual([]);
  // as many as the lock file has for production
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
  const production = Object.entries(packages).filter(
    ([path, p]) => path !== '' && !p['dev'] && !p['devOptional'] && !p['link'],
  );
  expect(sbom.components.length).toBeGreaterThan(60);
  expect(sbom.components).toHaveLength(
    new Set(production.map(([path, p]) => `${path.split('node_modules/').at(-1)}@${String(p['version'])}`)).size,
  );
});

test('the image can be built on a base that is named by its digest', () => {
  const dockerfile = read('Dockerfile');
  expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+-slim$/m);
  expect(dockerfile.match(/^FROM .*$/gm)).toEqual(['FROM ${NODE_IMAGE} AS build', 'FROM ${NODE_IMAGE}']);
  expect(read('docs/release.md')).toContain('--build-arg NODE_IMAGE=');
});
