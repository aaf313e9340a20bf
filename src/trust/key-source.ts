// JWKS cache: a client's keys from the configuration, or fetched from its jku, cached and rotated.
import { createKeyRing, type JwkSet, type KeyRing } from './key-ring.ts';

export type KeyAnswer =
  | { readonly status: 'found'; readonly keys: readonly CryptoKey[] }
  | { readonly status: 'unknown-key' }
  | { readonly status: 'keys-unreachable'; readonly cause: unknown };

export interface KeySource {
  find(kid: string, alg: string): Promise<KeyAnswer>;
}

export interface JwksTiming {
  /** How long a fetched set is used without asking again. */
  readonly cacheSeconds: number;
  /** How long after a fetch for an unknown kid no other one is made. */
  readonly cooldownSeconds: number;
  /** How long after the last good fetch its keys still serve while the endpoint is down. */
  readonly staleSeconds: number;
}

/** After a failed fetch the next attempt waits this long, or the cool-down where that is shorter. */
const RETRY_SECONDS = 5;

export function createPinnedKeys(set: JwkSet): KeySource {
  const ring = createKeyRing(set);
  return { find: (kid, alg) => answer(ring, kid, alg) };
}

/**
 * @param load fetches the set; throws when it cannot be had
 * @param clock milliseconds since 1970
 */
export function createFetchedKeys(load: () => Promise<JwkSet>, timing: JwksTiming, clock: () => number): KeySource {
  let good: { readonly ring: KeyRing; readonly at: number } | undefined;
  let failure: { readonly at: number; readonly cause: unknown } | undefined;
  let searchedAt = -Infinity;
  let pending: Promise<void> | undefined;

  const since = (at: number): number => (clock() - at) / 1000;
  const fetchOnce = (): Promise<void> => (pending ??= refresh().finally(() => (pending = undefined)));

  /** The ring in hand, unless it is too old to be trusted. */
  const usable = (): KeyRing | undefined =>
    good && since(good.at) <= Math.max(timing.staleSeconds, timing.cacheSeconds) ? good.ring : undefined;

  async function refresh(): Promise<void> {
    try {
      good = { ring: createKeyRing(await load()), at: clock() };
      failure = undefined;
    } catch (cause) {
      failure = { at: clock(), cause };
    }
  }

  return {
    async find(kid, alg) {
      const outdated = !good || since(good.at) >= timing.cacheSeconds;
      const resting = failure && since(failure.at) < Math.min(RETRY_SECONDS, timing.cooldownSeconds);
      if (outdated && !resting) {
        const refreshed = fetchOnce();
        // while the endpoint is down only the first caller waits for it; the others live on the keys we have
        if (!failure || !usable()?.has(kid)) await refreshed;
        // this fetch has answered for the kid; asking again at once would not help
        if (!good?.ring.has(kid)) searchedAt = clock();
      } else if (!good?.ring.has(kid) && since(searchedAt) >= timing.cooldownSeconds) {
        searchedAt = clock();
        await fetchOnce();
      } else if (pending && !good?.ring.has(kid)) {
        await pending;
      }
      const ring = usable();
      return ring ? answer(ring, kid, alg) : { status: 'keys-unreachable', cause: failure?.cause };
    },
  };
}

async function answer(ring: KeyRing, kid: string, alg: string): Promise<KeyAnswer> {
  const keys = await ring.find(kid, alg);
  return keys.length > 0 ? { status: 'found', keys } : { status: 'unknown-key' };
}
