// What prefetch lacks is asked of the FHIR server with the laboratory's own codes, escaped, in queries of a bounded length.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codesOf, LOINC } from '../../src/clinical/facts/catalogue.ts';
import { codingsIn, LONGEST_SEARCH } from '../../src/clinical/facts/code-search.ts';
import { start, type Running } from '../../src/server.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const SYSTEM = 'https://lab.example.org/codes';
/** One for every result we read, each with signs that mean something in a search or an address. */
const CODES = codesOf(() => true).map((loinc) => ({ system: SYSTEM, code: `${loinc}, S|1 & more`, loinc }));
const folder = mkdtempSync(join(tmpdir(), 'clearstage-site-'));
const asked: string[] = [];

const patient = { resourceType: 'Patient', id: 'p', gender: 'male', birthDate: '1960-01-01' };
const result = (id: string, loinc: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: SYSTEM, code: `${loinc}, S|1 & more` }] },
  subject: { reference: 'Patient/p' },
  effectiveDateTime: '2026-11-26T08:00:00Z',
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});
const RESULTS = [result('b2m', '1952-1', 6.4, 'mg/L'), result('creatinine', '2160-0', 1.4, 'mg/dL')];

/** A FHIR server that finds a result by the token of its code, as the specification escapes it. */
const fhir = createServer((req, res) => {
  asked.push(req.url ?? '');
  const url = new URL(req.url ?? '/', 'http://fhir');
  const tokens = /[?&]code=([^&]*)/.exec(req.url ?? '')?.[1];
  const wanted = new Set(tokens === undefined ? [] : codingsIn(tokens).map(({ system, code }) => `${system}|${code}`));
  const found = RESULTS.filter(({ code }) => code.coding.some((c) => wanted.has(`${c.system}|${c.code}`)));
  const entry = url.pathname.endsWith('/Observation') ? found.map((resource) => ({ resource })) : [];
  const body = url.pathname.endsWith('/Patient/p') ? patient : { resourceType: 'Bundle', type: 'searchset', entry };
  res.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body));
});

let running: Running;
let base: string;

beforeAll(async () => {
  await new Promise<void>((done) => fhir.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(fhir.address() as AddressInfo).port}/fhir`;
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ auth: 'off', fhirServers: [base], site: { localLaboratoryCodes: CODES } }));
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    CLEARSTAGE_CONFIG: file,
    CLEARSTAGE_DATA_DIR: folder,
  };
  running = await start(env, { clock: () => NOW });
});

afterAll(async () => {
  await running?.close();
  await new Promise((done) => fhir.close(done));
  rmSync(folder, { recursive: true, force: true });
});

interface Explained {
  readonly knowledge: string;
  readonly gathered: object;
  readonly evidence: object;
}

async function explain(service: string, context: object): Promise<Explained> {
  const answer = await fetch(`${running.url}/cds-services/${service}/explain`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      hook: service.replace('b2m-', ''),
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      fhirServer: base,
      context: { userId: 'Practitioner/1', patientId: 'p', ...context },
    }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Explained;
}

const order = {
  resourceType: 'ServiceRequest',
  id: 'o',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: SYSTEM, code: '1952-1, S|1 & more' }] },
};

test.each([
  ['b2m-patient-view', {}],
  ['b2m-order-sign', { draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] } }],
])('%s finds results and orders that carry no LOINC', async (service, context) => {
  asked.length = 0;
  const { knowledge, gathered, evidence } = await explain(service, context);
  expect(knowledge).toMatch(/^\d+\.\d+\.\d+\+site\.[0-9a-f]{8}$/);
  expect(gathered).toMatchObject({ concerned: true });
  expect(JSON.stringify(evidence)).toMatch(/"analyte":"b2m-serum".*"value":6.4/);
  expect(JSON.stringify(evidence)).toMatch(/"name":"egfr"/);

  const searches = asked.filter((path) => path.startsWith('/fhir/Observation'));
  expect(searches.filter((path) => path.length - '/fhir/'.length > LONGEST_SEARCH)).toEqual([]);
  const tokens = searches.flatMap((path) => codingsIn(/[?&]code=([^&]*)/.exec(path)?.[1] ?? ''));
  const own = tokens.filter(({ system }) => system === SYSTEM).map(({ code }) => code.replace(', S|1 & more', ''));
  const loinc = tokens.filter(({ system }) => system === LOINC).map(({ code }) => code);
  expect(own.length).toBeGreaterThan(10);
  expect(new Set(own)).toEqual(new Set(loinc.filter((code) => CODES.some((c) => c.loinc === code))));
});
