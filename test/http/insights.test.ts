// The counts are for their own role, over a span of days that makes sense.
import { afterEach, describe, expect, test } from '@jest/globals';
import { insightsHandler, type InsightsDeps } from '../../src/http/insights.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { NOW, startApp, type TestApp } from '../support/app.ts';

const TOKEN = 'a-token-of-the-role';
const DAY_MS = 86_400_000;

const apps: TestApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

/** Asks a server that answers with the span it was asked about. */
async function ask(query: string, deps: Partial<InsightsDeps> = {}, authorization?: string): Promise<Response> {
  const insights = (from: number, to: number) =>
    Promise.resolve({ from: new Date(from).toISOString(), days: (to - from) / DAY_MS });
  const handler = insightsHandler({
    insights,
    open: false,
    clock: () => NOW,
    addressOf: () => '192.0.2.1',
    limit: createRateLimit(undefined),
    ...deps,
  });
  const app = await startApp({ routes: (express) => express.get('/insights.json', handler) });
  apps.push(app);
  return fetch(`${app.url}/insights.json${query}`, authorization === undefined ? {} : { headers: { authorization } });
}

describe('who may read the counts', () => {
  test('the bearer of the role’s token', async () => {
    const answer = await ask('', { token: TOKEN }, `Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
  test.each([undefined, '', TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Basic ${TOKEN}`])(
    'nobody with %p',
    async (authorization) => {
      const answer = await ask('', { token: TOKEN, open: true }, authorization);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await answer.text()).not.toContain(TOKEN);
    },
  );
  test('everybody in the demonstration, nobody where no token is configured', async () => {
    expect((await ask('', { open: true })).status).toBe(200);
    expect((await ask('', {}, 'Bearer undefined')).status).toBe(403);
  });
});

describe('the span', () => {
  const span = async (query: string) => (await ask(query, { open: true })).json();
  test('is the last twelve weeks, today included', async () => {
    expect(await span('')).toEqual({ from: '2026-08-30T00:00:00.000Z', days: 84 });
  });
  test('is from the first day to the last, both included', async () => {
    expect(await span('?from=2026-11-01&to=2026-11-01')).toEqual({ from: '2026-11-01T00:00:00.000Z', days: 1 });
    expect(await span('?from=2026-11-01&to=2026-11-30')).toEqual({ from: '2026-11-01T00:00:00.000Z', days: 30 });
  });
  test.each(['?from=yesterday', '?to=2026-02-31', '?from=2026-11-22&to=2026-11-21', '?from=2020-01-01', '?to='])(
    '%s is refused',
    async (query) => {
      const answer = await ask(query, { open: true });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    },
  );
});
