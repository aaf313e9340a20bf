// Each table forgets at its own age.

import { expect, test } from '@jest/globals';
import { accepted, card, DAY, kept, NOW, onBothDatabases, overridden, send, showAndClose, until } from './databases.ts';

onBothDatabases((empty) => {
  test('comments leave before the feedback they belong to, feedback and cards after a year', async () => {
    const place = await empty();
    await showAndClose(place, card('a'));
    const store = await place.open();
    await send(store, overridden('a', { userComment: 'free text' }));
    const tables = async () => (await kept(store)).map((row) => row['table']);

    await store.purge(NOW + 90 * DAY);
    expect(await tables()).toEqual(['issued_card', 'feedback', 'feedback_comment']);
    expect(await store.purge(NOW + 90 * DAY + 1)).toMatchObject({ feedback_comment: 1, feedback: 0 });
    expect(await tables()).toEqual(['issued_card', 'feedback']);
    expect(await store.purge(NOW + 400 * DAY + 1)).toMatchObject({ feedback: 1, issued_card: 1 });
    expect(await tables()).toEqual([]);
  });

  test('a comment never outlives its feedback', async () => {
    const place = await empty();
    const store = await place.open({ retention: { issuedCardsDays: 1, feedbackDays: 1, commentsDays: 90 } });
    await send(store, overridden('a', { userComment: 'free text' }));
    await store.purge(NOW + 2 * DAY);
    expect(await kept(store)).toEqual([]);
  });

  test('used token ids and rate windows leave when they have expired, memory at its age limit', async () => {
    const place = await empty();
    await showAndClose(place, card('a', { memoryKey: 'k' }));
    const store = await place.open();
    await send(store, accepted('a'));
    await store.replay.claim('issuer', 'short', NOW + 1_000);
    await store.replay.claim('issuer', 'long', NOW + DAY);
    await store.rateLimit.hit('client', 60_000);
    expect(await store.purge(NOW + 60_001)).toMatchObject({ replay_nonce: 1, rate_window: 1, settled: 0 });
    expect(await store.replay.claim('issuer', 'short', NOW + DAY)).toBe(true);
    expect(await store.replay.claim('issuer', 'long', NOW + DAY)).toBe(false);
    expect(await store.purge(NOW + 30 * DAY + 1)).toMatchObject({ settled: 1 });
  });

  test('more rows than one bite are all deleted', async () => {
    const place = await empty();
    await showAndClose(place, ...Array.from({ length: 2_500 }, (_, i) => card(`card-${i}`)));
    const store = await place.open();
    expect(await store.purge(NOW + 401 * DAY)).toMatchObject({ issued_card: 2_500 });
  });

  test('a clock that jumps years ahead for a while deletes nothing and makes no used token new', async () => {
    const place = await empty();
    await showAndClose(place, card('a', { memoryKey: 'k' }));
    let steady = 0;
    let jumped = 0;
    const store = await place.open({ clock: () => NOW + steady + jumped, timer: () => steady, sweepMs: 10 });
    await send(store, overridden('a', { userComment: 'free text' }));
    await store.replay.claim('issuer', 'used', NOW + 300_000);
    jumped = 4 * 365 * DAY;
    const said = (event: string) => place.logged.filter((line) => JSON.stringify(line).includes(event)).length;
    await until(() => Promise.resolve(said('retention paused') === 1));
    // a minute and more at the wrong time: it does not become the right one by lasting
    for (let i = 0; i < 10; i++) {
      steady += 6_500;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    jumped = 0;
    await until(() => Promise.resolve(said('retention resumed') === 1));
    expect(said('retention paused')).toBe(1);
    expect((await kept(store)).map((row) => row['table'])).toEqual(['issued_card', 'feedback', 'feedback_comment']);
    expect(await store.replay.claim('issuer', 'used', NOW + 300_000)).toBe(false);
    expect(await store.suppressed(['k'], NOW + steady)).toEqual(new Set(['k']));
  });
});
