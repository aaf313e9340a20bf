// Warnings of Node and of libraries as lines of the log; by itself Node prints them as text between the lines.
import { describeError, type Log } from './log.ts';

/** What gives the warnings; `process`. */
export interface WarningSource {
  removeAllListeners(event: 'warning'): unknown;
  on(event: 'warning', listener: (warning: Error) => void): unknown;
}

/** From now on warnings are logged, with their type, code and place, never their text, and no longer printed. */
export function logWarnings(source: WarningSource, log: Log): void {
  // Node prints by a listener of its own
  source.removeAllListeners('warning');
  source.on('warning', (warning) => log.write('warn', 'warning of Node', { error: describeError(warning) }));
}
