// A server in a process of its own, as it runs in production, to be signalled and watched.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly url: string;
  /** Log lines so far. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  signal(name: NodeJS.Signals): void;
  /** Sends SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Ends it whatever it does; for after a failed test. */
  kill(): void;
}

/**
 * Resolves when it listens; rejects with what it said when it does not start.
 *
 * @param env PORT is 0 unless given
 * @param main what node runs: the source, unless told
 */
export async function startServerProcess(
  env: NodeJS.ProcessEnv,
  main: readonly string[] = ['--import', 'tsx', 'src/main.ts'],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, main, {
    env: { PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: Record<string, unknown>[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      lines.push(line);
      if (line['event'] === 'server started') resolve(String(line['url']));
    });
    exited.then(([code]) => reject(new Error(`the server ended with ${code}: ${complaint}`)), reject);
  });
  return {
    url,
    lines,
    signal: (name) => void child.kill(name),
    async terminate() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
