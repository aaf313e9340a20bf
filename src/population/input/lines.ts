// A piece of a file → its lines as bytes, many at a time; what comes packed is unpacked on the way.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { InputFile, Piece } from './files.ts';

export interface FoundLine {
  /** Valid until the next batch is asked for. */
  readonly bytes: Buffer;
  /** Where it begins in the file, unpacked. */
  readonly at: number;
}

export interface Batch {
  readonly lines: readonly FoundLine[];
  /** Bytes read since the last batch, unpacked. */
  readonly read: number;
  /** The same as they stand in the file, packed or not. */
  readonly taken: number;
}

const CHUNK = 2 ** 20;
/** Bytes; a longer line is given up, so that no file can fill the memory. */
const LONGEST = 256 * 2 ** 20;
const NEWLINE = 10;

/**
 * @throws Error when the file cannot be read or unpacked to its end, after the lines before that; naming none of its text
 */
export async function* linesOf(file: InputFile, { from, to }: Piece): AsyncGenerator<Batch> {
  // One byte earlier: a line begins here only if the byte before ended another.
  const start = from === 0 ? 0 : from - 1;
  let rest: Buffer[] = [];
  let restLength = 0;
  let position = start;
  let skipping = from > 0;
  for await (const { chunk, taken } of openFile(file, start)) {
    const lines: FoundLine[] = [];
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      const at = position + begin - restLength;
      if (skipping) skipping = false;
      else if (at >= to) {
        yield { lines, read: chunk.length, taken };
        return;
      } else {
        const part = chunk.subarray(begin, end);
        lines.push({ bytes: restLength > 0 ? Buffer.concat([...rest, part]) : part, at });
      }
      rest = [];
      restLength = 0;
      begin = end + 1;
    }
    if (begin < chunk.length) {
      // A copy: the chunk would be kept alive whole.
      rest.push(Buffer.from(chunk.subarray(begin)));
      restLength += chunk.length - begin;
      if (restLength > LONGEST) throw new Error(`a line longer than ${LONGEST} bytes`);
    }
    position += chunk.length;
    yield { lines, read: chunk.length, taken };
  }
  const at = position - restLength;
  if (restLength > 0 && !skipping && at < to) {
    yield { lines: [{ bytes: Buffer.concat(rest), at }], read: 0, taken: 0 };
  }
}

export function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 32) return false;
  return true;
}

interface Chunk {
  readonly chunk: Buffer;
  readonly taken: number;
}

async function* openFile(file: InputFile, start: number): AsyncGenerator<Chunk> {
  const source = createReadStream(file.path, { start, highWaterMark: CHUNK });
  const unpacked: Readable = file.gzip ? source.pipe(createGunzip({ chunkSize: CHUNK })) : source;
  if (file.gzip) source.on('error', (error) => unpacked.destroy(error));
  let seen = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    // What is plain is told by the chunk: its source reads ahead.
    const taken = file.gzip ? source.bytesRead - seen : chunk.length;
    seen += taken;
    yield { chunk, taken };
  }
}
