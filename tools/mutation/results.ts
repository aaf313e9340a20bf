// docs/mutation.json: for each file how many changes its tests notice, and each change that none notices with its reason.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Change } from './bundle.ts';

export interface Unnoticed {
  /** The line of code, as it stands. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  /** Why no test can or need notice it; empty while nobody has looked. */
  readonly why: string;
}
export interface Score {
  /** Day of the run. */
  readonly day: string;
  /** Of the file as it was then; none of those measured before it was noted. */
  readonly digest?: string | undefined;
  readonly changes: number;
  readonly noticed: number;
  /** Noticed of all, in per cent with one decimal. */
  readonly score: number;
  readonly unnoticed: readonly Unnoticed[];
}
/** File, relative to the repository → its score. */
export type Scores = Readonly<Record<string, Score>>;

const ROOT = join(import.meta.dirname, '../..');
const FILE = join(ROOT, 'docs/mutation.json');

export function readScores(): Scores {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Scores;
}

/** Scores of one run put into the others; files that are gone are left out. */
export async function writeScores(scores: Scores): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(scores).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(FILE, await format(JSON.stringify(sorted), { parser: 'json', printWidth: 120 }));
}

/** @param before the score of an earlier run, whose reasons still hold where line and change are the same */
export function score(
  file: string,
  all: readonly Change[],
  unnoticed: readonly Change[],
  before: Score | undefined,
): Score {
  const lines = linesOf(file);
  const noticed = all.length - unnoticed.length;
  return {
    day: new Date().toISOString().slice(0, 10),
    digest: digestOf(file),
    changes: all.length,
    noticed,
    score: all.length === 0 ? 100 : Math.floor((1000 * noticed) / all.length) / 10,
    unnoticed: unnoticed.map((change) => {
      const line = lineOf(change, lines);
      return { line, from: change.from, to: change.to, why: sameIn(before, change, line)?.why ?? '' };
    }),
  };
}

/** Is the file still what was measured? */
export function isMeasured(file: string, scores: Scores): boolean {
  return scores[file]?.digest === digestOf(file);
}

function digestOf(file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, file)))
    .digest('hex')
    .slice(0, 16);
}

/** What no test noticed in an earlier run, with a reason or without; everything is open when the file has changed since. */
export function survivors(
  all: readonly Change[],
  before: Score | undefined,
): { readonly open: readonly Change[]; readonly explained: readonly Change[] } {
  const file = all[0]?.file;
  if (file === undefined || before?.changes !== all.length) return { open: all, explained: [] };
  if (before.digest !== undefined && before.digest !== digestOf(file)) return { open: all, explained: [] };
  const lines = linesOf(file);
  const found = all.map((change) => ({ change, why: sameIn(before, change, lineOf(change, lines))?.why }));
  const having = (has: (why: string) => boolean): readonly Change[] =>
    found.flatMap(({ change, why }) => (why !== undefined && has(why) ? [change] : []));
  const [open, explained] = [having((why) => why === ''), having((why) => why !== '')];
  return open.length + explained.length < before.unnoticed.length ? { open: all, explained: [] } : { open, explained };
}

function linesOf(file: string): readonly string[] {
  return readFileSync(join(ROOT, file), 'utf8').split('\n');
}

function lineOf({ line }: Change, lines: readonly string[]): string {
  return (lines[line - 1] ?? '').trim();
}

function sameIn(before: Score | undefined, { from, to }: Change, line: string): Unnoticed | undefined {
  return before?.unnoticed.find((u) => u.line === line && u.from === from && u.to === to);
}
