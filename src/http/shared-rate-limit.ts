// Rate limit of all replicas together: decided here and now, counted with the others a moment later.
import type { Log } from '../ops/log.ts';
import type { OwnRateLimit } from './rate-limit.ts';

export interface SharedRateLimitOptions {
  readonly requestsPerMinute: number;
  /** Adds hits to the key's minute; the sum of all replicas, these included. */
  readonly add: (key: string, windowMs: number, hits: number) => Promise<{ readonly count: number }>;
  readonly log: Log;
}

const MINUTE_MS = 60_000;
/** The least time between two counts of one key; what replicas do not know of each other is no older than this. */
const APART_MS = 100;
/** More callers than this at once are not EHRs; the oldest count makes room. */
const MAX_KEYS = 10_000;

interface Minute {
  readonly number: number;
  /** Of all replicas, as last heard. */
  shared: number;
  /** Ours that the others have not heard of. */
  unsent: number;
  sending: boolean;
}

/** A call never waits for the database; while it is away each replica counts for itself. */
export function createSharedRateLimit({ requestsPerMinute, add, log }: SharedRateLimitOptions): OwnRateLimit {
  const minutes = new Map<string, Minute>();
  let away = false;

  async function send(key: string, minute: Minute): Promise<void> {
    const hits = minute.unsent;
    try {
      const { count } = await add(key, MINUTE_MS, hits);
      minute.unsent -= hits;
      minute.shared = count;
      away = false;
    } catch {
      if (!away) log.write('warn', 'calls are counted by this replica alone', {});
      away = true;
    }
  }

  function share(key: string, minute: Minute): void {
    if (minute.sending) return;
    minute.sending = true;
    void send(key, minute).then(() =>
      setTimeout(() => {
        minute.sending = false;
        if (minute.unsent > 0 && minutes.get(key) === minute) share(key, minute);
      }, APART_MS).unref(),
    );
  }

  return {
    take(key, now) {
      const number = Math.floor(now / MINUTE_MS);
      let minute = minutes.get(key);
      if (minute?.number !== number) {
        if (!minute && minutes.size >= MAX_KEYS) minutes.delete(minutes.keys().next().value as string);
        minutes.set(key, (minute = { number, shared: 0, unsent: 0, sending: false }));
      }
      if (minute.shared + minute.unsent >= requestsPerMinute) return Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1_000);
      minute.unsent++;
      share(key, minute);
      return 0;
    },
  };
}
