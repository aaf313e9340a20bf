// Weekly counts gathered by rule, with every week of the span present.
import type { CardClass, InsightWeek, Outcomes } from '../../contracts/insights.ts';
import { isoWeek, mondayOf, WEEK_MS } from '../../contracts/iso-week.ts';

export interface RuleWeek extends Outcomes {
  readonly week: string;
  readonly versions: readonly string[];
}

export interface RuleCounts extends Outcomes {
  readonly rule: string;
  readonly service: string;
  /** One entry for each week of the whole span, zeros included. */
  readonly byWeek: readonly RuleWeek[];
  readonly classes: Readonly<Partial<Record<CardClass, number>>>;
  /** Most frequent first. */
  readonly reasons: readonly (readonly [code: string, count: number])[];
  /** In the order in which they were first seen, each with that week. */
  readonly versions: readonly Version[];
}

export interface Version {
  readonly version: string;
  readonly since: string;
}

/** One sum for each service and rule, the most often shown first. @param span all weeks, in order */
export function countsByRule(weeks: readonly InsightWeek[], span: readonly string[]): readonly RuleCounts[] {
  const groups = new Map<string, InsightWeek[]>();
  for (const w of weeks) groups.set(`${w.service} ${w.rule}`, [...(groups.get(`${w.service} ${w.rule}`) ?? []), w]);
  return [...groups.values()].map((rows) => ofRule(rows, span)).toSorted((a, b) => b.shown - a.shown);
}

/** The sum of several counts. */
export function sum(counts: readonly Outcomes[]): Outcomes {
  const total = (key: keyof Outcomes): number => counts.reduce((n, c) => n + c[key], 0);
  return {
    shown: total('shown'),
    withAction: total('withAction'),
    accepted: total('accepted'),
    actionAccepted: total('actionAccepted'),
    overridden: total('overridden'),
    ignored: total('ignored'),
    repeats: total('repeats'),
    linksOpened: total('linksOpened'),
  };
}

function ofRule(rows: readonly InsightWeek[], span: readonly string[]): RuleCounts {
  const reasons = new Map<string, number>();
  const classes = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, n: number): void => void to.set(key, (to.get(key) ?? 0) + n);
  for (const row of rows) {
    for (const [code, n] of Object.entries(row.reasons)) add(reasons, code, n);
    for (const [kind, n] of Object.entries(row.classes)) add(classes, kind, n);
  }
  const inOrder = rows.toSorted((a, b) => (a.week < b.week ? -1 : 1));
  const versions = new Map<string, string>();
  for (const { week, versions: seen } of inOrder)
    for (const version of seen) if (!versions.has(version)) versions.set(version, week);
  return {
    rule: rows[0]?.rule ?? '',
    service: rows[0]?.service ?? '',
    ...sum(rows),
    byWeek: span.map((week) => {
      const own = rows.filter((r) => r.week === week);
      return { week, ...sum(own), versions: [...new Set(own.flatMap((r) => r.versions))] };
    }),
    classes: Object.fromEntries(classes),
    reasons: [...reasons].toSorted((a, b) => b[1] - a[1]),
    versions: [...versions].map(([version, since]) => ({ version, since })),
  };
}

/** Every ISO week from that of the first day to that of the last: a week without cards is a finding too. */
export function weeksBetween(from: string, to: string): readonly string[] {
  const last = isoWeek(Date.parse(to));
  const weeks: string[] = [];
  for (let monday = mondayOf(isoWeek(Date.parse(from))); ; monday += WEEK_MS) {
    const week = isoWeek(monday);
    weeks.push(week);
    if (week >= last) return weeks;
  }
}

/** Where a version came after another: all but the first that was seen. */
export function changes(versions: readonly Version[]): readonly Version[] {
  return versions.slice(1);
}
