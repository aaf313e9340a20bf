// The console fills prefetch as an EHR would: the same resources as the demonstration's FHIR server returns.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AS_OF } from '../../../fixtures/chart.ts';
import { codeTokens } from '../../../src/clinical/facts/code-search.ts';
import { resolvePrefetch, type Chart } from '../../../src/web/console/prefetch.ts';
import { hookRequest, startClearStage, type ClearStage } from '../../support/server.ts';

const PATIENTS = ['mm-iss1', 'mm-trend-plateau', 'mm-iss-recorded', 'hd-predialysis', 'mm-two-results-one-day'];

let server: ClearStage;

beforeAll(async () => {
  server = await startClearStage();
}, 30_000);

afterAll(() => server.close());

function read(patient: string): Chart | undefined {
  try {
    const file = join(import.meta.dirname, `../../../fixtures/patients/${patient}.bundle.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as Chart;
  } catch {
    return undefined;
  }
}

/** The ids under each key. */
function ids(prefetch: Readonly<Record<string, unknown>>): Record<string, ReadonlySet<string | undefined>> {
  return Object.fromEntries(
    Object.entries(prefetch).map(([key, value]) => {
      const found = value as fhir4.Bundle | fhir4.Patient;
      const all = found.resourceType === 'Bundle' ? (found.entry ?? []).map((e) => e.resource?.id) : [found.id];
      return [key, new Set(all)];
    }),
  );
}

describe('prefetch in the console', () => {
  test.each(PATIENTS.filter((id) => read(id)))(
    '%s: the same resources under every key as by FHIR search',
    async (id) => {
      const { services } = (await (await fetch(`${server.url}/cds-services`)).json()) as {
        services: readonly { hook: string; prefetch: Record<string, string> }[];
      };
      for (const hook of ['result-view', 'patient-view'] as const) {
        const templates = services.find((s) => s.hook === hook)?.prefetch ?? {};
        const tokens = { patientId: id, userId: 'Practitioner/COREPRACTITIONER1', today: AS_OF.slice(0, 10) };
        const asEhr = await hookRequest(server, id, hook, { prefetch: true });
        const chart = read(id) ?? { resourceType: 'Bundle', type: 'collection' };
        expect(ids(resolvePrefetch(templates, chart, tokens))).toEqual(ids(asEhr.prefetch ?? {}));
      }
    },
  );

  test("a site's code with signs that mean something in a search is found by the template that asks for it", () => {
    const [, token = ''] = codeTokens(['1952-1'], new Map([['urn:lab|B2M, S|1 &\\', '1952-1']]));
    const result = (id: string, code: string): fhir4.Observation => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { coding: [{ system: 'urn:lab', code }] },
    });
    const entry = [result('hers', 'B2M, S|1 &\\'), result('other', 'B2M')].map((resource) => ({ resource }));
    const filled = resolvePrefetch(
      { markers: `Observation?patient={{context.patientId}}&code=${token}` },
      { resourceType: 'Bundle', type: 'collection', entry },
      { patientId: 'p', userId: 'Practitioner/x', today: '2026-11-01' },
    );
    expect([...(ids(filled)['markers'] ?? [])]).toEqual(['hers']);
  });

  test('a key that cannot be read is left out, as EHRs do', () => {
    const templates = { patient: 'Patient/{{context.patientId}}', other: 'Patient/somebody-else' };
    const chart = read('mm-iss1') ?? { resourceType: 'Bundle', type: 'collection' };
    const filled = resolvePrefetch(templates, chart, {
      patientId: 'mm-iss1',
      userId: 'Practitioner/1',
      today: '2026-11-01',
    });
    expect(Object.keys(filled)).toEqual(['patient']);
  });

  test('today() and days before it become dates', () => {
    const observation = (id: string, effectiveDateTime: string): fhir4.Observation => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: {},
      effectiveDateTime,
    });
    const resources = [observation('old', '2026-07-31T23:59:00Z'), observation('new', '2026-08-01T00:00:00Z')];
    const chart: Chart = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: resources.map((resource) => ({ resource })),
    };
    const filled = resolvePrefetch(
      { labs: 'Observation?patient={{context.patientId}}&date=ge{{today() - 92 days}}' },
      chart,
      { patientId: 'p', userId: 'Practitioner/1', today: '2026-11-01' },
    );
    expect(ids(filled)).toEqual({ labs: new Set(['new']) });
  });
});
