// By week, service and rule: shown, accepted, overridden and why, ignored.

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { InsightWeek } from '../../src/contracts/insights.ts';
import type { FeedbackEntry, IssuedCard } from '../../src/contracts/ports.ts';
import { accepted, card, DAY, NOW, onBothDatabases, overridden, send, showAndClose } from './databases.ts';

onBothDatabases((empty) => {
  test('counts what was shown, accepted, overridden by reason, and ignored', async () => {
    const place = await empty();
    await showAndClose(
      place,
      ...['a', 'b', 'c', 'd'].map((id) => card(id)),
      card('e', { rules: ['iss-stage', 'renal-confounding'] }),
      card('f', { serviceId: 'b2m-patient-view' }),
    );
    const store = await place.open();
    await send(
      store,
      accepted('a'),
      overridden('b', { reasonCode: 'patient-refused', reasonSystem: 'urn:x' }),
      overridden('c'),
      accepted('e'),
    );
    const { weeks, unknownFeedback } = await store.insights(NOW - DAY, NOW + DAY);
    expect(unknownFeedback).toBe(0);
    const row = (w: InsightWeek) => [w.service, w.rule, w.shown, w.accepted, w.overridden, w.ignored, w.reasons];
    expect(weeks.map(row)).toEqual([
      ['b2m-patient-view', 'iss-stage', 1, 0, 0, 1, {}],
      ['b2m-result-view', 'iss-stage', 5, 2, 2, 1, { 'patient-refused': 1, 'not-given': 1 }],
      ['b2m-result-view', 'renal-confounding', 1, 1, 0, 0, {}],
    ]);
  });

  test('what would have been shown stands beside it, by indicator, and counts as nothing shown; after a restart too', async () => {
    const place = await empty();
    const shadow = { shadow: true as const };
    await showAndClose(
      place,
      card('a'),
      card('b', shadow),
      card('c', shadow),
      card('d', { ...shadow, indicator: 'critical' }),
    );
    const store = await place.open();
    const { weeks, shadow: would } = await store.insights(NOW - DAY, NOW + DAY);
    expect(weeks.map((w) => [w.rule, w.shown, w.ignored])).toEqual([['iss-stage', 1, 1]]);
    const of = { week: '2026-W47', service: 'b2m-result-view', rule: 'iss-stage' };
    expect(would).toEqual([
      { ...of, indicator: 'critical', cards: 1 },
      { ...of, indicator: card('x').indicator, cards: 2 },
    ]);
  });

  test('a reason called as the members of every object is counted as any other', async () => {
    const place = await empty();
    const codes = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
    await showAndClose(place, ...codes.map((code) => card(code)));
    const store = await place.open();
    await send(store, ...codes.map((code) => overridden(code, { reasonCode: code })));
    const { weeks } = await store.insights(NOW - DAY, NOW + DAY);
    const read = JSON.parse(JSON.stringify(weeks[0]?.reasons)) as object;
    expect(new Map(Object.entries(read))).toEqual(new Map(codes.map((code) => [code, 1])));
  });

  test('weeks are ISO weeks: 3 January 2027 still belongs to 2026-W53', async () => {
    const place = await empty();
    const days = ['2025-12-28', '2025-12-29', '2026-12-31', '2027-01-03', '2027-01-04'];
    await showAndClose(place, ...days.map((day) => card(day, { at: Date.parse(`${day}T23:59:59.999Z`) })));
    const store = await place.open();
    const { weeks } = await store.insights(Date.parse('2025-12-01'), Date.parse('2027-02-01'));
    expect(weeks.map(({ week, shown }) => [week, shown])).toEqual([
      ['2025-W52', 1],
      ['2026-W01', 1],
      ['2026-W53', 2],
      ['2027-W01', 1],
    ]);
  });

  test('from is included, to is not', async () => {
    const place = await empty();
    await showAndClose(place, card('a', { at: NOW }));
    const store = await place.open();
    expect((await store.insights(NOW, NOW + 1)).weeks).toHaveLength(1);
    expect((await store.insights(NOW - 1, NOW)).weeks).toHaveLength(0);
    expect((await store.insights(NOW + 1, NOW + DAY)).weeks).toHaveLength(0);
  });

  test('whatever comes in, what was shown is accepted, overridden or ignored, and each override has one reason', async () => {
    const issued = fc.record({ id: fc.nat(15), rules: fc.subarray(['r1', 'r2', 'r3'], { minLength: 1 }) });
    const answer = fc.record({
      id: fc.nat(20),
      outcome: fc.constantFrom('accepted' as const, 'overridden' as const),
      at: fc.nat(5),
      reason: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(issued), fc.array(answer), async (cards, answers) => {
        const place = await empty();
        const toCard = ({ id, rules }: { id: number; rules: string[] }): IssuedCard => card(`c${id}`, { rules });
        await showAndClose(place, ...cards.map(toCard));
        const store = await place.open();
        await send(
          store,
          ...answers.map(({ id, outcome, at, reason }): FeedbackEntry =>
            accepted(`c${id}`, { outcome, outcomeAt: NOW + at, reasonCode: reason }),
          ),
        );
        const { weeks } = await store.insights(NOW, NOW + 1);
        for (const row of weeks) {
          expect(row.accepted + row.overridden + row.ignored).toBe(row.shown);
          expect(row.ignored).toBeGreaterThanOrEqual(0);
          expect(Object.values(row.reasons).reduce((sum, n) => sum + n, 0)).toBe(row.overridden);
        }
        await store.close();
      }),
      { seed: 5, numRuns: 15 },
    );
  }, 30_000);
});
