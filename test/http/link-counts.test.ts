// Links of a card say which card they stood on, and what was opened is counted once, by nobody but who was shown it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callHook, hookRequest, startClearStage, type ClearStage } from '../support/server.ts';
import type { Insights } from '../../src/contracts/insights.ts';

interface Card {
  readonly uuid: string;
  readonly links: readonly { readonly type: string; readonly url: string; readonly appContext?: string }[];
}

let counting: ClearStage;
let silent: ClearStage;
beforeAll(async () => {
  counting = await startClearStage();
  silent = await startClearStage({ config: { insights: { links: false } } });
}, 60_000);
afterAll(() => Promise.all([counting.close(), silent.close()]));

async function cardOf(server: ClearStage, patient: string): Promise<Card> {
  const { body } = await callHook(server, await hookRequest(server, patient, 'patient-view', { prefetch: true }));
  const [card] = (body as { readonly cards: readonly Card[] }).cards;
  if (!card) throw new Error(`${patient} has no card`);
  return card;
}

async function opened(server: ClearStage): Promise<number> {
  const { cards } = (await (await fetch(`${server.url}/insights.json`)).json()) as Insights;
  return cards.reduce((n, c) => n + c.linksOpened, 0);
}

async function until(server: ClearStage, count: number): Promise<void> {
  while ((await opened(server)) < count) await new Promise((resolve) => setTimeout(resolve, 250));
}

test('the basis is counted when its page is opened, once, and a page opened otherwise is not', async () => {
  const { uuid, links } = await cardOf(counting, 'mm-iss2');
  const basis = links.find((l) => l.type === 'absolute')?.url ?? '';
  expect(basis).toMatch(new RegExp(`/knowledge/[a-z0-9-]+\\?card=${uuid}$`));
  // insights write what was shown before they count it
  expect(await opened(counting)).toBe(0);
  const bare = basis.replace(/\?.*/, '');
  for (const url of [
    bare,
    `${bare}?card=`,
    `${bare}?card=x%27y`,
    `${bare}?card=00000000-0000-4000-8000-000000000000`,
  ]) {
    expect((await fetch(url)).status).toBe(200);
  }
  for (let i = 0; i < 3; i++) expect((await fetch(basis)).status).toBe(200);
  await until(counting, 1);
  expect(await opened(counting)).toBe(1);
});

test('the trend is counted by what an EHR hands on with the launch', async () => {
  const { uuid, links } = await cardOf(counting, 'smm-rise-explained');
  const context = links.find((l) => l.type === 'smart')?.appContext;
  expect(context).toBe(`view=trend&card=${uuid}`);
  const before = await opened(counting);
  for (const id of ['nobody', uuid]) {
    const answer = await fetch(`${counting.url}/opened/trend/${id}`, { method: 'POST' });
    expect(answer.status).toBe(204);
  }
  await until(counting, before + 1);
});

test('a site that will not have it has links without a mark, and nothing to count by', async () => {
  const { uuid, links } = await cardOf(silent, 'smm-rise-explained');
  expect(JSON.stringify(links)).not.toContain(uuid);
  const answer = await fetch(`${silent.url}/opened/trend/${uuid}`, { method: 'POST' });
  expect(answer.status).toBe(404);
});
