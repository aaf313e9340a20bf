// How late the event loop is: what has arrived waits that long before anybody looks at it.

export interface LoopDelay {
  /** Milliseconds by which the last look came late, or the next one is overdue by now. */
  now(): number;
  stop(): void;
}

const EVERY_MS = 10;

/** @param timer milliseconds that only ever run */
export function watchLoopDelay(timer: () => number): LoopDelay {
  let looked = timer();
  let late = 0;
  const interval = setInterval(() => {
    const now = timer();
    late = Math.max(0, now - looked - EVERY_MS);
    looked = now;
  }, EVERY_MS).unref();
  return {
    // a turn that has lasted long already shows before it ends
    now: () => Math.max(late, timer() - looked - EVERY_MS),
    stop: () => clearInterval(interval),
  };
}
