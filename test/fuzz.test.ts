// Spoilt hook requests against the real services: never a 5xx, never a hang, nothing of the input where it can do harm.
// `npm run fuzz` runs it for as long as FUZZ_SECONDS says, from a random start.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { services } from '../fixtures/published.ts';
import { createLog } from '../src/ops/log.ts';
import { startApp, type TestApp } from './support/app.ts';
import { answerFaults, evidenceFaults } from './support/card-schema.ts';
import { CANARY, mutate, mutations } from './support/mutate.ts';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0);
const FIXTURES = join(import.meta.dirname, '../fixtures');
const AS_OF = Date.parse('2026-11-01T09:00:00Z');
const SLOWEST_MS = 2_000;

interface Case {
  readonly path: string;
  readonly body: { readonly context: { readonly patientId: string } } & Readonly<Record<string, unknown>>;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, path), 'utf8'));
}

/** What an EHR would prefetch, except that it filters by code as well. */
function prefetchOf(patientId: string, serviceId: string): Record<string, unknown> {
  const bundle = read(`patients/${patientId}.bundle.json`) as fhir4.Bundle;
  const resources = (bundle.entry ?? []).flatMap((e) => e.resource ?? []);
  const offering = services.flatMap((s) => s.offerings).find((o) => o.id === serviceId);
  return Object.fromEntries(
    Object.entries(offering?.prefetch ?? {}).map(([key, template]) => {
      const [type] = template.split(/[/?]/);
      const found = resources.filter((r) => r.resourceType === type);
      const searchset = { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) };
      return [key, template.startsWith('Patient/') ? found[0] : searchset];
    }),
  );
}

function viewCase(hook: string, patientId: string): Case {
  const context = { patientId, userId: 'Practitioner/dr' };
  const body = {
    hook,
    hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
    context,
    prefetch: prefetchOf(patientId, `b2m-${hook}`),
  };
  return { path: `/cds-services/b2m-${hook}`, body };
}

function orderCase(hook: string, file: string): Case {
  const body = read(`hooks/${file}.${hook}.json`) as Case['body'];
  return {
    path: `/cds-services/b2m-${hook}`,
    body: { ...body, prefetch: prefetchOf(body.context.patientId, `b2m-${hook}`) },
  };
}

const FEEDBACK = {
  feedback: [
    { card: 'c', outcome: 'accepted', acceptedSuggestions: [{ id: 's' }], outcomeTimestamp: '2026-11-01T09:00:00Z' },
    {
      card: 'd',
      outcome: 'overridden',
      overrideReason: { reason: { code: 'x' } },
      outcomeTimestamp: '2026-11-01T09:00:00Z',
    },
  ],
};

const CASES: readonly Case[] = [
  viewCase('result-view', 'mm-iss3-egfr20'),
  viewCase('patient-view', 'mm-iss2-by-albumin'),
  viewCase('patient-view', 'cll-b2m-4-1'),
  viewCase('result-view', 'dialysis-12-years'),
  orderCase('order-sign', 'order-b2m-nothing-recent'),
  orderCase('order-select', 'order-b2m-nothing-recent'),
];

let app: TestApp;
let logged = '';
beforeAll(async () => {
  const log = createLog('info', { write: (line: string) => void (logged += line) });
  app = await startApp({ services, log, clock: () => AS_OF, memorySecret: Buffer.from('fuzz') });
});
afterAll(() => app.close());

/** Holds one answer against everything that must be so whatever was sent. */
async function holds(path: string, body: unknown): Promise<void> {
  logged = '';
  const started = performance.now();
  const answer = await app.post(path, body);
  const text = await answer.text();
  expect(performance.now() - started).toBeLessThan(SLOWEST_MS);
  expect(answer.status).toBeLessThan(500);
  expect(JSON.stringify([...answer.headers])).not.toContain(CANARY);
  expect(logged).not.toContain(CANARY);
  if (answer.status >= 400) {
    expect(text).toContain('"resourceType":"OperationOutcome"');
    expect(text).not.toContain(CANARY);
  } else if (path.endsWith('/explain')) {
    expect(evidenceFaults((JSON.parse(text) as { evidence: unknown }).evidence)).toEqual([]);
  } else if (!path.endsWith('/feedback')) {
    const parsed = JSON.parse(text) as { cards: { detail?: string }[] };
    expect(answerFaults(parsed)).toEqual([]);
    for (const { detail } of parsed.cards) expect(detail ?? '').not.toMatch(/<img/);
  }
}

type Place = readonly string[];

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((place) => [key, ...place])]);
}

/** A copy with an object there whose `toString` is no function. */
function withTextless(value: unknown, [key, ...rest]: Place): unknown {
  if (key === undefined) return { toString: 5 };
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withTextless(copy[key], rest);
  return copy;
}

describe('whatever a spoilt request says', () => {
  const places = [
    ...CASES.flatMap((c) => [c, { ...c, path: `${c.path}/explain` }]),
    { path: '/cds-services/b2m-result-view/feedback', body: FEEDBACK },
  ];
  test(
    'the answer is a valid one or a 4xx, in time, and nothing of it comes out where it can do harm',
    async () => {
      const property = fc.asyncProperty(fc.constantFrom(...places), mutations, ({ path, body }, changes) =>
        holds(path, mutate(body, changes)),
      );
      const until =
        SECONDS > 0
          ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: SECONDS * 1_000 }
          : { numRuns: 400, seed: 20_261_122 };
      await fc.assert(property, { ...until, markInterruptAsFailure: false });
    },
    (SECONDS + 60) * 1_000,
  );

  test('an object that cannot be made into text is no harm in any place', async () => {
    for (const [hook, file] of [
      ['result-view', 'mm-result-not-on-record-yet'],
      ['order-select', 'order-b2m-nothing-recent'],
      ['order-sign', 'order-nephrotoxin'],
    ] as const) {
      const body = read(`hooks/${file}.${hook}.json`);
      for (const place of placesIn(body)) await holds(`/cds-services/b2m-${hook}`, withTextless(body, place));
    }
  });

  test('text that is no JSON any more is a 4xx', async () => {
    const text = JSON.stringify(CASES[0]?.body);
    const cut = fc.asyncProperty(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, put) =>
      holds('/cds-services/b2m-result-view', text.slice(0, at) + put + text.slice(at + put.length + 1)),
    );
    await fc.assert(cut, { numRuns: 100, seed: 20_261_122 });
  });
});

test('the requests the fuzz starts from are good ones', async () => {
  for (const { path, body } of CASES) expect((await app.post(path, body)).status).toBe(200);
});
