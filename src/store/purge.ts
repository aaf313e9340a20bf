// Retention: deletes by age, a little at a time so that nobody waits for it.

import { setImmediate as yieldToCalls } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { DAY_MS } from '../contracts/utc-day.ts';
import type { Retention } from './types.ts';

const ROWS_AT_ONCE = 1_000;

/** Deletes what is past its time at `now`; rules and opened links go with their card, comments with their feedback. Rows per table. */
export async function purge(
  db: Kysely<Tables>,
  ages: Retention & { readonly memoryDays: number },
  now: number,
): Promise<Readonly<Record<string, number>>> {
  const overdue = [
    ['feedback_comment', 'digest', 'received_at', now - ages.commentsDays * DAY_MS],
    ['feedback', 'id', 'received_at', now - ages.feedbackDays * DAY_MS],
    ['issued_card', 'uuid', 'issued_at', now - ages.issuedCardsDays * DAY_MS],
    ['call_count', 'id', 'day', now - ages.issuedCardsDays * DAY_MS],
    ['settled', 'memory_key', 'settled_at', now - ages.memoryDays * DAY_MS],
    ['replay_nonce', 'id', 'expires_at', now],
    ['rate_window', 'key', 'reset_at', now],
  ] as const;
  const deleted: Record<string, number> = {};
  for (const [table, id, time, before] of overdue) {
    deleted[table] = await deleteOlder(db, { table, id, time, before });
  }
  return deleted;
}

interface Overdue {
  readonly table: string;
  readonly id: string;
  readonly time: string;
  readonly before: number;
}

async function deleteOlder(db: Kysely<Tables>, { table, id, time, before }: Overdue): Promise<number> {
  let total = 0;
  for (;;) {
    const [t, i, at] = [sql.table(table), sql.ref(id), sql.ref(time)];
    const { numAffectedRows } = await sql`
      delete from ${t} where ${at} < ${before} and ${i} in
      (select ${i} from ${t} where ${at} < ${before} order by ${at} limit ${ROWS_AT_ONCE})`.execute(db);
    total += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < ROWS_AT_ONCE) return total;
    await yieldToCalls();
  }
}
