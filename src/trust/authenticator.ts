// JWT authentication: verifies a CDS client's token against the clients this site trusts.
import { compactVerify } from 'jose';

import type { Authenticator, TrustedClient } from '../contracts/ports.ts';
import { CdsProblem } from '../contracts/problems.ts';
import { createAudienceCheck } from './audience.ts';
import { fetchJwks } from './jwks-fetch.ts';
import { createFetchedKeys, createPinnedKeys, type KeySource } from './key-source.ts';
import type { AuthenticatorOptions } from './options.ts';
import { brief, describeCause, refusal } from './refusal.ts';
import { createTokenReader, type ReadToken, type TokenClaims } from './token.ts';

interface Known {
  readonly client: TrustedClient;
  readonly keys: KeySource;
}

/**
 * @param options checked by the configuration's rules: https, asymmetric algorithms, keys with a kid
 * @source https://cds-hooks.hl7.org/#trusting-cds-clients
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const readToken = createTokenReader(options.algorithms);
  const audience = createAudienceCheck(options.publicBaseUrl, options.audiences);
  const known = connectKeys(options);
  const issuers = [...new Set(options.clients.map((client) => client.issuer))];

  return {
    async authenticate(authorization, path) {
      const token = readToken(authorization);
      const { claims } = token;
      const candidates = known.filter(({ client }) => client.issuer === claims.iss);
      if (candidates.length === 0) throw refusal('issuer', { expected: issuers, got: brief(claims.iss) });
      const { client, keys } = choose(candidates, token);
      if (!audience.accepts(claims.aud, path)) {
        throw refusal('audience', {
          client: client.name,
          expected: audience.expected(path),
          got: brief(claims.aud.length === 1 ? claims.aud[0] : claims.aud),
        });
      }
      checkTimes(claims, client, options);
      await verifySignature(token, client, keys);
      await claimOnce(claims, client.name, options);
      return {
        client: client.name,
        issuer: claims.iss,
        ...(claims.tenant !== undefined && { tenant: claims.tenant }),
        fhirServers: client.fhirServers,
        ...(client.backendServices && { ownAccess: client.backendServices.fhirServer }),
        ...(client.cards && { cards: client.cards }),
        ...(client.insights && { insights: client.insights }),
      };
    },
  };
}

/** Clients that share a jku share its cache, so its cool-down holds for all of them together. */
function connectKeys(options: AuthenticatorOptions): readonly Known[] {
  const { clock, jwks } = options;
  const fetched = options.keySets ?? new Map<string, KeySource>();
  return options.clients.map((client) => {
    if (client.jwks) return { client, keys: createPinnedKeys(client.jwks) };
    const jku = client.jku ?? '';
    const load = async () => {
      try {
        const set = await fetchJwks(jku, options.fetch ?? fetch, jwks.timeoutMs ?? 3000);
        options.fetched?.('ok');
        return set;
      } catch (error) {
        options.fetched?.('failed');
        throw error;
      }
    };
    const known = JSON.stringify([jku, jwks]);
    const keys = fetched.get(known) ?? createFetchedKeys(load, jwks, clock);
    fetched.set(known, keys);
    return { client, keys };
  });
}

/** Among the clients of one issuer: the one whose jku and tenants fit. */
function choose(candidates: readonly Known[], { header, claims }: ReadToken): Known {
  const { jku, kid } = header;
  const { iss, tenant } = claims;
  const byJku = candidates.filter(({ client }) => !jku || !client.jku || client.jku === jku);
  if (byJku.length === 0) {
    throw refusal('jku', { iss, kid: brief(kid), expected: candidates.map(({ client }) => client.jku ?? '') });
  }
  const chosen =
    byJku.find(({ client }) => tenant !== undefined && client.tenants?.includes(tenant)) ??
    byJku.find(({ client }) => !client.tenants);
  if (!chosen) throw refusal('tenant', { iss, expected: byJku.flatMap(({ client }) => client.tenants ?? []) });
  return chosen;
}

function checkTimes(claims: TokenClaims, client: TrustedClient, options: AuthenticatorOptions): void {
  const now = options.clock() / 1000;
  const tolerance = options.clockToleranceSeconds;
  const facts = { client: client.name, now: Math.floor(now), toleranceSeconds: tolerance };
  if (claims.exp + tolerance <= now) throw refusal('expired', { ...facts, exp: claims.exp });
  if (claims.iat - tolerance > now) throw refusal('not-yet-valid', { ...facts, iat: claims.iat });
  if (claims.nbf !== undefined && claims.nbf - tolerance > now) {
    throw refusal('not-yet-valid', { ...facts, nbf: claims.nbf });
  }
  const max = client.maxTokenLifetimeSeconds ?? options.maxLifetimeSeconds;
  if (max !== undefined && claims.exp - claims.iat > max) {
    throw refusal('lifetime', { ...facts, expectedSeconds: max, gotSeconds: claims.exp - claims.iat });
  }
}

async function verifySignature(
  { compact, header }: ReadToken,
  client: TrustedClient,
  source: KeySource,
): Promise<void> {
  const facts = { client: client.name, kid: brief(header.kid), alg: header.alg };
  const found = await source.find(header.kid, header.alg);
  if (found.status === 'unknown-key') throw refusal('unknown-key', facts);
  if (found.status === 'keys-unreachable') {
    throw refusal('keys-unreachable', { ...facts, jku: client.jku, got: describeCause(found.cause) }, found.cause);
  }
  for (const key of found.keys) {
    try {
      await compactVerify(compact, key, { algorithms: [header.alg] });
      return;
    } catch {
      // perhaps the next key of this kid
    }
  }
  throw refusal('signature', facts);
}

/** Last of all, so that a token that is refused for any other reason burns nothing. */
async function claimOnce(claims: TokenClaims, client: string, options: AuthenticatorOptions): Promise<void> {
  const until = (claims.exp + options.clockToleranceSeconds) * 1000;
  let first: boolean;
  try {
    first = await options.replay.claim(claims.iss, claims.jti, until);
  } catch (cause) {
    const detail = 'The server cannot check calls at the moment.';
    throw new CdsProblem('unavailable', { detail, log: { reason: 'replay-guard', client }, cause });
  }
  if (!first) throw refusal('replayed', { client });
}
