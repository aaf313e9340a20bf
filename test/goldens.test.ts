// For each story and hook, the cards a clinician sees and each rule's reason are the reviewed ones, whoever brings the data.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hook } from '../fixtures/chart.ts';
import { GOLDEN_CASES, GOLDENS, readGolden, toGolden, type Golden } from './support/goldens.ts';
import { callHook, hookRequest, startClearStage, type ClearStage } from './support/server.ts';

/** Set by `npm run fixtures:accept`, whose result a person reads before committing it. */
const accepting = process.env['ACCEPT_GOLDENS'] === '1';

let server: ClearStage;
beforeAll(async () => {
  if (accepting) {
    rmSync(GOLDENS, { recursive: true, force: true });
    mkdirSync(GOLDENS, { recursive: true });
  }
  server = await startClearStage();
});
afterAll(() => server.close());

describe('cards', () => {
  test.each(GOLDEN_CASES)('$name: $story', async ({ name, id, hook, story }) => {
    const [byPrefetch, byFhirServer] = await Promise.all([told(story, id, hook, true), told(story, id, hook, false)]);
    expect(byFhirServer).toEqual(byPrefetch);
    if (accepting) writeFileSync(join(GOLDENS, `${name}.json`), `${JSON.stringify(byPrefetch, null, 2)}\n`);
    expect(byPrefetch).toEqual(readGolden(name));
  });

  test('of stories that are no longer told are not kept', () => {
    expect(readdirSync(GOLDENS).sort()).toEqual(GOLDEN_CASES.map(({ name }) => `${name}.json`).sort());
  });
});

/** The answer of the hook, with the reasons that `explain` gives for the same call. */
async function told(story: string, id: string, hook: Hook, prefetch: boolean): Promise<Golden> {
  const request = await hookRequest(server, id, hook, { prefetch });
  const [answer, explained] = await Promise.all([callHook(server, request), callHook(server, request, '/explain')]);
  expect([answer.status, explained.status]).toEqual([200, 200]);
  const { cards } = answer.body as { cards: unknown };
  return toGolden(story, { ...(explained.body as object), cards }, server.url);
}
