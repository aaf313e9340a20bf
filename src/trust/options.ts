// What the authenticator is given.
import type { ReplayGuard, TrustedClient } from '../contracts/ports.ts';
import type { JwksTiming, KeySource } from './key-source.ts';

export interface AuthenticatorOptions {
  readonly publicBaseUrl: string;
  /** Accepted as `aud` beside the endpoint's own URL: as they stand, and as base URLs before the path. */
  readonly audiences: readonly string[];
  readonly clients: readonly TrustedClient[];
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  /** Longest `exp - iat`; unlimited when absent. */
  readonly maxLifetimeSeconds?: number | undefined;
  readonly jwks: JwksTiming & { readonly timeoutMs?: number | undefined };
  /** A JWK Set was asked for, and whether it was had. */
  readonly fetched?: ((outcome: 'ok' | 'failed') => void) | undefined;
  /** Keys fetched so far, by where and how often they are fetched; they outlive this authenticator. */
  readonly keySets?: Map<string, KeySource> | undefined;
  readonly replay: ReplayGuard;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** For JWK Sets only. */
  readonly fetch?: typeof fetch | undefined;
}
