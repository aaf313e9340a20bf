// Access tokens of our own at one FHIR server: asked for once, used until they expire, never asked for in a hurry again.
import type { BackendServices, FhirFault } from '../../contracts/ports.ts';
import { isAccessToken } from '../access-token.ts';
import { signAssertion } from './client-assertion.ts';
import type { AskJson, JsonReply } from './http.ts';
import { grants, scopesFor } from './scopes.ts';
import { readSmartConfiguration } from './smart-configuration.ts';

export type OwnToken =
  | { readonly ok: true; readonly accessToken: string; grants(resourceType: string): boolean }
  | { readonly ok: false; readonly fault: FhirFault };

export interface TokenSource {
  /** Never rejects. */
  token(): Promise<OwnToken>;
  /** The server has refused this one. */
  refused(accessToken: string): void;
}

export interface TokenSourceOptions {
  readonly registration: BackendServices;
  /** Resource types that are read. */
  readonly types: readonly string[];
  readonly ask: AskJson;
  readonly allowInsecure: boolean;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Why there is none, for the operator: the server's error code or our own words, never a token. */
  readonly failed: (reason: string) => void;
}

/** Not used in its last seconds: it would expire on the way. */
const EARLY_MS = 10_000;
/** SMART wants `expires_in`; where it is missing. */
const SHORT_SECONDS = 60;
const PAUSE_MS = 5_000;

type Held = { readonly token: OwnToken; readonly until: number };

/** @source https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { clock, failed } = options;
  let held: Held | undefined;
  let pending: Promise<OwnToken> | undefined;

  async function renew(): Promise<OwnToken> {
    try {
      held = await obtain(options);
    } catch (error) {
      failed(error instanceof Refused ? error.message : wordsOf(error));
      const fault = error instanceof Refused ? 'unauthorized' : 'unreachable';
      held = { token: { ok: false, fault }, until: clock() + PAUSE_MS };
    }
    return held.token;
  }

  return {
    token() {
      if (held && clock() < held.until) return Promise.resolve(held.token);
      pending ??= renew().finally(() => (pending = undefined));
      return pending;
    },
    refused(accessToken) {
      if (held?.token.ok && held.token.accessToken === accessToken) held = undefined;
    },
  };
}

/** The token endpoint has answered, and not with a token. */
class Refused extends Error {}

async function obtain({ registration, types, ask, allowInsecure, clock, newId }: TokenSourceOptions): Promise<Held> {
  const { clientId, fhirServer, keys, scopes } = registration;
  const { tokenEndpoint, algorithms, v2 } = await readSmartConfiguration(fhirServer, ask, allowInsecure);
  const now = clock();
  const assertion = await signAssertion({ clientId, keys, algorithms, tokenEndpoint, now, jti: newId() });
  const reply = await ask(tokenEndpoint, {
    grant_type: 'client_credentials',
    scope: scopes?.join(' ') ?? scopesFor(types, v2),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const { accessToken, scope, seconds } = tokenIn(reply);
  return {
    token: { ok: true, accessToken, grants: (type) => grants(scope, type) },
    until: now + Math.max(0, seconds * 1000 - EARLY_MS),
  };
}

function tokenIn({ status, body }: JsonReply) {
  const { access_token: accessToken, token_type: type, expires_in: seconds, scope, error } = body ?? {};
  if (status !== 200) {
    const code = typeof error === 'string' && /^[\w-]{1,60}$/.test(error) ? ` ${error}` : '';
    throw new Refused(`token endpoint answered ${status}${code}`);
  }
  if (typeof accessToken !== 'string' || !isAccessToken(accessToken)) throw new Refused('the answer holds no token');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw new Refused('the token is no bearer token');
  return {
    accessToken,
    scope: typeof scope === 'string' ? scope : undefined,
    seconds: typeof seconds === 'number' && seconds > 0 ? seconds : SHORT_SECONDS,
  };
}

/** Our own words, or the code of the connection's fault; nothing a server has written. */
function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message.slice(0, 100) : 'unknown';
}
