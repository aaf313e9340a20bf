// Request bodies: read by hand within bounds, parsed safely.
import type { IncomingMessage } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';

/** Deeper than any record is nested; keeps every later walk over the data from overflowing the stack. */
const MAX_DEPTH = 200;

/**
 * Bytes beyond the bound that are read and thrown away, so that a caller who reads no answer before all is sent still
 * gets one; whoever sends more is answered at once.
 */
const DISCARDED = 32 * 1_048_576;

/**
 * The body's bytes.
 *
 * @throws CdsProblem `too-large` for a body over the bound, `not-json` when the caller goes away half-way
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length'] ?? 0) > maxBytes + DISCARDED) {
      reject(tooLarge(maxBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > maxBytes + DISCARDED) reject(tooLarge(maxBytes));
    });
    req.on('end', () => {
      if (size > maxBytes) reject(tooLarge(maxBytes));
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    req.on('error', (cause) => reject(new CdsProblem('not-json', { detail: 'the body ended early', cause })));
  });
}

/**
 * The body's JSON; a byte order mark in front of it is passed over.
 *
 * @throws CdsProblem `not-json`, `too-deep`, or `invalid-request` for a `__proto__` member
 */
export function parseJson(body: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8', startsWithMark(body) ? MARK.length : 0));
  } catch {
    throw new CdsProblem('not-json', { detail: body.length === 0 ? 'the body is empty' : 'the body is not JSON' });
  }
  check(value, MAX_DEPTH);
  return value;
}

const MARK = Buffer.from('\uFEFF');

function startsWithMark(body: Buffer): boolean {
  return body.subarray(0, MARK.length).equals(MARK);
}

/** `application/json` or `application/<anything>+json`, in UTF-8. */
export function isJsonType(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === 'application/json') return true;
  const match = /^application\/(?:[\w.-]+\+)?json\s*(?:;(.*))?$/i.exec(contentType);
  if (!match) return false;
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(match[1] ?? '')?.[1]?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
}

/** Walking what was parsed is several times cheaper than scanning the text for brackets and quotes. */
function check(value: unknown, levels: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (levels === 0) throw new CdsProblem('too-deep', { detail: `the body is nested deeper than ${MAX_DEPTH} levels` });
  if (Array.isArray(value)) {
    for (const item of value) check(item, levels - 1);
    return;
  }
  // JSON.parse makes own properties only, so this meets no inherited ones
  for (const key in value) {
    if (key === '__proto__') throw new CdsProblem('invalid-request', { detail: 'a member is named __proto__' });
    check((value as Record<string, unknown>)[key], levels - 1);
  }
}

export function tooLarge(maxBytes: number): CdsProblem {
  return new CdsProblem('too-large', { detail: `the body is larger than ${maxBytes} bytes` });
}
