// Several workers are one server: for used tokens, answered cards, limits, counts and shutdown, and when one of them dies.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startPostgres } from './store/postgres.ts';
import { startServerProcess } from './support/server-process.ts';
import type { ServerProcess } from './support/server-process.ts';
import { bearer, createSigningKey } from './support/tokens.ts';
import type { SigningKey } from './support/tokens.ts';

// processes on a busy machine take their time
jest.setTimeout(120_000);

const BASE = 'https://cds.example.org';
const ISSUER = 'https://ehr.example.org';
const HOOK = '/cds-services/b2m-patient-view';
const PATIENT = 'mm-iss3-egfr20';
const WORKERS = 2;
const REFUSALS = 20;

let key: SigningKey;
beforeAll(async () => {
  key = await createSigningKey();
});

describe.each(['SQLite', 'PostgreSQL'] as const)('two workers on %s', (kind) => {
  let folder: string;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clearstage-workers-'));
    const config = join(folder, 'config.json');
    const clients = ['ehr'].map((name) => ({
      name,
      issuer: `${ISSUER}/${name}`,
      jwks: { keys: [key.jwk] },
      fhirServers: [],
    }));
    const limits = { refusalsPerMinute: REFUSALS };
    await writeFile(config, JSON.stringify({ publicBaseUrl: BASE, clients, limits, metrics: { public: true } }));
    server = await startServerProcess({
      CLEARSTAGE_CONFIG: config,
      CLEARSTAGE_DATA_DIR: join(folder, 'data'),
      CLEARSTAGE_WORKERS: String(WORKERS),
      METRICS_PORT: '0',
      ...(kind === 'PostgreSQL' && { DATABASE_URL: await (await startPostgres()).database() }),
    });
  });

  afterAll(async () => {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  });

  test('both take calls, and what they count is counted once for both', async () => {
    await Promise.all(Array.from({ length: 10 }, () => call(server)));
    const text = await metrics(server);
    expect(answered(text)).toBe(10);
    for (const worker of [1, 2])
      expect(text).toMatch(new RegExp(`clearstage_worker_resident_memory_bytes\\{worker="${worker}"\\} \\d+`));
    expect(
      new Set(server.lines.filter(({ event }) => event === 'service invoked').map(({ worker }) => worker)),
    ).toEqual(new Set([1, 2]));
  });

  test('of parallel copies of one token exactly one is let in', async () => {
    const token = await signed(HOOK);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => send(server, HOOK, await body(server), token)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
  });

  test('what is said once to a user is said by one of them', async () => {
    const told = [];
    for (let i = 0; i < 2 * WORKERS; i++) told.push((await call(server, 'Practitioner/once')).cards.length > 0);
    expect(told).toEqual([true, ...Array.from({ length: 2 * WORKERS - 1 }, () => false)]);
  });

  test('an answer that comes at once is recognised wherever it arrives, and nobody says the card again', async () => {
    const { cards } = await call(server, 'Practitioner/answering');
    expect(cards.length).toBeGreaterThan(0);
    const feedback = cards.map(({ uuid }) => ({
      card: uuid,
      outcome: 'overridden',
      outcomeTimestamp: new Date().toISOString(),
    }));
    // twice: each comes to another worker, and one of them has not shown the cards
    for (let i = 0; i < WORKERS; i++) {
      const receipt = await send(server, `${HOOK}/feedback`, JSON.stringify({ feedback }));
      expect(JSON.parse(receipt.text)).toEqual({ feedback: cards.map(({ uuid }) => ({ card: uuid, known: true })) });
    }
    // PostgreSQL is asked for 50 ms only; on a busy machine a question may go unanswered, not all
    let silent = 0;
    for (let i = 0; silent < 2 * WORKERS; i++) {
      silent = (await call(server, `Practitioner/other-${i}`)).cards.length === 0 ? silent + 1 : 0;
    }
  });

  test('a limit is that of both together', async () => {
    const began = performance.now();
    const refused = await Promise.all(Array.from({ length: 3 * REFUSALS }, () => send(server, HOOK, '{}', 'Bearer x')));
    const statuses = refused.map(({ status }) => status);
    const let401 = statuses.filter((status) => status === 401).length;
    // nine were refused before; a token bucket fills up while the calls are made
    const refilled = Math.ceil(((performance.now() - began) / 60_000) * REFUSALS);
    expect(let401).toBeLessThanOrEqual(REFUSALS + refilled);
    expect(let401).toBeGreaterThanOrEqual(REFUSALS - 9);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3 * REFUSALS - let401);
  });

  test('one that dies is replaced, the other answers meanwhile, and no count falls', async () => {
    const before = answered(await metrics(server));
    const [victim] = server.lines.filter(({ event, worker }) => event === 'worker started' && worker === 2);
    process.kill(Number(victim?.['pid']), 'SIGKILL');
    await until(() => server.lines.some(({ event }) => event === 'worker ended'));
    for (let i = 0; i < 5; i++) await call(server);
    expect(answered(await metrics(server))).toBe(before + 5);
    await until(() => server.lines.some(({ event, worker }) => event === 'worker replaced' && worker === 2));
    for (let i = 0; i < 6; i++) await call(server);
    expect(answered(await metrics(server))).toBe(before + 11);
    const started = server.lines.filter(({ event, worker }) => event === 'worker started' && worker === 2);
    expect(new Set(started.map(({ pid }) => pid)).size).toBe(2);
  });

  test('a changed configuration is read by both, and a faulty one by neither', async () => {
    await until(() => server.lines.some(({ event }) => event === 'metrics served'));
    const port = server.lines.find(({ event }) => event === 'metrics served')?.['port'];
    const reload = async () =>
      (await fetch(`http://127.0.0.1:${String(port)}/admin/reload`, { method: 'POST' })).status;
    const config = join(folder, 'config.json');
    const text = await readFile(config, 'utf8');
    await writeFile(config, JSON.stringify({ ...JSON.parse(text), shadow: 'perhaps' }));
    expect(await reload()).toBe(422);
    await writeFile(config, JSON.stringify({ ...JSON.parse(text), clockToleranceSeconds: 30 }));
    expect(await reload()).toBe(200);
    const reloaded = () => server.lines.filter(({ event }) => event === 'configuration reloaded');
    await until(() => reloaded().length >= WORKERS);
    expect(new Set(reloaded().map(({ worker }) => worker))).toEqual(new Set([1, 2]));
    await call(server);
  });

  test('on SIGTERM both answer what they have, write it, and end', async () => {
    const waiting = Promise.all(Array.from({ length: 8 }, () => call(server)));
    await waiting;
    expect(await server.terminate()).toBe(0);
    const stopped = server.lines.filter(({ event }) => event === 'server stopped');
    expect(new Set(stopped.map(({ worker }) => worker))).toEqual(new Set([1, 2, undefined]));
  });
});

test('a configuration with a fault is told once, and nothing stays behind', async () => {
  const env = { CLEARSTAGE_WORKERS: '2', CLEARSTAGE_CONFIG: '/nowhere/config.json' };
  await expect(startServerProcess(env)).rejects.toThrow(/ended with 1: The configuration has 1 fault/);
  await expect(startServerProcess({ CLEARSTAGE_WORKERS: 'many' })).rejects.toThrow(/CLEARSTAGE_WORKERS: must be/);
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** On a connection of its own: the first process gives connections to the workers by turns. */
async function send(server: ServerProcess, path: string, text: string, token?: string): Promise<Answer> {
  const authorization = token ?? (await signed(path));
  return new Promise((resolve, reject) => {
    const asked = request(
      server.url + path,
      { method: 'POST', agent: false, headers: { 'content-type': 'application/json', authorization } },
      (answer) => {
        let said = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: said }));
      },
    );
    asked.on('error', reject);
    asked.end(text);
  });
}

async function call(server: ServerProcess, user = 'Practitioner/dr'): Promise<{ cards: readonly { uuid: string }[] }> {
  const { status, text } = await send(server, HOOK, (await body(server)).replace('Practitioner/dr', user));
  expect(status).toBe(200);
  return JSON.parse(text) as { cards: readonly { uuid: string }[] };
}

async function metrics(server: ServerProcess): Promise<string> {
  return (await fetch(`${server.url}/metrics`)).text();
}

/** Calls that were answered with 200, by the metrics. */
function answered(text: string): number {
  return [...text.matchAll(/clearstage_calls_total\{[^}]*outcome="(?:cards|silent)"\} (\d+)/g)]
    .map(([, count]) => Number(count))
    .reduce((sum, count) => sum + count, 0);
}

function signed(path: string): Promise<string> {
  const at = Math.floor(Date.now() / 1_000);
  return bearer(key, { iss: `${ISSUER}/ehr`, aud: BASE + path, iat: at, exp: at + 300 });
}

let sent: Promise<string> | undefined;

/** A call with everything prefetched, about the fixtures' patient moved to today: the server has the real clock. */
function body(server: ServerProcess): Promise<string> {
  return (sent ??= bodyFor(server));
}

interface Discovery {
  readonly services: readonly { readonly id: string; readonly prefetch?: Readonly<Record<string, string>> }[];
}

async function bodyFor({ url }: ServerProcess): Promise<string> {
  const { services } = (await (await fetch(`${url}/cds-services`)).json()) as Discovery;
  const templates = services.find(({ id }) => HOOK.endsWith(`/${id}`))?.prefetch ?? {};
  const { AS_OF } = await import('../fixtures/chart.ts');
  const days = Math.floor((Date.now() - Date.parse(AS_OF)) / 86_400_000);
  const text = await readFile(`fixtures/patients/${PATIENT}.bundle.json`, 'utf8');
  const moved = text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10),
  );
  const resources = ((JSON.parse(moved) as fhir4.Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []);
  const prefetch = Object.entries(templates).map(([key, template]) => {
    const of = resources.filter(({ resourceType }) => resourceType === template.split(/[/?]/)[0]);
    if (template.startsWith('Patient/')) return [key, of[0]];
    return [key, { resourceType: 'Bundle', type: 'searchset', entry: of.map((resource) => ({ resource })) }];
  });
  return JSON.stringify({
    hook: 'patient-view',
    hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
    context: { patientId: PATIENT, userId: 'Practitioner/dr' },
    prefetch: Object.fromEntries(prefetch),
  });
}

/** Asks again until it is so; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
