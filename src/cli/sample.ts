// `clearstage sample`: the cases that shadow mode has kept → a review form, as `simulate` writes one.
import { createReadStream, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import type { ShadowCase } from '../contracts/case.ts';
import { cardToSample, createSampler, type Candidate } from '../population/output/sample.ts';
import { writeForms } from '../population/run/outputs.ts';
import { parse } from './chart-file.ts';
import { whole } from './options.ts';

interface Options {
  readonly out: string;
  readonly seed: string;
  readonly perRule: string;
}

export function sampleCommand(): Command {
  return new Command('sample')
    .description('draw a review sample of what shadow mode has kept (`shadow.cases`), as forms that `review` scores')
    .argument('<paths...>', 'files of cases, or the folder they are in')
    .requiredOption('--out <folder>', 'where the forms go: they hold patient data')
    .option('--seed <seed>', 'of the sample', '1')
    .option('--per-rule <n>', 'patients drawn of each rule and urgency', '30')
    .action(async (paths: string[], { out, seed, perRule }: Options) => {
      const perStratum = whole('--per-rule', perRule, 1);
      const sizes = await sampleShadow(paths, resolve(out), { seed, perStratum });
      process.stdout.write(
        `${sizes.map(([stratum, { moments, patients }]) => `${stratum.padEnd(40)} ${moments} cards of ${patients} patients`).join('\n')}\n`,
      );
    });
}

/**
 * Of each patient one card a stratum is drawn, as `simulate` draws; silence is not kept, so it is not sampled.
 *
 * @throws Error when there are no cases, or a line is none
 */
export async function sampleShadow(
  paths: readonly string[],
  out: string,
  { seed, perStratum }: { readonly seed: string; readonly perStratum: number },
): Promise<readonly (readonly [string, { readonly moments: number; readonly patients: number }])[]> {
  const patients = new Map<string, Map<string, Candidate>>();
  const versions = new Set<string>();
  for (const path of paths.flatMap(filesIn)) {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (line.trim() === '') continue;
      const one = caseIn(line, path);
      versions.add(`${one.service} ${one.version}`);
      const whose = `${one.client} ${one.patient}`;
      const own = patients.get(whose) ?? new Map<string, Candidate>();
      own.set(one.id, cardToSample(one, one.detail, seed));
      patients.set(whose, own);
    }
  }
  if (patients.size === 0) throw new Error(`${paths.join(', ')}: no cases of shadow mode`);
  const sampler = createSampler({ seed, perStratum });
  // In order, so that the same cases are the same sample whatever file they stand in.
  for (const [patient, own] of [...patients].sort(([a], [b]) => (a < b ? -1 : 1)))
    sampler.offer(patient, [...own.values()]);
  const sample = sampler.sample();
  mkdirSync(out, { recursive: true, mode: 0o700 });
  writeForms(out, { sample, seed, versions: [...versions].sort() });
  return Object.entries(sample.sizes);
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /^cases-.*\.ndjson$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function caseIn(line: string, path: string): ShadowCase {
  const found = parse(line, path);
  if (typeof found === 'object' && found !== null && 'patient' in found && 'card' in found) return found as ShadowCase;
  throw new Error(`${path}: not a case of shadow mode`);
}
