// `clearstage merge`: the results of all shards → the result of the whole, as if it had been one run.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import type { Difference } from '../population/output/difference.ts';
import { readJson } from '../population/run/json-file.ts';
import { writeOutputs } from '../population/run/outputs.ts';
import { mergeResults, type Result } from '../population/run/result.ts';
import { summaryOf } from './simulate.ts';

export function mergeCommand(): Command {
  return new Command('merge')
    .description('put the results of `simulate --shard` together: the same files, to the byte, as one run writes')
    .argument('<folders...>', 'the --out folder of each shard, or the folder they are all in')
    .requiredOption('--out <folder>', 'where the whole goes')
    .action(async (folders: string[], { out }: { readonly out: string }) => {
      process.stdout.write(`${summaryOf(await merge(folders, resolve(out)))}\n`);
    });
}

/** @throws Error when a shard is missing, there twice or of another run */
export async function merge(folders: readonly string[], out: string): Promise<Result> {
  const shards = folders
    .flatMap(shardsIn)
    .map((folder) => {
      const result = readJson(join(folder, 'result.json')) as Result | undefined;
      if (!result) throw new Error(`${folder}: no result of simulate`);
      return { folder, result };
    })
    .sort((a, b) => a.result.shard.index - b.result.shard.index);
  const result = mergeResults(shards.map((s) => s.result));
  const differences = shards.map((s) => join(s.folder, 'differences.ndjson')).filter((path) => existsSync(path));
  await writeOutputs(out, result, {
    cases: shards.map((s) => join(s.folder, 'cases.ndjson')),
    differences: differences.length > 0 ? differencesIn(differences) : undefined,
  });
  return result;
}

function shardsIn(folder: string): readonly string[] {
  if (existsSync(join(folder, 'result.json'))) return [folder];
  const inside = readdirSync(folder)
    .filter((name) => name.startsWith('shard-'))
    .map((name) => join(folder, name));
  return inside.length > 0 ? inside : [folder];
}

async function* differencesIn(files: readonly string[]): AsyncGenerator<Difference> {
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line) as Difference;
  }
}
