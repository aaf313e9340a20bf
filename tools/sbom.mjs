// `npm run --silent sbom`: the bill of materials (CycloneDX) of what production installs, from the lock file, on standard output.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

/**
 * @typedef {{ name: string, 'bom-ref': string }} Component
 * @typedef {{ metadata: { component: Component }, components: Component[], dependencies: { ref: string, dependsOn?: string[] }[] }} Sbom
 */

const { name, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
/** As npm refers to them: name@version. */
const production = new Set(
  Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.link)
    .map(([path, entry]) => `${path.split('node_modules/').at(-1)}@${entry.version}`),
);

// npm's own `--omit=dev` leaves out what production and the tools both need (seen with npm 11.19), so all is asked for
const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (status !== 0) {
  process.stderr.write(stderr);
  process.exit(1);
}

/** @type {Sbom} */
const all = JSON.parse(stdout);
const components = all.components.filter(isProduction);
const kept = new Set([all.metadata.component, ...components].map((component) => component['bom-ref']));
const dependencies = all.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
// npm names it after the folder
const component = { ...all.metadata.component, name };
process.stdout.write(
  `${JSON.stringify({ ...all, metadata: { ...all.metadata, component }, components, dependencies }, null, 2)}\n`,
);

/** @param {Component} component */
function isProduction({ 'bom-ref': reference }) {
  return production.has(reference);
}
