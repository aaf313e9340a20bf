// Hits are counted once for all replicas.

import { expect, test } from '@jest/globals';
import { NOW, onBothDatabases } from './databases.ts';

onBothDatabases((empty) => {
  test('two hundred parallel hits at two replicas get the numbers 1 to 200', async () => {
    const place = await empty();
    const [one, other] = [await place.open(), await place.open()];
    const hits = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? one : other).rateLimit.hit('client', 60_000)),
    );
    expect(hits.map((hit) => hit.count).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  test('several hits may be added at once, also while others are', async () => {
    const store = await (await empty()).open();
    const added = [1, 20, 300, 4_000];
    const counts = await Promise.all(added.map((hits) => store.rateLimit.hit('client', 60_000, hits)));
    expect(Math.max(...counts.map(({ count }) => count))).toBe(4_321);
    for (const [i, { count }] of counts.entries()) expect(count).toBeGreaterThanOrEqual(added[i] ?? Infinity);
    expect(await store.rateLimit.hit('client', 60_000)).toMatchObject({ count: 4_322 });
  });

  test('a new window starts at one, and keys do not share', async () => {
    const place = await empty();
    let now = NOW;
    const store = await place.open({ clock: () => now });
    expect(await store.rateLimit.hit('a', 60_000)).toEqual({ count: 1, resetAt: NOW + 60_000 });
    expect(await store.rateLimit.hit('a', 60_000)).toMatchObject({ count: 2 });
    expect(await store.rateLimit.hit('b', 60_000)).toMatchObject({ count: 1 });
    now += 59_999;
    expect(await store.rateLimit.hit('a', 60_000)).toMatchObject({ count: 3 });
    now += 1;
    expect(await store.rateLimit.hit('a', 60_000)).toEqual({ count: 1, resetAt: NOW + 120_000 });
  });

  test('rejects when the database cannot say, for every hit that waited', async () => {
    const place = await empty();
    const store = await place.open();
    await store.close();
    const hits = await Promise.allSettled([store.rateLimit.hit('a', 1_000), store.rateLimit.hit('a', 1_000)]);
    expect(hits.map((hit) => hit.status)).toEqual(['rejected', 'rejected']);
  });
});
