// What the authenticator is given, and what it answers.
import type { JwkSet } from './key-ring.ts';
import type { JwksTiming } from './key-source.ts';
import type { ReplayGuard } from './replay.ts';

export interface TrustedClient {
  readonly name: string;
  /** `iss`, compared exactly. */
  readonly issuer: string;
  /** The one address its JWK Set may come from. */
  readonly jku?: string | undefined;
  /** Keys agreed out of band; with them nothing is fetched. */
  readonly jwks?: JwkSet | undefined;
  /** When given, the token's `tenant` must be one of them. */
  readonly tenants?: readonly string[] | undefined;
  readonly fhirServers: readonly string[];
}

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
  /** Plain http outside loopback, for test networks. */
  readonly allowInsecure?: boolean | undefined;
  readonly replay: ReplayGuard;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** For JWK Sets only. */
  readonly fetch?: typeof fetch | undefined;
}

export interface Caller {
  readonly client: string;
  readonly issuer?: string;
  readonly tenant?: string;
  readonly fhirServers: readonly string[];
}

export interface Authenticator {
  authenticate(authorization: string | undefined, path: string): Promise<Caller>;
}
