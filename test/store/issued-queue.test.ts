// Shown cards wait for the database without anybody waiting for them, and none is lost uncounted.

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createIssuedQueue } from '../../src/store/issued-queue.ts';
import type { IssuedCard } from '../../src/contracts/ports.ts';
import type { StoreLog } from '../../src/store/types.ts';
import { card } from './databases.ts';

const cards = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => card(`card-${from + i}`));
const databaseAway = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const dataRefused = () => Object.assign(new Error('null value'), { code: '23502' });

function queueOver(write: (cards: readonly IssuedCard[]) => Promise<void>, limit = 10_000) {
  const counted = { issued_stored: 0, issued_lost: 0 };
  const lines: object[] = [];
  const log: StoreLog = { write: (level, event, fields) => void lines.push({ level, event, ...fields }) };
  const queue = createIssuedQueue({
    write,
    limit,
    count: (metric, by) => {
      if (metric === 'issued_stored' || metric === 'issued_lost') counted[metric] += by;
    },
    log,
  });
  return { queue, counted, lines };
}

describe('the queue of shown cards', () => {
  test('writes in batches by itself, soon', async () => {
    const sizes: number[] = [];
    await new Promise<void>((done) => {
      const { queue } = queueOver((batch) => {
        sizes.push(batch.length);
        if (sizes.length === 3) done();
        return Promise.resolve();
      });
      queue.push(cards(0, 600));
    });
    expect(sizes).toEqual([250, 250, 100]);
  });

  test('keeps what a database that is away could not take, and writes it later', async () => {
    let away = true;
    const { queue, counted, lines } = queueOver(() => (away ? Promise.reject(databaseAway()) : Promise.resolve()));
    queue.push(cards(0, 10));
    await queue.flush();
    expect(counted).toEqual({ issued_stored: 0, issued_lost: 0 });
    expect(queue.has('card-3', 'General Hospital')).toBe(true);
    expect(queue.has('card-3', 'Other Clinic')).toBe(false);
    away = false;
    await queue.flush();
    expect(counted).toEqual({ issued_stored: 10, issued_lost: 0 });
    expect(queue.has('card-3', 'General Hospital')).toBe(false);
    expect(lines).toHaveLength(1);
    await queue.close();
  });

  test('is bounded: what does not fit is lost, counted, and logged once', async () => {
    const { queue, counted, lines } = queueOver(() => Promise.reject(databaseAway()), 100);
    queue.push(cards(0, 150));
    queue.push(cards(150, 180));
    expect(counted.issued_lost).toBe(80);
    expect(lines).toHaveLength(1);
    await queue.close();
    expect(counted.issued_lost).toBe(180);
  });

  test('a card the database refuses does not take its batch with it', async () => {
    const { queue, counted } = queueOver((batch) =>
      batch.some((c) => c.uuid === 'card-4') ? Promise.reject(dataRefused()) : Promise.resolve(),
    );
    queue.push(cards(0, 10));
    await queue.close();
    expect(counted).toEqual({ issued_stored: 9, issued_lost: 1 });
  });

  test('a card pushed after closing is counted as lost', async () => {
    const { queue, counted } = queueOver(() => Promise.resolve());
    await queue.close();
    queue.push(cards(0, 2));
    expect(counted).toEqual({ issued_stored: 0, issued_lost: 2 });
  });

  test('every card is stored or counted as lost, whatever the database does', async () => {
    const step = fc.record({ push: fc.nat(40), answer: fc.constantFrom('ok', 'away', 'refused') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), async (steps, limit) => {
        let answer = 'ok';
        const written = new Set<string>();
        const { queue, counted } = queueOver(async (batch) => {
          await Promise.resolve();
          if (answer === 'away') throw databaseAway();
          if (answer === 'refused') throw dataRefused();
          for (const { uuid } of batch) written.add(uuid);
        }, limit);
        let pushed = 0;
        for (const { push, answer: next } of steps) {
          answer = next;
          queue.push(cards(pushed, pushed + push));
          pushed += push;
          if (push % 2 === 0) await queue.flush();
        }
        await queue.close();
        expect(counted.issued_stored + counted.issued_lost).toBe(pushed);
        expect(written.size).toBe(counted.issued_stored);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
