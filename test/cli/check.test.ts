// `clearstage check` against the demonstration server, and against servers with one bad manner each.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { checkCommand } from '../../src/cli/check.ts';
import { tokenCommand } from '../../src/cli/token.ts';
import { loadDemoData } from '../../src/demo/patients.ts';
import { startDemoFhirServer, type DemoFhirServer } from '../../src/demo/fhir-server.ts';
import { observation } from '../support/chart.ts';
import { type FaultyFhirServer, type Manner, sendJson, startFaultyFhirServer } from '../support/faulty-fhir-server.ts';
import { status } from '../support/fhir-faults.ts';
import { searching } from '../support/fhir-search.ts';
import { LONG_CHART_AS_OF, longChart } from '../support/long-chart.ts';

interface Found {
  readonly severity: string;
  readonly about: string;
  readonly text: string;
}
interface Checked {
  readonly blocked: boolean;
  readonly text: string;
  readonly findings: readonly Found[];
  readonly [detail: string]: unknown;
}

const CHART = longChart();
let ehr: FaultyFhirServer;
let demo: DemoFhirServer;
let folder: string;
beforeAll(async () => {
  ehr = await startFaultyFhirServer();
  demo = await startDemoFhirServer({ port: 0, resources: loadDemoData(LONG_CHART_AS_OF).resources });
  folder = await mkdtemp(join(tmpdir(), 'clearstage-check-'));
});
afterEach(() => ehr.heal());
afterAll(async () => {
  await Promise.all([ehr.close(), demo.close()]);
  await rm(folder, { recursive: true });
});

async function check(...args: readonly string[]): Promise<Checked> {
  let text = '';
  let blocked = false;
  const command = checkCommand({
    write: (more) => (text += more),
    fail: () => (blocked = true),
    clock: () => LONG_CHART_AS_OF,
  });
  await command.exitOverride().parseAsync([...args], { from: 'user' });
  return {
    blocked,
    text,
    ...(args.includes('--json') ? (JSON.parse(text) as { findings: Found[] }) : { findings: [] }),
  };
}

const METADATA = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      resource: ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Procedure', 'ServiceRequest'].map(
        (type) => ({
          type,
          searchParam: ['patient', 'code', 'date'].map((name) => ({ name })),
        }),
      ),
    },
  ],
};

/** The long chart at a server of this manner, which says of itself that it is R4. */
function serve(manner: Manner, metadata: object = METADATA): void {
  ehr.misbehave('*', manner);
  ehr.misbehave('metadata', (response) => sendJson(response, metadata));
}
const at = (...args: readonly string[]): Promise<Checked> => check('--fhir', ehr.baseUrl, '--patient', 'p1', ...args);
const about = (checked: Checked, text: RegExp): readonly Found[] =>
  checked.findings.filter((f) => text.test(`${f.about}: ${f.text}`));

test('nothing stands against the demonstration server, and its codes are read', async () => {
  const checked = await check('--fhir', demo.baseUrl, '--patient', 'mm-iss1', '--json');
  expect(checked.findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
  expect(checked.blocked).toBe(false);
  expect(about(checked, /1952-1.*read as b2m-serum/)).toHaveLength(1);
  expect(about(checked, /our own query: \d+ resources, whole/).length).toBeGreaterThan(5);
});

test('in plain words, by itself, for patients that it finds itself', async () => {
  const { text, blocked } = await check('--fhir', demo.baseUrl);
  expect(blocked).toBe(false);
  expect(text).toMatch(/· metadata: FHIR 4\.0\.1/);
  expect(text).toMatch(/patient 3/);
  expect(text).toMatch(/Nothing stands against going live\.\n$/);
});

describe('a server', () => {
  test('that does as it is asked: sizes, times and order of every query', async () => {
    serve(searching(CHART));
    const checked = await at('--json');
    expect(checked.blocked).toBe(false);
    const queries = checked['queries'] as readonly Record<string, unknown>[];
    expect(queries.find(({ key }) => key === 'b2m-result kidney')).toMatchObject({
      status: 200,
      entries: 200,
      order: 'newest first',
      goesOn: true,
      refused: [],
      ignored: [],
    });
    expect(about(checked, /b2m-result size: the first pages of all keys are \d+ bytes/)).toHaveLength(1);
  });

  test('that ignores _sort is found by the order of its dates', async () => {
    serve(searching(CHART, { unsorted: true }));
    const checked = await at('--json');
    expect(about(checked, /b2m-result kidney: ignored: _sort/)).toHaveLength(1);
    expect(about(checked, /kidney: .*oldest first/).length).toBeGreaterThan(0);
    expect(checked.blocked).toBe(false);
  });

  test('that caps its pages is found, and what our own queries reach', async () => {
    serve(searching(CHART, { cap: 20 }));
    const checked = await at('--json');
    expect(about(checked, /b2m-result kidney: ignored: _count/)).toHaveLength(1);
    expect(about(checked, /kidney, our own query: \d+ resources, read in part: whole from 20/)).not.toEqual([]);
  });

  test('that refuses _sort is asked without, and named', async () => {
    const healthy = searching(CHART);
    serve((response, request, server) => {
      if (request.url?.includes('_sort')) status(400)(response, request, server);
      else healthy(response, request, server);
    });
    const checked = await at('--json');
    expect(about(checked, /b2m-result kidney: _sort refused/)).toHaveLength(1);
    expect(checked.blocked).toBe(false);
  });

  test('that does not know comma lists stands against going live', async () => {
    const healthy = searching(CHART);
    serve((response, request, server) => {
      if (/code=[^&]*,/.test(request.url ?? ''))
        sendJson(response, { resourceType: 'Bundle', type: 'searchset', total: 0 });
      else healthy(response, request, server);
    });
    const checked = await at('--json');
    expect(checked.blocked).toBe(true);
    expect(about(checked, /parted by commas/)).not.toEqual([]);
  });

  test('that carries local codes: they are told, with lines for the site section and no effect', async () => {
    const local = (code: string, text: string): fhir4.Observation =>
      observation('x', '6.1 mg/L', {
        id: code,
        with: { code: { coding: [{ system: 'urn:lab', code }], text } },
      });
    const own = [
      ...CHART,
      local('B2MG', 'β2-Mikroglobulin i.S.'),
      local('KREAU', 'Kreatinin im Urin'),
      local('X', 'Ferritin'),
    ];
    serve(searching(own));
    const checked = await at('--json');
    const line = JSON.stringify({ system: 'urn:lab', code: 'B2MG', loinc: '1952-1' });
    expect(about(checked, /urn:lab\|B2MG/)[0]?.text).toContain(line);
    expect(about(checked, /urn:lab\|KREAU/)[0]?.text).toContain('2161-8');
    expect(about(checked, /urn:lab\|X/)).toEqual([]);
    expect(checked.text).not.toMatch(/"p1"/);
  });

  test.each<[string, Manner, RegExp]>([
    ['refuses the token', status(401), /401: it does not accept the access token/],
    ['refuses by scope', status(403), /403: the scopes of the token/],
  ])('that %s stands against going live', async (_, manner, words) => {
    serve(manner);
    const checked = await at('--token', 'abc', '--json');
    expect(checked.blocked).toBe(true);
    expect(about(checked, words)).not.toEqual([]);
    expect(ehr.requests.every(({ headers }) => headers.authorization === 'Bearer abc')).toBe(true);
  });

  test('that is no FHIR R4, or not there, stands against going live', async () => {
    serve(searching(CHART), { ...METADATA, fhirVersion: '3.0.2' });
    expect(about(await at('--json'), /FHIR 3\.0\.2: FHIR R4 is needed/)).toHaveLength(1);
    const gone = await check('--fhir', 'http://127.0.0.1:1/fhir', '--json');
    expect([gone.blocked, about(gone, /no CapabilityStatement/).length]).toEqual([true, 1]);
  });
});

describe("a token of the EHR's calls", () => {
  const base = 'https://cds.example.org';
  async function token(aud: string): Promise<{ readonly jwt: string; readonly config: string }> {
    const key = join(folder, 'key.json');
    const print = async (only: string): Promise<string> => {
      let text = '';
      const args = ['--aud', aud, '--key', key, '--expires-in', '300', '--only', only, '--name', 'General'];
      await tokenCommand((more) => (text += more)).parseAsync(args, { from: 'user' });
      return text.trim();
    };
    const jwt = await print('token');
    const config = join(folder, 'config.json');
    await writeFile(config, JSON.stringify({ publicBaseUrl: base, clients: [JSON.parse(await print('client'))] }));
    return { jwt, config };
  }
  const checked = async (aud: string, clock: number): Promise<Checked> => {
    const { jwt, config } = await token(aud);
    let text = '';
    let blocked = false;
    const io = { write: (more: string) => void (text += more), fail: () => void (blocked = true), clock: () => clock };
    const args = ['--token', jwt, '--config', config, '--client', 'General', '--json'];
    await checkCommand(io).parseAsync(args, { from: 'user' });
    expect(text).not.toContain(jwt);
    return { blocked, text, ...(JSON.parse(text) as { findings: Found[] }) };
  };

  test('that would be taken is said to be that', async () => {
    const good = await checked(`${base}/cds-services/b2m-result-view`, Date.now());
    expect([good.blocked, good.findings[0]?.text]).toEqual([false, expect.stringContaining('accepted as General')]);
  });

  test('for another address, or of another time, stands against going live, with why', async () => {
    const elsewhere = await checked('https://other.example.org/cds-services/b2m-result-view', Date.now());
    expect([elsewhere.blocked, elsewhere.findings[0]?.text]).toEqual([true, expect.stringContaining('audience')]);
    const late = await checked(`${base}/cds-services/b2m-result-view`, Date.now() + 3_600_000);
    expect([late.blocked, late.findings[0]?.text]).toEqual([true, expect.stringContaining('expired')]);
  });
});

describe('a Bulk Data export', () => {
  test('is counted by code, unit, status and date, a line at a time', async () => {
    const bulk = await mkdtemp(join(folder, 'bulk-'));
    const lines = CHART.map((r) => JSON.stringify(r));
    await writeFile(join(bulk, 'Observation.ndjson'), [...lines, 'no json', '7', ''].join('\n'));
    const checked = await check('--export', bulk, '--json');
    expect(checked).toMatchObject({
      blocked: false,
      unreadable: 2,
      datePrecision: { time: expect.any(Number) },
      status: { final: expect.any(Number) },
      b2m: { count: 22, withCreatinine: 22, withAlbumin: 22 },
    });
    expect(about(checked, /2160-0.*in mg\/dL: read as creatinine-serum/)).toHaveLength(1);
  });

  test('packed is read as unpacked, to where it breaks off; what is of another patient or time is not beside a B2M', async () => {
    const bulk = await mkdtemp(join(folder, 'packed-'));
    const of = (patient: string, effectiveDateTime: string) => ({ subject: { reference: patient }, effectiveDateTime });
    const results = [
      observation('1952-1', '6.1 mg/L', { with: of('Patient/a', '2026-05-01') }),
      observation('2160-0', '1 mg/dL', { with: of('https://ehr.example.org/fhir/Patient/a', '2026-05-01') }),
      observation('2160-0', '1 mg/dL', { with: of('Patient/b', '2026-05-01') }),
      observation('1751-7', '40 g/L', { with: of('Patient/a', '2025-01-01') }),
    ];
    const packed = gzipSync(results.map((r) => `${JSON.stringify(r)}\n`).join(''));
    await writeFile(join(bulk, 'Observation.ndjson.gz'), packed);
    const whole = await check('--export', bulk, '--json');
    expect(whole).toMatchObject({ lines: 4, unfinished: [], b2m: { count: 1, withCreatinine: 1, withAlbumin: 0 } });
    await writeFile(join(bulk, 'Observation.ndjson.gz'), packed.subarray(0, -8));
    const broken = await check('--export', bulk, '--json');
    expect(broken).toMatchObject({ unfinished: ['Observation.ndjson.gz'] });
    expect(about(broken, /Observation\.ndjson\.gz cannot be read to its end/)).toHaveLength(1);
  });

  test('without a B2M stands against going live; an empty folder is an error', async () => {
    const bulk = await mkdtemp(join(folder, 'none-'));
    await expect(check('--export', bulk)).rejects.toThrow('no .ndjson files');
    await writeFile(join(bulk, 'Patient.ndjson'), '{"resourceType":"Patient","id":"1"}\n');
    expect((await check('--export', bulk)).blocked).toBe(true);
  });
});

test('without a server and without an export there is nothing to check', async () => {
  await expect(check()).rejects.toThrow('--fhir <base> or --export <folder> is needed');
  await expect(check('--fhir', 'not a url')).rejects.toThrow('is not the base URL of a FHIR server');
});
