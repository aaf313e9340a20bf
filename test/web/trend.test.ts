// The trend as a clinician opens it: on a synthetic patient, and launched by an EHR with SMART on FHIR.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, fits, LOOKS, picture, startPages, type Pages } from './support/pages.ts';
import { startSmartServer, type SmartServer } from './support/smart-server.ts';

const PATIENT = 'mm-trend-fall-then-rise';

let ehr: SmartServer;
let pages: Pages;

beforeAll(async () => {
  const file = join(import.meta.dirname, `../../fixtures/patients/${PATIENT}.bundle.json`);
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as fhir4.Bundle<fhir4.FhirResource>;
  const chart = (bundle.entry ?? []).flatMap((e) => e.resource ?? []);
  const hostile = chart.map((r) =>
    r.resourceType === 'Patient' ? { ...r, name: [{ text: '<img src=x onerror=alert(1)>' }] } : r,
  );
  ehr = await startSmartServer(hostile);
  pages = await startPages({ fhirServers: [ehr.fhir] });
}, 60_000);

afterAll(() => Promise.all([pages.close(), ehr.close()]));

/** Pairs of labels in the picture whose boxes overlap. */
const COLLISIONS = `(() => {
  const boxes = [...document.querySelectorAll('.chart text')]
    .filter((t) => t.textContent)
    .map((t) => [t.textContent, t.getBoundingClientRect()]);
  return boxes.flatMap(([a, p], i) =>
    boxes.slice(i + 1).flatMap(([b, q]) =>
      p.left < q.right && q.left < p.right && p.top + 2 < q.bottom - 2 && q.top + 2 < p.bottom - 2 ? [a + ' / ' + b] : [],
    ),
  );
})()`;

const slider = (page: Page) => page.getByRole('slider', { name: 'Results over time' });
const row = async (page: Page, day: string) =>
  (
    await page
      .getByRole('row', { name: new RegExp(`^${day}`) })
      .getByRole('cell')
      .allTextContents()
  ).map((t) => t.trim());

describe('on a synthetic patient', () => {
  test('the table says what filtration predicts and what stands out of it', async () => {
    const { page, complaints, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(page).waitFor();
    const first = page.getByRole('row', { name: /8\.0 mg\/L/ });
    expect(await first.textContent()).toMatch(/Baseline, ISS III\..*2\.9 times expected/);
    expect(await page.locator('.chart .mark.baseline text').textContent()).toBe('baseline: ISS III');
    expect(await page.locator('.mark.treatment text').textContent()).toBe('bortezomib');
    expect(await page.locator('.threshold text').allTextContents()).toEqual(['ISS III from 5.5', 'ISS I below 3.5']);
    expect(complaints).toEqual([]);
    await end();
  });

  test('sentences above the picture say the latest value, the baseline and the change, in the units shown', async () => {
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(page).waitFor();
    const said = await page.locator('.summary p').allTextContents();
    expect(said[0]).toMatch(/^B2M 3\.4 mg\/L \(.*\) is 1\.5\d* times expected \(2\.2 mg\/L at eGFR 71\)\.$/);
    expect(said[1]).toMatch(/^Baseline: ISS III, B2M 8\.0 mg\/L/);
    expect(said[2]).toMatch(/^Since the baseline .*: 8\.0 → 3\.4 mg\/L \(×0\.42\); filtration explains ×/);
    expect(said[3]).toMatch(/^Since the lowest value .*: 2\.4 → 3\.4 mg\/L \(×1\.42\); filtration explains none of it/);
    await page.getByLabel('nmol/L · µmol/L').check();
    expect((await page.locator('.summary p').allTextContents())[2]).toMatch(/: 678 → 288 nmol\/L/);
    await end();
  });

  test('on a day without a B2M the read-out says so: no expected value stands in its place', async () => {
    const { page, end } = await pages.open('/trend?patient=mm-aki');
    await slider(page).focus();
    const first = page.getByRole('region', { name: 'Chosen day' }).locator('dd').first();
    await page.keyboard.press('Home');
    const seen = [];
    for (let i = 0; i < 6; i++) {
      seen.push(await first.textContent());
      await page.keyboard.press('ArrowRight');
    }
    expect(seen).toContain('not measured');
    for (const text of seen) expect(text).toMatch(/^(?:not measured|[<>]?[\d.]+ mg\/L.*)$/);
    await end();
  });

  test('the lines of the ISS are there with myeloma only, and fade where treatment begins', async () => {
    const mgus = await pages.open('/trend?patient=mgus');
    await slider(mgus.page).waitFor();
    expect(await mgus.page.locator('.threshold').count()).toBe(0);
    expect(await mgus.page.locator('main').innerText()).not.toMatch(/ISS/);
    await mgus.end();
    const untreated = await pages.open('/trend?patient=mm-iss3-egfr20');
    await slider(untreated.page).waitFor();
    expect(await untreated.page.locator('.threshold line.faded').count()).toBe(0);
    await untreated.end();
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(page).waitFor();
    const start = await page.locator('.mark.treatment line').getAttribute('x1');
    for (const line of await page.locator('.threshold line:not(.faded)').all())
      expect(await line.getAttribute('x2')).toBe(start);
    for (const line of await page.locator('.threshold line.faded').all())
      expect(await line.getAttribute('x1')).toBe(start);
    await end();
  });

  test.each([390, 1024, 1440])('no label lies on another at %i px', async (width) => {
    for (const patient of [PATIENT, 'mm-b2m-above-limit', 'mm-iss3-egfr20']) {
      const { page, end } = await pages.open(`/trend?patient=${patient}`, { viewport: { width, height: 900 } });
      await slider(page).waitFor();
      expect(await page.evaluate<readonly string[]>(COLLISIONS)).toEqual([]);
      await end();
    }
  });

  test('arrow keys walk along the results, and the read-out and a screen reader follow', async () => {
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(page).focus();
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(
      /: B2M 3\.4 mg\/L; Expected from filtration 2\.\d mg\/L/,
    );
    await page.keyboard.press('Home');
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/B2M 8\.0 mg\/L.*Baseline ISS III/);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('region', { name: 'Chosen day' }).getByText('2.4 mg/L').waitFor();
    await page.keyboard.press('End');
    expect(await slider(page).getAttribute('aria-valuenow')).toBe(await slider(page).getAttribute('aria-valuemax'));
    await end();
  });

  test('pointing at a result reads it out', async () => {
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(page).hover({ position: { x: 60, y: 200 } });
    await page.getByRole('region', { name: 'Chosen day' }).getByText('8.0 mg/L').waitFor();
    await end();
  });

  test('molar units are the same numbers by the factors of the clinical code', async () => {
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`);
    await page.getByLabel('nmol/L · µmol/L').check();
    await page.getByRole('row', { name: /678 nmol\/L.*97 µmol\/L/ }).waitFor();
    expect(await page.locator('.threshold text').allTextContents()).toEqual(['ISS III from 466', 'ISS I below 297']);
    await end();
  });

  test('a preliminary value is drawn hollow and not computed with; a censored one is an arrowhead', async () => {
    const preliminary = await pages.open('/trend?patient=mm-preliminary');
    await slider(preliminary.page).waitFor();
    expect(await preliminary.page.locator('.chart .point.preliminary').count()).toBe(1);
    const texts = await preliminary.page.getByRole('row', { name: /preliminary/ }).textContent();
    expect(texts).not.toMatch(/filtration/);
    expect(texts).toMatch(/preliminary.*0\.9 mg\/dL/);
    await preliminary.end();
    const censored = await pages.open('/trend?patient=mm-b2m-above-limit');
    await slider(censored.page).waitFor();
    expect(await censored.page.locator('.chart .point path').count()).toBe(1);
    expect(await censored.page.locator('.chart .point.beyond path, .chart .stem.beyond').count()).toBe(2);
    await censored.page.getByRole('row', { name: />20\.0 mg\/L.*2 times expected or more/ }).waitFor();
    await censored.end();
  });

  test.each(LOOKS)('has no barrier that axe can find, and nothing sticks out (%s)', async (look, options) => {
    const { page, complaints, end } = await pages.open(`/trend?patient=${PATIENT}`, options);
    await slider(page).waitFor();
    expect(await axe(page)).toEqual([]);
    await picture(page, `trend-${look}`);
    expect(await fits(page)).toBe(true);
    expect(complaints).toEqual([]);
    await end();
  });

  test('on paper the picture and every number stay, the controls go, and dark mode does not', async () => {
    const { page, end } = await pages.open(`/trend?patient=${PATIENT}`, { colorScheme: 'dark' });
    await slider(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('group', { name: 'Units' }).isVisible()).toBe(false);
    expect(await page.getByRole('row').count()).toBeGreaterThan(3);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await picture(page, 'trend-print');
    await end();
  });
});

describe('launched by an EHR', () => {
  const launch = (query: Record<string, string>) => `/smart/launch?${new URLSearchParams(query)}`;

  test('goes through the authorization flow, follows pages, and draws the same picture as for the fixture', async () => {
    const fixture = await pages.open(`/trend?patient=${PATIENT}`);
    await slider(fixture.page).waitFor();
    const drawn = await fixture.page.locator('.chart .course').getAttribute('d');
    await fixture.end();

    const { page, complaints, end } = await pages.open(launch({ iss: ehr.fhir, launch: 'launch-1' }));
    await slider(page).waitFor();
    expect(await page.locator('.chart .course').getAttribute('d')).toBe(drawn);
    expect(ehr.asked.filter((path) => path.includes('from=')).length).toBeGreaterThan(0);
    expect(page.url()).not.toMatch(/token|code=/);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(complaints).toEqual([]);
    await end();
  });

  test('opened alone, it lets the EHR choose the patient', async () => {
    const { page, end } = await pages.open(launch({ iss: ehr.fhir }));
    await slider(page).waitFor();
    await end();
  });

  test('without the problem list dialysis is not excluded: it says so and predicts nothing', async () => {
    ehr.forbid(['Condition']);
    const { page, end } = await pages.open(launch({ iss: ehr.fhir, launch: 'launch-1' }));
    await page.getByText('Could not be read from the EHR: the problem list').waitFor();
    expect(await page.locator('.chart .sea').count()).toBe(0);
    expect(await row(page, '2025-').then((cells) => cells[3])).toBe('');
    ehr.forbid([]);
    await end();
  });

  test('refuses an EHR this server is not set up for, and an address without one', async () => {
    const stranger = await pages.open(launch({ iss: 'https://ehr.example.org/fhir', launch: 'launch-1' }));
    await stranger.page.getByText('not set up for the EHR').waitFor();
    await stranger.page.goto(`${pages.url}/smart/launch`);
    await stranger.page.getByText('does not say by which one').waitFor();
    await stranger.end();
  });
});
