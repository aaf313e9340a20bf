// Reading with credentials of our own, put together from the configuration; nothing of it is loaded where no client has any.
import { randomUUID } from 'node:crypto';
import type { Config } from './config/types.ts';
import { createConnections } from './fhir/transport.ts';
import type { LazyGateway } from './fhir/lazy-gateway.ts';
import type { GatewayOptions } from './fhir/types.ts';
import type { Log } from './ops/log.ts';

export interface OwnCredentialsDeps {
  readonly config: Config;
  readonly gateway: LazyGateway;
  readonly settings: GatewayOptions;
  /** Resource types the services read. */
  readonly types: readonly string[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The gateway as it is, or one that has tokens of its own for the clients that are so configured. */
export async function withCredentialsOf(deps: OwnCredentialsDeps): Promise<LazyGateway> {
  const { config, gateway, settings, types, log, clock } = deps;
  const registered = config.clients.flatMap(({ name, backendServices }) =>
    backendServices ? [{ name, registration: backendServices }] : [],
  );
  if (registered.length === 0) return gateway;
  const [{ withOwnCredentials }, { createTokenSource }, { createAskJson }] = await Promise.all([
    import('./fhir/own-credentials/gateway.ts'),
    import('./fhir/own-credentials/token-source.ts'),
    import('./fhir/own-credentials/http.ts'),
  ]);
  const agent = createConnections(settings);
  const ask = createAskJson(agent, settings.timeoutMs);
  const sources = registered.map(({ name, registration }) => {
    const { fhirServer } = registration;
    const failed = (reason: string) =>
      log.write('error', 'no token of our own', { client: name, server: fhirServer, reason });
    const { allowInsecure } = config;
    const tokens = createTokenSource({ registration, types, ask, allowInsecure, clock, newId: randomUUID, failed });
    return [name, { fhirServer, tokens }] as const;
  });
  const credentialed = withOwnCredentials(gateway, {
    sources: new Map(sources),
    allowInsecure: config.allowInsecure,
    audit: ({ outcome, ...read }) => log.write('info', 'read with credentials of our own', { ...read, outcome }),
  });
  return {
    open: (access) => credentialed.open(access),
    load: () => gateway.load(),
    close: async () => void (await Promise.all([gateway.close(), agent.destroy()])),
  };
}

/** The public halves of every client's keys, as a JWK Set; undefined where there are none. */
export async function ownJwkSet({ clients }: Config): Promise<object | undefined> {
  const keys = clients.flatMap(({ backendServices }) => backendServices?.keys ?? []);
  if (keys.length === 0) return undefined;
  const { publicKeys } = await import('./fhir/own-credentials/client-assertion.ts');
  return publicKeys(keys);
}
