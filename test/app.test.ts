// The application over real HTTP: routes, statuses, headers.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hookCall, orderCall } from './support/requests.ts';
import { startApp, type TestApp } from './support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('a hook call', () => {
  test('is answered with cards that have a uuid each', async () => {
    const answer = await app.post('/cds-services/b2m-patient-view', hookCall('patient-view'));
    expect(answer.status).toBe(200);
    const { cards } = (await answer.json()) as { cards: { uuid: string; summary: string }[] };
    expect(cards).toHaveLength(1);
    expect(cards[0]?.summary).toBe('2 observations');
  });
  test('about nothing of ours gets no cards', async () => {
    const answer = await app.post(
      '/cds-services/b2m-order-sign',
      orderCall('order-sign', [{ resourceType: 'ServiceRequest' }]),
    );
    expect(await answer.text()).toBe('{"cards":[]}');
  });
});
