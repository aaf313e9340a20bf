// What a run found, of the whole population or of a shard: what the report is written from, and what adds up.
import type { Counts } from '../input/counts.ts';
import { sumOf } from '../input/counts.ts';
import { MOST_SKIPPED, type ReadReport, type Skipped } from '../input/reader.ts';
import { mergeSamples, type Sample } from '../output/sample.ts';
import { sumTallies, type Tally } from '../output/tally.ts';

export interface InputReport {
  readonly files: readonly string[];
  readonly others: readonly string[];
  readonly counts: Counts;
  readonly skipped: readonly Skipped[];
}

export interface Result {
  readonly versions: readonly string[];
  readonly seed: string;
  readonly perStratum: number;
  /** Milliseconds since 1970. */
  readonly from: number | null;
  readonly to: number;
  readonly exportedAt: number;
  readonly shard: { readonly index: number; readonly of: number };
  readonly input: InputReport;
  readonly tally: Tally;
  readonly sample: Sample;
  /** Records of patients that could not be read. */
  readonly skipped: readonly Skipped[];
  /** Moments that differ, by kind and by what was and is said. */
  readonly transitions: Counts;
}

/** The counts of the pieces of an export together; in order, whoever read them. */
export function inputOf(reports: readonly ReadReport[]): Pick<InputReport, 'counts' | 'skipped'> {
  return { counts: sumOf(reports.map((r) => r.counts)), skipped: firstOf(reports.flatMap((r) => r.skipped)) };
}

/** The first in the order of the export. */
export function firstOf(skipped: readonly Skipped[]): readonly Skipped[] {
  return [...skipped].sort((a, b) => a.file - b.file || a.at - b.at).slice(0, MOST_SKIPPED);
}

/**
 * Shards to the whole.
 *
 * @throws Error when one is missing or twice there, or they come of other exports, versions or options
 */
export function mergeResults(results: readonly Result[]): Result {
  const shards = [...results].sort((a, b) => a.shard.index - b.shard.index);
  const [first] = shards;
  if (!first) throw new Error('no shards to merge');
  const { of } = first.shard;
  const missing = Array.from({ length: of }, (_, i) => i).filter((i) => !shards.some((s) => s.shard.index === i));
  if (missing.length > 0) throw new Error(`missing: ${missing.map((i) => `shard ${i + 1}/${of}`).join(', ')}`);
  if (shards.length !== of) throw new Error(`${shards.length} results for ${of} shards`);
  const same = ({ versions, seed, perStratum, from, to, exportedAt, shard, input }: Result): string =>
    JSON.stringify([versions, seed, perStratum, from, to, exportedAt, shard.of, input.counts, input.skipped]);
  const other = shards.find((s) => same(s) !== same(first));
  if (other) throw new Error(`shard ${other.shard.index + 1}/${of} is of another export, version or option`);
  return {
    ...first,
    shard: { index: 0, of: 1 },
    tally: sumTallies(shards.map((s) => s.tally)),
    sample: mergeSamples(
      shards.map((s) => s.sample),
      first,
    ),
    skipped: firstOf(shards.flatMap((s) => s.skipped)),
    transitions: sumOf(shards.map((s) => s.transitions)),
  };
}
