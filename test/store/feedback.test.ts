// Feedback is kept entirely or not at all, once, and never leaks what a clinician wrote.

import { expect, test } from '@jest/globals';
import { partyOf } from '../../src/contracts/ports.ts';
import { accepted, card, kept, NOW, onBothDatabases, overridden, send, showAndClose, until } from './databases.ts';

onBothDatabases((empty) => {
  test('several entries at once are kept, those for cards we never showed are marked', async () => {
    const place = await empty();
    await showAndClose(place, card('a'), card('b'));
    const store = await place.open();
    const receipts = await send(
      store,
      accepted('a'),
      overridden('b', { reasonCode: 'r' }),
      accepted('no-uuid-of-ours'),
    );
    expect(receipts).toEqual([
      { card: 'a', known: true },
      { card: 'b', known: true },
      { card: 'no-uuid-of-ours', known: false },
    ]);
    const rows = await kept(store, 'feedback');
    expect(Object.fromEntries(rows.map((row) => [row['card'], row['known']]))).toEqual({
      a: true,
      b: true,
      'no-uuid-of-ours': false,
    });
    expect(place.counted).toMatchObject({ feedback_stored: 3, feedback_unknown: 1 });
  });

  test('the same feedback sent again, even twenty times at once, is kept once', async () => {
    const place = await empty();
    const store = await place.open();
    const batch = ['a', 'b', 'c', 'd'].map((id) => overridden(id, { userComment: 'as above' }));
    await Promise.all(Array.from({ length: 20 }, (_, i) => send(store, ...(i % 2 === 0 ? batch : batch.toReversed()))));
    expect(await kept(store, 'feedback')).toHaveLength(4);
    expect(await kept(store, 'feedback_comment')).toHaveLength(4);
    expect(place.counted).toMatchObject({ feedback_stored: 4, feedback_repeated: 76 });
  });

  test('a contradiction is kept as history and the latest by the clinician’s clock counts', async () => {
    const place = await empty();
    await showAndClose(place, card('a'));
    const store = await place.open();
    // arrives in the wrong order
    await send(store, overridden('a', { outcomeAt: NOW + 2, reasonCode: 'changed-mind' }));
    await send(store, accepted('a', { outcomeAt: NOW + 1 }));
    expect(await kept(store, 'feedback')).toHaveLength(2);
    const { weeks } = await store.insights(NOW - 1, NOW + 1);
    expect(weeks).toMatchObject([{ shown: 1, accepted: 0, overridden: 1, reasons: { 'changed-mind': 1 } }]);
  });

  test('one entry the database refuses leaves nothing of the batch', async () => {
    const place = await empty();
    const store = await place.open();
    const broken = accepted('b', { outcome: null as never, userComment: 'canary-7731' });
    await expect(send(store, accepted('a'), broken, accepted('c'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await kept(store)).toEqual([]);
    expect(place.counted).toMatchObject({ feedback_refused: 3 });
    expect(place.counted.feedback_stored).toBeUndefined();
  });

  test('a comment is kept apart and reaches neither the log, nor an error, nor the plain export', async () => {
    const place = await empty();
    const store = await place.open();
    await send(store, overridden('a', { userComment: 'canary-7731 Mrs Example' }));
    const failure: unknown = await send(
      store,
      overridden('b', { outcome: null as never, userComment: 'canary-7731' }),
    ).catch((error: unknown) => error);
    const plain: string[] = [];
    for await (const line of store.exportAll()) plain.push(line);
    expect(plain).toHaveLength(1);
    const said = JSON.stringify([plain, place.logged, failure, String(failure), (failure as Error).stack]);
    expect(said).not.toContain('canary-7731');
    expect((failure as Error).cause).toBeUndefined();
    expect(await kept(store, 'feedback_comment')).toMatchObject([{ comment: 'canary-7731 Mrs Example' }]);
  });

  test('odd text from a client is kept, not refused: NUL, endless ids, lone surrogates', async () => {
    const place = await empty();
    const store = await place.open();
    const endless = 'x'.repeat(10_000);
    const receipts = await send(
      store,
      accepted('nul\0id', { userComment: 'a\0b' }),
      overridden(endless, { reasonCode: endless, reasonSystem: 'urn:\0', userComment: `\uD800${endless}` }),
    );
    expect(receipts.map((receipt) => receipt.card)).toEqual(['nul\0id', endless]);
    expect(await kept(store, 'feedback')).toHaveLength(2);
    expect(await kept(store, 'feedback_comment')).toHaveLength(2);
  });

  test('a card shown to one client is unknown to another, and cannot be settled by it', async () => {
    const place = await empty();
    await showAndClose(place, card('a', { memoryKey: 'k' }));
    const store = await place.open();
    const receipts = await store.saveFeedback('b2m-result-view', 'Other Clinic', [accepted('a')], NOW);
    expect(receipts).toEqual([{ card: 'a', known: false }]);
    expect(await store.suppressed(['k'], NOW)).toEqual(new Set());
    expect(await store.insights(NOW - 1, NOW + 1)).toMatchObject({
      weeks: [{ shown: 1, ignored: 1 }],
      unknownFeedback: 1,
    });
  });

  test('a card shown to one tenant cannot be settled by another of the same client', async () => {
    const place = await empty();
    const [t1, t2] = ['t1', 't2'].map((tenant) => partyOf({ client: 'General Hospital', tenant }));
    await showAndClose(place, card('a', { memoryKey: 'k', client: t1 ?? '' }));
    const store = await place.open();
    expect(await store.saveFeedback('b2m-result-view', t2 ?? '', [overridden('a')], NOW)).toEqual([
      { card: 'a', known: false },
    ]);
    expect(await store.suppressed(['k'], NOW)).toEqual(new Set());
    expect(await store.saveFeedback('b2m-result-view', t1 ?? '', [overridden('a')], NOW)).toEqual([
      { card: 'a', known: true },
    ]);
    expect(await store.suppressed(['k'], NOW)).toEqual(new Set(['k']));
  });

  test('feedback faster than the writing of its card is recognised when the card arrives', async () => {
    const place = await empty();
    const replica = await place.open();
    expect(await send(replica, accepted('a'))).toEqual([{ card: 'a', known: false }]);
    await showAndClose(place, card('a', { memoryKey: 'k' }));
    expect(await kept(replica, 'feedback')).toMatchObject([{ card: 'a', known: true }]);
    // at once on PostgreSQL, within a second on SQLite
    await until(async () => (await replica.suppressed(['k'], NOW)).size === 1);
  });

  test('a card that still waits to be written is known to the process that showed it', async () => {
    const place = await empty();
    const store = await place.open();
    store.recordIssued([card('a', { memoryKey: 'k' })]);
    expect(await send(store, accepted('a'))).toEqual([{ card: 'a', known: true }]);
    await store.close();
    const again = await place.open();
    expect(await kept(again, 'feedback')).toMatchObject([{ known: true }]);
    expect(await again.suppressed(['k'], NOW)).toEqual(new Set(['k']));
  });

  test('a batch of three thousand entries is kept whole', async () => {
    const place = await empty();
    const store = await place.open();
    await send(store, ...Array.from({ length: 3_000 }, (_, i) => accepted(`card-${i}`)));
    expect(await kept(store, 'feedback')).toHaveLength(3_000);
  });
});
