// For each story and hook, the cards a clinician sees are the reviewed ones, by prefetch as by the FHIR server.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STORIES } from '../fixtures/stories/index.ts';
import { callHook, hookRequest, startClearStage } from './support/server.ts';
import type { ClearStage } from './support/server.ts';
import type { Hook } from '../fixtures/chart.ts';

const folder = join(import.meta.dirname, '../fixtures/cards');
/** Set by `npm run fixtures:accept`, whose result a person reads before committing it. */
const accepting = process.env['ACCEPT_GOLDENS'] === '1';

const cases = STORIES.flatMap(({ id, story, requests = [] }) =>
  hooksOf(requests.map(({ hook }) => hook)).map((hook) => ({ name: `${id}.${hook}`, id, hook, story })),
);

/** As in the index: what is looked at, and what is ordered. */
function hooksOf(asked: readonly Hook[]): readonly Hook[] {
  return [...new Set<Hook>(['result-view', 'patient-view', ...asked])];
}

let server: ClearStage;
beforeAll(async () => {
  if (accepting) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  server = await startClearStage();
});
afterAll(() => server.close());

describe('cards', () => {
  test.each(cases)('$name: $story', async ({ name, id, hook, story }) => {
    const [byPrefetch, byFhirServer] = await Promise.all([cardsOf(id, hook, true), cardsOf(id, hook, false)]);
    expect(byFhirServer).toEqual(byPrefetch);

    const file = join(folder, `${name}.json`);
    const golden = { story, cards: byPrefetch };
    if (accepting) writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
    expect(golden).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  test('of stories that are no longer told are not kept', () => {
    expect(readdirSync(folder).sort()).toEqual(cases.map(({ name }) => `${name}.json`).sort());
  });
});

async function cardsOf(id: string, hook: Hook, prefetch: boolean): Promise<unknown> {
  const { status, body } = await callHook(server, await hookRequest(server, id, hook, { prefetch }));
  expect({ status, body }).toMatchObject({ status: 200, body: { cards: expect.anything() } });
  return normalised((body as { cards: unknown }).cards);
}

/** Ids that are new at each answer, and our own address, made the same. */
function normalised(cards: unknown): unknown {
  const seen = new Map<string, string>();
  const text = JSON.stringify(cards)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (uuid) => {
      if (!seen.has(uuid)) seen.set(uuid, `uuid-${seen.size + 1}`);
      return seen.get(uuid) ?? uuid;
    })
    .replaceAll(server.url, 'https://cds.example.org');
  return JSON.parse(text);
}
