// Which rules wrote cards that were shown.

import type { Kysely } from 'kysely';
import { by } from './by.ts';
import type { Tables } from './schema.ts';

/** One query for all of them. @param cards their ids, no more than fit one statement @returns the rules of a card, by their names */
export async function rulesOf(
  db: Kysely<Tables>,
  cards: readonly string[],
): Promise<(card: string) => readonly string[]> {
  if (cards.length === 0) return () => [];
  const rows = await db.selectFrom('issued_rule').selectAll().where('card', 'in', cards).orderBy('rule').execute();
  const byCard = by(rows, (row) => row.card);
  return (card) => byCard.get(card)?.map(({ rule }) => rule) ?? [];
}
