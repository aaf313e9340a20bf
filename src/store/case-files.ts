// Cases of shadow mode, appended to a folder of the site's own: a file a day and process. They name patients.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { CaseKeeper, ShadowCase } from '../contracts/case.ts';
import { faultCode } from './faults.ts';
import type { Count, StoreLog } from './types.ts';

export interface CaseFiles extends CaseKeeper {
  /** Writes what waits, and takes no more. */
  close(): Promise<void>;
}

export interface CaseFilesOptions {
  readonly folder: string;
  /** Which of several workers; each writes files of its own. */
  readonly worker?: number | undefined;
  readonly count: Count;
  readonly log: StoreLog;
}

/** Cases that may wait for the disk. */
const MOST_WAITING = 10_000;

/** @throws Error when the folder cannot be made or written to */
export function openCaseFiles({ folder, worker, count, log }: CaseFilesOptions): CaseFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK);
  const writer = [hostname().replace(/[^A-Za-z0-9.-]+/g, '_'), ...(worker === undefined ? [] : [worker])].join('-');
  let waiting: ShadowCase[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  let failing = false;

  async function write(cases: readonly ShadowCase[]): Promise<void> {
    const days = new Map<string, string>();
    for (const one of cases) {
      const day = one.at.slice(0, 10);
      days.set(day, `${days.get(day) ?? ''}${JSON.stringify(one)}\n`);
    }
    try {
      for (const [day, lines] of days)
        await appendFile(join(folder, `cases-${day}-${writer}.ndjson`), lines, { mode: 0o600 });
      count('cases_stored', cases.length);
      failing = false;
    } catch (error) {
      lose(cases.length, faultCode(error));
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(batch);
    }
  }

  function flush(): Promise<void> {
    running ??= drain().finally(() => {
      running = undefined;
    });
    return running;
  }

  function lose(cases: number, code: string): void {
    count('cases_lost', cases);
    // One line a spell: the counter has the number.
    if (!failing) log.write('error', 'cases of shadow mode lost', { code });
    failing = true;
  }

  return {
    keep(cases) {
      if (closed || waiting.length + cases.length > MOST_WAITING) {
        lose(cases.length, closed ? 'closed' : 'queue full');
        return;
      }
      waiting.push(...cases);
      void flush();
    },
    async close() {
      closed = true;
      await flush();
      await flush();
    },
  };
}
