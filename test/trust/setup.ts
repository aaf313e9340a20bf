// The trusting site of these tests: one hospital, one endpoint, a clock that stands still.
import { createAuthenticator } from '../../src/trust/authenticator.ts';
import type { Caller, TrustedClient } from '../../src/contracts/ports.ts';
import type { AuthenticatorOptions } from '../../src/trust/options.ts';
import { createReplayCache } from '../../src/trust/replay.ts';
import { CdsProblem } from '../../src/contracts/problems.ts';
import { bearer, type SigningKey } from '../support/tokens.ts';

export const NOW = Date.parse('2026-11-01T08:00:00Z');
export const ISSUER = 'https://ehr.example.org/fhir';
export const JKU = 'https://ehr.example.org/jwks.json';
export const PATH = '/cds-services/b2m-result-view';
export const AUD = `https://cds.example.org${PATH}`;

/** Claims of a good token at NOW. */
export function claims(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { iss: ISSUER, aud: AUD, iat: NOW / 1000, exp: NOW / 1000 + 300, ...change };
}

export function hospital(key: SigningKey): TrustedClient {
  return {
    name: 'General Hospital',
    issuer: ISSUER,
    jku: JKU,
    jwks: { keys: [key.jwk] },
    fhirServers: ['https://ehr.example.org/fhir'],
  };
}

export function site(key: SigningKey, change: Partial<AuthenticatorOptions> = {}) {
  const clock = change.clock ?? (() => NOW);
  return createAuthenticator({
    publicBaseUrl: 'https://cds.example.org',
    audiences: [],
    clients: [hospital(key)],
    algorithms: ['ES384', 'RS384'],
    clockToleranceSeconds: 60,
    jwks: { cacheSeconds: 600, cooldownSeconds: 30, staleSeconds: 86_400 },
    replay: createReplayCache({ clock, timer: clock }),
    clock,
    ...change,
  });
}

export async function goodToken(key: SigningKey): Promise<string> {
  return bearer(key, claims());
}

/** The log facts of the refusal; fails when the caller was let in or learnt why. */
export async function refusalOf(call: Promise<Caller>): Promise<Readonly<Record<string, unknown>>> {
  const outcome: unknown = await call.then(
    (caller) => caller,
    (fault: unknown) => fault,
  );
  if (!(outcome instanceof CdsProblem)) throw new Error(`expected a refusal, got ${JSON.stringify(outcome)}`);
  const { detail, headers, log } = outcome.details;
  if (outcome.status !== 401 || detail !== 'This call could not be authenticated.') {
    throw new Error(`expected the constant 401, got ${outcome.status} ${detail}`);
  }
  if (headers?.['WWW-Authenticate'] !== 'Bearer') throw new Error('expected WWW-Authenticate: Bearer');
  return log ?? {};
}
