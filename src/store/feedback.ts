// Writes what clinicians answered: all of a batch or none of it, a repeat changes nothing, a contradiction is history.

import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import { remember } from './suppression.ts';
import type { SuppressedKey } from './suppression.ts';
import type { Tables } from './schema.ts';
import { chunks, digest, storableId, storableText } from './text.ts';
import type { FeedbackEntry } from '../contracts/ports.ts';
import type { FeedbackBatch } from './types.ts';

type Row = Tables['feedback'];
type CommentRow = Tables['feedback_comment'];

export interface Written {
  /** Cards of the batch that this client was shown, as far as they are written. */
  readonly shown: ReadonlySet<string>;
  /** Entries that are no repeats. */
  readonly added: number;
  readonly suppressed: readonly SuppressedKey[];
}

/** On disk when it resolves. */
export function writeFeedback(database: Database, batch: FeedbackBatch): Promise<Written> {
  return database.durably(async (trx) => {
    const shown = await cardsShown(trx, batch);
    const rows = new Map<string, Row>();
    const comments = new Map<string, CommentRow>();
    for (const entry of batch.entries) {
      const row = toRow(batch, entry, shown.has(storableId(entry.card)));
      rows.set(row.id, row);
      if (entry.userComment === undefined || entry.userComment === '') continue;
      const comment = storableText(entry.userComment);
      const key = digest(row.id, comment);
      comments.set(key, { feedback: row.id, digest: key, comment, received_at: row.received_at });
    }
    const added = await insertFeedback(trx, inOrder(rows));
    await insertComments(trx, inOrder(comments));
    const suppressed = added.map((card) => ({ memoryKey: shown.get(card) ?? null, at: batch.receivedAt }));
    await remember(trx, suppressed);
    return { shown: new Set(shown.keys()), added: added.length, suppressed };
  });
}

type Shown = Pick<FeedbackBatch, 'client' | 'entries'>;

/** Of the cards answered, those this client was shown, as far as they are written; none on any fault. */
export async function shownBy(db: Kysely<Tables>, batch: Shown): Promise<Iterable<string>> {
  return cardsShown(db, batch).then(
    (shown) => shown.keys(),
    () => [],
  );
}

/** Cards another client was shown are not known: nobody answers for, or silences, somebody else's patients. */
async function cardsShown(trx: Kysely<Tables>, batch: Shown): Promise<Map<string, string | null>> {
  const cards = [...new Set(batch.entries.map((entry) => storableId(entry.card)))];
  const shown = new Map<string, string | null>();
  for (const part of chunks(cards)) {
    const found = await trx
      .selectFrom('issued_card')
      .select(['uuid', 'memory_key'])
      .where('uuid', 'in', part)
      .where('client', '=', storableText(batch.client))
      .execute();
    for (const row of found) shown.set(row.uuid, row.memory_key);
  }
  return shown;
}

/** Returns the cards of the rows that were new. */
async function insertFeedback(trx: Transaction<Tables>, rows: readonly Row[]): Promise<readonly string[]> {
  const added: string[] = [];
  for (const part of chunks(rows)) {
    const inserted = await trx
      .insertInto('feedback')
      .values(part)
      .onConflict((c) => c.column('id').doNothing())
      .returning('card')
      .execute();
    added.push(...inserted.map((row) => row.card));
  }
  return added;
}

async function insertComments(trx: Transaction<Tables>, rows: readonly CommentRow[]): Promise<void> {
  for (const part of chunks(rows)) {
    await trx
      .insertInto('feedback_comment')
      .values(part)
      .onConflict((c) => c.columns(['feedback', 'digest']).doNothing())
      .execute();
  }
}

function toRow(batch: FeedbackBatch, entry: FeedbackEntry, known: boolean): Row {
  const { serviceId, client, receivedAt } = batch;
  const accepted = [...new Set(entry.acceptedSuggestions)].sort();
  const { card, outcome, outcomeAt, reasonSystem, reasonCode } = entry;
  return {
    // the comment is not part of it: a digest of a short free text could be guessed
    id: digest(serviceId, client, card, outcome, outcomeAt, accepted, reasonSystem, reasonCode),
    card: storableId(card),
    service: serviceId,
    client: storableText(client),
    outcome,
    outcome_at: Math.trunc(outcomeAt),
    received_at: Math.trunc(receivedAt),
    accepted_suggestions: JSON.stringify(accepted),
    reason_code: reasonCode === undefined ? null : storableId(reasonCode),
    reason_system: reasonSystem === undefined ? null : storableId(reasonSystem),
    known: known ? 1 : 0,
  };
}

/** One order for everybody, so that two batches with the same entries cannot lock each other out. */
function inOrder<T>(rows: ReadonlyMap<string, T>): readonly T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
