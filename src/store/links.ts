// Links of shown cards that were opened, each once.

import type { Kysely } from 'kysely';
import { by } from './by.ts';
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

export type Opened = Pick<Tables['link_opened'], 'link' | 'opened_at'>;

/** One query for all of them. @param cards their ids, no more than fit one statement @returns the opened links of a card, by their names */
export async function openedOf(
  db: Kysely<Tables>,
  cards: readonly string[],
): Promise<(card: string) => readonly Opened[]> {
  if (cards.length === 0) return () => [];
  const rows = await db.selectFrom('link_opened').selectAll().where('card', 'in', cards).orderBy('link').execute();
  const byCard = by(rows, (row) => row.card);
  return (card) => byCard.get(card)?.map(({ link, opened_at }) => ({ link, opened_at })) ?? [];
}
