// What a replay asks: the services of a site, or those of another configuration or another build to hold them against.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine, type Engine } from '../population/replay/engine.ts';
import { servicesAt } from './site.ts';

export function engineAt(config: string | undefined): Engine {
  return createEngine(servicesAt(config));
}

/** Of a checkout with a build older than its source the source counts, where this process can read that. */
function engineFileIn(folder: string): string {
  const stale = isStale(folder);
  const found = ['dist/src/cli/engine.js', 'src/cli/engine.js', 'src/cli/engine.ts']
    .filter((path) => !(stale && path.startsWith('dist/')))
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`--compare: ${folder} is no build of ClearStage that can be replayed`);
  if (found.endsWith('.ts') && !import.meta.url.endsWith('.ts')) {
    throw new Error(
      `--compare: ${folder} ${stale ? 'holds a build older than its source' : 'is not built'}: run \`npm run build\` there`,
    );
  }
  return found;
}

function isStale(folder: string): boolean {
  const build = join(folder, 'dist');
  if (!existsSync(build)) return false;
  const builtAt = statSync(build).mtimeMs;
  return ['src', 'cds-services']
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)))
    .some((path) => statSync(path).mtimeMs > builtAt);
}

/**
 * @param other a configuration file; or a folder with another build of ClearStage (its dist, or what holds that)
 * @param config the configuration the other build is asked with
 * @throws Error when it is neither
 */
export async function otherEngineAt(other: string, config: string | undefined): Promise<Engine> {
  if (!existsSync(other)) throw new Error(`--compare: there is no ${other}`);
  if (!statSync(other).isDirectory()) return engineAt(other);
  const built = engineFileIn(resolve(other));
  const build = (await import(pathToFileURL(built).href)) as { readonly engineAt: typeof engineAt };
  return build.engineAt(config);
}
