// Reload: the configuration file is read again and put in force as a whole; what is wrong with it is named, and the old one stays.
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from './config/config.ts';
import type { Config } from './config/types.ts';
import { isObject } from './contracts/json.ts';
import { describeError, type Log } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';

export type Reloaded =
  | { readonly ok: true; readonly mark?: string | undefined; readonly changes: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] };

export interface ReloadDeps {
  /** In force now. */
  readonly current: () => Config;
  /** @throws ConfigError naming every fault */
  readonly read: () => Config;
  /** Puts it in force, wholly or (rejecting) not at all; resolves with what it changes of the published knowledge. */
  readonly put: (
    config: Config,
  ) => Promise<{ readonly mark?: string | undefined; readonly changes: readonly string[] }>;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'reloaded'>;
}

/** Read when the process opens its store, its port and its demonstration. */
const AT_START: readonly [name: string, of: (config: Config) => unknown][] = [
  ['demo', (config) => config.demo],
  ['memory', (config) => config.memory],
  ['retention', (config) => config.retention],
  ['replay', (config) => config.replay],
  ['limits/connections', (config) => config.limits.connections],
];

/** Reloads one after the other; never rejects. */
export function createReload({ current, read, put, log, metrics }: ReloadDeps): () => Promise<Reloaded> {
  let last: Promise<unknown> = Promise.resolve();

  async function reload(): Promise<Reloaded> {
    const next = readOrFaults(read);
    if (!('config' in next)) return refuse(next.faults);
    const fixed = AT_START.filter(([, of]) => !isDeepStrictEqual(of(next.config), of(current())));
    if (fixed.length > 0) return refuse(fixed.map(([name]) => `${name}: takes a restart`));
    try {
      const { mark, changes } = await put(next.config);
      metrics.reloaded('done');
      log.write('info', 'configuration reloaded', mark === undefined ? {} : { site: mark, changes });
      return { ok: true, mark, changes };
    } catch (error) {
      log.write('error', 'configuration not put in force', { error: describeError(error) });
      return refuse(['the configuration could not be put in force; the log tells more']);
    }
  }

  function refuse(faults: readonly string[]): Reloaded {
    metrics.reloaded('refused');
    log.write('error', 'configuration refused, the old one stays in force', { faults });
    return { ok: false, faults };
  }

  return () => {
    const mine = last.then(reload);
    last = mine;
    return mine;
  };
}

function readOrFaults(read: () => Config): { readonly config: Config } | { readonly faults: readonly string[] } {
  try {
    return { config: read() };
  } catch (error) {
    if (error instanceof ConfigError) return { faults: error.faults };
    return { faults: ['the configuration cannot be read'] };
  }
}

/** What all workers told of one reload as one: the faults of any are the faults of all. */
export function readReloaded(told: unknown): Reloaded {
  const each = (Array.isArray(told) ? told : []).filter(isReloaded);
  const refused = each.find(({ ok }) => !ok);
  return refused ?? each[0] ?? { ok: false, faults: ['no worker has answered; the log tells more'] };
}

function isReloaded(told: unknown): told is Reloaded {
  return isObject(told) && 'ok' in told;
}
