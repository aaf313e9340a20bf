// What a run is about to do, written down before it begins, so that it can go on after it was killed.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { filesIn, piecesOf, type InputFile, type Piece } from '../input/files.ts';

export interface RunOptions {
  readonly paths: readonly string[];
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  /** The end of the replay, milliseconds since 1970; when the export was made, unless told. */
  readonly asOf?: number | undefined;
  readonly shard: { readonly index: number; readonly of: number };
  /** What of the export has elements left out: refused, or read as incomplete. */
  readonly subsetted: 'refuse' | 'mark';
  readonly seed: string;
  readonly perStratum: number;
  /** Names what answers, and what it is held against. */
  readonly versions: readonly string[];
  /** What it is held against was before; otherwise it is what would be. */
  readonly comparedSince?: boolean | undefined;
}

export interface Plan {
  readonly options: RunOptions;
  readonly files: readonly InputFile[];
  /** Names that are no JSON and were passed over. */
  readonly others: readonly string[];
  readonly pieces: readonly Piece[];
  /** How many files the patients are spread over. */
  readonly parts: number;
  /** Changes when anything does that a result depends on. */
  readonly key: string;
}

/** Bytes of a part, unpacked: what one worker has in memory at once. */
const PART = 16 * 2 ** 20;
const MOST_PARTS = 2_048;
/** How much a packed FHIR file grows, roughly. */
const UNPACKED = 12;

export function planOf(options: RunOptions): Plan {
  const { files, others } = filesIn(options.paths);
  const bytes = files.reduce((sum, f) => sum + f.bytes * (f.gzip ? UNPACKED : 1), 0) / options.shard.of;
  const parts = Math.min(MOST_PARTS, Math.max(8, Math.ceil(bytes / PART)));
  const { versions, ...rest } = options;
  const key = createHash('sha256')
    .update(JSON.stringify([files, versions, rest]))
    .digest('hex')
    .slice(0, 16);
  return { options, files, others, pieces: piecesOf(files), parts, key };
}

/** Where a run keeps what is not yet a result. */
export function workIn(out: string): { readonly folder: string; readonly spool: string; readonly parts: string } {
  const folder = join(out, '.work');
  return { folder, spool: join(folder, 'spool'), parts: join(folder, 'parts') };
}
