// Cards that would have been shown: told apart from those that were.

import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('issued_card')
    .addColumn('shadow', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
}
