// docs/mutation.md and what knowledge pages say: the scores in a table, and each change that no test notices with its reason.
import { table } from '../../src/cards/markdown.ts';
import { readScores, type Score, type Scores } from './results.ts';

const WRITTEN = /(<!-- (scores|unnoticed):start -->\n)[\s\S]*?(<!-- \2:end -->)/g;
const LONGEST = 90;

/** @returns the page with its generated parts as the scores are now */
export function mutationPage(page: string, scores: Scores = readScores()): string {
  const parts: Readonly<Record<string, string>> = { scores: scoresTable(scores), unnoticed: unnoticedList(scores) };
  return page.replaceAll(WRITTEN, (_, head: string, name: string, end: string) => `${head}\n${parts[name]}\n\n${end}`);
}

/** What a knowledge page says of its files, in a sentence. */
export function mutationText(files: readonly string[], scores: Scores = readScores()): string {
  const measured = files.flatMap((file) => scores[file] ?? []);
  if (measured.length === 0) return 'Not measured.';
  const all = sum(measured, 'changes');
  const noticed = sum(measured, 'noticed');
  const day = measured.map((m) => m.day).sort()[0];
  return `Mutation testing, ${day}: ${noticed} of ${all} changes of the code were noticed by a test (${percent(noticed, all)}). The others are listed in docs/mutation.md.`;
}

function scoresTable(scores: Scores): string {
  const rows = Object.entries(scores)
    .filter(([, s]) => s.changes > 0)
    .map(([file, s]) => [
      `\`${file}\``,
      String(s.changes),
      String(s.noticed),
      percent(s.noticed, s.changes),
      s.digest === undefined ? `${s.day}, since changed` : s.day,
    ]);
  const all = Object.values(scores);
  const total = [sum(all, 'changes'), sum(all, 'noticed')] as const;
  const last = ['together', String(total[0]), String(total[1]), percent(total[1], total[0]), ''];
  return table(['File', 'Changes', 'Noticed', 'Score', 'Measured'], [...rows, last]);
}

function unnoticedList(scores: Scores): string {
  return Object.entries(scores)
    .filter(([, { unnoticed }]) => unnoticed.length > 0)
    .map(([file, { unnoticed }]) =>
      [
        `### ${file}\n`,
        ...unnoticed.map(({ from, to, why }) => `- ${code(from)} → ${code(to)}: ${why || '**not looked at yet**'}`),
      ].join('\n'),
    )
    .join('\n\n');
}

function code(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
  const ticks = short.includes('`') ? '``' : '`';
  return `${ticks}${ticks.length > 1 ? ` ${short} ` : short}${ticks}`;
}

function percent(part: number, all: number): string {
  return `${(Math.floor((1000 * part) / Math.max(all, 1)) / 10).toFixed(1)} %`;
}

function sum(scores: readonly Score[], of: 'changes' | 'noticed'): number {
  return scores.reduce((total, s) => total + s[of], 0);
}
