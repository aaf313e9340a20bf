// How a benchmarked process tells its port, and on request what it has used of processor and memory.

/**
 * @param {number} port
 * @param {object} [further]
 */
export function reportUsage(port, further = {}) {
  process.on('message', () => {
    globalThis.gc?.();
    process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port, ...further });
}
