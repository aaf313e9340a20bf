// How a benchmarked process tells its port, and on request what it has used of processor and memory.

const TURN_MS = 5;

/** @param {number} port */
export function reportUsage(port) {
  let longestTurnMs = 0;
  /** Of collections that were asked for here: no part of the work. */
  let collectingMs = 0;
  let before = cpuMs();
  // by processor time: what a busy machine makes everybody wait is not in it
  setInterval(() => {
    const now = cpuMs();
    longestTurnMs = Math.max(longestTurnMs, now - before);
    before = now;
  }, TURN_MS).unref();
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const worked = cpuMs();
    globalThis.gc?.();
    const told = { cpuMs: worked - collectingMs, longestTurnMs, memory: process.memoryUsage() };
    before = cpuMs();
    collectingMs += before - worked;
    longestTurnMs = 0;
    process.send?.(told);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
