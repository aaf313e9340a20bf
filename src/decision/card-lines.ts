// The sentences of a card: the summary with what joins it, and at most three lines.
import { SUMMARY_MAX } from '../cards/build.ts';
import { capital } from '../cards/format.ts';
import type { Finding } from './rule.ts';

export const MOST_LINES = 3;
/** A summary that is read in one glance. */
export const SUMMARY_WORDS = 22;

/** Tokens with a letter or a digit, once Markdown signs are gone. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token)).length;
}

/**
 * The leading summary with what the other findings add to it.
 *
 * @returns `unsaid`: what had no room, for the detail
 */
export function summaryOf([first, ...rest]: readonly [Finding, ...Finding[]]): {
  readonly summary: string;
  readonly unsaid: readonly string[];
} {
  const unsaid: string[] = [];
  let { summary } = first;
  for (const { joins: given, changes = [] } of rest) {
    const joins = typeof given === 'function' ? given(summary) : given;
    if (joins === undefined || isSaid(joins, summary) || first.says?.includes(joins)) continue;
    const longer = `${summary}; ${joins}`;
    if (longer.length <= SUMMARY_MAX && wordsIn(longer) <= SUMMARY_WORDS) summary = longer;
    // What would change it names it, too.
    else if (changes.length === 0) unsaid.push(`${capital(joins)}.`);
  }
  return { summary, unsaid };
}

/** `ISS II` is said by `ISS II by B2M`, but neither by `R-ISS II` nor by `ISS III`. */
function isSaid(text: string, summary: string): boolean {
  const at = ` ${summary} `.indexOf(` ${text}`);
  return at >= 0 && !/[\p{L}\p{N}]/u.test(` ${summary} `.charAt(at + 1 + text.length));
}

/**
 * What the table cannot say: the leading finding's own lines, what the others are told in, what the reader must know of
 * the data. These stay; of what the others add as many lines as make three.
 */
export function linesOf(
  [first, ...rest]: readonly [Finding, ...Finding[]],
  unsaid: readonly string[],
  notes: readonly string[],
): readonly string[] {
  const asides = first.asides ?? [];
  const note = notes.join(' ');
  const all = without([...first.lines, ...unsaid, ...rest.flatMap((f) => [toldOf(f), ...f.lines]), ...asides, note]);
  if (all.length <= MOST_LINES) return all;
  const own = without([...first.lines, note, ...rest.map((f) => (f.joins === undefined ? toldOf(f) : ''))]);
  const byWorth = without([...own, ...rest.flatMap((f) => f.lines), ...unsaid, ...rest.map(toldOf), ...asides]);
  const kept = new Set(byWorth.slice(0, Math.max(MOST_LINES, own.length)));
  return all.filter((line) => kept.has(line));
}

function toldOf({ joins, told, summary }: Finding): string {
  if (told !== undefined) return told;
  return joins === undefined ? `${summary}.` : '';
}

/** Each once, and nothing that is empty. */
function without(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)].filter((line) => line !== '');
}
