// What clinicians wrote when they answered the cards of a span: free text, for who may read it only.

import type { Kysely } from 'kysely';
import { rulesOf } from './rules-of.ts';
import type { Tables } from './schema.ts';
import type { Comment } from '../contracts/insights.ts';

const MOST = 500;

/** Received in [from, to), milliseconds since 1970, on cards this server has shown; the newest first, 500 at most. */
export async function commentsIn(db: Kysely<Tables>, from: number, to: number): Promise<readonly Comment[]> {
  const rows = await db
    .selectFrom('feedback_comment as c')
    .innerJoin('feedback as f', 'f.id', 'c.feedback')
    .innerJoin('issued_card as i', (join) => join.onRef('i.uuid', '=', 'f.card').onRef('i.client', '=', 'f.client'))
    .where('c.received_at', '>=', from)
    .where('c.received_at', '<', to)
    .orderBy('c.received_at', 'desc')
    .orderBy('c.digest')
    .limit(MOST)
    .select(['i.uuid', 'i.service', 'i.client', 'f.reason_code', 'c.comment', 'c.received_at'])
    .execute();
  const rules = await rulesOf(db, [...new Set(rows.map(({ uuid }) => uuid))]);
  return rows.map(({ uuid, service, client, reason_code: reason, comment, received_at: at }) => ({
    at,
    service,
    rules: rules(uuid),
    client,
    ...(reason !== null && { reason }),
    comment,
  }));
}
