// Credentials of our own (SMART Backend Services) against a certified authorization server: claims, scopes, reach, audit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from 'jose';
import { isOfPatient } from '../../src/fhir/own-credentials/gateway.ts';
import { grants, scopesFor } from '../../src/fhir/own-credentials/scopes.ts';
import { createTokenSource } from '../../src/fhir/own-credentials/token-source.ts';
import { start, type Running } from '../../src/server.ts';
import { bundle, hookCall, observation, PATIENT } from '../support/requests.ts';
import { bearer, createSigningKey, type SigningKey } from '../support/tokens.ts';

// on a busy machine a start takes seconds
jest.setTimeout(60_000);

const BASE = 'https://cds.example';
const VIEW = '/cds-services/b2m-patient-view';
const TYPES = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Procedure', 'ServiceRequest'];
const ALL = scopesFor(TYPES, true);

interface Ehr {
  readonly fhir: string;
  readonly token: string;
  /** Client assertions received. */
  readonly assertions: string[];
  /** FHIR requests: path with query, and the bearer token. */
  readonly reads: { readonly url: string; readonly token: string | undefined }[];
  /** What its smart-configuration says, beside the token endpoint. */
  announces: object;
  isKnown(token: string | undefined): Promise<string>;
  close(): void;
}

let key: SigningKey;
let es: JWK;
let rs: JWK;
let ehr: Ehr;
let folder: string;

beforeAll(async () => {
  key = await createSigningKey();
  [es, rs] = await Promise.all([ownKey('ES384'), ownKey('RS384')]);
  folder = mkdtempSync(join(tmpdir(), 'clearstage-backend-'));
  ehr = await startEhr(ALL);
});
afterAll(() => {
  ehr.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  ehr.announces = {};
  ehr.assertions.length = 0;
  ehr.reads.length = 0;
});

async function ownKey(alg: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: `our ${alg}`, alg };
}

/** A FHIR server with SMART's discovery beside an OpenID Provider, which checks our assertions. */
async function startEhr(scopes: string): Promise<Ehr> {
  const listener = { handle: (_req: IncomingMessage, res: ServerResponse) => void res.end() };
  const server: Server = createServer((req, res) => listener.handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const registration = (id: string, keys: readonly JWK[], alg: string) => ({
    client_id: id,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    scope: scopes,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: alg,
    jwks: { keys: keys.map(({ kty, crv, x, y, n, e, kid }) => ({ kty, kid, ...(crv ? { crv, x, y } : { n, e }) })) },
  });
  const provider = await startProvider(origin, {
    clients: [registration('clearstage', [es], 'ES384'), registration('clearstage-rs', [rs], 'RS384')],
    scopes: scopes.split(' '),
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    ttl: { ClientCredentials: 300 },
    enabledJWA: { clientAuthSigningAlgValues: ['ES384', 'RS384'] },
  });
  const made: Ehr = {
    fhir: `${origin}/fhir`,
    token: `${origin}/token`,
    assertions: [],
    reads: [],
    announces: {},
    isKnown: async (token) => (await fetch(`http://127.0.0.1:${provider.port}/known/${token}`)).text(),
    close() {
      server.close();
      provider.kill();
    },
  };
  listener.handle = (req, res) => {
    const { pathname } = new URL(req.url ?? '', origin);
    if (pathname === '/fhir/.well-known/smart-configuration') {
      const announced = { token_endpoint: '/token', capabilities: ['permission-v2'], ...made.announces };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(announced));
    } else if (pathname.startsWith('/fhir/')) {
      answerFhir(made, req, res);
    } else {
      void bodyOf(req).then((body) => {
        made.assertions.push(new URLSearchParams(body).get('client_assertion') ?? '');
        const { host, 'content-type': type } = req.headers;
        const headers = { host, 'content-type': type, 'content-length': Buffer.byteLength(body) };
        const asked = request({ port: provider.port, path: '/token', method: 'POST', headers }, (answer) => {
          res.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(res);
        });
        asked.end(body);
      });
    }
  };
  return made;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function startProvider(issuer: string, configuration: object) {
  const script = join(import.meta.dirname, '../support/oidc-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, issuer, JSON.stringify(configuration)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said.toString()), kill: () => void child.kill('SIGKILL') };
}

function answerFhir({ fhir, reads }: Ehr, req: IncomingMessage, res: ServerResponse): void {
  const url = (req.url ?? '').slice('/fhir/'.length);
  const token = req.headers.authorization?.replace(/^Bearer /, '');
  reads.push({ url, token });
  res.setHeader('content-type', 'application/fhir+json');
  if (token === undefined) res.writeHead(401).end();
  else if (url === 'Patient/p1') res.end(JSON.stringify(PATIENT));
  else if (url.startsWith('Observation')) res.end(JSON.stringify(bundle(observation('o1'))));
  else res.end(JSON.stringify({ ...bundle(), link: [{ relation: 'self', url: `${fhir}/${url}` }] }));
}

describe('a call without a token', () => {
  let running: Running;
  let lines: Record<string, unknown>[];
  beforeAll(async () => {
    const jwks = { keys: [key.jwk] };
    const client = (name: string, more: object) => ({
      name,
      issuer: `https://${name}.example`,
      jwks,
      fhirServers: [ehr.fhir, 'http://127.0.0.1:9/fhir'],
      ...more,
    });
    const backendServices = { clientId: 'clearstage', fhirServer: `${ehr.fhir}/`, keys: [es, rs] };
    const file = join(folder, 'config.json');
    const clients = [client('registered', { backendServices }), client('other', {})];
    writeFileSync(file, JSON.stringify({ publicBaseUrl: BASE, clients }));
    lines = [];
    running = await start(
      { PORT: '0', HOST: '127.0.0.1', CLEARSTAGE_CONFIG: file, CLEARSTAGE_DATA_DIR: join(folder, 'data') },
      { logTo: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) } },
    );
  });
  afterAll(() => running.close(0));

  async function call(name: string, more: Record<string, unknown> = {}): Promise<Response> {
    const now = Math.floor(Date.now() / 1000);
    const iss = `https://${name}.example`;
    const authorization = await bearer(key, { iss, aud: BASE + VIEW, iat: now, exp: now + 300 });
    return fetch(running.url + VIEW, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(hookCall('patient-view', { prefetch: undefined, ...more })),
    });
  }
  const audit = () => lines.filter(({ event }) => event === 'read with credentials of our own');

  test('is answered from the registered server, with one token, and each read is audited without the patient', async () => {
    lines.length = 0;
    expect((await call('registered')).status).toBe(200);
    expect((await call('registered', { fhirServer: ehr.fhir })).status).toBe(200);
    expect(ehr.assertions).toHaveLength(1);
    const tokens = new Set(ehr.reads.map(({ token }) => token));
    expect(tokens.size).toBe(1);
    expect(await ehr.isKnown([...tokens][0])).toBe('true');
    expect(ehr.reads.length).toBeGreaterThan(8);
    for (const { url } of ehr.reads) expect(isOfPatient(decodeURIComponent(url), 'p1')).toBe(true);
    expect(audit().length).toBe(ehr.reads.length);
    expect(audit()[0]).toMatchObject({
      client: 'registered',
      service: 'b2m-patient-view',
      hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
      outcome: 'ok',
    });
    expect(new Set(audit().map(({ resourceType }) => resourceType))).toEqual(new Set(TYPES));
    expect(JSON.stringify(lines)).not.toMatch(/p1|eyJ/);
    expect(JSON.stringify(lines)).not.toContain([...tokens][0]);
  });

  test('the assertion says what SMART asks for', async () => {
    // a token of its own, whatever came before
    const source = sourceFor({});
    expect(await source.token()).toMatchObject({ ok: true });
    const [assertion = ''] = ehr.assertions;
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES384', kid: 'our ES384', typ: 'JWT' });
    const { iss, sub, aud, exp = 0, jti } = decodeJwt(assertion);
    expect({ iss, sub, aud }).toEqual({ iss: 'clearstage', sub: 'clearstage', aud: ehr.token });
    expect(exp - Date.now() / 1000).toBeGreaterThan(60);
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(300);
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('that brings a token is read with that one, and only there', async () => {
    lines.length = 0;
    const fhirAuthorization = {
      access_token: 'of-the-user',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'patient/*.rs',
      subject: 'us',
      patient: 'p1',
    };
    expect((await call('registered', { fhirServer: ehr.fhir, fhirAuthorization })).status).toBe(200);
    expect(new Set(ehr.reads.map(({ token }) => token))).toEqual(new Set(['of-the-user']));
    expect(audit()).toEqual([]);
  });

  test('of another client, or for another server, gets none of our credentials', async () => {
    expect((await call('other', { fhirServer: ehr.fhir })).status).toBe(412);
    expect(ehr.reads.every(({ token }) => token === undefined)).toBe(true);
    expect((await call('other')).status).toBe(412);
    ehr.reads.length = 0;
    expect((await call('registered', { fhirServer: 'http://127.0.0.1:9/fhir' })).status).toBe(412);
    expect([ehr.reads, ehr.assertions]).toEqual([[], []]);
  });

  test('follows no link that came with it: it may lead to another patient', async () => {
    const page = {
      ...bundle(observation('o1')),
      link: [{ relation: 'next', url: `${ehr.fhir}/Observation?patient=p2` }],
    };
    expect((await call('registered', { prefetch: { patient: PATIENT, markers: page } })).status).toBe(200);
    expect(ehr.reads.length).toBeGreaterThan(0);
    expect(ehr.reads.filter(({ url }) => url.includes('p2'))).toEqual([]);
  });

  test('our JWK Set shows public halves only, and may be kept for minutes', async () => {
    const answer = await fetch(`${running.url}/.well-known/jwks.json`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys } = (await answer.json()) as { keys: JWK[] };
    expect(keys.map(({ kid }) => kid)).toEqual(['our ES384', 'our RS384']);
    for (const shown of keys) expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['d']));
    expect(JSON.stringify(keys)).not.toContain(es.d);
  });
});

function sourceFor(more: object, failed: (reason: string) => void = () => undefined, clock = Date.now) {
  const registration = { clientId: 'clearstage', fhirServer: ehr.fhir, keys: [es, rs], ...more };
  return createTokenSource({
    registration: registration as Parameters<typeof createTokenSource>[0]['registration'],
    types: TYPES,
    ask: async (url, form) => {
      const answer = await fetch(url, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    allowInsecure: false,
    clock,
    newId: () => crypto.randomUUID(),
    failed,
  });
}

describe('the token', () => {
  test('is signed for as the server says, kept until it expires, and asked for once by many', async () => {
    ehr.announces = { token_endpoint_auth_signing_alg_values_supported: ['RS384'] };
    let now = Date.now();
    const source = sourceFor({ clientId: 'clearstage-rs' }, undefined, () => now);
    const many = await Promise.all(Array.from({ length: 20 }, () => source.token()));
    expect(new Set(many.map((token) => token.ok && token.accessToken)).size).toBe(1);
    now += 280_000;
    expect(await source.token()).toBe(many[0]);
    expect(ehr.assertions.map((a) => decodeProtectedHeader(a).alg)).toEqual(['RS384']);
    now += 20_000;
    await source.token();
    const ids = ehr.assertions.map((assertion) => decodeJwt(assertion).jti);
    expect(new Set(ids).size).toBe(2);
  });

  test('that the FHIR server refuses is dropped', async () => {
    const source = sourceFor({});
    const first = await source.token();
    source.refused('another');
    expect(await source.token()).toBe(first);
    if (first.ok) source.refused(first.accessToken);
    expect(await source.token()).not.toBe(first);
  });

  test('grants what the answer says: a scope that was left out silently is not granted', async () => {
    const token = await sourceFor({ scopes: ['system/Observation.rs', 'system/Device.rs'] }).token();
    expect(TYPES.filter((type) => token.ok && token.grants(type))).toEqual(['Observation']);
    const nothing = await sourceFor({ scopes: ['system/Device.rs'] }).token();
    expect(TYPES.filter((type) => nothing.ok && nothing.grants(type))).toEqual([]);
  });

  test.each([
    ['an unknown client', { clientId: 'stranger' }, {}, 'unauthorized', /^token endpoint answered 401 invalid_client$/],
    [
      'no key of the algorithm',
      {},
      { token_endpoint_auth_signing_alg_values_supported: ['ES256'] },
      'unreachable',
      /^no key of ours is for ES256$/,
    ],
    [
      'another kind of authentication',
      {},
      { token_endpoint_auth_methods_supported: ['client_secret_basic'] },
      'unreachable',
      /private_key_jwt/,
    ],
    ['no token endpoint', {}, { token_endpoint: 7 }, 'unreachable', /names no token_endpoint/],
    ['a token endpoint in clear text', {}, { token_endpoint: 'http://ehr.example/token' }, 'unreachable', /not https/],
  ])(
    'is not had with %s; the operator learns why, and it is not asked for again at once',
    async (_, more, announces, fault, words) => {
      ehr.announces = announces;
      const reasons: string[] = [];
      let now = Date.now();
      const source = sourceFor(
        more,
        (reason) => reasons.push(reason),
        () => now,
      );
      expect(await source.token()).toEqual({ ok: false, fault });
      expect(await source.token()).toEqual({ ok: false, fault });
      expect(reasons).toEqual([expect.stringMatching(words)]);
      now += 5_000;
      await source.token();
      expect(reasons).toHaveLength(2);
    },
  );
});

describe('scopes', () => {
  test('are asked for in the form that the server knows', () => {
    expect(scopesFor(['Patient', 'Observation'], true)).toBe('system/Patient.r system/Observation.rs');
    expect(scopesFor(['Patient', 'Observation'], false)).toBe('system/Patient.read system/Observation.read');
  });

  test.each([
    ['system/Observation.rs', 'Observation', true],
    ['system/*.rs', 'Observation', true],
    ['system/Observation.read', 'Observation', true],
    ['system/Observation.*', 'Observation', true],
    ['openid system/Observation.cruds x', 'Observation', true],
    ['system/Observation.r', 'Observation', false],
    ['system/Patient.r', 'Patient', true],
    ['system/Patient.s', 'Patient', false],
    ['system/Observation.write', 'Observation', false],
    ['system/Observation.rs?category=laboratory', 'Observation', false],
    ['patient/Observation.rs', 'Observation', false],
    ['system/Condition.rs', 'Observation', false],
    ['', 'Observation', false],
    [undefined, 'Observation', false],
  ])('%s lets us read %s: %s', (scope, type, granted) => {
    expect(grants(scope, type)).toBe(granted);
  });
});

describe('a query with credentials of our own', () => {
  test.each([
    ['Patient/p1', true],
    ['Observation?patient=p1&code=http://loinc.org|1952-1', true],
    ['Patient/p2', false],
    ['Patient?_id=p1', false],
    ['Observation/o1', false],
    ['Observation', false],
    ['Observation?code=x', false],
    ['Observation?patient=p2', false],
    ['Observation?patient=p1,p2', false],
    ['Observation?patient=p1&patient=p2', false],
    ['Observation?patient=p1&subject=Patient/p2', false],
    ['Observation?patient.name=p1', false],
    ['Observation?patient=p1&subject:Patient.name=x', false],
  ])('%s is of the patient: %s', (query, own) => {
    expect(isOfPatient(query, 'p1')).toBe(own);
    expect(isOfPatient(query, undefined)).toBe(false);
  });
});
