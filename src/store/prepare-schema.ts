// The schema brought up to date at the start: the embedded database is there or the start fails, PostgreSQL is tried until it is.

import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './database.ts';
import { faultCode, faultMeaning } from './faults.ts';
import { migrate } from './migrations/index.ts';
import type { StoreLog } from './types.ts';

const RETRY_MS = 2_000;

/** Resolves when the schema is there, or PostgreSQL could not be asked for the first time; goes on trying until stopped. */
export async function prepareSchema(database: Database, log: StoreLog, stopped: AbortSignal): Promise<void> {
  const { db, kind, embedded } = database;
  try {
    const newer = await migrate(db);
    embedded?.checkpoint();
    log.write('info', 'database ready', { kind });
    if (newer.length > 0) log.write('warn', 'database of a newer version', { kind, got: newer });
  } catch (error) {
    if (kind === 'sqlite') throw error;
    log.write('error', 'database not ready', { kind, code: faultCode(error), reason: faultMeaning(error) });
    void wait(RETRY_MS, undefined, { signal: stopped, ref: false }).then(
      () => prepareSchema(database, log, stopped),
      () => undefined,
    );
  }
}
