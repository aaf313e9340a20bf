// `clearstage review`: filled review forms → how often it was right.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { readFilled } from '../population/review/filled.ts';
import type { ReviewKey } from '../population/review/form.ts';
import { scoreInWords, scoreOf } from '../population/review/score.ts';
import { readJson } from '../population/run/json-file.ts';

export function reviewCommand(): Command {
  return new Command('review')
    .description(
      'read filled review forms: predictive values with intervals by rule, a weighted total, agreement and kappa',
    )
    .argument('<files...>', 'forms saved from review.html or review-second.html (JSON), or review.csv filled in')
    .option('--of <folder>', 'the --out folder of the run; that of the first file, unless told')
    .option('--json', 'as JSON')
    .action((files: string[], { of, json }: { readonly of?: string; readonly json?: true }) => {
      const folder = of ?? dirname(files[0] ?? '.');
      const key = readJson(join(folder, 'review-key.json')) as ReviewKey | undefined;
      if (!key) throw new Error(`${folder}: no review-key.json of a run; name its folder with --of`);
      const score = scoreOf(
        files.flatMap((file) => readFilled(readFileSync(file, 'utf8'), file, key)),
        key,
      );
      process.stdout.write(`${json ? JSON.stringify(score, null, 2) : scoreInWords(score)}\n`);
    });
}
