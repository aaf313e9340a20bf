// What a replay counted, in a shape that adds up: parts of the population are summed to the whole, exactly.
import { dayOf } from '../../clinical/quantities/time.ts';
import { count, sumOf, type Counts } from '../input/counts.ts';
import { isoWeek } from '../../contracts/iso-week.ts';
import type { Evaluation } from '../../contracts/service.ts';
import type { Case } from '../../contracts/case.ts';
import type { CaseAt } from '../../protocol/case.ts';

/** Counts by name; parts of a name are set apart by `|`. */
export interface Tally {
  readonly counts: Counts;
  /** By clinician: the days (since 1970) with a call. */
  readonly days: Readonly<Record<string, readonly number[]>>;
}

export interface Tallier {
  /** A hook was fired and answered. */
  call(where: CaseAt, cards: readonly Case[], evaluation: Evaluation, withheld: number): void;
  count(name: string, by?: number): void;
  readonly tally: () => Tally;
}

export function createTallier(): Tallier {
  const counts: Counts = {};
  const days = new Map<string, Set<number>>();
  return {
    count: (name, by) => count(counts, name, by),
    call(where, cards, evaluation, withheld) {
      const { hook, at, user, department } = where;
      count(counts, `calls|${hook}`);
      if (withheld > 0) count(counts, 'withheld', withheld);
      if (user !== undefined) {
        days.set(user, (days.get(user) ?? new Set()).add(dayOf(at)));
      }
      const week = isoWeek(at);
      count(counts, `week calls|${week}`);
      if (department !== undefined) count(counts, `department calls|${department}`);
      for (const rule of evaluation.rules) if (rule.fired) count(counts, `spoke|${rule.id}`);
      countUnread(evaluation, counts);
      if (hook === 'patient-view') countOpening(cards, counts);
      if (cards.length === 0) return;
      count(counts, `calls with a card|${hook}`);
      for (const c of cards) {
        const [rule = '(none)'] = c.rules;
        count(counts, `cards|${hook}`);
        count(counts, `stratum|${rule}|${c.indicator}`);
        count(counts, `${c.repeat ? 'repeat' : 'first'}|${rule}`);
        count(counts, `indicator|${c.indicator}`);
        count(counts, `week cards|${week}`);
        if (department !== undefined) count(counts, `department cards|${department}`);
        if (user !== undefined) count(counts, 'cards of named users');
      }
    },
    tally: () => ({
      counts: sumOf([counts]),
      days: inOrder(days),
    }),
  };
}

/** Chart openings without injury, for the target of few cards. @source ours */
function countOpening(cards: readonly Case[], counts: Counts): void {
  count(counts, 'openings');
  if (cards.some((c) => c.indicator === 'critical')) count(counts, 'openings with a critical card');
  const ofInjury = cards.some((c) => c.rules.includes('acute-kidney-injury'));
  if (ofInjury) return;
  count(counts, 'openings without injury');
  for (const { indicator, rules } of cards) {
    count(counts, `opening cards|${rules[0] ?? ''}`);
    if (indicator === 'warning') count(counts, `opening warnings|${rules[0] ?? ''}`);
  }
}

function countUnread({ unread }: Evaluation, counts: Counts): void {
  for (const { type, why } of unread) count(counts, `unread|${type}|${why}`);
}

export function sumTallies(parts: readonly Tally[]): Tally {
  const days = new Map<string, Set<number>>();
  for (const part of parts) {
    for (const [user, own] of Object.entries(part.days)) {
      const all = days.get(user) ?? new Set<number>();
      for (const day of own) all.add(day);
      days.set(user, all);
    }
  }
  return {
    counts: sumOf(parts.map((p) => p.counts)),
    days: inOrder(days),
  };
}

function inOrder(days: ReadonlyMap<string, ReadonlySet<number>>): Tally['days'] {
  const users = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(users.map(([user, own]) => [user, [...own].sort((a, b) => a - b)]));
}
