// The insights page as the people who answer for the rules use it, over a store of twelve weeks whose numbers are known.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, fits, LOOKS, picture, startPages, type Pages, type Visit } from './support/pages.ts';
import { fillStore, type Counted } from './support/insights-store.ts';

const TOKEN = 'token-for-those-who-own-the-rules';
const COMMENTS = 'token-for-those-who-read-comments';

const dataDir = mkdtempSync(join(tmpdir(), 'clearstage-insights-'));
let pages: Pages;
let counted: Counted;

beforeAll(async () => {
  counted = await fillStore(dataDir);
  pages = await startPages(
    { insights: { token: TOKEN, commentsToken: COMMENTS }, limits: { insightsPerMinute: 1_000 } },
    { CLEARSTAGE_DATA_DIR: dataDir },
  );
}, 60_000);

afterAll(async () => {
  await pages.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function opened(options: Parameters<Pages['open']>[1] = {}): Promise<Visit> {
  const visit = await pages.open('/insights', options);
  await visit.page.getByLabel('Access token').fill(TOKEN);
  await visit.page.keyboard.press('Enter');
  await visit.page.locator('.report').first().waitFor();
  return visit;
}

/** The number of a tile, and what stands beside it. */
async function tile(page: Page, name: string): Promise<string> {
  const named = page.locator('.summary .panel').filter({ has: page.getByRole('button', { name, exact: true }) });
  const text = await named.locator('dd').textContent();
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

// the browser itself reports the 401 that made the page ask
const withoutRefusal = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('401'));

describe('insights', () => {
  test('ask for the role’s token, refuse another, and forget it with the page', async () => {
    const { page, end } = await pages.open('/insights');
    await page.getByLabel('Access token').fill('guessed');
    await page.getByRole('button', { name: 'Show the counts' }).click();
    await page.getByText('This token does not open them.').waitFor();
    await page.getByLabel('Access token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.reload();
    await page.getByLabel('Access token').waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await end();
  });

  test('the headline counts each card once, and accepted only where something can be accepted', async () => {
    const { page, end } = await opened();
    const { calls, cards, withAction, actionAccepted, accepted, overridden, critical } = counted;
    expect(await tile(page, 'Calls')).toBe(String(calls));
    expect(await tile(page, 'Cards')).toBe(String(cards));
    expect(await tile(page, 'Cards per 100 calls')).toBe(((100 * cards) / calls).toFixed(1));
    expect(await tile(page, 'Accepted')).toBe(
      `${Math.round((100 * actionAccepted) / withAction)} % ${actionAccepted} of ${withAction} with an action`,
    );
    expect(await tile(page, 'Overridden')).toContain(`${overridden} of ${accepted + overridden} answered`);
    expect(await tile(page, 'Not answered')).toMatch(new RegExp(`^${cards - accepted - overridden} `));
    expect(await tile(page, 'Links opened')).toBe('1');
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Critical' }) });
    expect((await row.locator('td').allTextContents()).slice(0, 2)).toEqual([String(critical), '–']);
    await end();
  });

  test('are of a time and of a group, as chosen; the comparison of the groups stays', async () => {
    const { page, end } = await opened();
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Oncologist');
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    await page.getByText('(UTC), Oncologist.').waitFor();
    expect(await tile(page, 'Calls')).toBe(String(counted.calls / 2));
    expect(await page.getByRole('rowheader', { name: 'General Hospital · Nurse · Haematology' }).count()).toBe(1);
    await page.getByLabel('From').fill('2026-10-26');
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    await page.getByText('2026-10-26 to').waitFor();
    expect(Number(await tile(page, 'Calls'))).toBeLessThan(counted.calls / 2);
    await end();
  });

  test('of two choices the last counts, whichever answer comes last', async () => {
    const { page, end } = await opened();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/insights\.json.*role=Oncologist/, async (route) => {
      await held;
      await route.continue();
    });
    const overtaken = page.waitForResponse(/role=Oncologist/);
    for (const role of ['Oncologist', 'Nurse']) {
      await page.getByRole('combobox', { name: 'Role' }).selectOption(role);
      await page.getByRole('button', { name: 'Count', exact: true }).click();
    }
    await page.getByText('(UTC), Nurse.').waitFor();
    release();
    await (await overtaken).finished();
    // its numbers would be on the page by now
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    expect(await page.getByText('(UTC), Nurse.').count()).toBe(1);
    await end();
  });

  test('each number’s definition is one press away, by the keyboard too, and Escape closes it', async () => {
    const { page, end } = await opened();
    const buttons = page.locator('button.term');
    expect(await buttons.count()).toBeGreaterThan(10);
    await buttons.first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('Hook calls that were answered in this time').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('Hook calls that were answered in this time').first().waitFor({ state: 'hidden' });
    await end();
  });

  test('a new version is marked, reasons read in words, and the line has its interval', async () => {
    const { page, end } = await opened();
    const report = page.locator('.report').first();
    expect(await report.locator('.version text').allTextContents()).toEqual(['1.1.0', '1.1.0']);
    expect(await report.getByText('Staged elsewhere').count()).toBe(1);
    expect(await report.locator('.rate circle').count()).toBeGreaterThan(8);
    expect(await report.getByText(/ %\)$/).count()).toBeGreaterThan(8);
    await end();
  });

  test('the counts are saved as CSV, with the token of the page', async () => {
    const { page, end } = await opened();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV by week and class of card' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    const shown = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',')[4]));
    expect(shown.reduce((a, b) => a + b, 0)).toBe(counted.cards);
    await end();
  });

  test('a rule has a page to decide on, and comments open by their own token', async () => {
    const { page, complaints, end } = await opened();
    await page.getByRole('link', { name: 'Decide on iss-stage' }).click();
    await page.getByRole('heading', { level: 1, name: 'iss-stage: keep, revise or switch off?' }).waitFor();
    await page.getByRole('button', { name: 'Show what clinicians wrote' }).click();
    await page.getByLabel('Access token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByText('This token does not open them.').waitFor();
    await page.getByLabel('Access token').fill(COMMENTS);
    await page.keyboard.press('Enter');
    await page.getByText('Staged at the other hospital last month.').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByText('"iss-stage":"off"').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print this page' }).isVisible()).toBe(false);
    expect(await page.getByText('Decided by').isVisible()).toBe(true);
    expect(await fits(page)).toBe(true);
    await picture(page, 'insights-rule-print');
    await page.emulateMedia({ media: 'screen' });
    await picture(page, 'insights-rule');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'What the rules said' }).waitFor();
    expect(withoutRefusal(complaints)).toEqual([]);
    await end();
  });

  test.each(LOOKS)('are without barriers and fit their window (%s)', async (look, options) => {
    const { page, complaints, end } = await opened(options);
    expect(await axe(page)).toEqual([]);
    await picture(page, `insights-${look}`);
    expect(await fits(page)).toBe(true);
    // on a desk no column of the weeks stands outside its box; on a telephone the box scrolls
    const cut =
      "innerWidth > 600 && [...document.querySelectorAll('.weeks')].some((box) => box.scrollWidth > box.clientWidth)";
    expect(await page.evaluate(cut)).toBe(false);
    expect(withoutRefusal(complaints)).toEqual([]);
    await end();
  });
});
