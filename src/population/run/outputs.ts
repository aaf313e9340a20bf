// A result → the files of a run; of merged shards the same files, to the byte.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Case } from '../../contracts/case.ts';
import { CSV_HEAD, differenceToCsv, DIFFERENCES_HEAD, toCsv } from '../output/csv.ts';
import type { Difference } from '../output/difference.ts';
import { reportOf } from '../output/report.ts';
import { reviewKeyOf, rowsOf, toCsvForm, toHtmlForm } from '../review/form.ts';
import { writeJson, writeWhole } from './json-file.ts';
import type { Result } from './result.ts';

export interface OutputFiles {
  /** Files of cases, in order. */
  readonly cases: readonly string[];
  /** Differences in the same order; undefined when nothing was compared. */
  readonly differences?: Iterable<Difference> | AsyncIterable<Difference> | undefined;
}

export async function writeOutputs(out: string, result: Result, { cases, differences }: OutputFiles): Promise<void> {
  mkdirSync(out, { recursive: true, mode: 0o700 });
  await pipeline(Readable.from(linesOf(cases)), createWriteStream(join(out, 'cases.ndjson')));
  await toTable(join(out, 'cases.ndjson'), CSV_HEAD, (one) => toCsv(one as Case));
  if (differences) {
    const lines = join(out, 'differences.ndjson');
    await pipeline(Readable.from(asLines(differences)), createWriteStream(lines));
    await toTable(lines, DIFFERENCES_HEAD, (one) => differenceToCsv(one as Difference));
  }
  writeForms(out, result);
  writeWhole(join(out, 'report.html'), reportOf(result));
  writeJson(join(out, 'result.json'), result);
}

/** The review sample as forms, and the key by which filled ones are matched. */
export function writeForms(out: string, sampled: Pick<Result, 'sample' | 'versions' | 'seed'>): void {
  const key = reviewKeyOf(sampled);
  for (const second of [false, true]) {
    const name = second ? 'review-second' : 'review';
    const rows = rowsOf(sampled.sample, second);
    writeWhole(join(out, `${name}.html`), toHtmlForm(rows, key, second));
    writeWhole(join(out, `${name}.csv`), toCsvForm(rows, key.run));
  }
  writeJson(join(out, 'review-key.json'), key);
}

async function* linesOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

/** A file of lines once more as a table. */
async function toTable(lines: string, head: string, rowOf: (one: unknown) => string): Promise<void> {
  async function* rows(): AsyncGenerator<string> {
    yield `${head}\r\n`;
    for await (const line of createInterface({ input: createReadStream(lines) }))
      yield `${rowOf(JSON.parse(line))}\r\n`;
  }
  await pipeline(Readable.from(rows()), createWriteStream(lines.replace(/\.ndjson$/, '.csv')));
}

async function* asLines(items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}
