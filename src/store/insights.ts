// How often was called, what was shown and what became of it, by ISO week: insights put together from what the database counts.

import { setImmediate as yieldToCalls } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { by } from './by.ts';
import type { Several } from './by.ts';
import { cardsIn, NO_OUTCOMES, outcomesOf, ruleCardsIn } from './outcomes.ts';
import type { CardsAlike, RuleCardsAlike, Span } from './outcomes.ts';
import type {
  CallWeek,
  CardClass,
  CardWeek,
  Group,
  GroupSum,
  Insights,
  InsightWeek,
  ShadowWeek,
} from '../contracts/insights.ts';
import { isoWeek, mondayBefore, WEEK_MS } from '../contracts/iso-week.ts';
import { DAY_MS, isoDay } from '../contracts/utc-day.ts';

interface Calls {
  readonly service: string;
  readonly client: string;
  readonly role: string | null;
  readonly department: string | null;
  readonly n: number;
}

/**
 * Cards shown and calls answered in [from, to), milliseconds since 1970; calls are counted by the day, so both are best
 * midnights in UTC.
 *
 * @param group whose; everybody's, if absent
 */
export async function insights(
  db: Kysely<Tables>,
  from: number,
  to: number,
  group: Partial<Group> = {},
): Promise<Insights> {
  const calls: CallWeek[] = [];
  const cards: CardWeek[] = [];
  const weeks: InsightWeek[] = [];
  const shadow: ShadowWeek[] = [];
  const allCalls: Calls[] = [];
  const allCards: CardsAlike[] = [];
  // a week at a time: SQLite answers on the thread that answers hook calls
  for (let monday = mondayBefore(from); monday < to; monday += WEEK_MS) {
    const week = isoWeek(monday);
    const span = { from: Math.max(from, monday), to: Math.min(to, monday + WEEK_MS) };
    const [called, shown] = [await callsIn(db, span), await cardsIn(db, span)];
    allCalls.push(...called);
    allCards.push(...shown);
    for (const [service, rows] of by(called.filter(isOf(group)), (row) => row.service)) {
      calls.push({ week, service, calls: sum(rows) });
    }
    for (const rows of by(shown.filter(isOf(group)), (row) => `${row.service} ${row.class}`).values()) {
      const [{ service, class: kind }] = rows;
      cards.push({ week, service, class: kind, ...outcomesOf(rows) });
    }
    for (const rows of by(await ruleCardsIn(db, span, group), (row) => `${row.service} ${row.rule}`).values()) {
      weeks.push(toWeek(week, rows));
    }
    shadow.push(...(await inShadow(db, span)).map((row) => ({ week, ...row })));
    await yieldToCalls();
  }
  return {
    from: isoDay(from),
    to: isoDay(to - 1),
    calls,
    cards,
    weeks,
    groups: groupsOf(allCalls, allCards),
    ...(shadow.length > 0 && { shadow }),
    unknownFeedback: await unknownIn(db, { from, to }),
  };
}

function sum(rows: readonly { readonly n: number }[]): number {
  return rows.reduce((total, { n }) => total + n, 0);
}

type Whose = Pick<Calls, 'client' | 'role' | 'department'>;

function isOf({ client, role, department }: Partial<Group>): (row: Whose) => boolean {
  const fits = (asked: string | undefined, found: string | null): boolean => asked === undefined || asked === found;
  return (row) => fits(client, row.client) && fits(role, row.role) && fits(department, row.department);
}

function toWeek(week: string, rows: Several<RuleCardsAlike>): InsightWeek {
  const [{ service, rule }] = rows;
  // reasons are the callers' own words, `constructor` and `__proto__` among them: a map, until they are written
  const reasons = by(
    rows.filter((row) => row.outcome === 'overridden'),
    (row) => row.reason ?? 'not-given',
  );
  const classes = by<RuleCardsAlike>(rows, (row) => row.class);
  const first = rows.toSorted((a, b) => a.since - b.since);
  return {
    week,
    service,
    rule,
    ...outcomesOf(rows),
    classes: Object.fromEntries([...classes].map(([kind, of]) => [kind, sum(of)])) satisfies Partial<
      Record<CardClass, number>
    >,
    reasons: Object.fromEntries([...reasons].map(([code, of]) => [code, sum(of)])),
    versions: [...new Set(first.map((row) => row.version))],
  };
}

function groupsOf(calls: readonly Calls[], cards: readonly CardsAlike[]): readonly GroupSum[] {
  const keyOf = (row: Whose): string => JSON.stringify([row.client, row.role, row.department]);
  const called = by(calls, keyOf);
  const shown = by(cards, keyOf);
  return [...new Set([...called.keys(), ...shown.keys()])].toSorted().flatMap((key) => {
    const whose: Whose | undefined = called.get(key)?.[0] ?? shown.get(key)?.[0];
    if (!whose) return [];
    const { client, role, department } = whose;
    const outcomes = shown.has(key) ? outcomesOf(shown.get(key) ?? []) : NO_OUTCOMES;
    const named = { ...(role !== null && { role }), ...(department !== null && { department }) };
    return [{ client, ...named, calls: sum(called.get(key) ?? []), ...outcomes }];
  });
}

/** Whole days: those that begin in the span. */
async function callsIn(db: Kysely<Tables>, { from, to }: Span): Promise<readonly Calls[]> {
  const { rows } = await sql<Calls>`
    select service, client, role, department, cast(sum(calls) as bigint) as n from call_count
    where day >= ${Math.ceil(from / DAY_MS) * DAY_MS} and day < ${to}
    group by service, client, role, department order by service, client, role, department`.execute(db);
  return rows;
}

function inShadow(db: Kysely<Tables>, { from, to }: Span) {
  return db
    .selectFrom('issued_card as i')
    .innerJoin('issued_rule as r', 'r.card', 'i.uuid')
    .where('i.issued_at', '>=', from)
    .where('i.issued_at', '<', to)
    .where('i.shadow', '=', 1)
    .groupBy(['i.service', 'r.rule', 'i.indicator'])
    .orderBy('i.service')
    .orderBy('r.rule')
    .orderBy('i.indicator')
    .select((eb) => ['i.service', 'r.rule', 'i.indicator', eb.fn.countAll<number>().as('cards')])
    .execute();
}

async function unknownIn(db: Kysely<Tables>, { from, to }: Span): Promise<number> {
  const unknown = await db
    .selectFrom('feedback')
    .where('known', '=', 0)
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return unknown.n;
}
