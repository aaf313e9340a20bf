// Calls that arrived together wait for each other once per step, and none waits for ever or gets another's answer.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createMicroBatching } from '../../src/http/micro-batching.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { bundle, hookCall, observation, PATIENT } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

describe('waiting for the calls that have arrived too', () => {
  test('ends for all of them in one turn', async () => {
    const turns: (() => void)[] = [];
    const nextBatch = createMicroBatching((run) => turns.push(run));
    const order: string[] = [];
    const step = async (name: string): Promise<void> => {
      order.push(`${name} waits`);
      await nextBatch();
      order.push(`${name} goes on`);
    };
    const all = Promise.all([step('a'), step('b'), step('c')]);
    expect(turns).toHaveLength(1);
    turns[0]?.();
    await all;
    expect(order).toEqual(['a waits', 'b waits', 'c waits', 'a goes on', 'b goes on', 'c goes on']);
  });

  test('begins anew for whoever comes after the turn', async () => {
    const turns: (() => void)[] = [];
    const nextBatch = createMicroBatching((run) => turns.push(run));
    const first = nextBatch();
    turns[0]?.();
    const second = nextBatch();
    expect(second).not.toBe(first);
    expect(turns).toHaveLength(2);
    let done = false;
    const waiting = second.then(() => (done = true));
    await first;
    expect(done).toBe(false);
    turns[1]?.();
    await waiting;
    expect(done).toBe(true);
  });
});

describe('twenty calls at once, each about another patient', () => {
  let app: TestApp;
  afterEach(() => app.close());

  test('are each answered about their own', async () => {
    app = await startApp({
      services: [
        {
          ...stubService,
          evaluate: (situation, chart, asOf) => {
            const { cards, ...rest } = stubService.evaluate(situation, chart, asOf);
            return { ...rest, cards: cards.map((card) => ({ ...card, summary: `about ${situation.patientId}` })) };
          },
        },
      ],
      nextBatch: createMicroBatching(setImmediate),
    });
    const ids = Array.from({ length: 20 }, (_, i) => `p${i + 1}`);
    const said = await Promise.all(
      ids.map(async (id) => {
        const labs = bundle(observation('o1', { subject: { reference: `Patient/${id}` } }));
        const prefetch = { patient: { ...PATIENT, id }, labs, conditions: bundle() };
        const context = { patientId: id, userId: 'Practitioner/dr' };
        const answer = await app.post(
          '/cds-services/b2m-patient-view',
          hookCall('patient-view', { prefetch, context }),
        );
        expect(answer.status).toBe(200);
        return ((await answer.json()) as { cards: { summary: string }[] }).cards[0]?.summary;
      }),
    );
    expect(said).toEqual(ids.map((id) => `about ${id}`));
  });
});
