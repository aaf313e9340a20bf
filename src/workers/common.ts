// What the first process holds for all workers: how often who has called, which tokens were used, what was counted.
import { isObject } from '../contracts/json.ts';
import type { ReplayGuard } from '../contracts/ports.ts';
import type { Handlers } from './line.ts';

export interface CommonOptions {
  /** A limit of so many a minute. @returns seconds to wait, 0 when it may go on */
  readonly createLimit: (perMinute: number) => { take(key: string, now: number): number };
  readonly tokens: ReplayGuard;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** What workers ask that no other worker need be asked for. */
export function commonHandlers({ createLimit, tokens, clock }: CommonOptions): Handlers {
  const limits = new Map<string, ReturnType<CommonOptions['createLimit']>>();
  return {
    take(asked) {
      if (!isTake(asked)) return undefined;
      // a reload may change how much
      const name = `${asked.name} ${asked.perMinute}`;
      let limit = limits.get(name);
      if (!limit) limits.set(name, (limit = createLimit(asked.perMinute)));
      return limit.take(asked.key, clock());
    },
    claim: (asked) => (isClaim(asked) ? tokens.claim(asked.issuer, asked.jti, asked.expiresAtMs) : undefined),
  };
}

interface Take {
  readonly name: string;
  readonly perMinute: number;
  readonly key: string;
}

function isTake(asked: unknown): asked is Take {
  return isObject(asked) && 'name' in asked && 'perMinute' in asked && 'key' in asked;
}

interface Claim {
  readonly issuer: string;
  readonly jti: string;
  readonly expiresAtMs: number;
}

function isClaim(asked: unknown): asked is Claim {
  return isObject(asked) && 'issuer' in asked && 'jti' in asked && 'expiresAtMs' in asked;
}
