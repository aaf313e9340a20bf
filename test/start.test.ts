// `npm start` and every signal: the server is never left on its port, and it drains before it goes.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const dataDir = mkdtempSync(join(tmpdir(), 'clearstage-start-'));
let npm: ChildProcess | undefined;

afterEach(() => {
  // the whole group, whatever is left of it after a failed test
  if (npm?.pid !== undefined) {
    try {
      process.kill(-npm.pid, 'SIGKILL');
    } catch {
      // gone, as it should be
    }
  }
  rmSync(dataDir, { recursive: true, force: true });
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
  '%s to npm ends the server gracefully',
  async (signal) => {
    const env = { ...process.env, PORT: '0', CLEARSTAGE_DATA_DIR: dataDir, CLEARSTAGE_CONFIG: '', DATABASE_URL: '' };
    npm = spawn('npm', ['start'], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    const url = await new Promise<string>((resolve) => {
      npm?.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const started = /"event":"server started","url":"([^"]+)"/.exec(said)?.[1];
        if (started) resolve(started);
      });
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    npm.kill(signal);
    while (await listens(url)) await new Promise((resolve) => setTimeout(resolve, 100));
    while (!said.includes('"event":"server stopped"')) await new Promise((resolve) => setTimeout(resolve, 100));
  },
  45_000,
);

function listens(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );
}
