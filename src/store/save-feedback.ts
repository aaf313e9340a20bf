// Feedback taken: committed as a whole, told which of its cards are known, and what it settles; a fault refuses all of it.

import type { CardStore, FeedbackReceipt } from '../contracts/ports.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Database } from './database.ts';
import { faultCode, faultMeaning } from './faults.ts';
import { shownBy, writeFeedback, type Written } from './feedback.ts';
import type { IssuedQueue } from './issued-queue.ts';
import { recogniseEarly } from './issued.ts';
import type { Suppression } from './suppression-cache.ts';
import { storableId } from './text.ts';
import type { Count, FeedbackBatch, Siblings, StoreLog } from './types.ts';
import type { WriteWatch } from './write-watch.ts';

export interface SaveFeedbackDeps {
  readonly database: Database;
  readonly writes: WriteWatch;
  /** Shown cards that are not written yet. */
  readonly issued: Pick<IssuedQueue, 'has'>;
  readonly suppression: Pick<Suppression, 'add'>;
  readonly siblings: Siblings | undefined;
  readonly count: Count;
  readonly log: StoreLog;
}

/** The store's promise of feedback (`CardStore.saveFeedback`), kept. */
export function createSaveFeedback(deps: SaveFeedbackDeps): CardStore['saveFeedback'] {
  const { database, writes, suppression, count, log } = deps;
  return async (serviceId, client, entries, receivedAt) => {
    const batch: FeedbackBatch = { serviceId, client, entries, receivedAt };
    try {
      const written = await writes.watch(() => writeFeedback(database, batch));
      suppression.add(written.suppressed);
      const receipts = await receiptsOf(batch, written.shown, deps);
      count('feedback_stored', written.added);
      count('feedback_repeated', entries.length - written.added);
      count('feedback_unknown', receipts.filter((receipt) => !receipt.known).length);
      const unwritten = entries.map(({ card }) => storableId(card)).filter((card) => !written.shown.has(card));
      // it is committed: what fails from here on must not look like a refusal
      await recogniseEarly(database, unwritten).then(
        (keys) => suppression.add(keys),
        () => undefined,
      );
      return receipts;
    } catch (error) {
      count('feedback_refused', entries.length);
      log.write('error', 'feedback not stored', {
        service: serviceId,
        entries: entries.length,
        code: faultCode(error),
        reason: faultMeaning(error),
      });
      // no cause: a driver's message may quote the row
      throw new CdsProblem('unavailable', {
        detail: 'feedback could not be stored; nothing of it was kept, send it again',
      });
    }
  };
}

/** A card is known that is written, that waits to be, or that a sibling has shown and writes now. */
async function receiptsOf(
  { client, entries }: FeedbackBatch,
  shown: Written['shown'],
  { database, issued, siblings }: SaveFeedbackDeps,
): Promise<readonly FeedbackReceipt[]> {
  const waiting = entries.filter(({ card }) => issued.has(card, client)).map(({ card }) => storableId(card));
  const known = new Set([...shown, ...waiting]);
  if (siblings && entries.some(({ card }) => !known.has(storableId(card)))) {
    await siblings.writeOthers();
    for (const card of await shownBy(database.db, { client, entries })) known.add(card);
  }
  return entries.map(({ card }) => ({ card, known: known.has(storableId(card)) }));
}
