// Calls that arrived together take each step together; no turn goes on and on; and none waits for ever or gets another's answer.
import { afterEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createTurns } from '../../src/http/turns.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { bundle, hookCall, observation, PATIENT } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

/** A clock that moves when somebody works, and turns that come when the test says so. */
function inHand(mostMs: number) {
  const planned: (() => void)[] = [];
  let now = 0;
  const turns = createTurns({ nextTurn: (run) => planned.push(run), timer: () => now, mostMs });
  return {
    turns,
    planned,
    work: (ms: number) => void (now += ms),
    /** Everything that this turn lets go on, to where it waits again. */
    turn: async () => {
      planned.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('waiting for the calls that have arrived too', () => {
  test('ends for all of them in one turn', async () => {
    const { turns, planned, turn } = inHand(10);
    const order: string[] = [];
    const step = async (name: string): Promise<void> => {
      order.push(`${name} waits`);
      await turns.next();
      order.push(`${name} goes on`);
    };
    const all = Promise.all([step('a'), step('b'), step('c')]);
    expect(planned).toHaveLength(1);
    await turn();
    await all;
    expect(order).toEqual(['a waits', 'b waits', 'c waits', 'a goes on', 'b goes on', 'c goes on']);
  });

  test('begins anew for whoever comes after the turn, or in the middle of it', async () => {
    const { turns, planned, turn } = inHand(10);
    const steps: number[] = [];
    const call = async (): Promise<void> => {
      await turns.next();
      steps.push(1);
      await turns.next();
      steps.push(2);
    };
    const both = Promise.all([call(), call()]);
    await turn();
    expect(steps).toEqual([1, 1]);
    expect(planned).toHaveLength(1);
    await turn();
    await both;
    expect(steps).toEqual([1, 1, 2, 2]);
    expect(planned).toHaveLength(0);
  });
});

describe('a turn', () => {
  test('ends when it is as old as it may become; the others go on in the next ones, in their order', async () => {
    const { turns, planned, turn, work } = inHand(10);
    const done: number[] = [];
    const call = async (i: number): Promise<void> => {
      await turns.next();
      work(4);
      done.push(i);
    };
    const all = Promise.all(Array.from({ length: 7 }, (_, i) => call(i)));
    await turn();
    expect(done).toEqual([0, 1, 2]);
    expect(turns.waitingMs()).toBe(12);
    await turn();
    expect(done).toEqual([0, 1, 2, 3, 4, 5]);
    await turn();
    await all;
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(turns.waitingMs()).toBe(0);
    expect(planned).toHaveLength(0);
  });

  test('takes no longer than its bound and one step, whatever the steps cost; and everybody is served once', async () => {
    const costs = fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(costs, async (calls) => {
        const { turns, planned, turn, work } = inHand(10);
        let worked = 0;
        let finished = 0;
        const all = calls.map(async (steps) => {
          for (const ms of steps) {
            await turns.next();
            work(ms);
            worked += ms;
          }
          finished++;
        });
        while (planned.length > 0) {
          const before = worked;
          await turn();
          expect(worked - before).toBeLessThan(10 + 20);
        }
        await Promise.all(all);
        expect(finished).toBe(calls.length);
      }),
    );
  });
});

describe('twenty calls at once, each about another patient', () => {
  let app: TestApp;
  afterEach(() => app.close());

  test('are each answered about their own', async () => {
    const turns = createTurns({ nextTurn: setImmediate, timer: () => performance.now(), mostMs: 1 });
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
      nextTurn: () => turns.next(),
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
