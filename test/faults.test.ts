// The whole server between signed calls and a faulty FHIR server: what the clinician gets, what the operator reads.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Running, start } from '../src/server.ts';
import { type FaultyFhirServer, type Manner, startFaultyFhirServer } from './support/faulty-fhir-server.ts';
import * as fault from './support/fhir-faults.ts';
import { type JwksServer, startJwksServer } from './support/jwks-server.ts';
import { hookCall, observation, PATIENT } from './support/requests.ts';
import { stubService } from './support/stub-service.ts';
import { bearer, createSigningKey, type SigningKey } from './support/tokens.ts';

const BASE = 'https://cds.example.org';
const PATH = '/cds-services/b2m-result-view';
const ISSUER = 'https://ehr.example.org';
const FHIR_TOKEN = 'FHIR.SECRET';

let folder: string;
let key: SigningKey;
let jwks: JwksServer;
let ehr: FaultyFhirServer;
let stranger: FaultyFhirServer;
let server: Running;
const written: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clearstage-faults-'));
  key = await createSigningKey();
  jwks = await startJwksServer([key.jwk]);
  ehr = await startFaultyFhirServer([PATIENT, observation('o1') as fhir4.Observation]);
  stranger = await startFaultyFhirServer();
  const config = join(folder, 'config.json');
  const clients = [{ name: 'General Hospital', issuer: ISSUER, jku: jwks.url, fhirServers: [ehr.baseUrl] }];
  await writeFile(config, JSON.stringify({ publicBaseUrl: BASE, clients, fhir: { timeoutMs: 400 } }));
  server = await start(
    { PORT: '0', HOST: '127.0.0.1', CLEARSTAGE_CONFIG: config, CLEARSTAGE_DATA_DIR: join(folder, 'data') },
    { services: [stubService], logTo: { write: (line: string) => void written.push(line) } },
  );
  // what the first FHIR query loads must not count against a deadline this short on a busy machine
  await import('../src/fhir/gateway.ts');
  written.length = 0;
});
afterEach(() => {
  ehr.heal();
  stranger.heal();
  written.length = 0;
});
afterAll(async () => {
  await server.close(100);
  await Promise.all([jwks.close(), ehr.close(), stranger.close()]);
  await rm(folder, { recursive: true });
});

interface Answered {
  readonly status: number;
  readonly body: {
    readonly cards?: readonly { readonly summary: string }[];
    readonly issue?: readonly fhir4.OperationOutcomeIssue[];
  };
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** A signed call without prefetch, so that everything comes from the FHIR server. */
async function call(further: Record<string, unknown> = {}, claims: Record<string, unknown> = {}): Promise<Answered> {
  const now = Math.round(Date.now() / 1000);
  const { prefetch: _none, ...request } = hookCall('result-view', {
    fhirServer: ehr.baseUrl,
    fhirAuthorization: {
      access_token: FHIR_TOKEN,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'free text as Epic sends it',
      subject: 'clearstage',
    },
  });
  const authorization = await bearer(
    key,
    { iss: ISSUER, aud: BASE + PATH, iat: now, exp: now + 300, ...claims },
    { jku: jwks.url },
  );
  const response = await fetch(server.url + PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ ...request, ...further }),
  });
  const body = (await response.json()) as Answered['body'];
  return { status: response.status, body, lines: written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

function noLeak(): void {
  expect(written.join('')).not.toMatch(/p1|SECRET|12345678|eyJ/);
}

const FAULTS: [string, Manner, string, string][] = [
  ['is slow', fault.slow(5_000), 'timeout', 'did not answer in time'],
  ['hangs', fault.hang, 'timeout', 'did not answer in time'],
  ['drips', fault.drip, 'timeout', 'did not answer in time'],
  ['drops the connection', fault.drop, 'unreachable', 'could not be reached'],
  ['answers 401 (expired token)', fault.status(401), 'unauthorized', 'did not accept the access token'],
  ['answers 403', fault.status(403), 'forbidden', 'refused access'],
  ['answers 404', fault.status(404), 'not-found', 'does not know it'],
  ['answers 429', fault.status(429), 'rate-limited', 'asked to slow down'],
  ['answers 500', fault.status(500), 'server-error', 'failed'],
  ['answers HTML', fault.html, 'not-fhir', 'not FHIR R4'],
  ['answers truncated JSON', fault.truncated, 'not-fhir', 'not FHIR R4'],
  ['answers in another encoding', fault.latin1, 'not-fhir', 'not FHIR R4'],
  ['answers JSON without an end', fault.endlessJson, 'too-large', 'more than this service reads'],
  ['answers a Patient instead of a Bundle', fault.raw('{"resourceType":"Patient"}'), 'not-fhir', 'not FHIR R4'],
  ['redirects', (...args) => fault.redirect(`${stranger.baseUrl}/Observation`)(...args), 'not-fhir', 'not FHIR R4'],
];

describe('a healthy FHIR server', () => {
  test('gives the data that prefetch lacked, and the clinician the card', async () => {
    const { status, body, lines } = await call();
    expect([status, body.cards?.[0]?.summary]).toEqual([200, '1 observations']);
    expect(ehr.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array.from({ length: 3 }, () => `Bearer ${FHIR_TOKEN}`),
    );
    expect(lines).toMatchObject([{ event: 'service invoked', client: 'General Hospital', status: 200 }]);
    noLeak();
  });
});

describe('when what is required cannot be had, the caller gets 412 and why, as the FHIR server', () => {
  test.each(FAULTS)('%s', async (_what, manner, word, sentence) => {
    ehr.misbehave('Observation', manner);
    const { status, body, lines } = await call();
    expect(status).toBe(412);
    expect(body.issue?.[0]?.details?.text).toContain(sentence);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'FHIR request failed', resourceType: 'Observation', fault: word }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ status: 412, faults: { labs: word } }));
    noLeak();
    expect(stranger.requests).toHaveLength(0);
  });
});

describe('when what is optional cannot be had, the clinician gets the card without it, as the FHIR server', () => {
  test.each(FAULTS)('%s', async (_what, manner, word) => {
    ehr.misbehave('Condition', manner);
    const { status, body, lines } = await call();
    expect([status, body.cards?.length]).toEqual([200, 1]);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'service invoked', faults: { conditions: word } }));
    noLeak();
    expect(stranger.requests).toHaveLength(0);
  });
});

describe('data that are not what was asked for', () => {
  test("another patient's Observations are never used, and the log counts them", async () => {
    const foreign = observation('o9', { subject: { reference: 'Patient/p2' } });
    ehr.misbehave('Observation', fault.bundle([observation('o1'), foreign]));
    const { body, lines } = await call();
    expect(body.cards?.[0]?.summary).toBe('1 observations');
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'service invoked', foreign: 1, faults: { labs: 'incomplete' } }),
    );
  });

  test('endless paging ends, and the next link to another server is not followed', async () => {
    ehr.misbehave('Observation', fault.endlessPaging);
    const endless = await call();
    expect(endless.status).toBe(200);
    expect(endless.lines).toContainEqual(
      expect.objectContaining({ event: 'service invoked', faults: { labs: 'incomplete' } }),
    );
    expect(ehr.requests.filter(({ url }) => url.includes('/Observation'))).toHaveLength(5);
    ehr.misbehave('Observation', fault.bundle([observation('o1')], `${stranger.baseUrl}/Observation?page=2`));
    expect((await call()).status).toBe(200);
    expect(stranger.requests).toHaveLength(0);
  });
});

describe('a FHIR server that is not this client’s', () => {
  test('is never contacted: 412, and the log says why', async () => {
    const { status, lines } = await call({ fhirServer: stranger.baseUrl });
    expect(status).toBe(412);
    expect(lines).toContainEqual(
      expect.objectContaining({
        status: 412,
        faults: { patient: 'not-allowed', labs: 'not-allowed', conditions: 'not-allowed' },
      }),
    );
    expect(stranger.requests).toHaveLength(0);
  });
});

describe('a token that is refused', () => {
  test('costs the FHIR server nothing and tells the caller nothing; the operator reads what was expected', async () => {
    const { status, body, lines } = await call({}, { aud: 'https://typo.example.org' + PATH });
    expect(status).toBe(401);
    expect(body.issue?.[0]?.details?.text).toBe('This call could not be authenticated.');
    expect(lines).toContainEqual(
      expect.objectContaining({
        status: 401,
        reason: 'audience',
        expected: [BASE + PATH],
        got: 'https://typo.example.org' + PATH,
      }),
    );
    expect(ehr.requests).toHaveLength(0);
    noLeak();
  });
});
