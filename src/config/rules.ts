// What no single setting can show: combinations that would run open, in clear text, or not at all.
import { partyOf } from '../contracts/ports.ts';
import type { Config } from './types.ts';
import { isBlock } from '../ops/address-blocks.ts';
import { isLoopbackHost, isSafeTransport } from '../ops/loopback.ts';

/** @returns every contradiction as a sentence that begins with the setting at fault */
export function contradictions(config: Config, baseUrlGiven: boolean): readonly string[] {
  return [
    ...authentication(config, baseUrlGiven),
    ...addresses(config),
    ...config.clients.flatMap((client, i) => [...clientFaults(client, i)]),
    // hospitals behind one issuer are told apart by their tenants
    ...duplicates(
      config.clients.flatMap(({ issuer, tenants }) => tenants?.map((t) => `${issuer} with tenant ${t}`) ?? [issuer]),
      'clients',
      'issuer',
    ),
    ...(config.limits.bytesInFlight < config.maxBodyBytes
      ? ['limits: bytesInFlight is less than maxBodyBytes, so the largest request could never be read']
      : []),
    ...sameNames(config.clients),
    ...config.trustedProxies
      .filter((block) => !isBlock(block))
      .map((block) => `trustedProxies: ${block} is neither an address nor a block of addresses`),
    ...(config.insights.commentsToken !== undefined && config.insights.commentsToken === config.insights.token
      ? ['insights: commentsToken must not be token, or everybody who counts could read comments']
      : []),
    ...backendFaults(config),
    ...duplicates(Object.values(config.hooks), 'hooks', 'name'),
  ];
}

/** Cards and feedback are kept under the client's name and the tenant's. */
function sameNames(clients: Config['clients']): readonly string[] {
  const names = clients.map(({ name }) => name);
  const ambiguous = names.filter((name) =>
    names.some((other) => name.startsWith(partyOf({ client: other, tenant: '' }))),
  );
  return [
    ...duplicates(names, 'clients', 'name'),
    ...ambiguous.map((name) => `clients: the name ${name} reads like a tenant of another client`),
  ];
}

function* authentication(config: Config, baseUrlGiven: boolean): Generator<string> {
  if (config.auth === 'off') {
    if (!isLoopbackHost(config.host) && !config.allowInsecure) {
      yield `auth: "off" would leave ${config.host} open to its network; set HOST to 127.0.0.1, or say "allowInsecure": true`;
    }
    if (config.clients.length > 0) yield 'clients: are of no use with "auth": "off"';
    return;
  }
  if (config.clients.length === 0) yield 'clients: authentication is required, so at least one client must be named';
  if (!baseUrlGiven) yield 'publicBaseUrl: is required with authentication: tokens are made out to it';
  if (config.fhirServers.length > 0) yield 'fhirServers: belong to each client when authentication is required';
}

function* addresses(config: Config): Generator<string> {
  if (config.allowInsecure) return;
  if (!isSecure(config.publicBaseUrl)) yield 'publicBaseUrl: must be https (or a loopback address)';
  for (const [i, client] of config.clients.entries()) {
    if (client.jku && !isSecure(client.jku)) yield `clients/${i}/jku: must be https (or a loopback address)`;
    for (const [j, server] of client.fhirServers.entries()) {
      if (!isSecure(server)) yield `clients/${i}/fhirServers/${j}: must be https (or a loopback address)`;
    }
  }
  for (const [i, server] of config.fhirServers.entries()) {
    if (!isSecure(server)) yield `fhirServers/${i}: must be https (or a loopback address)`;
  }
}

function* clientFaults(client: Config['clients'][number], i: number): Generator<string> {
  if (!client.jku && !client.jwks) yield `clients/${i}: needs "jku" or "jwks"`;
  for (const [j, key] of (client.jwks?.keys ?? []).entries()) {
    const place = `clients/${i}/jwks/keys/${j}`;
    if (key['kty'] === 'oct') yield `${place}: is a symmetric key, which could sign tokens too`;
    else if (typeof key['kid'] !== 'string' || key['kid'] === '')
      yield `${place}: lacks a "kid", by which tokens name it`;
    else if (key['d'] !== undefined) yield `${place}: is a private key; only the public half belongs here`;
  }
}

function* backendFaults({ clients, logLevel }: Config): Generator<string> {
  const registered = clients.flatMap(({ backendServices, fhirServers }, i) =>
    backendServices ? [{ ...backendServices, fhirServers, place: `clients/${i}/backendServices` }] : [],
  );
  for (const { fhirServer, fhirServers, keys, place } of registered) {
    const bare = (url: string): string => url.replace(/\/+$/, '');
    if (!fhirServers.some((server) => bare(server) === bare(fhirServer)))
      yield `${place}/fhirServer: must be one of the client's fhirServers`;
    for (const [j, { kty, alg, d }] of keys.entries()) {
      if (typeof d !== 'string') yield `${place}/keys/${j}: must be a private key, with which we sign`;
      if ((alg === 'ES384') !== (kty === 'EC')) yield `${place}/keys/${j}: alg ${alg} is not for a key of type ${kty}`;
    }
  }
  // the same key for two clients is one entry of our JWK Set; two keys under one name would be told apart by nobody
  const keys = new Map(registered.flatMap((r) => r.keys.map((key) => [JSON.stringify(key), key.kid] as const)));
  yield* duplicates([...keys.values()], 'clients', 'kid');
  if (keys.size > 0 && !['info', 'debug', 'trace'].includes(logLevel))
    yield 'LOG_LEVEL: must be info or more with backendServices, whose reads are audited in the log';
}

function duplicates(values: readonly string[], section: string, what: string): readonly string[] {
  return values.filter((v, i) => values.indexOf(v) !== i).map((v) => `${section}: the ${what} ${v} appears twice`);
}

function isSecure(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && isSafeTransport(url);
}
