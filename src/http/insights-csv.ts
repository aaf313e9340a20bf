// The counts as CSV (RFC 4180), a row a week and rule, or a row a week and class of card.
import { csvField } from '../contracts/csv.ts';
import type { CallWeek, CardWeek, Insights, Outcomes } from '../contracts/insights.ts';

const OUTCOMES = [
  ['shown', 'shown'],
  ['with_action', 'withAction'],
  ['accepted', 'accepted'],
  ['accepted_with_action', 'actionAccepted'],
  ['overridden', 'overridden'],
  ['not_answered', 'ignored'],
  ['repeats', 'repeats'],
  ['links_opened', 'linksOpened'],
] as const satisfies readonly (readonly [string, keyof Outcomes])[];

const NAMES = OUTCOMES.map(([name]) => name);

function numbers(outcomes: Outcomes): readonly number[] {
  return OUTCOMES.map(([, key]) => outcomes[key]);
}

/** A card of two rules is in the rows of both. */
export function rulesCsv({ weeks }: Insights): string {
  return csv([
    ['week', 'service', 'rule', 'versions', ...NAMES, 'information', 'critical', 'reasons'],
    ...weeks.map((week) => [
      week.week,
      week.service,
      week.rule,
      week.versions.join(' '),
      ...numbers(week),
      week.classes.information ?? 0,
      week.classes.critical ?? 0,
      Object.entries(week.reasons)
        .map(([code, n]) => `${code}: ${n}`)
        .join('; '),
    ]),
  ]);
}

/** Each card is in one row; `calls` are those of the week and service, in each of its rows. */
export function cardsCsv({ cards, calls }: Insights): string {
  const keyOf = (row: CallWeek | CardWeek): string => `${row.week} ${row.service}`;
  const called = new Map(calls.map((c) => [keyOf(c), c.calls]));
  const spoken = new Set(cards.map(keyOf));
  const silent = calls.filter((c) => !spoken.has(keyOf(c)));
  return csv([
    ['week', 'service', 'calls', 'class', ...NAMES],
    ...cards.map((row) => [row.week, row.service, called.get(keyOf(row)) ?? 0, row.class, ...numbers(row)]),
    ...silent.map((c) => [c.week, c.service, c.calls, '', ...NAMES.map(() => 0)]),
  ]);
}

function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Reasons are the callers' own words. */
function cell(value: string | number): string {
  return csvField(String(value));
}
