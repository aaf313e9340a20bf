// Calls counted in memory and added to the database now and then: how many, not which.

import { sql } from 'kysely';
import type { Database } from './database.ts';
import { rowsOf } from './rows.ts';
import { digest, storableText } from './text.ts';
import type { AnsweredCall } from '../contracts/ports.ts';
import { midnightBefore } from '../contracts/utc-day.ts';

export interface CallCounts {
  /** Returns at once, never throws. */
  add(call: AnsweredCall): void;
  /** Resolves when what was counted is written or the database has failed, which keeps it for later; never rejects. */
  flush(): Promise<void>;
  /** Flushes; what could not be written is lost. */
  close(): Promise<void>;
}

interface Counted {
  readonly day: number;
  readonly call: AnsweredCall;
  calls: number;
}

const GATHER_MS = 5_000;

/** @param write adds to the database; rejects when nothing of it was added */
export function createCallCounts(write: (counts: readonly Counted[]) => Promise<void>): CallCounts {
  const waiting = new Map<string, Counted>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  function add(call: AnsweredCall, calls = 1): void {
    const day = midnightBefore(call.at);
    const key = `${day}\n${call.serviceId}\n${call.client}\n${call.role ?? ''}\n${call.department ?? ''}`;
    const counted = waiting.get(key);
    if (counted) counted.calls += calls;
    else waiting.set(key, { day, call, calls });
    if (closed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, GATHER_MS).unref();
  }

  async function drain(): Promise<void> {
    const counts = [...waiting.values()];
    waiting.clear();
    if (counts.length === 0) return;
    await write(counts).catch(() => {
      for (const { call, calls } of counts) add(call, calls);
    });
  }

  function flush(): Promise<void> {
    // what is counted while a flush runs waits for its own
    running = (running ?? Promise.resolve()).then(drain);
    return running;
  }

  return {
    add: (call) => add(call),
    flush,
    async close() {
      closed = true;
      clearTimeout(timer);
      await flush();
    },
  };
}

/** Adds up, whoever else adds at the same time. */
export async function writeCalls({ db, kind }: Database, counts: readonly Counted[]): Promise<void> {
  const cells = counts.map(({ day, call: { serviceId, client, role, department }, calls }) => {
    const named = [serviceId, storableText(client), role ?? null, department ?? null];
    return [digest(day, ...named), day, ...named, calls];
  });
  // one order for everybody, so that two processes cannot lock each other out
  const rows = rowsOf(
    kind,
    cells.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
  await sql`
    insert into call_count (id, day, service, client, role, department, calls)
    select value->>0, cast(value->>1 as bigint), value->>2, value->>3, value->>4, value->>5, cast(value->>6 as bigint)
    from ${rows} where true
    on conflict (id) do update set calls = call_count.calls + excluded.calls`.execute(db);
}
