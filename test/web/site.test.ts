// A site's own settings, by docs/integration.md to the letter, on a copy of the build that nobody writes to: the same
// number changes both services and the trend page.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { startBrowser, type Browsing } from './support/pages.ts';
import { startSmartServer, type SmartServer } from './support/smart-server.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/integration.md'), 'utf8');
const [WHOLE = {}, SITE = {}] = [...PAGE.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = '']) => JSON.parse(text) as object,
);
const [, READY = ''] = /```text\n(\{"status":"ready".*)\n```/.exec(PAGE) ?? [];
const BASE = 'https://cds.example.org';
const LAB = 'https://lab.example.org/codes';
const NOW = Date.now();

const folder = mkdtempSync(join(tmpdir(), 'clearstage-site-'));
const app = join(folder, 'app');
let browser: Browsing;
let ehr: SmartServer;
let client: object;
const servers: ServerProcess[] = [];

/** A chart whose results carry the laboratory's own codes, the creatinine 30 days before the B2M. */
const dated = (daysAgo: number): string => new Date(NOW - daysAgo * 86_400_000).toISOString();
const subject = { reference: 'Patient/p' };
const result = (id: string, coding: fhir4.Coding, value: number, unit: string, daysAgo: number): fhir4.Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [coding] },
  subject,
  effectiveDateTime: dated(daysAgo),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});
const patient: fhir4.Patient = { resourceType: 'Patient', id: 'p', gender: 'male', birthDate: '1960-01-01' };
const myeloma: fhir4.Condition = {
  resourceType: 'Condition',
  id: 'c',
  subject,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '109989006' }] },
  onsetDateTime: dated(5).slice(0, 10),
};
/** Known for long, so that one creatinine is steady by itself. */
const kidneyDisease: fhir4.Condition = {
  ...myeloma,
  id: 'k',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '431857002' }] },
  onsetDateTime: dated(400).slice(0, 10),
};
const results = [
  result('b2m', { system: LAB, code: 'B2M' }, 6.4, 'mg/L', 2),
  result('creatinine', { system: LAB, code: 'KREA' }, 3.1, 'mg/dL', 32),
];
const bundle = (resources: readonly fhir4.FhirResource[]): fhir4.Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const drafts: readonly fhir4.FhirResource[] = [
  {
    resourceType: 'ServiceRequest',
    id: 'd1',
    status: 'draft',
    intent: 'order',
    subject,
    code: { coding: [{ system: LAB, code: 'B2M' }] },
  },
  {
    resourceType: 'MedicationRequest',
    id: 'd2',
    status: 'draft',
    intent: 'order',
    subject,
    medicationCodeableConcept: { text: 'Gentamicin 240 mg' },
  },
];

beforeAll(async () => {
  mkdirSync(app);
  await run(process.execPath, [join(ROOT, 'tools/build.mjs'), join(app, 'dist')], { cwd: ROOT });
  copyFileSync(join(ROOT, 'package.json'), join(app, 'package.json'));
  cpSync(join(ROOT, 'docs/knowledge'), join(app, 'docs/knowledge'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'));
  await run('chmod', ['-R', 'a-w', join(app, 'dist'), join(app, 'package.json')]);
  [browser, ehr] = await Promise.all([startBrowser(), startSmartServer([patient, myeloma, kidneyDisease, ...results])]);
  const { stdout } = await clearstage('token', ...KEY, '--aud', BASE, '--fhir-server', ehr.fhir, '--only', 'client');
  client = JSON.parse(stdout) as object;
}, 60_000);

afterAll(async () => {
  for (const server of servers) server.kill();
  await Promise.all([browser?.close(), ehr?.close()]);
  await run('chmod', ['-R', 'u+w', app]);
  rmSync(folder, { recursive: true, force: true });
});

const KEY = ['--key', join(folder, 'test-key.json'), '--issuer', 'https://test.example.org'];
const clearstage = (...args: readonly string[]) => run(process.execPath, [join(app, 'dist/src/cli/main.js'), ...args]);

/** The copy, started with a configuration file and a folder for its data. */
async function start(name: string, site: object): Promise<{ readonly url: string; readonly config: string }> {
  const config = join(folder, `${name}.json`);
  writeFileSync(config, JSON.stringify({ ...WHOLE, clients: [client], ...site }));
  const env = { CLEARSTAGE_CONFIG: config, CLEARSTAGE_DATA_DIR: join(folder, `${name}-data`) };
  const server = await startServerProcess(env, [join(app, 'dist/src/main.js')]);
  servers.push(server);
  return { url: server.url, config };
}

async function cardsOf(url: string, service: string, context: object, prefetch: object): Promise<string> {
  const aud = `${BASE}/cds-services/${service}`;
  const { stdout: token } = await clearstage('token', ...KEY, '--aud', aud, '--only', 'token');
  const answer = await fetch(`${url}/cds-services/${service}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      hook: service.replace('b2m-', ''),
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      context: { userId: 'Practitioner/1', patientId: 'p', ...context },
      prefetch: {
        patient,
        conditions: bundle([myeloma, kidneyDisease]),
        medications: null,
        procedures: null,
        ...prefetch,
      },
    }),
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** What both services and the trend page say of one chart. */
async function told(url: string): Promise<Readonly<Record<'result' | 'order' | 'trend', string>>> {
  const [result, order] = await Promise.all([
    cardsOf(url, 'b2m-result-view', {}, { markers: bundle(results), kidney: bundle(results), labs: null }),
    cardsOf(url, 'b2m-order-sign', { draftOrders: bundle(drafts) }, { labs: bundle(results) }),
  ]);
  const query = new URLSearchParams({ iss: ehr.fhir, launch: 'launch-1' });
  const { page, complaints, end } = await browser.open(`${url}/smart/launch?${query}`, {}, NOW);
  await page.getByRole('slider', { name: 'Results over time' }).waitFor();
  const trend = await page.locator('main').innerText();
  expect(complaints).toEqual([]);
  await end();
  return { result, order, trend };
}

const treeOf = (path: string): string => {
  const hash = createHash('sha256');
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())) {
    const file = join(entry.parentPath, entry.name);
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
};

test('one number changes both services and the trend page alike, by the configuration file alone', async () => {
  const built = treeOf(join(app, 'dist'));
  const { localLaboratoryCodes } = (SITE as { site: { localLaboratoryCodes: object[] } }).site;
  const before = await start('before', { site: { localLaboratoryCodes } });
  const after = await start('after', SITE);
  const [a, b] = [await told(before.url), await told(after.url)];

  // 32 days apart: within 90 days an eGFR stands beside the B2M, within 10 there is none
  expect([a.result, a.order].map((text) => text.includes('"name":"egfr"'))).toEqual([true, true]);
  expect([b.result, b.order].map((text) => text.includes('"name":"egfr"'))).toEqual([false, false]);
  expect([a.trend, b.trend].map((text) => text.includes('Measured ÷ expected'))).toEqual([true, false]);
  expect(b.trend).toContain('6.4 mg/L');

  const asked = ehr.asked.filter((path) => path.includes('Observation'));
  expect(asked.some((path) => decodeURIComponent(path).includes(`${LAB}|KREA`))).toBe(true);
  expect(asked.filter((path) => path.length > 2_048 + '/fhir/&from=99'.length)).toEqual([]);

  // what the page prints is what the server says
  const { site } = (await (await fetch(`${after.url}/health/ready`)).json()) as {
    site: { mark: string; changes: string[] };
  };
  expect(site.mark).toMatch(/^[0-9a-f]{8}$/);
  expect({ status: 'ready', site }).toEqual(JSON.parse(READY.replace('MARK', site.mark)));
  expect(b.result).toMatch(new RegExp(`"version":"\\d+\\.\\d+\\.\\d+\\+site\\.${site.mark}"`));
  expect(b.result).toMatch(new RegExp(`Rules \\d+\\.\\d+\\.\\d+\\+site\\.${site.mark}`));
  expect(b.trend).toContain(`Read by the settings of this site (${site.mark})`);
  const discovery = await (await fetch(`${after.url}/cds-services`)).text();
  expect(discovery).toContain(`Changed by this site (${site.mark}): filtrationPairingDays 10 d instead of 90 d; `);
  expect(discovery).toContain(`,${LAB}|KREA`);

  const chart = join(folder, 'chart.bundle.json');
  writeFileSync(chart, JSON.stringify(bundle([patient, myeloma, ...results])));
  const { stdout } = await clearstage('evaluate', chart, '--config', after.config);
  expect(stdout).toMatch(/10 days/);
  expect((await clearstage('evaluate', chart, '--config', before.config)).stdout).toMatch(/eGFR/);
  const { stdout: rates } = await clearstage('simulate', folder, '--config', after.config);
  expect(rates).toMatch(/result-view +1\n/);
  expect(treeOf(join(app, 'dist'))).toBe(built);
}, 120_000);
