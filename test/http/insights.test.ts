// The counts are for their own role, comments for another; over a span of days that makes sense; as JSON and as CSV.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Insights } from '../../src/contracts/insights.ts';
import { insightsRoutes, type InsightsDeps } from '../../src/http/insights.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { NOW, startApp, type TestApp } from '../support/app.ts';

const TOKEN = 'a-token-of-the-role';
const COMMENTS = 'a-token-of-who-reads';
const DAY_MS = 86_400_000;
const WROTE = 'Mrs Miller has it already';

const NONE = {
  shown: 0,
  withAction: 0,
  accepted: 0,
  actionAccepted: 0,
  overridden: 0,
  ignored: 0,
  repeats: 0,
  linksOpened: 0,
};
const COUNTS: Insights = {
  from: '2026-11-16',
  to: '2026-11-21',
  calls: [
    { week: '2026-W47', service: 'b2m-patient-view', calls: 40 },
    { week: '2026-W47', service: 'b2m-order-sign', calls: 3 },
  ],
  cards: [
    {
      week: '2026-W47',
      service: 'b2m-patient-view',
      class: 'action',
      ...NONE,
      shown: 5,
      withAction: 5,
      accepted: 2,
      actionAccepted: 2,
      ignored: 3,
    },
  ],
  weeks: [
    {
      week: '2026-W47',
      service: 'b2m-patient-view',
      rule: 'iss-stage',
      ...NONE,
      shown: 5,
      overridden: 2,
      classes: { action: 5 },
      reasons: { '=cmd|"x"': 1, 'not-given': 1 },
      versions: ['1.0.0', '1.1.0'],
    },
  ],
  groups: [],
  unknownFeedback: 0,
};

const apps: TestApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

interface Asked {
  readonly from: string;
  readonly days: number;
  readonly group: object;
}

interface Answer extends Response {
  readonly asked: readonly Asked[];
  readonly logged: readonly unknown[];
}

async function ask(path: string, deps: Partial<InsightsDeps> = {}, authorization?: string): Promise<Answer> {
  const asked: Asked[] = [];
  const logged: unknown[] = [];
  const routes = insightsRoutes({
    insights: (from, to, group) => {
      asked.push({ from: new Date(from).toISOString(), days: (to - from) / DAY_MS, group });
      return Promise.resolve(COUNTS);
    },
    comments: () =>
      Promise.resolve([{ at: NOW, service: 'b2m-patient-view', rules: ['iss-stage'], client: 'x', comment: WROTE }]),
    open: false,
    clock: () => NOW,
    addressOf: () => '192.0.2.1',
    limit: createRateLimit(undefined),
    log: { write: (...line) => void logged.push(line) },
    ...deps,
  });
  const app = await startApp({ routes: (express) => express.use(routes) });
  apps.push(app);
  const answer = await fetch(`${app.url}${path}`, authorization === undefined ? {} : { headers: { authorization } });
  return Object.assign(answer, { asked, logged });
}

describe('who may read the counts', () => {
  test('the bearer of the role’s token', async () => {
    const answer = await ask('/insights.json', { token: TOKEN }, `Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
  test.each([undefined, '', TOKEN, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Basic ${TOKEN}`])(
    'nobody with %p',
    async (authorization) => {
      for (const path of ['/insights.json', '/insights.csv']) {
        const answer = await ask(path, { token: TOKEN, open: true }, authorization);
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        expect(await answer.text()).not.toContain(TOKEN);
      }
    },
  );
  test('everybody in the demonstration, nobody where no token is configured', async () => {
    expect((await ask('/insights.json', { open: true })).status).toBe(200);
    expect((await ask('/insights.json', {}, 'Bearer undefined')).status).toBe(403);
  });
});

describe('who may read comments', () => {
  const path = '/insights/comments.json';
  test('who has the token for them, and it is noted without the text', async () => {
    const answer = await ask(path, { token: TOKEN, commentsToken: COMMENTS }, `Bearer ${COMMENTS}`);
    expect(await answer.json()).toMatchObject({ comments: [{ comment: WROTE }] });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.logged).toEqual([['info', 'comments read', expect.objectContaining({ count: 1 })]]);
    expect(JSON.stringify(answer.logged)).not.toContain(WROTE);
  });
  test('not who may only count', async () => {
    const answer = await ask(path, { token: TOKEN, commentsToken: COMMENTS, open: true }, `Bearer ${TOKEN}`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain(WROTE);
  });
  test('nobody where no token is configured for them', async () => {
    expect((await ask(path, { token: TOKEN }, `Bearer ${TOKEN}`)).status).toBe(403);
  });
});

describe('the span and the group', () => {
  const span = async (query: string) => (await ask(`/insights.json${query}`, { open: true })).asked;
  test('is the last twelve weeks, today included', async () => {
    expect(await span('')).toEqual([{ from: '2026-08-30T00:00:00.000Z', days: 84, group: {} }]);
  });
  test('is from the first day to the last, both included', async () => {
    expect(await span('?from=2026-11-01&to=2026-11-01')).toMatchObject([{ from: '2026-11-01T00:00:00.000Z', days: 1 }]);
    expect(await span('?from=2026-11-01&to=2026-11-30')).toMatchObject([
      { from: '2026-11-01T00:00:00.000Z', days: 30 },
    ]);
  });
  test('is of a client, a role, a department, as asked; an empty name is none', async () => {
    expect(await span('?client=General%20Hospital&role=Oncologist&department=')).toMatchObject([
      { group: { client: 'General Hospital', role: 'Oncologist' } },
    ]);
  });
  test.each(['?from=yesterday', '?to=2026-02-31', '?from=2026-11-22&to=2026-11-21', '?from=2020-01-01', '?to='])(
    '%s is refused',
    async (query) => {
      const answer = await ask(`/insights.json${query}`, { open: true });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    },
  );
});

describe('as CSV', () => {
  const read = async (query: string) => {
    const answer = await ask(`/insights.csv${query}`, { open: true });
    return { answer, text: await answer.text() };
  };
  test('a row a week and rule; what a spreadsheet would run is text', async () => {
    const { answer, text } = await read('');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('clearstage-rules-2026-11-16-2026-11-21.csv');
    expect(text).toBe(
      'week,service,rule,versions,shown,with_action,accepted,accepted_with_action,overridden,not_answered,repeats,links_opened,information,critical,reasons\r\n' +
        `2026-W47,b2m-patient-view,iss-stage,1.0.0 1.1.0,5,0,0,0,2,0,0,0,0,0,"'=cmd|""x"": 1; not-given: 1"\r\n`,
    );
  });
  test('a row a week, service and class of card with the calls; a week of calls without a card stands there too', async () => {
    const { text } = await read('?table=cards');
    expect(text.split('\r\n').slice(1)).toEqual([
      '2026-W47,b2m-patient-view,40,action,5,5,2,2,0,3,0,0',
      '2026-W47,b2m-order-sign,3,,0,0,0,0,0,0,0,0',
      '',
    ]);
  });
  test('another table is refused', async () => {
    expect((await read('?table=patients')).answer.status).toBe(400);
  });
});
