// What insights count beside cards and answers: calls, links opened, and by whom, where the configuration names it.

import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // one column a statement: SQLite takes no more
  for (const column of ['role', 'department']) {
    await db.schema.alterTable('issued_card').addColumn(column, 'text').execute();
  }
  // what is said again is found by what was said
  await db.schema.createIndex('issued_card_memory_key').on('issued_card').column('memory_key').execute();
  await db.schema
    .createTable('link_opened')
    .addColumn('card', 'text', (c) => c.notNull().references('issued_card.uuid').onDelete('cascade'))
    .addColumn('link', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('link_opened_pk', ['card', 'link'])
    .execute();
  await db.schema
    .createTable('call_count')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('day', 'bigint', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('role', 'text')
    .addColumn('department', 'text')
    .addColumn('calls', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('call_count_day').on('call_count').column('day').execute();
}
