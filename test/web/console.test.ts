// The console as an integration engineer uses it, in a real browser against the real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, fits, LOOKS, picture, startPages, type Pages } from './support/pages.ts';

let pages: Pages;

beforeAll(async () => {
  pages = await startPages();
}, 60_000);

afterAll(() => pages.close());

const summaries = (page: Page) => page.locator('.card h3');
const choose = (page: Page, id: string) => page.locator(`input[name=patient][value="${id}"]`).check();

/** The answer to the latest request is on the page. */
async function settled(page: Page): Promise<void> {
  await page.locator('.cards[aria-busy=false] [role=status]:not(:empty)').waitFor();
}

describe('an engineer with five minutes', () => {
  test('sees every service answer on synthetic patients, and why', async () => {
    const { page, complaints, end } = await pages.open('/');
    await choose(page, 'mm-iss3-egfr20');
    for (const service of await page.locator('input[name=service]').all()) {
      await service.check();
      await settled(page);
      expect(await page.locator('.notice.bad').count()).toBe(0);
      expect(await page.getByRole('tabpanel').getByRole('row').count()).toBeGreaterThan(1);
    }
    await page.locator('input[name=service][value=b2m-result-view]').check();
    await settled(page);
    expect(await summaries(page).first().textContent()).toMatch(/B2M 6\.9 mg\/L/);
    await page.getByRole('tab', { name: 'Evidence' }).click();
    const evidence = page.getByRole('tabpanel');
    expect(await evidence.getByRole('row', { name: /B2M, serum/ }).textContent()).toMatch(/6\.9 mg\/L.*Observation\//);
    expect(await evidence.getByRole('link').first().getAttribute('href')).toMatch(/^https:\/\/doi\.org\/10\./);
    expect(complaints).toEqual([]);
    await end();
  });

  test('sees the cards change while typing another B2M, unit or date, or leaving albumin out', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss1&service=b2m-result-view');
    await settled(page);
    const b2m = page.getByLabel(/^Value of B2M, serum/);
    await b2m.fill('4.2');
    await page.getByRole('article', { name: /^ISS II .*B2M 4\.2 mg\/L/ }).waitFor();
    await b2m.fill('4200');
    await page.getByLabel(/^Unit of B2M, serum/).fill('ug/L');
    await page.getByRole('article', { name: /^ISS II .*B2M 4\.2 mg\/L/ }).waitFor();
    await page.getByLabel(/^Date of B2M, serum/).fill('2026-06-01');
    await page.getByRole('article', { name: /^ISS II .*B2M 4\.2 mg\/L/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo my changes' }).click();
    await page.getByRole('article', { name: /^ISS I \(B2M/ }).waitFor();
    await page.getByLabel(/^Send Albumin/).uncheck();
    await page.getByRole('article', { name: /^ISS I or II: .*albumin/ }).waitFor();
    await end();
  });

  test('sees the cards before and after, with a diagnosis left out, another sex, another birth date', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss3&service=b2m-result-view');
    await settled(page);
    const told = await summaries(page).first().textContent();
    await page.getByText('Patient, diagnoses, drugs, findings').click();
    await page
      .getByLabel(/^Diagnosis/)
      .first()
      .uncheck();
    const before = page.getByRole('group', { name: 'Before my changes' });
    await before.getByRole('heading', { name: told ?? '' }).waitFor();
    await page
      .locator('.stack h3')
      .filter({ hasText: /ISS III/ })
      .waitFor({ state: 'detached' });
    await page.getByLabel('Born').fill('2015-01-01');
    await page.locator('.person select').selectOption('unknown');
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('tabpanel').getByText('"birthDate": "2015-01-01"').waitFor();
    expect(await page.getByRole('tabpanel').textContent()).toMatch(/"gender": "unknown"/);
    expect(await axe(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await picture(page, 'console-before-after');
    await page.getByRole('button', { name: 'Undo my changes' }).click();
    await before.waitFor({ state: 'detached' });
    await end();
  });

  test('adds to the chart what is not on it, and sees the cards before and after', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss3&service=b2m-result-view');
    await settled(page);
    await page.getByText('Add to the chart').click();
    const add = async (what: string, value?: string) => {
      await page.getByRole('combobox', { name: 'What' }).selectOption({ label: what });
      if (value !== undefined) await page.getByLabel('Value', { exact: true }).fill(value);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText(`Added: ${what}.`).waitFor();
    };
    await add('del(17p), % of cells', '45');
    await page.getByRole('article', { name: /^High-risk myeloma .*del\(17p\)/ }).waitFor();
    await page.getByRole('group', { name: 'Before my changes' }).waitFor();
    await add('Bortezomib');
    await page.getByText('Patient, diagnoses, drugs, findings').click();
    await page.getByLabel(/^Drug Bortezomib/).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await picture(page, 'console-added');
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await fits(page)).toBe(true);
    await picture(page, 'console-added-320');
    await page.getByRole('button', { name: 'Undo my changes' }).click();
    await page.getByLabel(/^Drug Bortezomib/).waitFor({ state: 'detached' });
    await end();
  });

  test('copies the request as curl and finds in it what was sent', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss3', { permissions: ['clipboard-read', 'clipboard-write'] });
    await settled(page);
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    const [, url, body] = /^curl -sS '([^']+)'[^]*<<'JSON'\n([^]*)\nJSON$/.exec(String(copied)) ?? [];
    const answer = await fetch(url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body ?? '',
    });
    const { cards } = (await answer.json()) as { cards: readonly { summary: string }[] };
    expect(cards.map((c) => c.summary)).toEqual(await summaries(page).allTextContents());
    await end();
  });

  test('pastes a hook request of their own, and is told what is wrong with other text', async () => {
    const { page, end } = await pages.open('/');
    await page.getByText('Bring your own request or Bundle').click();
    const paste = page.locator('textarea');
    await paste.fill('{"resourceType":"Patient"}');
    await page.getByText('neither a hook request').waitFor();
    await paste.fill('{"hook":"patient-view",');
    await page.getByText('This is not JSON').waitFor();
    const request = { hook: 'patient-view', context: { patientId: 'nobody', userId: 'Practitioner/1' }, prefetch: {} };
    await paste.fill(JSON.stringify(request));
    await page.locator('input[name=service][value=b2m-patient-view]:checked').waitFor();
    await page.getByRole('tab', { name: 'Request' }).click();
    expect(await page.getByRole('tabpanel').textContent()).toContain('"patientId": "nobody"');
    await end();
  });

  test.each([
    ['{"hook":"patient-view"}', /no "context"/],
    ['{"hook":"patient-view","context":{"userId":"x"}}', /"context.patientId" is missing/],
    ['{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition"}}]}', /holds no Patient/],
    ['{"resourceType":"Bundle"}', /has no "entry"/],
    ['curl https://example.org/', /carries no body/],
    [`curl -d '{"hook":' https://example.org/`, /not JSON in the body of curl/],
  ])('tells the fault of %s', async (text, words) => {
    const { page, complaints, end } = await pages.open('/');
    await page.getByText('Bring your own request or Bundle').click();
    await page.locator('textarea').fill(text);
    await page.getByText(words).waitFor();
    expect(complaints).toEqual([]);
    await end();
  });

  test('pastes the curl command that it copied', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss3', { permissions: ['clipboard-read', 'clipboard-write'] });
    await settled(page);
    const told = await summaries(page).allTextContents();
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    await page.getByText('Bring your own request or Bundle').click();
    await page.locator('textarea').fill(copied);
    await page.locator('.patient :checked').waitFor({ state: 'detached' });
    await settled(page);
    expect(await summaries(page).allTextContents()).toEqual(told);
    await end();
  });

  test('a patient plays its story: its own hook and its own drafts', async () => {
    const { page, end } = await pages.open('/');
    await settled(page);
    await choose(page, 'order-b2m-ckd');
    await page.locator('input[name=service][value=b2m-order-sign]:checked').waitFor();
    await settled(page);
    await page.getByRole('tab', { name: 'Request' }).click();
    expect(await page.getByRole('tabpanel').textContent()).toContain('order-b2m-ckd-draft-b2m-1');
    await page.getByLabel('Draft order').selectOption('1953-9');
    await page.getByRole('tabpanel').getByText('"draft-1"').first().waitFor();
    await end();
  });

  test('a link to a patient far down the list shows them in it', async () => {
    const { page, end } = await pages.open('/?patient=order-without-b2m');
    await settled(page);
    const row = await page.locator('.patient:has(:checked)').boundingBox();
    const list = await page.locator('.patient-list').boundingBox();
    expect(row && list && row.y >= list.y && row.y + row.height <= list.y + list.height).toBe(true);
    expect(await page.evaluate('scrollY')).toBe(0);
    await end();
  });

  test('drops a Bundle on the page and reads its cards', async () => {
    const { page, end } = await pages.open('/');
    const bundle = await (await fetch(`${pages.url}/demo/patients/mm-iss3`)).text();
    await page.getByText('Bring your own request or Bundle').click();
    const transfer = await page.evaluateHandle(
      `(() => { const t = new DataTransfer(); t.items.add(new File([${JSON.stringify(bundle)}], 'b.json')); return t; })()`,
    );
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByRole('heading', { name: /B2M 7\.4 mg\/L/ }).waitFor();
    await end();
  });
});

describe('a card can be answered', () => {
  test('an accepted suggestion is stored, and the card is not said again', async () => {
    const { page, end } = await pages.open('/?patient=mm-b2m-exactly-5-5&service=b2m-patient-view');
    await settled(page);
    const summary = await summaries(page).first().textContent();
    await page.locator('.card .acts > button').first().click();
    await page.getByText(/^Accepted: .* Feedback stored \(200\)\.$/).waitFor();
    await page.reload();
    const ghost = page.getByRole('article', { name: `Not shown: ${summary}` });
    await ghost.getByText(/^Accepted: .*, \d{4}-\d\d-\d\d/).waitFor();
    expect(await axe(page)).toEqual([]);
    await ghost.getByRole('button', { name: 'Show anyway' }).click();
    await ghost.locator('.detail').waitFor();
    await page.getByRole('button', { name: 'Reset answers' }).click();
    await page
      .locator('.card:not(.ghost)')
      .getByRole('heading', { name: summary ?? '' })
      .waitFor();
    await end();
  });

  test('a suggestion whose acceptance was not stored can be pressed again', async () => {
    const { page, complaints, end } = await pages.open('/?patient=mm-no-albumin&service=b2m-patient-view');
    await settled(page);
    await page.route('**/feedback', (route) => route.abort(), { times: 1 });
    const suggestion = page.locator('.card .acts > button').first();
    await suggestion.click();
    await page.getByText(/^Feedback was not stored\. /).waitFor();
    expect(complaints.filter((said) => !said.includes('ERR_FAILED'))).toEqual([]);
    await suggestion.click();
    await page.getByText(/^Accepted: .* Feedback stored \(200\)\.$/).waitFor();
    expect(await suggestion.isDisabled()).toBe(true);
    await end();
  });

  test('dismissed, it folds to a line that has the focus and an Undo; undone, nothing was sent', async () => {
    const { page, end } = await pages.open('/?patient=mm-no-albumin&service=b2m-patient-view');
    await settled(page);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/feedback')) sent.push(request.url());
    });
    await page.locator('.dismiss summary').click();
    await page.getByRole('button', { name: 'Dismiss the card' }).click();
    await page.locator('.card.folded:focus').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.locator('.card .acts').first().waitFor();
    expect(sent).toEqual([]);
    await page.getByLabel('Filter the patients').fill('no-albumin');
    await page.locator('.dismiss summary').click();
    await page.getByRole('button', { name: 'Dismiss the card' }).click();
    await page.locator('.card.folded').waitFor();
    expect(await axe(page)).toEqual([]);
    await end();
  });

  test('dismissed again after an Undo, it waits as long as the first time', async () => {
    const { page, end } = await pages.open('/?patient=mm-no-albumin&service=b2m-patient-view');
    await settled(page);
    // time passes only as it is told here
    const hour = 3_600_000;
    await page.clock.install({ time: Date.now() - 2 * hour });
    await page.clock.pauseAt(Date.now() - hour);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/feedback')) sent.push(request.url());
    });
    const dismiss = async () => {
      await page.locator('.dismiss summary').click();
      await page.getByRole('button', { name: 'Dismiss the card' }).click();
      await page.locator('.card.folded').waitFor();
    };
    await dismiss();
    await page.clock.fastForward(4_000);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await dismiss();
    // past the pause of the first, not of the second
    await page.clock.fastForward(4_500);
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    expect(sent).toEqual([]);
    await page.clock.fastForward(4_000);
    await page.getByText(/Feedback stored \(200\)\.$/).waitFor();
    expect(sent).toHaveLength(1);
    await end();
  });

  test.each([320, 390, 1024, 1280, 1440])('every part of Dismiss can be pressed at %i px', async (width) => {
    const { page, end } = await pages.open('/?patient=mm-no-albumin', { viewport: { width, height: 900 } });
    await settled(page);
    await page.locator('.dismiss summary').first().click();
    const card = await page.locator('.card').first().boundingBox();
    for (const part of await page.locator('.dismiss-form').first().locator('select, input, button').all()) {
      const box = await part.boundingBox();
      expect(box && card && box.x >= card.x && box.x + box.width <= card.x + card.width).toBe(true);
    }
    await end();
  });

  test.each([320, 390])('no word of a rule, an outcome or a date breaks in two at %i px', async (width) => {
    const { page, end } = await pages.open('/?patient=mm-iss3-egfr20&service=b2m-result-view', {
      viewport: { width, height: 900 },
    });
    await settled(page);
    for (const tab of ['Why', 'Evidence']) {
      await page.getByRole('tab', { name: tab }).click();
      const lines = await page
        .locator('[role=tabpanel] tbody th, [role=tabpanel] tbody td:not(:last-child)')
        .evaluateAll((cells) => cells.map((c) => [c.textContent, c.getBoundingClientRect().height] as const));
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter(([, height]) => height > 32)).toEqual([]);
    }
    await end();
  });

  test('what is dismissed here silences nobody else: not the call printed at the start, not another browser', async () => {
    const { page, end } = await pages.open('/?patient=mm-iss3-egfr20&service=b2m-patient-view');
    await settled(page);
    await page.locator('.dismiss summary').first().click();
    await page.getByRole('button', { name: 'Dismiss the card' }).first().click();
    await page.getByText(/Feedback stored \(200\)\.$/).waitFor();
    await end();
    const other = await pages.open('/?patient=mm-iss3-egfr20&service=b2m-patient-view');
    await settled(other.page);
    expect(await other.page.locator('.card:not(.ghost)').count()).toBeGreaterThan(0);
    await other.end();
    const call = (session?: string) =>
      fetch(`${pages.url}/cds-services/b2m-patient-view`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          hook: 'patient-view',
          hookInstance: '7bd1b5f0-3a4e-4c1c-9d55-0b2f3f6b5a10',
          fhirServer: pages.server.fhir,
          context: { patientId: 'mm-iss3-egfr20', userId: 'Practitioner/console' },
          ...(session && { extension: { 'org.clearstage.session': session } }),
        }),
      }).then(async (r) => ((await r.json()) as { cards?: object[] }).cards?.length ?? r.status);
    expect(await call()).toBe(1);
    expect(await call('first-call')).toBe(1);
  });

  test('by keyboard alone: choose a patient, walk to the card, dismiss it with a reason', async () => {
    const { page, complaints, end } = await pages.open('/');
    await page.locator('.patient').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[name=patient]');
    await settled(page);
    await page.keyboard.press('ArrowDown');
    await page.locator('input[name=patient]:checked[value=mm-b2m-exactly-3-5]').waitFor();
    await page.getByRole('heading', { name: /B2M 3\.5 mg\/L/ }).waitFor();
    await settled(page);
    await tabTo(page, '.dismiss summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '.dismiss select');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '.dismiss-form button');
    await page.keyboard.press('Enter');
    await page.getByText(/^Dismissed: .* Feedback stored \(200\)\.$/).waitFor();
    expect(complaints).toEqual([]);
    await end();
  });
});

async function focused(page: Page): Promise<string> {
  return String(await page.evaluate('document.activeElement.textContent'));
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}

describe('the page', () => {
  test('shows hostile text as text, wherever it stands', async () => {
    const { page, complaints, end } = await pages.open('/');
    const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
    const bundle = await (await fetch(`${pages.url}/demo/patients/mm-iss3`)).json();
    const text = JSON.stringify(bundle)
      .replaceAll(/"family":"[^"]*"/g, `"family":${JSON.stringify(hostile)}`)
      .replaceAll(/"display":"[^"]*"/g, `"display":${JSON.stringify(hostile)}`)
      .replaceAll(/"text":"[^"]*"/g, `"text":${JSON.stringify(hostile)}`);
    await page.getByText('Bring your own request or Bundle').click();
    await page.locator('textarea').fill(text);
    await page.locator('.card').first().waitFor();
    expect(await page.getByText(hostile).count()).toBeGreaterThan(0);
    expect(await page.locator('img, .card script').count()).toBe(0);
    expect(complaints).toEqual([]);
    await end();
  });

  test.each(LOOKS)('has no barrier that axe can find, and nothing sticks out (%s)', async (look, options) => {
    const { page, complaints, end } = await pages.open('/?patient=mm-iss3-egfr20', options);
    await settled(page);
    // axe reads every element: a list of all patients tells it nothing new
    await page.getByLabel('Filter the patients').fill('egfr20');
    for (const tab of ['Evidence', 'Request', 'Response', 'Services', 'Why']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await fits(page)).toBe(true);
      if (look === 'light' || tab === 'Why') expect(await axe(page)).toEqual([]);
    }
    await picture(page, `console-${look}`);
    expect(await fits(page)).toBe(true);
    expect(complaints).toEqual([]);
    await end();
  });

  test('comes with a policy that lets nothing inline run and nothing load from elsewhere', async () => {
    const answer = await fetch(pages.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|data:/);
    expect(await answer.text()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|style=|https?:/);
  });
});
