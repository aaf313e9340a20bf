// Packed request bodies: gzip, deflate and br, unpacked within the bound of what comes out.
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { CdsProblem } from '../contracts/problems.ts';
import { tooLarge } from './body.ts';
import { tooMuchHeld, type HeldBytes } from './byte-budget.ts';

/** @param bytes the packed body, whose beginning may tell which format it is in */
export type Decoder = (bytes: Buffer) => Transform;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  // zlib's format by the book; some clients send the bare one
  deflate: (bytes) => (isZlib(bytes) ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
};

/** What `Accept-Encoding` says of us. */
const ENCODINGS = 'gzip, deflate, br';

/**
 * How the body is to be unpacked.
 *
 * @param contentEncoding header as received
 * @returns undefined for a body that is not packed
 * @throws CdsProblem `unsupported-encoding` for any other coding, or several
 * @source RFC 9110, 8.4 and 12.5.3
 */
export function decoderOf(contentEncoding: string | undefined): Decoder | undefined {
  const coding = contentEncoding?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return undefined;
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (decoder) return decoder;
  throw new CdsProblem('unsupported-encoding', {
    detail: `Content-Encoding: the body may be packed by one of ${ENCODINGS}, or not at all`,
    headers: { 'Accept-Encoding': ENCODINGS },
  });
}

/**
 * The body unpacked.
 *
 * @param maxBytes of what comes out
 * @param held takes them out of what all calls together may hold, as they come
 * @throws CdsProblem `too-large` for a body that unfolds to more, `overloaded` when all bodies together are too large,
 *   `not-json` for one that cannot be unpacked
 */
export function unpack(bytes: Buffer, decoder: Decoder, maxBytes: number, held: HeldBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const stream = decoder(bytes);
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      const fits = size <= maxBytes;
      if (fits && held.take(chunk.length)) chunks.push(chunk);
      else stream.destroy(fits ? tooMuchHeld() : tooLarge(maxBytes));
    });
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', (cause) => reject(cause instanceof CdsProblem ? cause : notPacked(cause)));
    stream.end(bytes);
  });
}

function notPacked(cause: unknown): CdsProblem {
  return new CdsProblem('not-json', { detail: 'the body cannot be unpacked as its Content-Encoding says', cause });
}

/** @source RFC 1950, 2.2: the method is 8, and the two bytes are a multiple of 31 */
function isZlib(bytes: Buffer): boolean {
  return bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
