// The client assertion (private_key_jwt) by which we prove to a token endpoint who we are, and the public half of its keys.
import { importJWK, SignJWT } from 'jose';
import type { PrivateJwk } from '../../contracts/ports.ts';

/** Of the assertion, which is used at once; SMART allows five minutes, clocks may differ by one. */
const LIFETIME_SECONDS = 240;

export interface AssertionOptions {
  readonly clientId: string;
  /** Private JWKs with `kid` and `alg`, the one to sign with before its successors. */
  readonly keys: readonly PrivateJwk[];
  /** Algorithms the server takes. */
  readonly algorithms: readonly string[];
  readonly tokenEndpoint: URL;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Used once. */
  readonly jti: string;
}

/**
 * @throws Error when no key is of an algorithm that the server takes
 * @source https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html
 */
export async function signAssertion(options: AssertionOptions): Promise<string> {
  const { clientId, keys, algorithms, tokenEndpoint, now, jti } = options;
  const key = keys.find(({ alg }) => algorithms.includes(alg));
  if (!key) throw new Error(`no key of ours is for ${algorithms.join(', ') || 'any algorithm'}`);
  const iat = Math.floor(now / 1000);
  const claims = { iss: clientId, sub: clientId, aud: tokenEndpoint.href, jti, iat, exp: iat + LIFETIME_SECONDS };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .sign(await importJWK(key, key.alg));
}

const PUBLIC = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg'];

/** The JWK Set that servers fetch: public members only, each key once. */
export function publicKeys(keys: readonly PrivateJwk[]): { readonly keys: readonly object[] } {
  const shown = keys.map((key) => ({
    ...Object.fromEntries(Object.entries(key).filter(([member]) => PUBLIC.includes(member))),
    use: 'sig',
    key_ops: ['verify'],
  }));
  return { keys: [...new Map(shown.map((key) => [JSON.stringify(key), key])).values()] };
}
