// What a replay asks: the services of a site, or those of another configuration or another build to hold them against.
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine, type Engine } from '../population/replay/engine.ts';
import { servicesAt } from './site.ts';

/** As the server remembers, unless it is configured otherwise. */
const MEMORY_DAYS = 90;

export function engineAt(config: string | undefined): Engine {
  const { services, localCodes } = servicesAt(config);
  return createEngine({ services, localCodes, memoryDays: MEMORY_DAYS });
}

/**
 * @param other a configuration file; or a folder with another build of ClearStage (its dist, or what holds that)
 * @param config the configuration the other build is asked with
 * @throws Error when it is neither
 */
export async function otherEngineAt(other: string, config: string | undefined): Promise<Engine> {
  if (!existsSync(other)) throw new Error(`--compare: there is no ${other}`);
  if (!statSync(other).isDirectory()) return engineAt(other);
  const built = ['dist/src/cli/engine.js', 'src/cli/engine.js', 'src/cli/engine.ts']
    .map((path) => resolve(join(other, path)))
    .find((path) => existsSync(path));
  if (built === undefined) throw new Error(`--compare: ${other} is no build of ClearStage that can be replayed`);
  const build = (await import(pathToFileURL(built).href)) as { readonly engineAt: typeof engineAt };
  return build.engineAt(config);
}
