// Writes shown cards, and recognises feedback that arrived before its card was written.

import { sql } from 'kysely';
import type { Database } from './database.ts';
import { remember } from './suppression.ts';
import type { SuppressedKey } from './suppression.ts';
import { rowsOf } from './rows.ts';
import { chunks, storableText } from './text.ts';
import type { IssuedCard } from '../contracts/ports.ts';

/**
 * One transaction for all; a card that is already there stays as it is. Returns what being shown and early feedback
 * suppress.
 */
export async function writeIssued(database: Database, cards: readonly IssuedCard[]): Promise<readonly SuppressedKey[]> {
  const { db, kind } = database;
  const rows = rowsOf(kind, cards.map(toRow));
  const told = toldOf(cards);
  const rules = rowsOf(
    kind,
    cards.flatMap(({ uuid, rules: by }) => [...new Set(by)].map((rule) => [uuid, rule])),
  );
  await db.transaction().execute(async (trx) => {
    // `where true` keeps SQLite from reading `on conflict` as part of a join
    await sql`
      insert into issued_card (uuid, service, version, indicator, client, issued_at, suggestions, memory_key, shadow,
        role, department)
      select value->>0, value->>1, value->>2, value->>3, value->>4, cast(value->>5 as bigint), value->>6, value->>7,
        cast(value->>8 as integer), value->>9, value->>10
      from ${rows} where true on conflict do nothing`.execute(trx);
    await sql`
      insert into issued_rule (card, rule)
      select value->>0, value->>1 from ${rules} where true on conflict do nothing`.execute(trx);
    await remember(trx, told);
  });
  const early = await recogniseEarly(
    database,
    cards.map((card) => card.uuid),
  );
  return [...told, ...early];
}

/** What is said once is settled by having been shown. */
export function toldOf(cards: readonly IssuedCard[]): readonly SuppressedKey[] {
  return cards.flatMap(({ toldKey, at }) => (toldKey === undefined ? [] : [{ memoryKey: toldKey, at }]));
}

function toRow(card: IssuedCard): readonly unknown[] {
  return [
    card.uuid,
    card.serviceId,
    card.version,
    card.indicator,
    storableText(card.client),
    Math.trunc(card.at),
    JSON.stringify(card.suggestions),
    card.memoryKey ?? null,
    card.shadow ? 1 : 0,
    card.role ?? null,
    card.department ?? null,
  ];
}

/**
 * Marks feedback kept as unknown whose card has come since. Run after the commit on both sides (card, feedback), so
 * that of two replicas committing at the same moment at least one sees the other's row. Returns what it suppresses.
 */
export async function recogniseEarly(database: Database, cards: readonly string[]): Promise<readonly SuppressedKey[]> {
  if (cards.length === 0) return [];
  const { db, kind } = database;
  const ids = rowsOf(
    kind,
    cards.map((card) => [card]),
  );
  const { rows: early } = await sql<{ id: string; received_at: number; memory_key: string | null }>`
    select f.id, f.received_at, i.memory_key
    from feedback f join issued_card i on i.uuid = f.card and i.client = f.client
    where f.card in (select value->>0 from ${ids}) and f.known = 0`.execute(db);
  const suppressed = early.map((row) => ({ memoryKey: row.memory_key, at: row.received_at }));
  if (early.length === 0) return suppressed;
  await database.durably(async (trx) => {
    for (const part of chunks(early.map((row) => row.id).sort())) {
      await trx.updateTable('feedback').set({ known: 1 }).where('id', 'in', part).execute();
    }
    await remember(trx, suppressed);
  });
  return suppressed;
}
