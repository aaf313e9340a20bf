// A database that is away or frozen: clinicians get their cards, a token still works once, and the operator is told.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { start, type Running } from '../src/server.ts';
import { startPostgres } from './store/postgres.ts';
import { startGate, type Gate } from './support/gate.ts';
import { hookCall } from './support/requests.ts';
import { bearer, createSigningKey, type SigningKey } from './support/tokens.ts';

const BASE = 'https://cds.example.org';
const ISSUER = 'https://ehr.example.org';
const HOOK = '/cds-services/b2m-patient-view';
const CALLS = 38;

let folder: string;
let key: SigningKey;
let gate: Gate;
let database: string;
let running: Running;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clearstage-away-'));
  key = await createSigningKey();
  const url = new URL(await (await startPostgres()).database());
  gate = await startGate(Number(url.port));
  url.port = String(gate.port);
  database = url.href;
}, 60_000);
afterEach(async () => {
  gate.thaw();
  await running.close(0);
});
afterAll(async () => {
  await gate.close();
  await rm(folder, { recursive: true });
});

async function serve(replay: object): Promise<void> {
  const config = join(folder, 'config.json');
  const clients = [{ name: 'General Hospital', issuer: ISSUER, jwks: { keys: [key.jwk] } }];
  await writeFile(config, JSON.stringify({ publicBaseUrl: BASE, clients, replay }));
  lines = [];
  running = await start(
    {
      PORT: '0',
      HOST: '127.0.0.1',
      CLEARSTAGE_CONFIG: config,
      CLEARSTAGE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database,
    },
    { logTo: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) } },
  );
  expect((await call(await token())).status).toBe(200);
}

function token(): Promise<string> {
  const at = Math.floor(Date.now() / 1_000);
  return bearer(key, { iss: ISSUER, aud: BASE + HOOK, iat: at, exp: at + 300 });
}

async function call(authorization: string): Promise<{ status: number; ms: number; retryAfter: string | null }> {
  const began = performance.now();
  const answer = await fetch(running.url + HOOK, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(hookCall('patient-view')),
  });
  await answer.text();
  return {
    status: answer.status,
    ms: performance.now() - began,
    retryAfter: answer.headers.get('retry-after'),
  };
}

async function callMany(): Promise<readonly Awaited<ReturnType<typeof call>>[]> {
  const tokens = await Promise.all(Array.from({ length: CALLS }, token));
  return Promise.all(tokens.map(call));
}

const said = (event: string) => lines.filter((line) => line['event'] === event);

describe.each([
  ['frozen', () => gate.freeze()],
  ['away', () => gate.cut()],
])('a PostgreSQL that is %s', (_, strike) => {
  test('costs a call half a second at most, and no caller an answer; each token still works once', async () => {
    await serve({});
    const [used, fresh] = [await token(), await token()];
    expect((await call(used)).status).toBe(200);
    strike();
    const answers = await callMany();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // half a second, and what a busy machine adds
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2_500);
    expect((await call(used)).status).toBe(401);
    expect((await call(fresh)).status).toBe(200);
    expect((await call(fresh)).status).toBe(401);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(503);
    expect(said('token ids not shared')).toHaveLength(1);

    gate.thaw();
    await until(async () => {
      await call(await token());
      return said('token ids shared again').length === 1;
    });
    expect((await call(fresh)).status).toBe(401);
  }, 60_000);

  test('lets nobody in where the site says so, and says so at once', async () => {
    await serve({ onStoreFailure: 'refuse' });
    strike();
    const answers = await callMany();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2_500);
    expect(said('token ids not claimed')).toHaveLength(1);
    gate.thaw();
    await until(async () => (await call(await token())).status === 200);
  }, 60_000);
});

/** Asks again until it is so; the test's own time limit ends it otherwise. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
