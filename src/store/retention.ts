// Forgets by age every minute, except while the clock cannot be believed.

import { createClockWatch } from './clock-watch.ts';
import type { Clocks } from './clock-watch.ts';
import { faultCode, faultMeaning } from './faults.ts';
import type { StoreLog } from './types.ts';

const EVERY_MS = 60_000;

/** @param purge deletes what is past its time; @returns stops it */
export function startRetention(
  { log, everyMs = EVERY_MS, ...clocks }: Clocks & { readonly log: StoreLog; readonly everyMs?: number | undefined },
  purge: (now: number) => Promise<unknown>,
): () => void {
  const watch = createClockWatch(clocks);
  let paused = false;
  const sweep = async (): Promise<void> => {
    const now = watch.trusted();
    if (now === undefined) {
      if (!paused)
        log.write('error', 'retention paused', { reason: 'the clock has jumped; nothing is deleted by age' });
      paused = true;
      return;
    }
    if (paused) log.write('info', 'retention resumed', {});
    paused = false;
    try {
      await purge(now);
    } catch (error) {
      log.write('warn', 'retention failed', { code: faultCode(error), reason: faultMeaning(error) });
    }
  };
  const timer = setInterval(() => void sweep(), everyMs).unref();
  return () => clearInterval(timer);
}
