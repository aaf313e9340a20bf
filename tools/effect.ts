// `npm run effect -- <ref>`: what a change does to the patients of the stories and to a synthetic population, for the pull request.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { AS_OF } from '../fixtures/chart.ts';
import { whole } from '../src/cli/options.ts';
import { writePopulation } from '../src/cli/synthesize.ts';
import { effectOn } from './effect/effect-on.ts';

const ROOT = join(import.meta.dirname, '..');
/** The day on which the synthetic population ends. */
const END = '2026-10-01';

interface Options {
  readonly patients: string;
  readonly seed: string;
  readonly out?: string;
}

await new Command('effect')
  .description('hold this tree against another commit: whose answer differs, and how, as Markdown')
  .argument('<ref>', 'the commit, tag or branch of before: the last release, the branch this one goes to')
  .option('--patients <n>', 'of the synthetic population', '10000')
  .option('--seed <seed>', 'of the synthetic population', '1')
  .option('--out <folder>', 'keeps reports and each difference as a line')
  .action(async (ref: string, { patients, seed, out }: Options) => {
    const folder = mkdtempSync(join(tmpdir(), 'clearstage-effect-'));
    try {
      const commit = git('rev-parse', '--short', '--verify', `${ref}^{commit}`).trim();
      const before = join(folder, 'before');
      unpack(commit, before);
      const population = join(folder, 'population');
      writePopulation(population, {
        patients: whole('--patients', patients, 1),
        seed,
        population: 'clinic',
        end: Date.parse(`${END}T00:00:00Z`),
      });
      const results = out === undefined ? folder : resolve(out);
      const say = (text: string): void => void process.stderr.write(text);
      process.stdout.write(`## Effect on patients, against ${ref} (${commit})\n\n`);
      const stories = { paths: [join(ROOT, 'fixtures/patients')], asOf: AS_OF };
      for (const [title, which] of [
        ['The stories', stories],
        ['A synthetic clinic', { paths: [join(population, 'export')] }],
      ] as const) {
        const name = title.replaceAll(' ', '-').toLowerCase();
        process.stdout.write(await effectOn({ title, ...which, before, out: join(results, name), say }));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  })
  .parseAsync();

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}

/** The source of a commit; it runs on the packages that are installed here. */
function unpack(commit: string, folder: string): void {
  mkdirSync(folder);
  const archive = execFileSync('git', ['archive', commit, 'src', 'cds-services', 'package.json', 'tsconfig.json'], {
    cwd: ROOT,
    maxBuffer: 2 ** 30,
  });
  execFileSync('tar', ['--extract', '--directory', folder], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
