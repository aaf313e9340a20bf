// A token's id is accepted once, by whichever replica is first.

import { expect, test } from '@jest/globals';
import { DAY, NOW, onBothDatabases } from './databases.ts';

const ISSUER = 'https://ehr.example.org/fhir';

onBothDatabases((empty) => {
  test('of fifty parallel copies at two replicas exactly one succeeds', async () => {
    const place = await empty();
    const [one, other] = [await place.open(), await place.open()];
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? one : other).replay.claim(ISSUER, 'j', NOW + DAY)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('a restart does not forget it', async () => {
    const place = await empty();
    const before = await place.open();
    expect(await before.replay.claim(ISSUER, 'j', NOW + DAY)).toBe(true);
    await before.close();
    expect(await (await place.open()).replay.claim(ISSUER, 'j', NOW + DAY)).toBe(false);
  });

  test('another issuer may use the same id, and no pair of texts is mistaken for another', async () => {
    const place = await empty();
    const store = await place.open();
    const endless = 'x'.repeat(20_000);
    for (const [issuer, jti] of [
      [ISSUER, 'j'],
      ['https://other.example.org', 'j'],
      ['a', 'bc'],
      ['ab', 'c'],
      [endless, `${endless}\0`],
    ] as const) {
      expect(await store.replay.claim(issuer, jti, NOW + DAY)).toBe(true);
      expect(await store.replay.claim(issuer, jti, NOW + DAY)).toBe(false);
    }
  });

  test('when the database cannot say, the claim rejects: the caller refuses the token', async () => {
    const place = await empty();
    const store = await place.open();
    await store.close();
    await expect(store.replay.claim(ISSUER, 'j', NOW + DAY)).rejects.toThrow();
  });
});
