// The trend launched by the test EHRs of the field, out of the box: the CDS Hooks Sandbox, SMART Health IT's launcher
// (which tidies addresses), an app gallery without a patient; and what is said when a launch fails.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, picture, startPages, type Pages } from './support/pages.ts';
import { startTidyingProxy, type Proxy } from './support/tidying-proxy.ts';

const PATIENT = 'mm-trend-fall-then-rise';

let pages: Pages;
let launcher: Proxy;
beforeAll(async () => {
  pages = await startPages();
  launcher = await proxy();
}, 60_000);
afterAll(() => Promise.all([pages.close(), ...proxies.map((proxy) => proxy.close())]));

const proxies: Proxy[] = [];
async function proxy(change?: (url: string) => string | undefined): Promise<Proxy> {
  const started = await startTidyingProxy(pages.server.fhir, change);
  proxies.push(started);
  return started;
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Results over time' });

async function launchId(fhir: string, patient: string): Promise<string> {
  const response = await fetch(`${fhir}/_services/smart/Launch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ launchUrl: `${pages.url}/smart/launch`, parameters: { patient } }),
  });
  return ((await response.json()) as { launch_id: string }).launch_id;
}

/** Written as the Sandbox writes it: the address of the FHIR server stands in it as it is. */
const launch = (iss: string, id: string): string => `/smart/launch?launch=${id}&iss=${iss}`;

async function drawn(path: string): Promise<string | null> {
  const { page, complaints, end } = await pages.open(path);
  await slider(page).waitFor();
  const line = await page.locator('.chart .course').getAttribute('d');
  expect(complaints).toEqual([]);
  await end();
  return line;
}

describe('opens the same picture as for the fixture', () => {
  test('from the CDS Hooks Sandbox on the demonstration’s FHIR server', async () => {
    const { fhir } = pages.server;
    expect(await drawn(launch(fhir, await launchId(fhir, PATIENT)))).toBe(await drawn(`/trend?patient=${PATIENT}`));
  });

  test('through a launcher that makes "//" in addresses "/"', async () => {
    const { fhir, asked } = launcher;
    expect(await drawn(launch(fhir, await launchId(fhir, PATIENT)))).toBe(await drawn(`/trend?patient=${PATIENT}`));
    const searches = asked.filter((path) => path.includes('Observation?'));
    expect(searches.length).toBeGreaterThan(0);
    expect(searches.filter((path) => path.includes('//'))).toEqual([]);
  });

  test('where searches by code find nothing at all, from all results', async () => {
    const blind = await proxy((url) => url.replaceAll('loinc.org', 'nothing.example'));
    const seen = await drawn(launch(blind.fhir, await launchId(blind.fhir, PATIENT)));
    expect(seen).toBe(await drawn(`/trend?patient=${PATIENT}`));
  });

  test('opened alone, once the patient is chosen', async () => {
    const { page, end } = await pages.open(`/smart/launch?iss=${pages.server.fhir}`);
    await page.getByRole('link', { name: new RegExp(PATIENT) }).click();
    await slider(page).waitFor();
    await end();
  });
});

describe('what was not read is told', () => {
  test('a record in which nothing is found, whatever is asked', async () => {
    const { fhir } = await proxy((url) => url.replace(/Observation\?.*/, 'Observation?_id=none'));
    const { page, end } = await pages.open(launch(fhir, await launchId(fhir, 'healthy')));
    await page.getByText('No results were found on this record.').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/There is no/);
    await end();
  });

  test('a server that refuses to sort is asked without; one that refuses results is named', async () => {
    const { fhir } = await proxy((url) => (url.includes('_sort') ? undefined : url));
    const sorted = await pages.open(launch(fhir, await launchId(fhir, PATIENT)));
    await slider(sorted.page).waitFor();
    await sorted.end();
    const none = await proxy((url) => url.replace(/Observation\?.*/, 'Nothing?x=1'));
    const refused = await pages.open(launch(none.fhir, await launchId(none.fhir, PATIENT)));
    await refused.page.getByText('The laboratory results could not be read, so there is nothing to draw.').waitFor();
    await refused.page.getByText('Could not be read from the EHR: laboratory results').waitFor();
    await refused.end();
  });
});

describe('a launch that fails says so in words', () => {
  const failures: readonly (readonly [string, string, RegExp])[] = [
    ['access was declined', '/trend?error=access_denied&error_description=User+declined&state=x', /declined it/],
    ['the scope is refused', '/trend?error=invalid_scope&state=x', /does not give this app the access/],
    ['the app is unknown', '/trend?error=unauthorized_client&state=x', /does not know this app/],
    ['it was opened a second time', '/trend?code=used&state=gone', /This launch has ended/],
    ['nobody says by which EHR', '/smart/launch', /does not say by which one/],
    ['the EHR is a stranger', '/smart/launch?iss=https://ehr.example.org/fhir&launch=1', /not set up for the EHR/],
    ['the EHR does not answer', '/smart/launch?iss=http://127.0.0.1:9/fhir&launch=1', /could not be found/],
  ];

  test.each(failures)('%s', async (name, path, words) => {
    const { page, end } = await pages.open(path);
    await page.locator('.notice.bad').getByText(words).waitFor();
    await page
      .getByText(/Open it|operator|[Ww]ho/)
      .first()
      .waitFor();
    expect(await axe(page)).toEqual([]);
    await picture(page, `launch-${name.replaceAll(/\W+/g, '-')}`);
    await end();
  });

  test('a launch id of nobody comes back from the EHR with its reason', async () => {
    const { page, end } = await pages.open(launch(pages.server.fhir, 'bm9ib2R5'));
    await page.getByText('The EHR refused the launch.').waitFor();
    await page.getByText('What the software said').click();
    await page.getByText('the launch names no patient of this server').waitFor();
    await end();
  });
});
