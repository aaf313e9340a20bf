// One log line a second for what a flood repeats: a line each would cost as much as an answer.
import type { Log } from '../ops/log.ts';

/** @returns counts one */
export function createFloodLog(log: Log, event: string): () => void {
  let count = 0;
  return () => {
    if (count++ > 0) return;
    setTimeout(() => {
      log.write('warn', event, { count });
      count = 0;
    }, 1_000).unref();
  };
}
