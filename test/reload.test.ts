// A changed configuration taken while calls come in: wholly or not at all, and no call is lost.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { start, type Running } from '../src/server.ts';
import { startJwksServer, type JwksServer } from './support/jwks-server.ts';
import { hookCall } from './support/requests.ts';
import { startServerProcess } from './support/server-process.ts';
import { bearer, createSigningKey, type SigningKey } from './support/tokens.ts';

// on a busy machine a start takes seconds
jest.setTimeout(60_000);

const BASE = 'https://cds.example';
const VIEW = '/cds-services/b2m-patient-view';
const FIRST = 'https://first.example';
const SECOND = 'https://second.example';

let folder: string;
let file: string;
let key: SigningKey;
let jwks: JwksServer;
let running: Running | undefined;
let lines: string[];

beforeAll(async () => {
  key = await createSigningKey();
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clearstage-reload-'));
  file = join(folder, 'config.json');
  lines = [];
  jwks = await startJwksServer([key.jwk]);
});

afterEach(async () => {
  await running?.close(0);
  running = undefined;
  await jwks.close();
  rmSync(folder, { recursive: true, force: true });
});

const client = (issuer: string) => ({ name: issuer, issuer, jku: jwks.url });
const configure = (issuers: readonly string[], more: object = {}): void =>
  writeFileSync(file, JSON.stringify({ publicBaseUrl: BASE, clients: issuers.map(client), ...more }));
const environment = () => ({
  PORT: '0',
  METRICS_PORT: '0',
  HOST: '127.0.0.1',
  CLEARSTAGE_CONFIG: file,
  CLEARSTAGE_DATA_DIR: join(folder, 'data'),
});
const startHere = async (): Promise<Running> =>
  (running = await start(environment(), { logTo: { write: (line) => void lines.push(line) } }));

const token = (iss: string) => {
  const now = Math.floor(Date.now() / 1000);
  return bearer(key, { iss, aud: BASE + VIEW, iat: now, exp: now + 300 });
};
const send = (url: string, authorization: string): Promise<Response> =>
  fetch(url + VIEW, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(hookCall('patient-view')),
  });
const call = async (url: string, iss: string): Promise<number> => (await send(url, await token(iss))).status;
const siteOf = async (url: string): Promise<unknown> =>
  ((await (await fetch(`${url}/health/ready`)).json()) as { site?: { changes: unknown } }).site?.changes;
const askReload = ({ metricsUrl = '' }: Running, method = 'POST'): Promise<Response> =>
  fetch(new URL('/admin/reload', metricsUrl), { method });

test('a client and a rule of the site are there after it, used tokens stay used, and keys need not be fetched again', async () => {
  configure([FIRST]);
  const server = await startHere();
  const used = await token(FIRST);
  expect((await send(server.url, used)).status).toBe(200);
  expect(await call(server.url, SECOND)).toBe(401);
  expect(await siteOf(server.url)).toBeUndefined();
  // the EHR's keys cannot be had at this moment
  jwks.misbehave((response) => void response.writeHead(500).end());

  configure([FIRST, SECOND], { site: { rules: { 'follow-up': 'off' } } });
  const answer = await askReload(server);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'reloaded', changes: ['rule follow-up off'] });
  expect(await call(server.url, SECOND)).toBe(200);
  expect(await siteOf(server.url)).toEqual(['rule follow-up off']);
  expect((await send(server.url, used)).status).toBe(401);
  expect(lines.join('')).toMatch(/"event":"configuration reloaded","site":"\w+","changes":\["rule follow-up off"\]/);

  configure([SECOND]);
  expect(await server.reload()).toMatchObject({ ok: true, changes: [] });
  expect([await call(server.url, FIRST), await call(server.url, SECOND)]).toEqual([401, 200]);
  const metrics = await (await fetch(server.metricsUrl ?? '')).text();
  expect(metrics).toContain('clearstage_reloads_total{outcome="done"} 2');
});

test('every fault is named, nothing of a faulty file is taken, and what takes a restart is said', async () => {
  configure([FIRST]);
  const server = await startHere();
  const refused = async (): Promise<string> => {
    const answer = await askReload(server);
    expect(answer.status).toBe(422);
    return answer.text();
  };
  configure([FIRST, SECOND], { shadow: 'yes', site: { rules: { 'no-such-rule': 'off' } } });
  expect(await refused()).toMatch(/shadow[\s\S]*no-such-rule/);
  writeFileSync(file, '{');
  expect(await refused()).toContain('is not JSON');
  rmSync(file);
  expect(await refused()).toContain('cannot be read (ENOENT)');
  configure([FIRST, SECOND], { retention: { feedbackDays: 7 }, limits: { connections: 50 } });
  expect(await refused()).toContain('retention: takes a restart; limits/connections: takes a restart');

  expect([await call(server.url, FIRST), await call(server.url, SECOND)]).toEqual([200, 401]);
  const metrics = await (await fetch(server.metricsUrl ?? '')).text();
  expect(metrics).toContain('clearstage_reloads_total{outcome="refused"} 4');
});

test('only a POST to the operator’s port reloads', async () => {
  configure([FIRST]);
  const server = await startHere();
  expect((await askReload(server, 'GET')).status).toBe(404);
  expect((await fetch(`${server.url}/admin/reload`, { method: 'POST' })).status).toBe(404);
  expect(lines.join('')).not.toContain('configuration reloaded');
});

test('under load no call is lost, and reloads that are asked for at once come one after the other', async () => {
  configure([FIRST]);
  const server = await startHere();
  const statuses: number[] = [];
  const load = new AbortController();
  const drive = async (): Promise<void> => {
    while (!load.signal.aborted) statuses.push(await call(server.url, FIRST));
  };
  const drivers = Array.from({ length: 4 }, drive);
  for (let i = 0; i < 5; i++) {
    configure(i % 2 === 0 ? [FIRST, SECOND] : [FIRST], { shadow: i % 2 === 0 });
    const answers = await Promise.all([server.reload(), server.reload()]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    const before = statuses.length;
    while (statuses.length < before + 8) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  load.abort();
  await Promise.all(drivers);
  expect(statuses.length).toBeGreaterThan(30);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

test('SIGHUP reloads a server that has a configuration file', async () => {
  configure([FIRST]);
  const server = await startServerProcess(environment());
  try {
    configure([FIRST, SECOND]);
    server.signal('SIGHUP');
    while (!server.lines.some(({ event }) => event === 'configuration reloaded')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await call(server.url, SECOND)).toBe(200);
    expect(await server.terminate()).toBe(0);
  } finally {
    server.kill();
  }
});
