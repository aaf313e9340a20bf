// Feedback on our cards: checked as a whole, stored as a whole, acknowledged after that.
import { partyOf } from '../contracts/ports.ts';
import type { CardStore, FeedbackEntry } from '../contracts/ports.ts';
import type { Received } from './call.ts';
import { readFeedback } from './feedback-shape.ts';

export interface FeedbackDeps {
  readonly store: CardStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface FeedbackReceipt {
  readonly json: string;
  readonly entries: readonly FeedbackEntry[];
  /** How many entries are about cards we know. */
  readonly known: number;
}

/**
 * @throws CdsProblem `invalid-feedback` naming the entry; and whatever the store throws when it could not commit
 * @source https://cds-hooks.hl7.org/#feedback
 */
export async function acceptFeedback(
  { body, endpoint, caller }: Received,
  deps: FeedbackDeps,
): Promise<FeedbackReceipt> {
  const entries = readFeedback(body);
  const saved = await deps.store.saveFeedback(endpoint.id, partyOf(caller), entries, deps.clock());
  const known = saved.filter((s) => s.known).length;
  const json = JSON.stringify({ feedback: saved.map(({ card, known: ours }) => ({ card, known: ours })) });
  return { json, entries, known };
}
