// Tables in Markdown, and a line on the machine they were measured on.
import { cpus, loadavg } from 'node:os';

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What a reader must know of where the numbers come from. */
export function machine() {
  const load = loadavg()[0]?.toFixed(1);
  return `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${load}; what sends the calls runs on the same cores.`;
}
