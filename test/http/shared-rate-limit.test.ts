// A limit for all replicas together that never makes a call wait.
import { expect, test } from '@jest/globals';
import { createSharedRateLimit } from '../../src/http/shared-rate-limit.ts';

const NOW = Date.parse('2026-11-21T12:00:20Z');

/** What the replicas share, and a moment to wait for it. */
function sharedCount() {
  const counts = new Map<string, number>();
  let heard = 0;
  const add = (key: string, _window: number, hits: number): Promise<{ count: number }> => {
    const count = (counts.get(key) ?? 0) + hits;
    counts.set(key, count);
    heard++;
    return Promise.resolve({ count });
  };
  return { counts, add, heard: () => heard };
}

function replica(add: ReturnType<typeof sharedCount>['add'], lines: string[] = []) {
  const log = { write: (_level: string, event: string) => void lines.push(event), flush: () => undefined };
  return createSharedRateLimit({ requestsPerMinute: 10, add, log });
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('what one replica admitted counts at the other', async () => {
  const { counts, add } = sharedCount();
  const [one, other] = [replica(add), replica(add)];
  for (let i = 0; i < 6; i++) expect(one.take('client', NOW)).toBe(0);
  while (counts.get('client') !== 6) await settle();
  expect(other.take('client', NOW)).toBe(0);
  await settle();
  // six and one are known by now: three are left
  expect([1, 2, 3].map(() => other.take('client', NOW))).toEqual([0, 0, 0]);
  expect(other.take('client', NOW)).toBe(40);
  expect(other.take('another client', NOW)).toBe(0);
});

test('a new minute begins at zero', async () => {
  const { counts, add } = sharedCount();
  const one = replica(add);
  for (let i = 0; i < 10; i++) expect(one.take('client', NOW)).toBe(0);
  expect(one.take('client', NOW + 39_999)).toBe(1);
  counts.clear();
  expect(one.take('client', NOW + 40_000)).toBe(0);
});

test('a thousand calls are a handful of writes', async () => {
  const { add, heard } = sharedCount();
  const one = createSharedRateLimit({
    requestsPerMinute: 5_000,
    add,
    log: { write: () => undefined, flush: () => undefined },
  });
  for (let i = 0; i < 1_000; i++) one.take('client', NOW);
  await settle();
  expect(heard()).toBe(1);
});

test('while the database is away each replica holds the limit by itself, and says so once', async () => {
  const lines: string[] = [];
  const one = replica(() => Promise.reject(new Error('away')), lines);
  const taken: number[] = [];
  for (let i = 0; i < 12; i++) {
    taken.push(one.take('client', NOW));
    await settle();
  }
  expect(taken).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 40]);
  expect(lines).toEqual(['calls are counted by this replica alone']);
});
