// JWT parsing: everything that can be refused without knowing who is calling.
import { isObject, type JsonObject } from '../contracts/json.ts';
import { brief, refusal } from './refusal.ts';

export interface TokenHeader {
  readonly alg: string;
  readonly kid: string;
  readonly jku?: string;
}

export interface TokenClaims {
  readonly iss: string;
  readonly aud: readonly string[];
  /** Seconds since 1970, as in the token. */
  readonly exp: number;
  readonly iat: number;
  readonly nbf?: number;
  readonly jti: string;
  readonly tenant?: string;
}

export interface ReadToken {
  readonly compact: string;
  readonly header: TokenHeader;
  readonly claims: TokenClaims;
}

const MAX_TOKEN_LENGTH = 8192;
const MAX_JTI_LENGTH = 512;
const COMPACT = /^Bearer +(([\w-]+)\.([\w-]+)\.[\w-]+) *$/i;

/** A reader that remembers recently seen headers: a client sends the same one with every call. */
export function createTokenReader(algorithms: readonly string[]): (authorization: string | undefined) => ReadToken {
  const headers = new Map<string, TokenHeader>();
  return (authorization) => {
    if (authorization === undefined) throw refusal('no-token');
    if (authorization.length > MAX_TOKEN_LENGTH) {
      throw refusal('malformed', { expected: `${MAX_TOKEN_LENGTH} characters at most`, got: authorization.length });
    }
    const [, compact, head, payload] = COMPACT.exec(authorization) ?? [];
    if (!compact || !head || !payload) throw refusal('malformed');
    let header = headers.get(head);
    if (!header) {
      header = readHeader(decode(head), algorithms);
      if (headers.size >= 256) headers.clear();
      headers.set(head, header);
    }
    return { compact, header, claims: readClaims(decode(payload)) };
  };
}

/** Keys that the header itself brings (jwk, x5c, x5u) are never looked at. */
function readHeader(header: JsonObject, algorithms: readonly string[]): TokenHeader {
  const { typ, alg, kid, jku } = header;
  if (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT') throw refusal('typ', { expected: 'JWT' });
  // no extension is understood here, so RFC 7515 wants every critical one refused
  if ('crit' in header) throw refusal('crit');
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    throw refusal('algorithm', { expected: algorithms, got: brief(alg) });
  }
  if (typeof kid !== 'string' || kid === '') throw refusal('kid', { expected: 'a string', got: typeof kid });
  if (jku === undefined) return { alg, kid };
  if (typeof jku !== 'string') throw refusal('jku', { expected: 'a string', got: typeof jku });
  return { alg, kid, jku };
}

function readClaims(claims: JsonObject): TokenClaims {
  const { iss, aud, exp, iat, nbf, jti, tenant } = claims;
  if (typeof iss !== 'string') throw refusal('claim', { claim: 'iss', expected: 'a string' });
  const fault = (claim: string, expected: string) => refusal('claim', { iss: brief(iss), claim, expected });
  const audiences = typeof aud === 'string' ? [aud] : aud;
  if (!isStrings(audiences)) throw fault('aud', 'a string or an array of strings');
  if (!isTime(exp)) throw fault('exp', 'seconds since 1970');
  if (!isTime(iat)) throw fault('iat', 'seconds since 1970');
  if (nbf !== undefined && !isTime(nbf)) throw fault('nbf', 'seconds since 1970');
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_LENGTH) throw fault('jti', 'a short string');
  if (tenant !== undefined && typeof tenant !== 'string') throw fault('tenant', 'a string');
  return {
    iss,
    aud: audiences,
    exp,
    iat,
    jti,
    ...(nbf !== undefined && { nbf }),
    ...(tenant !== undefined && { tenant }),
  };
}

/** The year 9999 ends; beyond it, dates have no text and databases no room. */
const LATEST = 253_402_300_799;

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LATEST;
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function decode(segment: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(segment, 'base64url').toString());
  } catch {
    throw refusal('malformed');
  }
  if (!isObject(value)) throw refusal('malformed');
  return value;
}
