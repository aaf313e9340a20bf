// Request bodies: read by hand within bounds, parsed safely.
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { callerGone, CdsProblem } from '../contracts/problems.ts';
import { tooMuchHeld, type HeldBytes } from './byte-budget.ts';

/** Deeper than any record is nested; keeps every later walk over the data from overflowing the stack. */
const MAX_DEPTH = 200;

/**
 * The body's bytes.
 *
 * @param held takes them out of what all calls together may hold
 * @throws CdsProblem `too-large` for a body over the bound, `overloaded` when all bodies together are too large,
 *   `caller-gone` when the caller goes away half-way
 */
export function readBody(req: IncomingMessage, maxBytes: number, held: HeldBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) {
      reject(tooLarge(maxBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const collect = (chunk: Buffer): void => {
      size += chunk.length;
      const fits = size <= maxBytes;
      if (fits && held.take(chunk.length)) {
        chunks.push(chunk);
        return;
      }
      // what still comes is thrown away, not held
      req.off('data', collect).resume();
      chunks.length = 0;
      reject(fits ? tooMuchHeld() : tooLarge(maxBytes));
    };
    req.on('data', collect);
    req.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    req.on('error', (cause) => reject(callerGone(cause)));
  });
}

/**
 * The body's JSON; a byte order mark in front of it is passed over.
 *
 * @throws CdsProblem `not-json`, also where signs would be lost because it is not UTF-8, `too-deep`, or
 *   `invalid-request` for a `__proto__` member
 * @source RFC 8259, 8.1
 */
export function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new CdsProblem('not-json', { detail: 'the body is not UTF-8' });
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
