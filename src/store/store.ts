// The store: what was shown, what became of it, and the state replicas share. Composes the parts and owns their life.

import type { AnsweredCall, CardStore, ReplayGuard } from '../contracts/ports.ts';
import { within } from '../ops/within.ts';
import { createCallCounts, writeCalls } from './calls.ts';
import { commentsIn } from './comments.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { exportAll } from './export.ts';
import { insights } from './insights.ts';
import { writeOpened } from './links.ts';
import type { Comment, Group, Insights } from '../contracts/insights.ts';
import { createIssuedQueue } from './issued-queue.ts';
import { toldOf, writeIssued } from './issued.ts';
import { prepareSchema } from './prepare-schema.ts';
import { purge } from './purge.ts';
import { createRateLimit } from './rate-limit.ts';
import type { RateLimit } from './rate-limit.ts';
import { createReplay } from './replay.ts';
import { startRetention } from './retention.ts';
import { createSaveFeedback } from './save-feedback.ts';
import { createSuppression } from './suppression-cache.ts';
import type { SuppressedKey } from './suppression.ts';
import type { StoreOptions } from './types.ts';
import { createWriteWatch } from './write-watch.ts';

export interface Store extends CardStore {
  readonly kind: 'sqlite' | 'postgresql';
  readonly replay: ReplayGuard;
  readonly rateLimit: RateLimit;
  /** Behind the answer: counts and returns at once; never throws. */
  recordCall(call: AnsweredCall): void;
  /** A link of a card was opened. Behind the answer: never throws. */
  recordOpened(card: string, link: string): void;
  /** Cards shown and calls answered in [from, to), milliseconds since 1970, by ISO week. */
  insights(from: number, to: number, group?: Partial<Group>): Promise<Insights>;
  /** What clinicians wrote, received in [from, to): to be treated as patient data. */
  comments(from: number, to: number): Promise<readonly Comment[]>;
  /** NDJSON lines; clinicians' comments only when asked for. */
  exportAll(options?: { readonly comments?: boolean }): AsyncGenerator<string, void, undefined>;
  /** Deletes what is past its retention; rows per table. Happens by itself every minute, too. */
  purge(now: number): Promise<Readonly<Record<string, number>>>;
  /** Shown cards that wait for the database. */
  waiting(): number;
  /** Can it answer now, and could it write when it last had to? Within a second, never rejects. */
  ready(): Promise<boolean>;
  /** A sibling has told what is settled. */
  noteSettled(keys: readonly SuppressedKey[]): void;
  /** Writes now what has been shown; resolves when it is written, or the database has failed. */
  writeShown(): Promise<void>;
  /** Writes what waits, then lets go of the database. */
  close(): Promise<void>;
}

const READY_WITHIN_MS = 1_000;

/**
 * Opens the store and brings its schema up to date. A PostgreSQL that is away does not stop the start: the store is
 * not `ready` until it is there.
 *
 * @param given the database, where it is open already
 * @throws Error when the embedded database cannot be opened or the URL is unusable
 */
export async function openStore(options: StoreOptions, given?: Database): Promise<Store> {
  const { log, memory, retention, clock, timer = () => performance.now() } = options;
  const { count = () => undefined, queueLimit = 10_000, sweepMs, siblings } = options;
  const database = given ?? (await openDatabase(options));
  const { db } = database;
  const writes = createWriteWatch(db, log);
  const issued = createIssuedQueue({
    write: async (cards) => suppression.add(await writes.watch(() => writeIssued(database, cards))),
    limit: queueLimit,
    count,
    log,
  });
  const calls = createCallCounts((counts) => writes.watch(() => writeCalls(database, counts)));
  const writeAll = async (): Promise<void> => {
    await Promise.all([issued.flush(), calls.flush()]);
  };
  const sweep = async (now: number) => {
    const deleted = await writes.watch(() => purge(db, { ...retention, memoryDays: memory.days }, now));
    if (deleted['settled']) suppression.expire(now);
    return deleted;
  };
  const stop = new AbortController();
  await prepareSchema(database, log, stop.signal);
  const suppression = createSuppression({ database, ...memory, count, shared: siblings !== undefined });
  const stopRetention = startRetention({ clock, timer, log, everyMs: sweepMs }, sweep);
  const replay = createReplay(db);
  let closing: Promise<void> | undefined;
  let opening: Promise<void> = Promise.resolve();

  return {
    kind: database.kind,
    recordIssued(cards) {
      if (!memory.enabled)
        return issued.push(cards.map((card) => ({ ...card, memoryKey: undefined, toldKey: undefined })));
      // The next call, which may come before it is written, knows.
      const told = toldOf(cards);
      suppression.add(told);
      if (told.length > 0) siblings?.tellSettled(told);
      issued.push(cards);
    },
    saveFeedback: createSaveFeedback({ database, writes, issued, suppression, siblings, count, log }),
    suppressed: (memoryKeys, now, within) => suppression.suppressed(memoryKeys, now, within),
    replay: { claim: (...token) => writes.watch(() => replay.claim(...token)) },
    noteSettled: (keys) => suppression.add(keys),
    writeShown: writeAll,
    recordCall: (call) => calls.add(call),
    recordOpened(card, link) {
      const at = clock();
      const write = async (): Promise<void> => {
        // the card itself may still wait to be written
        await issued.flush();
        await writes.watch(() => writeOpened(db, card, link, at));
      };
      opening = opening.then(write).catch(() => undefined);
    },
    rateLimit: createRateLimit(db, clock),
    async insights(from, to, group) {
      await Promise.all([writeAll(), siblings?.writeOthers()]);
      return insights(db, from, to, group);
    },
    comments: (from, to) => commentsIn(db, from, to),
    exportAll: (what) => exportAll(db, what),
    waiting: () => issued.size(),
    purge: sweep,
    async ready() {
      const answers = async (): Promise<boolean> => {
        await db.selectFrom('settled').select('memory_key').limit(1).execute();
        if (writes.failed) await writes.tryAgain();
        return true;
      };
      return (await within(READY_WITHIN_MS, answers())) === true;
    },
    close() {
      stopRetention();
      stop.abort();
      closing ??= Promise.all([issued.close(), calls.close(), opening]).then(() => db.destroy());
      return closing;
    },
  };
}
