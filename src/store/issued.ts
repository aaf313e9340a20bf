// Writes shown cards, and recognises feedback that arrived before its card was written.

import type { Database } from './database.ts';
import { remember } from './memory.ts';
import { chunks, storableText } from './text.ts';
import type { IssuedCard } from './types.ts';

/** One transaction for all; a card that is already there stays as it is. */
export async function writeIssued(database: Database, cards: readonly IssuedCard[]): Promise<void> {
  const rows = cards.map((card) => ({
    uuid: card.uuid,
    service: card.serviceId,
    version: card.version,
    indicator: card.indicator,
    client: storableText(card.client),
    issued_at: Math.trunc(card.at),
    suggestions: JSON.stringify(card.suggestions),
    memory_key: card.memoryKey ?? null,
  }));
  const rules = cards.flatMap((card) => [...new Set(card.rules)].map((rule) => ({ card: card.uuid, rule })));
  await database.db.transaction().execute(async (trx) => {
    for (const part of chunks(rows)) {
      await trx
        .insertInto('issued_card')
        .values(part)
        .onConflict((c) => c.doNothing())
        .execute();
    }
    for (const part of chunks(rules)) {
      await trx
        .insertInto('issued_rule')
        .values(part)
        .onConflict((c) => c.doNothing())
        .execute();
    }
  });
  await recogniseEarly(
    database,
    cards.map((card) => card.uuid),
  );
}

/**
 * Marks feedback kept as unknown whose card has come since. Run after the commit on both sides (card, feedback), so
 * that of two replicas committing at the same moment at least one sees the other's row.
 */
export async function recogniseEarly(database: Database, cards: readonly string[]): Promise<void> {
  for (const part of chunks(cards)) {
    const early = await database.db
      .selectFrom('feedback as f')
      .innerJoin('issued_card as i', (join) => join.onRef('i.uuid', '=', 'f.card').onRef('i.client', '=', 'f.client'))
      .where('f.card', 'in', part)
      .where('f.known', '=', 0)
      .select(['f.id', 'f.received_at', 'i.memory_key'])
      .execute();
    if (early.length === 0) continue;
    await database.durably(async (trx) => {
      const ids = early.map((row) => row.id).sort();
      await trx.updateTable('feedback').set({ known: 1 }).where('id', 'in', ids).execute();
      await remember(
        trx,
        early.map((row) => ({ memoryKey: row.memory_key, at: row.received_at })),
      );
    });
  }
}
