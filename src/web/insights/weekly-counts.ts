// Weekly counts gathered by rule, with every week of the span present.
import type { InsightWeek } from '../../contracts/insights.ts';
import { isoWeek, mondayOf, WEEK_MS } from '../../contracts/iso-week.ts';

export interface Counts {
  readonly shown: number;
  readonly accepted: number;
  readonly overridden: number;
  readonly ignored: number;
}

export interface RuleCounts extends Counts {
  readonly rule: string;
  readonly service: string;
  /** One entry for each week of the whole span, zeros included. */
  readonly byWeek: readonly (Counts & { readonly week: string })[];
  /** Most frequent first. */
  readonly reasons: readonly (readonly [code: string, count: number])[];
}

const NONE: Counts = { shown: 0, accepted: 0, overridden: 0, ignored: 0 };

/** One sum for each service and rule, the most often shown first. */
export function countsByRule(weeks: readonly InsightWeek[]): readonly RuleCounts[] {
  const span = weeksBetween(weeks.map((w) => w.week).toSorted());
  const groups = new Map<string, InsightWeek[]>();
  for (const w of weeks) groups.set(`${w.service} ${w.rule}`, [...(groups.get(`${w.service} ${w.rule}`) ?? []), w]);
  return [...groups.values()].map((rows) => ofRule(rows, span)).toSorted((a, b) => b.shown - a.shown);
}

/** The sum of several counts. */
export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (a, b) => ({
      shown: a.shown + b.shown,
      accepted: a.accepted + b.accepted,
      overridden: a.overridden + b.overridden,
      ignored: a.ignored + b.ignored,
    }),
    NONE,
  );
}

function ofRule(rows: readonly InsightWeek[], span: readonly string[]): RuleCounts {
  const reasons = new Map<string, number>();
  for (const row of rows) {
    for (const [code, n] of Object.entries(row.reasons)) reasons.set(code, (reasons.get(code) ?? 0) + n);
  }
  return {
    rule: rows[0]?.rule ?? '',
    service: rows[0]?.service ?? '',
    ...sum(rows),
    byWeek: span.map((week) => ({ week, ...sum(rows.filter((r) => r.week === week)) })),
    reasons: [...reasons].toSorted((a, b) => b[1] - a[1]),
  };
}

/** Every ISO week from the first to the last: a week without cards is a finding too. */
function weeksBetween(sorted: readonly string[]): readonly string[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const weeks: string[] = [];
  for (let monday = mondayOf(first); ; monday += WEEK_MS) {
    const week = isoWeek(monday);
    weeks.push(week);
    if (week >= last) return weeks;
  }
}
