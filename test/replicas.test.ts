// Two servers behind one PostgreSQL are one service: for feedback, for memory, for used tokens, and while one leaves.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore } from '../src/store/store.ts';
import type { Store } from '../src/store/store.ts';
import { kept, listening } from './store/databases.ts';
import { startPostgres } from './store/postgres.ts';
import { startFaultyFhirServer } from './support/faulty-fhir-server.ts';
import type { FaultyFhirServer } from './support/faulty-fhir-server.ts';
import { slow } from './support/fhir-faults.ts';
import { startServerProcess } from './support/server-process.ts';
import type { ServerProcess } from './support/server-process.ts';
import { bearer, createSigningKey } from './support/tokens.ts';
import type { SigningKey } from './support/tokens.ts';

const BASE = 'https://cds.example.org';
const ISSUER = 'https://ehr.example.org';
const PATIENT = 'mm-iss3-egfr20';
const HOOK = '/cds-services/b2m-patient-view';

let folder: string;
let key: SigningKey;
let ehr: FaultyFhirServer;
let store: Store;
let env: NodeJS.ProcessEnv;
const running: ServerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clearstage-replicas-'));
  key = await createSigningKey();
  ehr = await startFaultyFhirServer(await patientOfToday());
  const url = await (await startPostgres()).database();
  const clients = [{ name: 'General Hospital', issuer: ISSUER, jwks: { keys: [key.jwk] }, fhirServers: [ehr.baseUrl] }];
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ publicBaseUrl: BASE, clients }));
  env = { CLEARSTAGE_CONFIG: config, CLEARSTAGE_DATA_DIR: join(folder, 'data'), DATABASE_URL: url };
  store = await openStore(listening({ dataDir: 'unused', url }).options);
}, 60_000);

afterAll(async () => {
  for (const server of running) server.kill();
  await store.close();
  await ehr.close();
  await rm(folder, { recursive: true });
});

/** The two replicas start at once, as they do after a release. */
async function startTwo(): Promise<readonly [ServerProcess, ServerProcess]> {
  const two = await Promise.all([startServerProcess(env), startServerProcess(env)]);
  running.push(...two);
  return two;
}

describe('two replicas', () => {
  let one: ServerProcess;
  let other: ServerProcess;
  beforeAll(async () => {
    [one, other] = await startTwo();
  }, 60_000);

  test('the feedback to a card of one, given to the other, is recognised, and neither says it again', async () => {
    const { cards } = await call(one);
    expect(cards.length).toBeGreaterThan(0);
    await until(async () => (await kept(store, 'issued_card')).length >= cards.length);
    const answers = cards.map(({ uuid }) => ({
      card: uuid,
      outcome: 'overridden',
      outcomeTimestamp: new Date().toISOString(),
      overrideReason: { userComment: 'already known' },
    }));
    const path = `${HOOK}/feedback`;
    const receipt = await post(other, path, { feedback: answers });
    expect(await receipt.json()).toEqual({ feedback: cards.map(({ uuid }) => ({ card: uuid, known: true })) });
    // A replica asks what is settled for 50 ms only; on a busy machine one question may go unanswered, not all.
    for (const replica of [one, other]) await until(async () => (await call(replica)).cards.length === 0);
  });

  test('a token used at one is refused by the other; of parallel copies at both exactly one succeeds', async () => {
    const token = await signed(HOOK);
    expect((await post(one, HOOK, hookBody(), token)).status).toBe(200);
    expect((await post(other, HOOK, hookBody(), token)).status).toBe(401);

    const copied = await signed(HOOK);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(i % 2 === 0 ? one : other, HOOK, hookBody(), copied)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });

  test('each leaves on SIGTERM when its calls are answered, and no call is dropped', async () => {
    ehr.misbehave('Observation', slow(30));
    const load = drive([one, other]);
    await until(() => load.answered() >= 100);
    expect(await one.terminate()).toBe(0);
    const alone = load.answered();
    await until(() => load.answered() >= alone + 100);
    await load.stop();
    process.stdout.write(`one of two left: ${load.answered()} calls answered, ${load.dropped.length} dropped\n`);
    expect(load.dropped).toEqual([]);

    // and the last one, with every call waiting for the FHIR server when the signal comes
    ehr.heal();
    ehr.misbehave('Observation', slow(500));
    const waiting = Array.from({ length: 20 }, () => post(other, HOOK, hookBody()));
    await until(() => ehr.requests.filter(({ url }) => url.includes('/Observation')).length >= 20);
    const code = other.terminate();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => 200));
    expect(await code).toBe(0);
  }, 60_000);
});

interface Load {
  answered(): number;
  readonly dropped: readonly unknown[];
  stop(): Promise<unknown>;
}

/** Sixteen callers behind a load balancer: it asks each server every 100 ms whether it is ready, as HAProxy does. */
function drive(servers: readonly ServerProcess[]): Load {
  let answered = 0;
  const stop = new AbortController();
  let ready = servers;
  const dropped: unknown[] = [];
  const caller = async (first: number): Promise<void> => {
    for (let i = first; !stop.signal.aborted; i++) {
      const server = ready[i % ready.length];
      if (!server) {
        // a busy machine may not have said in time that it is ready
        await moment(20);
        continue;
      }
      try {
        const answer = await post(server, HOOK, hookBody());
        if (answer.status === 200) answered++;
        else dropped.push(await answer.text());
      } catch (error) {
        const cause = (error as Error).cause as { code?: string } | undefined;
        // a call that could not be sent is not lost: it is sent to the other
        if (cause?.code !== 'ECONNREFUSED') dropped.push(cause ?? error);
      }
    }
  };
  const probe = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const up = await Promise.all(servers.map((server) => isReady(server)));
      ready = servers.filter((_, i) => up[i]);
      await moment(100);
    }
  };
  const callers = [probe(), ...Array.from({ length: 16 }, (_, i) => caller(i))];
  return {
    answered: () => answered,
    dropped,
    stop() {
      stop.abort();
      return Promise.all(callers);
    },
  };
}

function isReady(server: ServerProcess): Promise<boolean> {
  return fetch(`${server.url}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function call(server: ServerProcess): Promise<{ cards: readonly { uuid: string }[] }> {
  const answer = await post(server, HOOK, hookBody());
  expect(answer.status).toBe(200);
  return (await answer.json()) as { cards: readonly { uuid: string }[] };
}

async function post(server: ServerProcess, path: string, body: object, token?: string): Promise<Response> {
  const authorization = token ?? (await signed(path));
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
}

function signed(path: string): Promise<string> {
  const at = Math.floor(Date.now() / 1_000);
  return bearer(key, { iss: ISSUER, aud: BASE + path, iat: at, exp: at + 300 });
}

function hookBody(): object {
  return {
    hook: 'patient-view',
    hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
    fhirServer: ehr.baseUrl,
    context: { patientId: PATIENT, userId: 'Practitioner/dr' },
  };
}

/** The fixtures' patient, moved from the day the fixtures are written for to today: the servers have the real clock. */
async function patientOfToday(): Promise<readonly fhir4.FhirResource[]> {
  const { AS_OF } = await import('../fixtures/chart.ts');
  const days = Math.floor((Date.now() - Date.parse(AS_OF)) / 86_400_000);
  const text = await readFile(`fixtures/patients/${PATIENT}.bundle.json`, 'utf8');
  const moved = text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10),
  );
  const bundle = JSON.parse(moved) as fhir4.Bundle;
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource as fhir4.FhirResource] : []));
}

/** Asks again until it is so; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await moment(20);
}

function moment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
