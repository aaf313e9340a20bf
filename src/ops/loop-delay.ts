// How late the event loop is: what has arrived waits that long before anybody looks at it.

const EVERY_MS = 10;

/**
 * Tells after each turn of the loop, every ten milliseconds at most, by how many milliseconds it was late.
 *
 * @param timer milliseconds that only ever run
 * @returns stops it
 */
export function watchLoopDelay(timer: () => number, turned: (lateMs: number) => void): () => void {
  let looked = timer();
  const interval = setInterval(() => {
    const now = timer();
    turned(Math.max(0, now - looked - EVERY_MS));
    looked = now;
  }, EVERY_MS).unref();
  return () => clearInterval(interval);
}
