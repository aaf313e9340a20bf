// Shadow mode: before go-live everything is read and counted, and nobody is shown a card.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ShadowCase } from '../../src/contracts/case.ts';
import { NOW, startApp, type TestApp } from '../support/app.ts';
import { hookCall, PREFETCH } from '../support/requests.ts';

const VIEW = '/cds-services/b2m-patient-view';
let loud: TestApp;
let shadow: TestApp;
beforeAll(async () => {
  [loud, shadow] = await Promise.all([startApp(), startApp({ shadow: true })]);
});
afterAll(() => Promise.all([loud.close(), shadow.close()]));

const call = (): unknown => hookCall('patient-view', { prefetch: PREFETCH });

describe('shadow mode', () => {
  test('a call that would have had a card is answered without one, and what is stored is flagged', async () => {
    const told = (await (await loud.post(VIEW, call())).json()) as { cards: unknown[] };
    expect(told.cards.length).toBeGreaterThan(0);

    const answer = await shadow.post(VIEW, call());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ cards: [] });
    expect(shadow.issued.map((card) => [card.rules, card.shadow])).toEqual(
      loud.issued.map((card) => [card.rules, true]),
    );
    expect(loud.issued.some((card) => card.shadow)).toBe(false);
  });

  test('the log and the metrics tell what would have been said', async () => {
    await shadow.post(VIEW, call());
    expect(shadow.lines.at(-1)).toMatchObject({ event: 'service invoked', cards: 0, withheld: 1 });
    const metrics = await (await fetch(`${shadow.url}/metrics`)).text();
    expect(metrics).toMatch(/clearstage_calls_total\{service="b2m-patient-view",outcome="shadowed"\} [1-9]/);
  });

  test('explain still shows the card, to whoever asks why', async () => {
    const explained = (await (await shadow.post(`${VIEW}/explain`, call())).json()) as { cards: unknown[] };
    expect(explained.cards.length).toBeGreaterThan(0);
  });

  test('what is stored holds nothing of the patient, and keeps nothing from being shown later', async () => {
    await shadow.post(VIEW, call());
    expect(JSON.stringify(shadow.issued)).not.toContain(PREFETCH.patient.id);
    for (const { memoryKey, toldKey } of shadow.issued) {
      for (const key of [memoryKey, toldKey]) if (key !== undefined) expect(key).toMatch(/^shadow\./);
    }
  });
});

describe('cases of shadow mode', () => {
  const kept: ShadowCase[] = [];
  const cases = { keep: (own: readonly ShadowCase[]) => void kept.push(...own) };

  test('name the patient, the moment and the card as it would have been shown, and the row in the store', async () => {
    const app = await startApp({ shadow: true, cases });
    try {
      await app.post(VIEW, call());
      expect(kept).toHaveLength(app.issued.length);
      expect(kept[0]).toMatchObject({
        patient: `Patient/${PREFETCH.patient.id}`,
        at: new Date(NOW).toISOString(),
        hook: 'patient-view',
        card: app.issued[0]?.uuid,
        rules: app.issued[0]?.rules,
        indicator: app.issued[0]?.indicator,
        summary: expect.stringMatching(/./),
        evidence: expect.stringMatching(/^[0-9a-f]{16}$/),
      });
      expect(app.logText()).not.toContain(`Patient/${PREFETCH.patient.id}`);
    } finally {
      await app.close();
    }
  });

  test('are not made where cards are shown', async () => {
    kept.length = 0;
    const app = await startApp({ cases });
    try {
      await app.post(VIEW, call());
      expect([app.issued.length > 0, kept]).toEqual([true, []]);
    } finally {
      await app.close();
    }
  });
});
