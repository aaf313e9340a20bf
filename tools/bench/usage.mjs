// How a benchmarked process tells its port, and on request what it has used of processor and memory.

const TURN_MS = 5;

/**
 * @param {number} port
 * @param {object} [further]
 */
export function reportUsage(port, further = {}) {
  let longestTurnMs = 0;
  let before = cpuMs();
  // by processor time: what a busy machine makes everybody wait is not in it
  setInterval(() => {
    const now = cpuMs();
    longestTurnMs = Math.max(longestTurnMs, now - before);
    before = now;
  }, TURN_MS).unref();
  process.on('message', () => {
    const told = { cpuMs: cpuMs(), longestTurnMs };
    globalThis.gc?.();
    process.send?.({ ...told, cpuMs: cpuMs(), memory: process.memoryUsage() });
    longestTurnMs = 0;
    before = cpuMs();
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port, ...further });
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
