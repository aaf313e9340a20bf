// The whole server as it is started: what it refuses to be, what it tells a newcomer, and how it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start } from '../src/server.ts';
import { ConfigError } from '../src/config/config.ts';
import { answerFaults } from './support/card-schema.ts';
import { hookCall } from './support/requests.ts';

const VIEW = '/cds-services/b2m-patient-view';
const KEY = { kty: 'EC', crv: 'P-384', kid: 'k', x: 'x'.repeat(64), y: 'y'.repeat(64) };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearstage-main-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(config: object): NodeJS.ProcessEnv {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(config));
  return { PORT: '0', LOG_LEVEL: 'silent', CLEARSTAGE_CONFIG: file, CLEARSTAGE_DATA_DIR: join(folder, 'data') };
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

describe('a configuration that asks for authentication', () => {
  test('never runs open: no call gets through without a token', async () => {
    const clients = [{ name: 'EHR', issuer: 'https://ehr.example', jwks: { keys: [KEY] } }];
    const running = await start({
      ...environment({ publicBaseUrl: 'https://cds.example', clients }),
      HOST: '127.0.0.1',
    });
    for (const path of [VIEW, `${VIEW}/explain`, `${VIEW}/feedback`]) {
      expect((await post(running.url + path, hookCall('patient-view'))).status).toBe(401);
    }
    expect((await fetch(`${running.url}/cds-services`)).status).toBe(200);
    expect((await fetch(`${running.url}/demo/patients`)).status).toBe(404);
    await running.close(0);
  });

  test('shows strangers neither metrics nor the counts’ page; on a port of their own metrics are, hooks are not', async () => {
    const clients = [{ name: 'EHR', issuer: 'https://ehr.example', jwks: { keys: [KEY] } }];
    const config = { publicBaseUrl: 'https://cds.example', clients };
    const env = { ...environment(config), HOST: '127.0.0.1', METRICS_PORT: '0' };
    const running = await start(env);
    for (const path of ['/metrics', '/insights.json']) expect((await fetch(running.url + path)).status).toBe(403);
    expect((await fetch(`${running.url}/insights`)).status).toBe(404);
    const metrics = running.metricsUrl ?? '';
    expect(await (await fetch(metrics)).text()).toContain('clearstage_');
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(new URL(path, metrics))).status).toBe(200);
    }
    for (const path of ['/cds-services', '/', '/trend']) {
      expect((await fetch(new URL(path, metrics))).status).toBe(404);
    }
    await running.close(0);
    await expect(fetch(metrics)).rejects.toThrow();

    const token = 'a token of the operator';
    const guarded = await start({ ...environment({ ...config, metrics: { token } }), HOST: '127.0.0.1' });
    const ask = async (authorization?: string) =>
      (await fetch(`${guarded.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })).status;
    expect([await ask(), await ask('Bearer guess'), await ask(`Bearer ${token}`)]).toEqual([401, 401, 200]);
    expect(guarded.metricsUrl).toBeUndefined();
    await guarded.close(0);
  });

  test('or a memory key that is empty or spoilt does not start, and every fault is said in one round', async () => {
    const dataDir = join(folder, 'spoilt');
    mkdirSync(dataDir);
    const env = { ...environment({ auth: 'required' }), CLEARSTAGE_DATA_DIR: dataDir };
    for (const text of ['', 'not a key', 'ab'.repeat(31)]) {
      writeFileSync(join(dataDir, 'memory.key'), text);
      await expect(start(env)).rejects.toThrow(/clients: authentication is required[\s\S]*memory\.key holds no key/);
    }
  });

  test('but cannot be met does not start at all', async () => {
    await expect(start(environment({ auth: 'required' }))).rejects.toThrow(ConfigError);
  });
});

describe('a newcomer', () => {
  test('copies the call that is printed and gets a card; the server ends when it is told to', async () => {
    const env = { ...process.env, PORT: '0', CLEARSTAGE_DATA_DIR: join(folder, 'demo'), CLEARSTAGE_CONFIG: '' };
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    const call = await new Promise<RegExpExecArray>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk;
        const found = /^curl -s (\S+) -H '([^']+)' -d '([^']+)'$/m.exec(printed);
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error(printed)));
    });
    // as often as somebody tries it, with its own session or, as the CDS Hooks Sandbox does, without one
    const first = JSON.parse(call[3] ?? '') as Readonly<Record<string, unknown>>;
    const { extension: _, ...plain } = first;
    for (const sent of [first, first, plain, plain]) {
      const answer = await post(call[1] ?? '', sent);
      const body = (await answer.json()) as { cards: unknown[] };
      expect(answerFaults(body)).toEqual([]);
      expect(body.cards).not.toEqual([]);
    }

    child.removeAllListeners('exit').kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(printed).toContain('"event":"server stopped"');
  }, 30_000);
});
