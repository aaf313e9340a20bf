// Who may call, put together from the configuration: authentication that is asked for is had, or nothing starts.
import type { Config } from './config/types.ts';
import type { Authenticator } from './contracts/ports.ts';
import type { Store } from './store/store.ts';
import { createAnonymousAccess } from './trust/anonymous-access.ts';

export interface AuthenticationDeps {
  readonly config: Config;
  /** With authentication off: where everybody may send us. */
  readonly fhirServers: readonly string[];
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export async function chooseAuthenticator(deps: AuthenticationDeps): Promise<Authenticator> {
  const { config, fhirServers, store, clock } = deps;
  if (config.auth === 'off') return createAnonymousAccess(fhirServers);
  const { createAuthenticator } = await import('./trust/authenticator.ts');
  return createAuthenticator({
    publicBaseUrl: config.publicBaseUrl,
    audiences: config.audiences,
    clients: config.clients,
    algorithms: config.algorithms,
    clockToleranceSeconds: config.clockToleranceSeconds,
    maxLifetimeSeconds: config.maxTokenLifetimeSeconds,
    jwks: { ...config.jwks, staleSeconds: config.jwks.maxStaleSeconds },
    allowInsecure: config.allowInsecure,
    replay: store.replay,
    clock,
  });
}
