// Signs the JWTs of a test client the way an EHR does.
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly alg: string;
  readonly kid: string;
}

export async function createSigningKey(alg = 'ES384', kid = `${alg}-key`): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }, alg, kid };
}

let serial = 0;

/** @returns the value of an Authorization header; a claim or header given as undefined is left out */
export async function bearer(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const payload = without({ jti: `jti-${++serial}`, ...claims });
  const protectedHeader = without({ alg: key.alg, typ: 'JWT', kid: key.kid, ...header });
  const jwt = new SignJWT(payload).setProtectedHeader(protectedHeader as { alg: string });
  return `Bearer ${await jwt.sign(key.privateKey)}`;
}

function without(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
