// What was shown and what became of it, by ISO week, service and rule.

import { setImmediate as yieldToCalls } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { InsightWeek, Insights, ShadowWeek } from '../contracts/insights.ts';
import { isoWeek, mondayBefore, WEEK_MS } from '../contracts/iso-week.ts';

/** Reasons are the callers' own words, `constructor` and `__proto__` among them: a map, until they are written. */
type Row = { -readonly [K in keyof Omit<InsightWeek, 'reasons'>]: InsightWeek[K] } & {
  readonly reasons: Map<string, number>;
};

/**
 * Cards shown in [from, to), milliseconds since 1970. A card that two rules wrote counts for both; of several answers
 * to a card the latest by the clinician's clock counts.
 */
export async function insights(db: Kysely<Tables>, from: number, to: number): Promise<Insights> {
  const weeks: InsightWeek[] = [];
  const shadow: ShadowWeek[] = [];
  // a week at a time: SQLite answers on the thread that answers hook calls
  for (let monday = mondayBefore(from); monday < to; monday += WEEK_MS) {
    const [start, end] = [Math.max(from, monday), Math.min(to, monday + WEEK_MS)];
    weeks.push(...(await oneWeek(db, monday, start, end)));
    const would = await inShadow(db, start, end);
    shadow.push(...would.map((row) => ({ week: isoWeek(monday), ...row })));
    await yieldToCalls();
  }
  const unknown = await db
    .selectFrom('feedback')
    .where('known', '=', 0)
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return { weeks, ...(shadow.length > 0 && { shadow }), unknownFeedback: unknown.n };
}

async function oneWeek(db: Kysely<Tables>, monday: number, from: number, to: number): Promise<readonly InsightWeek[]> {
  const rows = new Map<string, Row>();
  for (const { service, rule, n } of await shown(db, from, to)) {
    const row = {
      week: isoWeek(monday),
      service,
      rule,
      shown: n,
      accepted: 0,
      overridden: 0,
      ignored: n,
      reasons: new Map(),
    };
    rows.set(`${service} ${rule}`, row);
  }
  for (const { service, rule, outcome, reason, n } of await answered(db, from, to)) {
    const row = rows.get(`${service} ${rule}`);
    if (!row) continue;
    row.ignored -= n;
    if (outcome === 'accepted') row.accepted += n;
    else {
      row.overridden += n;
      const code = reason ?? 'not-given';
      row.reasons.set(code, (row.reasons.get(code) ?? 0) + n);
    }
  }
  return [...rows.values()].map((row) => ({ ...row, reasons: Object.fromEntries(row.reasons) }));
}

function shown(db: Kysely<Tables>, from: number, to: number) {
  return db
    .selectFrom('issued_card as i')
    .innerJoin('issued_rule as r', 'r.card', 'i.uuid')
    .where('i.issued_at', '>=', from)
    .where('i.issued_at', '<', to)
    .where('i.shadow', '=', 0)
    .groupBy(['i.service', 'r.rule'])
    .orderBy('i.service')
    .orderBy('r.rule')
    .select((eb) => ['i.service', 'r.rule', eb.fn.countAll<number>().as('n')])
    .execute();
}

function inShadow(db: Kysely<Tables>, from: number, to: number) {
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

function answered(db: Kysely<Tables>, from: number, to: number) {
  return db
    .with('answer', (qb) =>
      qb
        .selectFrom('issued_card as i')
        .innerJoin('feedback as f', (join) => join.onRef('f.card', '=', 'i.uuid').onRef('f.client', '=', 'i.client'))
        .where('i.issued_at', '>=', from)
        .where('i.issued_at', '<', to)
        .select(['i.uuid', 'i.service', 'f.outcome', 'f.reason_code'])
        .select(
          sql<number>`row_number() over (
            partition by i.uuid order by f.outcome_at desc, f.received_at desc, f.id desc)`.as('nth_latest'),
        ),
    )
    .selectFrom('answer as a')
    .innerJoin('issued_rule as r', 'r.card', 'a.uuid')
    .where('a.nth_latest', '=', 1)
    .groupBy(['a.service', 'r.rule', 'a.outcome', 'a.reason_code'])
    .select((eb) => ['a.service', 'r.rule', 'a.outcome', 'a.reason_code as reason', eb.fn.countAll<number>().as('n')])
    .execute();
}
