// `clearstage synthesize`: a made-up population as a Bulk Data export, and the truth of each patient beside it.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { synthesize, type SyntheticOptions } from '../population/synthesis/population.ts';
import { midnightOf } from '../contracts/utc-day.ts';
import { whole } from './options.ts';
import { POPULATIONS, type Population } from '../population/synthesis/truth.ts';

interface Options {
  readonly patients: string;
  readonly seed: string;
  readonly population: Population;
  readonly end: string;
  readonly out: string;
}

export function synthesizeCommand(): Command {
  return new Command('synthesize')
    .description(
      'make up a population whose truth is known: an export to replay, and truth.ndjson to hold the report against',
    )
    .requiredOption('--out <folder>', 'where export/ and truth.ndjson go')
    .option('--patients <n>', 'how many', '1000')
    .option('--seed <seed>', 'the same seed, the same patients', '1')
    .addOption(
      new Option('--population <which>', 'whom')
        .choices(Object.keys(POPULATIONS))
        .default('clinic' satisfies Population),
    )
    .option('--end <day>', 'the day of the export', '2026-10-01')
    .action((options: Options) => {
      const patients = whole('--patients', options.patients, 1);
      const end = midnightOf(options.end);
      if (end === undefined) throw new Error(`--end: ${options.end} is no day such as 2026-10-01`);
      writePopulation(resolve(options.out), { patients, end, seed: options.seed, population: options.population });
    });
}

/** Characters that are gathered before they are written. */
const FLUSH = 2 ** 22;

export function writePopulation(out: string, options: SyntheticOptions): void {
  const folder = join(out, 'export');
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, { text: string; count: number }>();
  const write = (path: string, line: string): void => {
    let file = files.get(path);
    if (!file) {
      files.set(path, (file = { text: '', count: 0 }));
      writeFileSync(path, '');
    }
    file.text += `${line}\n`;
    file.count++;
    if (file.text.length < FLUSH) return;
    appendFileSync(path, file.text);
    file.text = '';
  };
  for (const { truth, resources } of synthesize(options)) {
    write(join(out, 'truth.ndjson'), JSON.stringify(truth));
    for (const resource of resources) write(join(folder, `${resource.resourceType}.ndjson`), JSON.stringify(resource));
  }
  for (const [path, { text }] of files) appendFileSync(path, text);
  const output = [...files].flatMap(([path, { count }]) => {
    const type = /([A-Za-z]+)\.ndjson$/.exec(path)?.[1];
    return type === undefined || type === 'truth' ? [] : [{ type, url: `${type}.ndjson`, count }];
  });
  const manifest = {
    transactionTime: new Date(options.end).toISOString(),
    requiresAccessToken: false,
    output,
    error: [],
  };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
}
