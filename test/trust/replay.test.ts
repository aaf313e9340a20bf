// The in-memory replay guard: remembers as long as needed, forgets in time, never grows without bound.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { createReplayCache } from '../../src/trust/replay.ts';

test('the same jti of two issuers is two tokens, however the two texts are cut', async () => {
  const cache = createReplayCache({ clock: () => 0, timer: () => 0 });
  expect(await cache.claim('a', 'b', 1000)).toBe(true);
  expect(await cache.claim('a', 'b', 1000)).toBe(false);
  expect(await cache.claim('ab', '', 1000)).toBe(true);
  expect(await cache.claim('', 'ab', 1000)).toBe(true);
});

test('a full cache refuses rather than forgets, and has room again after expiry', async () => {
  let now = 0;
  const cache = createReplayCache({ clock: () => now, timer: () => now, mostEntries: 2 });
  await cache.claim('i', '1', 5_000);
  await cache.claim('i', '2', 5_000);
  await expect(cache.claim('i', '3', 5_000)).rejects.toThrow('more than 2');
  now = 20_000;
  expect(await cache.claim('i', '3', 25_000)).toBe(true);
});

test('a clock that jumps ahead and back again does not make a used token new', async () => {
  let steady = 0;
  let jumped = 0;
  const cache = createReplayCache({ clock: () => 1_000_000 + steady + jumped, timer: () => steady });
  expect(await cache.claim('i', '1', 1_300_000)).toBe(true);
  jumped = 4 * 365 * 86_400_000;
  steady = 65_000;
  await cache.claim('i', '2', 1_300_000 + jumped);
  jumped = 0;
  expect(await cache.claim('i', '1', 1_300_000)).toBe(false);
});

test('no jti is ever given twice before its first claim has expired', async () => {
  const step = fc.record({ wait: fc.nat(30_000), jti: fc.nat(5), life: fc.integer({ min: 1, max: 60_000 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let now = 0;
      const cache = createReplayCache({ clock: () => now, timer: () => now });
      const until = new Map<number, number>();
      for (const { wait, jti, life } of steps) {
        now += wait;
        const free = (until.get(jti) ?? 0) <= now;
        expect(await cache.claim('i', String(jti), now + life)).toBe(free);
        if (free) until.set(jti, now + life);
      }
    }),
    { seed: 42, numRuns: 200 },
  );
});
