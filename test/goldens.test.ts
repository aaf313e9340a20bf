// What is served over HTTP, to an EHR that sends prefetch, is what was reviewed.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GOLDEN_CASES, readGolden, toGoldenCards } from '../fixtures/goldens.ts';
import { callHook, hookRequest, startClearStage, type ClearStage } from './support/server.ts';

let server: ClearStage;
beforeAll(async () => {
  // Each hook is asked afresh: what is said once to a user is said at each.
  server = await startClearStage({ config: { memory: { enabled: false } } });
});
afterAll(() => server.close());

test.each(GOLDEN_CASES)('$name: $story', async ({ name, id, hook }) => {
  const { status, body } = await callHook(server, await hookRequest(server, id, hook, { prefetch: true }));
  expect(status).toBe(200);
  const { cards } = body as { cards: readonly unknown[] };
  expect(toGoldenCards(cards, hook, server.url)).toEqual(readGolden(name).cards);
});
