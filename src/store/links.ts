// Links of shown cards that were opened, each once.

import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { storableId } from './text.ts';

/** Keeps that this link of this card was opened; a card nobody was shown is nobody's, and nothing is kept. */
export async function writeOpened(db: Kysely<Tables>, card: string, link: string, at: number): Promise<void> {
  const uuid = storableId(card);
  const shown = await db
    .selectFrom('issued_card')
    .select('uuid')
    .where('uuid', '=', uuid)
    .where('shadow', '=', 0)
    .executeTakeFirst();
  if (!shown) return;
  await db
    .insertInto('link_opened')
    .values({ card: uuid, link, opened_at: Math.trunc(at) })
    .onConflict((c) => c.columns(['card', 'link']).doNothing())
    .execute();
}
