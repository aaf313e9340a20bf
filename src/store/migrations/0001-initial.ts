// The first schema: cards shown, what became of them, and the state replicas share.

import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issued_card')
    .addColumn('uuid', 'text', (c) => c.primaryKey())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('indicator', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('issued_at', 'bigint', (c) => c.notNull())
    .addColumn('suggestions', 'text', (c) => c.notNull())
    .addColumn('memory_key', 'text')
    .execute();
  await db.schema
    .createTable('issued_rule')
    .addColumn('card', 'text', (c) => c.notNull().references('issued_card.uuid').onDelete('cascade'))
    .addColumn('rule', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('issued_rule_pk', ['card', 'rule'])
    .execute();
  // no foreign key to issued_card: feedback may come before the card is written, or for a card that never was ours
  await db.schema
    .createTable('feedback')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('outcome_at', 'bigint', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('accepted_suggestions', 'text', (c) => c.notNull())
    .addColumn('reason_code', 'text')
    .addColumn('reason_system', 'text')
    .addColumn('known', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('feedback_comment')
    .addColumn('feedback', 'text', (c) => c.notNull().references('feedback.id').onDelete('cascade'))
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('comment', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('feedback_comment_pk', ['feedback', 'digest'])
    .execute();
  await db.schema
    .createTable('settled')
    .addColumn('memory_key', 'text', (c) => c.primaryKey())
    .addColumn('settled_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('replay_nonce')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('rate_window')
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('reset_at', 'bigint', (c) => c.notNull())
    .addColumn('hits', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('rate_window_pk', ['key', 'reset_at'])
    .execute();
  for (const [table, column] of INDEXES) {
    await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
  }
}

/** What is searched by card, and what is deleted by age. */
const INDEXES = [
  ['issued_card', 'issued_at'],
  ['feedback', 'card'],
  ['feedback', 'received_at'],
  ['feedback_comment', 'received_at'],
  ['settled', 'settled_at'],
  ['replay_nonce', 'expires_at'],
  ['rate_window', 'reset_at'],
] as const;
