// Cards shown in a span with what became of each, counted by the database over everything insights tell apart.

import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from './schema.ts';
import type { CardClass, Group, Outcomes } from '../contracts/insights.ts';

export interface Span {
  /** Milliseconds since 1970; `to` is not in it. */
  readonly from: number;
  readonly to: number;
}

/** Cards that agree in all of this, and how many they are. */
interface Alike {
  readonly service: string;
  readonly class: CardClass;
  readonly with_action: number;
  readonly outcome: string | null;
  readonly repeated: number;
  readonly opened: number;
  readonly n: number;
}

export interface CardsAlike extends Alike {
  readonly client: string;
  readonly role: string | null;
  readonly department: string | null;
}

export interface RuleCardsAlike extends Alike {
  readonly rule: string;
  readonly version: string;
  /** When the first of them was shown. */
  readonly since: number;
  readonly reason: string | null;
}

/** Each card once. */
export async function cardsIn(db: Kysely<Tables>, span: Span): Promise<readonly CardsAlike[]> {
  const { rows } = await sql<CardsAlike>`
    ${shown(span, {})}
    select service, class, with_action, outcome, repeated, opened, client, role, department, count(*) as n
    from shown
    group by service, class, with_action, outcome, repeated, opened, client, role, department
    order by service, class, client, role, department`.execute(db);
  return rows;
}

/** Each card once for each rule that wrote it. */
export async function ruleCardsIn(
  db: Kysely<Tables>,
  span: Span,
  group: Partial<Group>,
): Promise<readonly RuleCardsAlike[]> {
  const { rows } = await sql<RuleCardsAlike>`
    ${shown(span, group)}
    select s.service, r.rule, s.version, min(s.issued_at) as since, s.class, s.with_action, s.outcome, s.reason,
      s.repeated, s.opened, count(*) as n
    from shown s join issued_rule r on r.card = s.uuid
    group by s.service, r.rule, s.version, s.class, s.with_action, s.outcome, s.reason, s.repeated, s.opened
    order by s.service, r.rule`.execute(db);
  return rows;
}

function shown({ from, to }: Span, { client, role, department }: Partial<Group>): RawBuilder<unknown> {
  const is = (column: string, value: string | undefined): RawBuilder<unknown> =>
    value === undefined ? sql`` : sql`and i.${sql.ref(column)} = ${value}`;
  return sql`
    with answer as (
      select f.card, f.outcome, f.reason_code, row_number() over (
        partition by f.card order by f.outcome_at desc, f.received_at desc, f.id desc) as nth_latest
      from issued_card i join feedback f on f.card = i.uuid and f.client = i.client
      where i.issued_at >= ${from} and i.issued_at < ${to} and i.shadow = 0
    ), shown as (
      select i.uuid, i.service, i.version, i.issued_at, i.client, i.role, i.department,
        case when i.indicator = 'critical' then 'critical' when i.suggestions = '[]' then 'information'
          else 'action' end as class,
        case when i.suggestions = '[]' then 0 else 1 end as with_action,
        a.outcome, a.reason_code as reason,
        case when exists (
          select 1 from issued_card e where e.memory_key = i.memory_key and e.shadow = 0
            and (e.issued_at < i.issued_at or (e.issued_at = i.issued_at and e.uuid < i.uuid))
        ) then 1 else 0 end as repeated,
        case when exists (select 1 from link_opened o where o.card = i.uuid) then 1 else 0 end as opened
      from issued_card i left join answer a on a.card = i.uuid and a.nth_latest = 1
      where i.issued_at >= ${from} and i.issued_at < ${to} and i.shadow = 0
        ${is('client', client)} ${is('role', role)} ${is('department', department)}
    )`;
}

export const NO_OUTCOMES: Outcomes = {
  shown: 0,
  withAction: 0,
  accepted: 0,
  actionAccepted: 0,
  overridden: 0,
  ignored: 0,
  repeats: 0,
  linksOpened: 0,
};

/** What became of all of them. */
export function outcomesOf(rows: readonly Alike[]): Outcomes {
  const count = (is: (row: Alike) => boolean): number => rows.reduce((sum, row) => sum + (is(row) ? row.n : 0), 0);
  return {
    shown: count(() => true),
    withAction: count((r) => r.with_action === 1),
    accepted: count((r) => r.outcome === 'accepted'),
    actionAccepted: count((r) => r.outcome === 'accepted' && r.with_action === 1),
    overridden: count((r) => r.outcome === 'overridden'),
    ignored: count((r) => r.outcome === null),
    repeats: count((r) => r.repeated === 1),
    linksOpened: count((r) => r.opened === 1),
  };
}
