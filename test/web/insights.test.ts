// The insights page as the people who answer for the rules use it.
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AS_OF } from '../../fixtures/chart.ts';
import { callHook, hookRequest } from '../support/server.ts';
import { axe, fits, LOOKS, picture, startPages, type Pages } from './support/pages.ts';

const TOKEN = 'token-for-those-who-own-the-rules';

interface Card {
  readonly uuid: string;
  readonly suggestions?: readonly { readonly uuid: string }[];
  readonly overrideReasons?: readonly { readonly code: string; readonly system: string; readonly display: string }[];
}

let pages: Pages;
let reason = '';

/** Two cards answered, one not: by the way every EHR goes. */
beforeAll(async () => {
  pages = await startPages({ insights: { token: TOKEN } });
  const [accepted, overridden] = [await firstCard('mm-iss2'), await firstCard('mm-iss3-egfr20')];
  await firstCard('mm-b2m-exactly-5-5');
  const suggestion = accepted.suggestions?.[0];
  const given = overridden.overrideReasons?.[0];
  reason = given?.code ?? '';
  await answer({ card: accepted.uuid, outcome: 'accepted', acceptedSuggestions: [{ id: suggestion?.uuid }] });
  await answer({ card: overridden.uuid, outcome: 'overridden', overrideReason: { reason: given } });
  // cards are recorded behind the answer; insights answer only so many questions a minute
  while ((await shown()) < 3) await setTimeout(250);
}, 60_000);

afterAll(() => pages.close());

async function firstCard(patient: string): Promise<Card> {
  const { body } = await callHook(
    pages.server,
    await hookRequest(pages.server, patient, 'patient-view', { prefetch: true }),
  );
  const [card] = (body as { cards: readonly Card[] }).cards;
  if (!card) throw new Error(`${patient} has no card at patient-view`);
  return card;
}

async function answer(entry: object): Promise<void> {
  const response = await fetch(`${pages.url}/cds-services/b2m-patient-view/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feedback: [{ ...entry, outcomeTimestamp: AS_OF }] }),
  });
  expect(response.status).toBe(200);
}

async function shown(): Promise<number> {
  const response = await fetch(`${pages.url}/insights.json`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const { weeks } = (await response.json()) as { weeks: readonly { shown: number }[] };
  return weeks.reduce((total, week) => total + week.shown, 0);
}

describe('insights', () => {
  test('ask for the role’s token, refuse another, and forget it with the page', async () => {
    const { page, end } = await pages.open('/insights');
    await page.getByLabel('Access token').fill('guessed');
    await page.getByRole('button', { name: 'Show the counts' }).click();
    await page.getByText('This token does not open the counts.').waitFor();
    await page.getByLabel('Access token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.reload();
    await page.getByLabel('Access token').waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await end();
  });

  test.each(LOOKS)('tell by rule and week what became of the cards, without barriers (%s)', async (look, options) => {
    const { page, complaints, end } = await pages.open('/insights', options);
    await page.getByLabel('Access token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.locator('.report').first().waitFor();
    const sums = await page.locator('.summary dd').allTextContents();
    const [all, accepted, overridden, ignored] = sums.map((text) => Number.parseInt(text, 10));
    expect([accepted, overridden]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(accepted ?? 0, overridden ?? 0, ignored ?? 0)).toBeGreaterThan(0);
    expect((accepted ?? 0) + (overridden ?? 0) + (ignored ?? 0)).toBe(all);
    expect(await page.getByText(reason.replaceAll('-', ' '), { exact: true }).count()).toBeGreaterThan(0);
    expect(await page.getByRole('rowheader', { name: '2026-W44' }).count()).toBeGreaterThan(0);
    expect(await axe(page)).toEqual([]);
    await picture(page, `insights-${look}`);
    expect(await fits(page)).toBe(true);
    // on a desk no column of the weeks stands outside its box; on a telephone the box scrolls
    const cut =
      "innerWidth > 600 && [...document.querySelectorAll('.weeks')].some((box) => box.scrollWidth > box.clientWidth)";
    expect(await page.evaluate(cut)).toBe(false);
    // the browser itself reports the 401 that made the page ask
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await end();
  });
});
