// Packed request bodies: gzip, deflate and br, unpacked within the bound of what comes out.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { CdsProblem } from '../contracts/problems.ts';
import { tooLarge } from './body.ts';

export type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  // zlib's format by the book; some clients send the bare one
  deflate: (bytes, options) => (isZlib(bytes) ? promisify(inflate) : promisify(inflateRaw))(bytes, options),
  br: promisify(brotliDecompress),
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
 * @throws CdsProblem `too-large` for a body that unfolds to more, `not-json` for one that cannot be unpacked
 */
export async function unpack(bytes: Buffer, decoder: Decoder, maxBytes: number): Promise<Buffer> {
  try {
    return await decoder(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(maxBytes);
    throw new CdsProblem('not-json', { detail: 'the body cannot be unpacked as its Content-Encoding says', cause });
  }
}

/** @source RFC 1950, 2.2: the method is 8, and the two bytes are a multiple of 31 */
function isZlib(bytes: Buffer): boolean {
  return bytes.length > 1 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
