// Insights of a small store, equal to its rows counted by hand; and of any store, to its export counted naively.

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Outcomes } from '../../src/contracts/insights.ts';
import { accepted, card, DAY, kept, NOW, onBothDatabases, overridden, send, showAndClose, until } from './databases.ts';
import type { Store } from '../../src/store/store.ts';

const NEXT_WEEK = NOW + 7 * DAY;
const suggestions = ['s1'];
const onc = { role: 'Oncologist', department: 'Haematology' };

/**
 * Two weeks, by hand:
 *
 * | card | week | class       | rules            | version | who  | says | answer               | link  |
 * | ---- | ---- | ----------- | ---------------- | ------- | ---- | ---- | -------------------- | ----- |
 * | a    | W47  | action      | iss, confounding | 1.0.0   | onc. | k1   | accepted             | basis |
 * | b    | W47  | action      | iss              | 1.0.0   | -    | k2   | overridden, disagree | both  |
 * | c    | W47  | action      | iss              | 1.1.0   | -    | k2   | -                    | -     |
 * | d    | W47  | information | follow-up        | 1.1.0   | -    | k3   | overridden           | -     |
 * | e    | W47  | critical    | injury           | 1.1.0   | -    | k4   | -                    | -     |
 * | f    | W48  | critical    | injury           | 1.1.0   | onc. | k4   | accepted             | -     |
 * | g    | W48  | information | follow-up        | 1.1.0   | -    | k5   | -                    | -     |
 * | h    | W48  | (shadow)    | iss              | 1.1.0   | -    | k2   | -                    | -     |
 *
 * Calls: W47 ten (four of the oncologist), W48 five. e has no suggestion, f has one.
 */
const CARDS = [
  card('a', { rules: ['iss', 'confounding'], suggestions, memoryKey: 'k1', ...onc }),
  card('b', { rules: ['iss'], suggestions, memoryKey: 'k2' }),
  card('c', { rules: ['iss'], suggestions, memoryKey: 'k2', version: '1.1.0', at: NOW + DAY }),
  card('d', { rules: ['follow-up'], memoryKey: 'k3', version: '1.1.0', at: NOW + DAY }),
  card('e', { rules: ['injury'], indicator: 'critical', memoryKey: 'k4', version: '1.1.0', at: NOW + DAY }),
  card('f', {
    rules: ['injury'],
    indicator: 'critical',
    suggestions,
    memoryKey: 'k4',
    version: '1.1.0',
    at: NEXT_WEEK,
    ...onc,
  }),
  card('g', { rules: ['follow-up'], memoryKey: 'k5', version: '1.1.0', at: NEXT_WEEK }),
  card('h', { rules: ['iss'], suggestions, memoryKey: 'k2', version: '1.1.0', at: NEXT_WEEK, shadow: true }),
];

const [FROM, TO] = [Date.parse('2026-11-16'), Date.parse('2026-11-30')];

/** shown, of them with an action, accepted, of those with an action, overridden, ignored, repeats, links opened */
const row = (o: Outcomes): readonly number[] => [
  o.shown,
  o.withAction,
  o.accepted,
  o.actionAccepted,
  o.overridden,
  o.ignored,
  o.repeats,
  o.linksOpened,
];

async function fill(store: Store): Promise<void> {
  const call = { serviceId: 'b2m-result-view', client: 'General Hospital' };
  for (let i = 0; i < 6; i++) store.recordCall({ ...call, at: NOW + i });
  for (let i = 0; i < 4; i++) store.recordCall({ ...call, ...onc, at: NOW + DAY });
  for (let i = 0; i < 5; i++) store.recordCall({ ...call, at: NEXT_WEEK });
  await send(store, accepted('a'), overridden('b', { reasonCode: 'disagree' }), overridden('d'), accepted('f'));
  for (const [id, link] of [
    ['a', 'basis'],
    ['b', 'basis'],
    ['b', 'trend'],
    ['b', 'trend'],
  ] as const) {
    store.recordOpened(id, link);
  }
  await until(async () => opened(await kept(store)) === 3);
}

function opened(rows: readonly Record<string, unknown>[]): number {
  return rows.flatMap((r) => (Array.isArray(r['links_opened']) ? (r['links_opened'] as unknown[]) : [])).length;
}

onBothDatabases((empty) => {
  test('a store of two weeks gives the numbers counted by hand', async () => {
    const place = await empty();
    await showAndClose(place, ...CARDS);
    const store = await place.open();
    await fill(store);
    const { from, to, calls, cards, weeks, groups, shadow } = await store.insights(FROM, TO);
    expect([from, to]).toEqual(['2026-11-16', '2026-11-29']);
    expect(calls).toEqual([
      { week: '2026-W47', service: 'b2m-result-view', calls: 10 },
      { week: '2026-W48', service: 'b2m-result-view', calls: 5 },
    ]);
    expect(cards.map((c) => [c.week, c.class, ...row(c)])).toEqual([
      ['2026-W47', 'action', 3, 3, 1, 1, 1, 1, 1, 2],
      ['2026-W47', 'critical', 1, 0, 0, 0, 0, 1, 0, 0],
      ['2026-W47', 'information', 1, 0, 0, 0, 1, 0, 0, 0],
      ['2026-W48', 'critical', 1, 1, 1, 1, 0, 0, 1, 0],
      ['2026-W48', 'information', 1, 0, 0, 0, 0, 1, 0, 0],
    ]);
    expect(weeks.map((w) => [w.week, w.rule, ...row(w)])).toEqual([
      ['2026-W47', 'confounding', 1, 1, 1, 1, 0, 0, 0, 1],
      ['2026-W47', 'follow-up', 1, 0, 0, 0, 1, 0, 0, 0],
      ['2026-W47', 'injury', 1, 0, 0, 0, 0, 1, 0, 0],
      ['2026-W47', 'iss', 3, 3, 1, 1, 1, 1, 1, 2],
      ['2026-W48', 'follow-up', 1, 0, 0, 0, 0, 1, 0, 0],
      ['2026-W48', 'injury', 1, 1, 1, 1, 0, 0, 1, 0],
    ]);
    const iss = weeks.find((w) => w.week === '2026-W47' && w.rule === 'iss');
    expect(iss).toMatchObject({ versions: ['1.0.0', '1.1.0'], reasons: { disagree: 1 }, classes: { action: 3 } });
    expect(weeks.find((w) => w.rule === 'injury')?.classes).toEqual({ critical: 1 });
    expect(groups.map((g) => [g.client, g.role, g.department, g.calls, ...row(g)])).toEqual([
      ['General Hospital', 'Oncologist', 'Haematology', 4, 2, 2, 2, 2, 0, 0, 1, 1],
      ['General Hospital', undefined, undefined, 11, 5, 2, 0, 0, 2, 3, 1, 1],
    ]);
    expect(shadow).toMatchObject([{ week: '2026-W48', rule: 'iss', cards: 1 }]);
  });

  test('of one role only its own are counted, and the comparison still holds all', async () => {
    const place = await empty();
    await showAndClose(place, ...CARDS);
    const store = await place.open();
    await fill(store);
    const { calls, cards, weeks, groups } = await store.insights(FROM, TO, { role: 'Oncologist' });
    expect(calls.map((c) => c.calls)).toEqual([4]);
    expect(cards.map((c) => [c.week, c.class, c.shown])).toEqual([
      ['2026-W47', 'action', 1],
      ['2026-W48', 'critical', 1],
    ]);
    expect(weeks.map((w) => w.rule)).toEqual(['confounding', 'iss', 'injury']);
    expect(groups).toHaveLength(2);
    expect((await store.insights(FROM, TO, { client: 'Another' })).cards).toEqual([]);
  });

  test('calls of a restart and of a second server add up; they are forgotten with the cards', async () => {
    const place = await empty();
    const call = { serviceId: 'b2m-order-sign', client: 'General Hospital', at: NOW };
    const [first, second] = [await place.open(), await place.open()];
    first.recordCall(call);
    second.recordCall(call);
    await Promise.all([first.close(), second.close()]);
    const third = await place.open();
    third.recordCall(call);
    expect((await third.insights(FROM, TO)).calls.map((c) => c.calls)).toEqual([3]);
    expect(await third.purge(NOW + 402 * DAY)).toMatchObject({ call_count: 1 });
    expect((await third.insights(FROM, TO)).calls).toEqual([]);
  });

  test('a link of a card nobody was shown is not kept', async () => {
    const place = await empty();
    await showAndClose(place, card('shadow', { shadow: true }), card('shown'));
    const store = await place.open();
    for (const id of ['unknown', 'shadow', 'shown']) store.recordOpened(id, 'basis');
    await until(async () => opened(await kept(store)) > 0);
    expect((await store.insights(FROM, TO)).cards.map((c) => c.linksOpened)).toEqual([1]);
    expect(opened(await kept(store))).toBe(1);
  });

  test('comments come with the rules of their card, the newest first, and only of cards that were shown', async () => {
    const place = await empty();
    await showAndClose(place, card('a', { rules: ['iss', 'confounding'] }), card('b'));
    const store = await place.open();
    await store.saveFeedback('b2m-result-view', 'General Hospital', [overridden('a', { userComment: 'first' })], NOW);
    const later = [
      overridden('b', { userComment: 'second', reasonCode: 'disagree' }),
      overridden('zz', { userComment: 'x' }),
    ];
    await store.saveFeedback('b2m-result-view', 'General Hospital', later, NOW + 1);
    const from = { service: 'b2m-result-view', client: 'General Hospital' };
    expect(await store.comments(FROM, TO)).toEqual([
      { ...from, at: NOW + 1, rules: ['iss-stage'], reason: 'disagree', comment: 'second' },
      { ...from, at: NOW, rules: ['confounding', 'iss'], comment: 'first' },
    ]);
    expect(await store.comments(FROM, NOW)).toEqual([]);
  });

  test('whatever is stored, the cards of all classes are the cards of the export, each counted once', async () => {
    const shown = fc.record({
      rules: fc.subarray(['r1', 'r2', 'r3'], { minLength: 1 }),
      indicator: fc.constantFrom('info', 'warning', 'critical'),
      suggestions: fc.constantFrom([], suggestions),
      memoryKey: fc.constantFrom('k1', 'k2', undefined),
      at: fc.nat(20).map((day) => NOW + day * DAY),
      role: fc.constantFrom('Oncologist', undefined),
    });
    const answer = fc.record({ id: fc.nat(12), accept: fc.boolean(), at: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(shown, { maxLength: 12 }),
        fc.array(answer, { maxLength: 12 }),
        async (cards, answers) => {
          const place = await empty();
          await showAndClose(place, ...cards.map((c, i) => card(`c${String(i).padStart(2, '0')}`, c)));
          const store = await place.open();
          const toEntry = ({ id, accept, at }: (typeof answers)[number]) =>
            (accept ? accepted : overridden)(`c${String(id).padStart(2, '0')}`, { outcomeAt: NOW + at * 1_000 + id });
          await send(store, ...answers.map(toEntry));
          const rows = await kept(store, 'issued_card');
          const { cards: counted, groups } = await store.insights(FROM, FROM + 40 * DAY);
          const total = (rowsOf: readonly Outcomes[], key: keyof Outcomes) => rowsOf.reduce((n, o) => n + o[key], 0);
          const keys = rows.map((_, i) => cards[i]?.memoryKey).filter((k) => k !== undefined);
          const expected = {
            shown: rows.length,
            withAction: rows.filter((r) => JSON.stringify(r['suggestions']) !== '[]').length,
            repeats: keys.length - new Set(keys).size,
            critical: rows.filter((r) => r['indicator'] === 'critical').length,
          };
          const found = {
            shown: total(counted, 'shown'),
            withAction: total(counted, 'withAction'),
            repeats: total(counted, 'repeats'),
            critical: total(
              counted.filter((c) => c.class === 'critical'),
              'shown',
            ),
          };
          expect(found).toEqual(expected);
          for (const key of ['shown', 'accepted', 'actionAccepted', 'overridden', 'ignored', 'repeats'] as const) {
            expect([key, total(groups, key)]).toEqual([key, total(counted, key)]);
          }
          for (const o of counted) {
            expect(o.accepted + o.overridden + o.ignored).toBe(o.shown);
            expect(o.actionAccepted).toBeLessThanOrEqual(Math.min(o.accepted, o.withAction));
          }
          await store.close();
        },
      ),
      { seed: 7, numRuns: 8 },
    );
  }, 60_000);
});
