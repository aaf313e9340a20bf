// One call as a collector sees it: from the EHR's header through this server to its FHIR requests and the database.
import { cpSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from './store/postgres.ts';
import { startFaultyFhirServer, type FaultyFhirServer } from './support/faulty-fhir-server.ts';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from './support/otlp-receiver.ts';
import { hookCall, PATIENT } from './support/requests.ts';
import { startServerProcess, type ServerProcess } from './support/server-process.ts';
import { bearer, createSigningKey, type SigningKey } from './support/tokens.ts';

const BASE = 'https://cds.example.org';
const ISSUER = 'https://ehr.example.org';
const HOOK = '/cds-services/b2m-patient-view';
/** As docs/tracing.md tells it. */
const PLUG_IN = './tracing/opentelemetry.mjs';
const INTERNAL = 1;
const SERVER = 2;
const CLIENT = 3;
const CANARY = 'CANARY-Meier-1957';

const traceOf = (digit: string): string => digit.repeat(32);
const EHR_SPAN = 'e'.repeat(16);

let folder: string;
let key: SigningKey;
let ehr: FaultyFhirServer;
let collector: OtlpReceiver;
let server: ServerProcess;
let exit: number | null;

/** A call as the EHR sends it, with its own span in the header. */
async function call(trace: string, further: { readonly token?: string; readonly path?: string } = {}): Promise<number> {
  const { path = HOOK, token = await bearer(key, claims()) } = further;
  const body = hookCall('patient-view', { prefetch: undefined, fhirServer: ehr.baseUrl, context: CONTEXT });
  const { status } = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: token,
      traceparent: `00-${traceOf(trace)}-${EHR_SPAN}-01`,
    },
    body: JSON.stringify(body),
  });
  return status;
}

const claims = (): Readonly<Record<string, unknown>> => {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: ISSUER, aud: BASE + HOOK, iat, exp: iat + 300 };
};

const CONTEXT = { patientId: CANARY, userId: `Practitioner/${CANARY}` };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clearstage-tracing-'));
  key = await createSigningKey();
  ehr = await startFaultyFhirServer([{ ...PATIENT, id: CANARY, name: [{ family: CANARY }] }]);
  collector = await startOtlpReceiver();
  const url = await (await startPostgres()).database();
  const clients = [{ name: 'General Hospital', issuer: ISSUER, jwks: { keys: [key.jwk] }, fhirServers: [ehr.baseUrl] }];
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ publicBaseUrl: BASE, clients }));
  const env = {
    CLEARSTAGE_CONFIG: config,
    CLEARSTAGE_DATA_DIR: join(folder, 'data'),
    DATABASE_URL: url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    // what arrives has been handed over when the server left
    OTEL_BSP_SCHEDULE_DELAY: '600000',
  };
  server = await startServerProcess(env, ['--import', 'tsx', '--import', plugIn(), 'src/main.ts']);
  expect(await call('1')).toBe(200);
  ehr.misbehave('Condition', (response) => response.writeHead(500).end());
  expect(await call('2')).toBe(200);
  expect(await call('3', { token: 'Bearer nonsense' })).toBe(401);
  expect(await call('4', { path: `/cds-services/${CANARY}` })).toBe(404);
  expect((await fetch(`${server.url}/cds-services`)).status).toBe(200);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  exit = await server.terminate();
}, 60_000);

afterAll(async () => {
  server.kill();
  await Promise.all([ehr.close(), collector.close()]);
  await rm(folder, { recursive: true });
});

const spansOf = (trace: string): readonly ReceivedSpan[] => collector.spans.filter((s) => s.traceId === traceOf(trace));
const serverSpan = (trace: string): ReceivedSpan | undefined => spansOf(trace).find((s) => s.kind === SERVER);

/** In a folder of its own, with its own copy of OpenTelemetry's API, as the page has it. */
function plugIn(): string {
  const own = join(folder, 'tracing');
  cpSync('deploy/opentelemetry.mjs', join(own, 'opentelemetry.mjs'), { recursive: true });
  cpSync('node_modules/@opentelemetry', join(own, 'node_modules/@opentelemetry'), { recursive: true });
  return join(own, 'opentelemetry.mjs');
}

describe('a call that comes with the EHR’s trace', () => {
  test('is its SERVER span, with what HTTP knows of it and what came of it', () => {
    const span = serverSpan('1');
    expect(span).toMatchObject({ name: `POST ${HOOK}`, parentSpanId: EHR_SPAN, status: 0 });
    expect(span?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.route': HOOK,
      'http.response.status_code': 200,
      'clearstage.client': 'General Hospital',
      'clearstage.cards': 0,
    });
    expect(span?.resource).toMatchObject({ 'service.name': 'clearstage' });
  });

  test('has its phases, its FHIR requests and its queries inside it', () => {
    const inside = spansOf('1').filter((s) => s.parentSpanId === serverSpan('1')?.spanId);
    const names = (kind: number): readonly string[] => inside.filter((s) => s.kind === kind).map((s) => s.name);
    expect(names(INTERNAL)).toEqual(['authenticate', 'validate', 'gather', 'evaluate'].map((p) => `clearstage ${p}`));
    expect(names(CLIENT)).toEqual(expect.arrayContaining(['GET Patient', 'GET Observation', 'GET Condition']));
    const query = inside.find((s) => s.attributes['db.system.name'] === 'postgresql');
    expect(query).toMatchObject({ kind: CLIENT, name: 'INSERT replay_nonce', status: 0 });
    expect(query?.attributes).toMatchObject({ 'server.address': '127.0.0.1', 'db.operation.name': 'INSERT' });
  });

  test('goes on in the FHIR server, each request under the span it is', () => {
    const asked = ehr.requests.map(({ url, headers }) => ({ url, parent: String(headers['traceparent']) }));
    const first = asked.filter(({ parent }) => parent.startsWith(`00-${traceOf('1')}-`));
    expect(first.length).toBeGreaterThan(3);
    for (const { url, parent } of first) {
      const type = /^\/fhir\/(\w+)/.exec(url)?.[1];
      const span = spansOf('1').find(({ spanId }) => parent === `00-${traceOf('1')}-${spanId}-01`);
      expect(span).toMatchObject({ name: `GET ${type}`, kind: CLIENT });
      expect(span?.attributes).toMatchObject({ 'http.response.status_code': 200, 'fhir.resource_type': type });
    }
  });

  test('stands in the log under its trace', () => {
    const line = server.lines.find(({ event, trace_id }) => event === 'service invoked' && trace_id === traceOf('1'));
    expect(line).toMatchObject({ span_id: serverSpan('1')?.spanId });
  });
});

describe('what fails', () => {
  test('is an error of the FHIR request, not of the call that was answered without it', () => {
    const failed = spansOf('2').filter((s) => s.name === 'GET Condition');
    expect(failed.length).toBeGreaterThan(0);
    for (const span of failed) {
      expect(span).toMatchObject({ kind: CLIENT, status: 2 });
      expect(span.attributes).toMatchObject({ 'error.type': 'server-error', 'http.response.status_code': 500 });
    }
    expect(serverSpan('2')).toMatchObject({ status: 0, attributes: { 'http.response.status_code': 200 } });
    const lines = server.lines.filter(
      ({ event, trace_id }) => event === 'FHIR request failed' && trace_id === traceOf('2'),
    );
    expect(lines.length).toBeGreaterThan(0);
  });

  test('by the caller’s fault is no error of ours', () => {
    expect(serverSpan('3')).toMatchObject({ status: 0, attributes: { 'http.response.status_code': 401 } });
    const line = server.lines.find(({ event }) => event === 'call refused');
    expect(line).toMatchObject({ trace_id: traceOf('3'), reason: 'malformed' });
    // a path that is none of ours is not told: anything may stand in it
    expect(serverSpan('4')).toMatchObject({ name: 'POST', attributes: { 'http.response.status_code': 404 } });
  });
});

test('pages and discovery are spans of their own, and probes are none', () => {
  const own = collector.spans.filter((s) => s.kind === SERVER && s.parentSpanId === undefined);
  expect(own.map(({ name }) => name)).toEqual(['GET /cds-services']);
});

test('the page says what was done here, with the packages this was done with', () => {
  const page = readFileSync('docs/tracing.md', 'utf8');
  expect(page).toContain(`node --import ${PLUG_IN} dist/src/main.js`);
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const named = [...page.matchAll(/(@opentelemetry\/[\w-]+)@(\d[\w.]*)/g)].map(([, name = '', version]) => [
    name,
    version,
  ]);
  expect(named).toHaveLength(2);
  expect(named).toEqual(named.map(([name = '']) => [name, devDependencies?.[name]]));
});

test('a server that leaves hands its spans over, and none of them names the patient', () => {
  expect(exit).toBe(0);
  expect(collector.spans.length).toBeGreaterThan(20);
  expect(collector.text()).not.toMatch(/CANARY|Meier|Bearer|eyJ/);
});
