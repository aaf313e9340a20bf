// The API description is one, is what the schemas say today, and every answer of the running server keeps to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFeedback } from '../src/protocol/feedback-shape.ts';
import { start, type Running } from '../src/server.ts';
import { hookCall } from './support/requests.ts';
import { openApiText } from '../tools/openapi/document.ts';
import { apiPage } from '../tools/openapi/page.ts';

// on a busy machine a start takes seconds
jest.setTimeout(60_000);

const ROOT = join(import.meta.dirname, '..');
const text = readFileSync(join(ROOT, 'src/http/openapi.json'), 'utf8');

interface Described {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly info: { readonly version: string };
};

const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { uri: true, date: true, 'date-time': true } });
ajv.addSchema({ ...document, $id: 'urn:clearstage:openapi' });

function faults(schema: { readonly $ref: string } | undefined, value: unknown): unknown {
  if (!schema) return 'not described';
  const validate = ajv.getSchema(`urn:clearstage:openapi${schema.$ref}`);
  return validate?.(value) ? [] : (validate?.errors ?? `no schema ${schema.$ref}`);
}

test('is written from the schemas of today: else `npm run docs`', async () => {
  expect(text).toBe(await openApiText());
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(document.info.version).toBe(version);
});

test('has a page, written from it, with every call: else `npm run docs`', async () => {
  const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
  expect(page).toBe(await apiPage());
  for (const path of Object.keys(document.paths)) expect(page).toContain(` ${path}\n`);
});

test('is OpenAPI 3.1 by its own schema', async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(text) as Record<string, unknown>)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

describe('of the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearstage-openapi-'));
  let running: Running;
  let fhirServer: string;
  beforeAll(async () => {
    running = await start({ PORT: '0', CLEARSTAGE_DATA_DIR: folder, LOG_LEVEL: 'silent' });
    fhirServer = (await running.demoFhir) ?? '';
  }, 30_000);
  afterAll(async () => {
    await running.close(0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Calls a described path; the answer is held against what is said of this status. */
  async function ask(method: 'get' | 'post', path: string, body?: unknown): Promise<[number, unknown]> {
    const described = document.paths[path]?.[method];
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(running.url + path, method === 'get' ? {} : init);
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const json: unknown = await answer.json();
    expect(faults(described?.responses[answer.status]?.content[type]?.schema, json)).toEqual([]);
    if (answer.ok && body !== undefined) {
      expect(faults(described?.requestBody?.content['application/json']?.schema, body)).toEqual([]);
    }
    return [answer.status, json];
  }

  test('every path that only gives is as described, and the description itself is served', async () => {
    for (const path of ['/cds-services', '/health/live', '/health/ready'])
      expect((await ask('get', path))[0]).toBe(200);
    const served = await fetch(`${running.url}/openapi.json`);
    expect(await served.json()).toEqual(document);
    expect((await fetch(`${running.url}/openapi.json`, { method: 'POST' })).status).toBe(405);
  });

  test('discovery names the services that are described, and no other', async () => {
    const [, { services }] = (await ask('get', '/cds-services')) as [number, { services: { id: string }[] }];
    const posts = services.flatMap(({ id }) => ['', '/feedback', '/explain'].map((end) => `/cds-services/${id}${end}`));
    const described = Object.keys(document.paths).filter((path) => path.startsWith('/cds-services/'));
    expect(described.sort()).toEqual(posts.sort());
  });

  test.each(['mm-iss3-egfr20', 'mm-no-albumin', 'cll-relapsed'])(
    'cards, explanation and feedback of %s',
    async (id) => {
      const service = '/cds-services/b2m-patient-view';
      const call = hookCall('patient-view', {
        fhirServer,
        prefetch: undefined,
        context: { patientId: id, userId: 'Practitioner/dr' },
      });
      const [status, explained] = await ask('post', `${service}/explain`, call);
      expect([status, explained]).toMatchObject([200, { rules: expect.any(Array) }]);
      const [, answer] = (await ask('post', service, call)) as [number, { cards: { uuid: string }[] }];
      if (answer.cards.length === 0) return;
      const feedback = answer.cards.map(({ uuid }) => ({
        card: uuid,
        outcome: 'overridden',
        outcomeTimestamp: new Date().toISOString(),
        overrideReason: { userComment: 'known' },
      }));
      const [told, receipt] = await ask('post', `${service}/feedback`, { feedback });
      expect([told, receipt]).toMatchObject([200, { feedback: feedback.map(({ card }) => ({ card, known: true })) }]);
      // what is withheld is told whole; an answer that overtakes the writing of its card counts when the card is written
      let withheld: readonly object[];
      do [, { withheld }] = (await ask('post', `${service}/explain`, call)) as [number, { withheld: object[] }];
      while (withheld.length < answer.cards.length);
      expect(withheld).toHaveLength(answer.cards.length);
    },
    30_000,
  );

  test.each([
    ['a body that is no call', {}, 400],
    ['a patient that is not there', { fhirServer: 'http://127.0.0.1:9/fhir', prefetch: undefined }, 412],
  ])('%s is refused as described', async (_what, more, status) => {
    const call = status === 400 ? more : hookCall('patient-view', more);
    expect((await ask('post', '/cds-services/b2m-patient-view', call))[0]).toBe(status);
  });
});

const ENTRY = { card: 'c', outcome: 'overridden', outcomeTimestamp: '2026-11-27T10:00:00Z' };
test.each<[string, boolean, object]>([
  ['an override', true, ENTRY],
  ['an accepted suggestion', true, { ...ENTRY, outcome: 'accepted', acceptedSuggestions: [{ id: 's' }] }],
  ['accepted, and nothing named', false, { ...ENTRY, outcome: 'accepted' }],
  ['accepted, and an empty list', false, { ...ENTRY, outcome: 'accepted', acceptedSuggestions: [] }],
  ['suggestions, as many as may be', true, { ...ENTRY, acceptedSuggestions: suggestions(100) }],
  ['one suggestion more', false, { ...ENTRY, acceptedSuggestions: suggestions(101) }],
  ['the longest card id', true, { ...ENTRY, card: 'c'.repeat(256) }],
  ['a longer card id', false, { ...ENTRY, card: 'c'.repeat(257) }],
  ['another outcome', false, { ...ENTRY, outcome: 'ignored' }],
])('feedback of %s is described as it is taken', (_what, taken, entry) => {
  const body = { feedback: [entry] };
  const described = faults({ $ref: '#/components/schemas/feedback' }, body);
  expect(JSON.stringify(described) === '[]').toBe(taken);
  const read = () => readFeedback(body);
  if (taken) expect(read()).toHaveLength(1);
  else expect(read).toThrow('invalid-feedback');
});

function suggestions(n: number): readonly object[] {
  return Array.from({ length: n }, (_, i) => ({ id: `s${i}` }));
}

test('an answer with something else in it would be seen', () => {
  const schema = document.paths['/health/live']?.['get']?.responses['200']?.content['application/json']?.schema;
  expect(faults(schema, { status: 'live', more: 1 })).not.toEqual([]);
  expect(faults(schema, { status: 'live' })).toEqual([]);
});
