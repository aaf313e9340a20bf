// Knows whether the last write reached the database, and says once in words when that changes.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { faultCode, faultMeaning, isDataFault } from './faults.ts';
import type { Tables } from './schema.ts';
import type { StoreLog } from './types.ts';

export interface WriteWatch {
  /** Does the work and remembers how it ended; passes on its result or its fault. */
  watch<T>(work: () => Promise<T>): Promise<T>;
  /** Has the last write failed? A row that was refused is no such failure. */
  readonly failed: boolean;
  /** Writes something small; resolves when it is written. */
  tryAgain(): Promise<void>;
}

export function createWriteWatch(db: Kysely<Tables>, log: StoreLog): WriteWatch {
  let failing: string | undefined;

  async function watch<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (failing !== undefined) log.write('info', 'database written again', {});
      failing = undefined;
      return result;
    } catch (error) {
      if (isDataFault(error)) throw error;
      const reason = faultMeaning(error);
      if (failing !== reason) log.write('error', 'database cannot be written', { code: faultCode(error), reason });
      failing = reason;
      throw error;
    }
  }

  return {
    watch,
    get failed() {
      return failing !== undefined;
    },
    tryAgain: () =>
      watch(async () => {
        // a window that is over: the next clean-up takes it away
        await sql`insert into rate_window (key, reset_at, hits) values (${'a try to write'}, ${0}, ${1})
          on conflict (key, reset_at) do update set hits = rate_window.hits + 1`.execute(db);
      }),
  };
}
