// The public keys of one JWK Set, found by kid and imported once.
import { type JWK, importJWK } from 'jose';
import { isObject, member } from '../contracts/json.ts';

export interface JwkSet {
  readonly keys: readonly JWK[];
}

/** Every signature algorithm a token may be trusted by, with its type of key: asymmetric ones only. */
const ASYMMETRIC_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ...['ES256', 'ES384', 'ES512'].map((alg) => [alg, 'EC'] as const),
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, 'RSA'] as const),
  ['EdDSA', 'OKP'],
]);

export interface KeyRing {
  has(kid: string): boolean;
  /** The keys of that kid which may verify that algorithm; more than one only if the set repeats a kid, four at most. */
  find(kid: string, alg: string): Promise<readonly CryptoKey[]>;
}

/** Of one kid: a set that repeats it without end must not cost a verification each. */
const MOST_KEYS = 4;

export function createKeyRing(set: JwkSet): KeyRing {
  const imported = new Map<string, Promise<readonly CryptoKey[]>>();
  return {
    has: (kid) => set.keys.some((jwk) => jwk.kid === kid),
    find(kid, alg) {
      const id = `${alg} ${kid}`;
      const known = imported.get(id);
      if (known) return known;
      const suitable = set.keys.filter((jwk) => jwk.kid === kid && mayVerify(jwk, alg)).slice(0, MOST_KEYS);
      const found = Promise.all(suitable.map((jwk) => importPublic(jwk, alg))).then((keys) => keys.flat());
      // what is not in the set is not remembered: the kid comes from unverified tokens
      if (suitable.length > 0) imported.set(id, found);
      return found;
    },
  };
}

function mayVerify(jwk: JWK, alg: string): boolean {
  return (
    jwk.kty === ASYMMETRIC_ALGORITHMS.get(alg) &&
    (jwk.alg === undefined || jwk.alg === alg) &&
    (jwk.use === undefined || jwk.use === 'sig') &&
    (jwk.key_ops === undefined || (Array.isArray(jwk.key_ops) && jwk.key_ops.includes('verify')))
  );
}

/** Only the public members are imported; a key of the wrong curve or shape is as good as none. */
async function importPublic(jwk: JWK, alg: string): Promise<readonly CryptoKey[]> {
  const { kty, crv, x, y, n, e } = jwk;
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  try {
    const key = await importJWK(Object.fromEntries(members) as JWK, alg);
    return key instanceof Uint8Array ? [] : [key];
  } catch {
    return [];
  }
}

/** Reads a JWK Set from JSON; entries that are no keys are left out, as RFC 7517 section 5 asks. */
export function toJwkSet(value: unknown): JwkSet {
  const keys = member(value, 'keys');
  if (!Array.isArray(keys)) throw new Error('a JWK Set is an object with an array "keys"');
  return { keys: keys.filter((key: unknown): key is JWK => isObject(key) && 'kty' in key) };
}
