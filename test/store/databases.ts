// Runs the same tests on both databases, each test on an empty one.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, jest } from '@jest/globals';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import type { Store } from '../../src/store/store.ts';
import type { FeedbackEntry, IssuedCard } from '../../src/contracts/ports.ts';
import type { StoreLog, StoreMetric, StoreOptions } from '../../src/store/types.ts';
import { startPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';

/** Monday, ISO week 2026-W47. */
export const NOW = Date.parse('2026-11-16T12:00:00Z');
export const DAY = 86_400_000;

// PostgreSQL on a busy machine takes its time
jest.setTimeout(60_000);

export interface Place {
  /** Opens the same database again each time, as a restart or another replica would. */
  open(overrides?: Partial<StoreOptions>): Promise<Store>;
  /** The bare database, to be closed by the test. */
  database(): Promise<Database>;
  readonly counted: Partial<Record<StoreMetric, number>>;
  readonly logged: readonly unknown[];
}

export function onBothDatabases(tests: (empty: () => Promise<Place>) => void): void {
  describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
    let server: Postgres | undefined;
    const stores: Store[] = [];
    const directories: string[] = [];
    beforeAll(async () => {
      if (kind === 'PostgreSQL') server = await startPostgres();
    }, 60_000);
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
    });
    afterAll(async () => {
      await Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true })));
    });
    tests(async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'clearstage-store-'));
      directories.push(dataDir);
      const url = await server?.database();
      const { options, counted, logged } = listening({ dataDir, url });
      return {
        counted,
        logged,
        database: () => openDatabase(options),
        async open(overrides) {
          const store = await openStore({ ...options, ...overrides });
          stores.push(store);
          return store;
        },
      };
    });
  });
}

/** Store options whose counters and log lines can be read. */
export function listening(where: { dataDir: string; url?: string | undefined }): {
  options: StoreOptions;
  counted: Partial<Record<StoreMetric, number>>;
  logged: unknown[];
} {
  const counted: Partial<Record<StoreMetric, number>> = {};
  const logged: unknown[] = [];
  const write: StoreLog['write'] = (level, event, fields) => void logged.push({ level, event, ...fields });
  return {
    counted,
    logged,
    options: {
      ...where,
      log: { write },
      memory: { enabled: true, days: 30 },
      retention: { issuedCardsDays: 400, feedbackDays: 400, commentsDays: 90 },
      clock: () => NOW,
      count: (metric, by) => {
        counted[metric] = (counted[metric] ?? 0) + by;
      },
    },
  };
}

export function card(uuid: string, overrides: Partial<IssuedCard> = {}): IssuedCard {
  return {
    uuid,
    serviceId: 'b2m-result-view',
    rules: ['iss-stage'],
    version: '1.0.0',
    indicator: 'info',
    client: 'General Hospital',
    at: NOW,
    suggestions: [],
    ...overrides,
  };
}

export function accepted(cardId: string, overrides: Partial<FeedbackEntry> = {}): FeedbackEntry {
  return { card: cardId, outcome: 'accepted', outcomeAt: NOW, acceptedSuggestions: ['s1'], ...overrides };
}

export function overridden(cardId: string, overrides: Partial<FeedbackEntry> = {}): FeedbackEntry {
  return { card: cardId, outcome: 'overridden', outcomeAt: NOW, acceptedSuggestions: [], ...overrides };
}

/** Everything kept, parsed. */
export async function kept(store: Store, table?: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const line of store.exportAll({ comments: true })) rows.push(JSON.parse(line) as Record<string, unknown>);
  return table === undefined ? rows : rows.filter((row) => row['table'] === table);
}

/** Sends feedback as General Hospital to b2m-result-view. */
export function send(store: Store, ...entries: FeedbackEntry[]) {
  return store.saveFeedback('b2m-result-view', 'General Hospital', entries, NOW);
}

/** Shows cards and waits until they are written: an empty batch of feedback is no flush, closing is. */
export async function showAndClose(place: Place, ...cards: IssuedCard[]): Promise<void> {
  const store = await place.open();
  store.recordIssued(cards);
  await store.close();
}

/** Asks again until it is so; the test's own time limit ends it otherwise. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
