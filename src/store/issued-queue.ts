// Write-behind queue: shown cards wait here for the database, behind the answer; bounded, in batches, every loss counted.

import { setImmediate as yieldToCalls } from 'node:timers/promises';
import type { IssuedCard } from '../contracts/ports.ts';
import { faultCode, faultMeaning, isDataFault } from './faults.ts';
import type { Count, StoreLog } from './types.ts';

export interface IssuedQueue {
  /** Returns at once, never throws. */
  push(cards: readonly IssuedCard[]): void;
  /** Is this card of this client still waiting? */
  has(uuid: string, client: string): boolean;
  /** How many wait. */
  size(): number;
  /** Resolves when what waits is written or the database has failed; never rejects. */
  flush(): Promise<void>;
  /** Flushes and takes no more; what cannot be written is counted as lost. */
  close(): Promise<void>;
}

/** SQLite writes on the thread that answers calls: a batch holds it for two or three milliseconds. */
const BATCH = 250;
const GATHER_MS = 250;
const RETRY_MS = 1_000;

export function createIssuedQueue(options: {
  readonly write: (cards: readonly IssuedCard[]) => Promise<void>;
  readonly limit: number;
  readonly count: Count;
  readonly log: StoreLog;
}): IssuedQueue {
  const { write, limit, count, log } = options;
  const waiting = new Map<string, IssuedCard>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closed = false;
  let full = false;

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms).unref();
  }

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = first(BATCH, waiting.values());
      try {
        await write(batch);
        count('issued_stored', batch.length);
      } catch (error) {
        if (!isDataFault(error)) {
          log.write('warn', 'shown cards wait for the database', {
            count: waiting.size,
            code: faultCode(error),
            reason: faultMeaning(error),
          });
          if (!closed) schedule(RETRY_MS);
          return;
        }
        await writeSingly(batch);
      }
      for (const card of batch) waiting.delete(card.uuid);
      full = false;
      // between two batches calls have their turn
      if (waiting.size > 0) await yieldToCalls();
    }
  }

  async function writeSingly(batch: readonly IssuedCard[]): Promise<void> {
    for (const card of batch) {
      try {
        await write([card]);
        count('issued_stored', 1);
      } catch (error) {
        lose(1, faultCode(error));
      }
    }
  }

  function lose(cards: number, reason: string): void {
    count('issued_lost', cards);
    // one line per spell: the counter has the number
    if (!full) log.write('error', 'shown cards lost', { reason });
    full = true;
  }

  function flush(): Promise<void> {
    running ??= drain().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    push(cards) {
      for (const card of cards) {
        if (closed || waiting.size >= limit) lose(1, closed ? 'closed' : 'queue full');
        else waiting.set(card.uuid, card);
      }
      if (waiting.size > 0) schedule(GATHER_MS);
    },
    size: () => waiting.size,
    has: (uuid, client) => waiting.get(uuid)?.client === client,
    flush,
    async close() {
      closed = true;
      clearTimeout(timer);
      await flush();
      // cards pushed while an earlier flush was ending
      await flush();
      if (waiting.size > 0) lose(waiting.size, 'closed');
      waiting.clear();
    },
  };
}

function first<T>(n: number, items: Iterable<T>): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === n) break;
    taken.push(item);
  }
  return taken;
}
