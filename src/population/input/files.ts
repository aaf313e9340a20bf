// The files of an export, and the pieces in which they are read side by side.
import { openSync, readdirSync, readSync, closeSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface InputFile {
  readonly path: string;
  readonly bytes: number;
  readonly gzip: boolean;
  /** Lines of JSON, or one JSON value in the whole file. */
  readonly lines: boolean;
}

/** A file or, of a large one, a stretch of its bytes: the lines that begin in it. */
export interface Piece {
  /** Position among the files. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

const NAMES = /\.(?:nd?json|jsonl|json)(?:\.gz)?$/i;
const LINES = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;

/**
 * Every file of JSON under some paths, in the order of their names.
 *
 * @returns also the names of those that were passed over
 * @throws Error when there is none
 */
export function filesIn(paths: readonly string[]): {
  readonly files: readonly InputFile[];
  readonly others: readonly string[];
} {
  const all = pathsUnder(paths);
  const files = all.filter((path) => NAMES.test(path)).map(toFile);
  if (files.length === 0) throw new Error(`${paths.join(', ')}: no .ndjson or .json files`);
  return { files, others: all.filter((path) => !NAMES.test(path)) };
}

/** Those of lines only, as a Bulk Data export writes them. @throws Error when there is none */
export function lineFilesIn(folder: string): readonly InputFile[] {
  const files = pathsUnder([folder])
    .filter((path) => LINES.test(path))
    .map(toFile);
  if (files.length === 0) throw new Error(`${folder}: no .ndjson files`);
  return files;
}

function pathsUnder(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => join(path, name))
          .filter((name) => statSync(name).isFile())
      : [path],
  );
}

function toFile(path: string): InputFile {
  const start = Buffer.alloc(2);
  const fd = openSync(path, 'r');
  readSync(fd, start, 0, 2, 0);
  closeSync(fd);
  return { path, bytes: statSync(path).size, gzip: start[0] === 0x1f && start[1] === 0x8b, lines: LINES.test(path) };
}

/** A file from its beginning to its end. */
export const wholeOf = (file: number): Piece => ({ file, from: 0, to: Infinity });

/** Bytes; larger files are read in several pieces at once. */
const PIECE = 64 * 2 ** 20;

/** Largest first: what takes longest begins first. */
export function piecesOf(files: readonly InputFile[]): readonly Piece[] {
  return files
    .flatMap(({ bytes, gzip, lines, path }, file): Piece[] => {
      if (gzip || !lines || bytes <= 2 * PIECE || isInBlocks(path)) return [wholeOf(file)];
      const count = Math.ceil(bytes / PIECE);
      return Array.from({ length: count }, (_, i) => ({
        file,
        from: i * PIECE,
        to: i === count - 1 ? Infinity : (i + 1) * PIECE,
      }));
    })
    .sort((a, b) => sizeOf(b, files) - sizeOf(a, files));
}

/** Bytes as they stand in the file. */
export function sizeOf({ file, from, to }: Piece, files: readonly InputFile[]): number {
  return Math.min(to, files[file]?.bytes ?? 0) - from;
}

/** Blocks begin with a header that what follows may need. */
function isInBlocks(path: string): boolean {
  const start = Buffer.alloc(64);
  const fd = openSync(path, 'r');
  readSync(fd, start, 0, start.length, 0);
  closeSync(fd);
  return /^\s*\{\s*"resourceType"\s*:\s*"Parameters"/.test(start.toString('latin1'));
}
