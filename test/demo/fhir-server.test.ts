// The demonstration FHIR server answers what an EHR's server would: the searches of our prefetch templates.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemoFhirServer } from '../../src/demo/fhir-server.ts';
import type { DemoFhirServer } from '../../src/demo/fhir-server.ts';

const LOINC = 'http://loinc.org';

function observation(id: string, patient: string, code: string, day: string): fhir4.Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: `2026-10-${day}T08:00:00Z`,
    valueQuantity: { value: 3.4, unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L' },
  };
}

const coding = { coding: [{ system: 'http://snomed.info/sct', code: '109989006' }] };
const subject = { reference: 'Patient/a' };
const RESOURCES: readonly fhir4.FhirResource[] = [
  { resourceType: 'Patient', id: 'a', gender: 'female', birthDate: '1950-01-01' },
  { resourceType: 'Patient', id: 'b' },
  observation('b2m-old', 'a', '1952-1', '01'),
  observation('b2m-new', 'a', '1952-1', '20'),
  observation('creatinine', 'a', '2160-0', '10'),
  observation('sodium', 'a', '2951-2', '10'),
  observation('b2m-other', 'b', '1952-1', '20'),
  { resourceType: 'Condition', id: 'myeloma', subject, code: coding },
  {
    resourceType: 'MedicationRequest',
    id: 'm1',
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: '2026-01-01',
    medicationCodeableConcept: {},
  },
  {
    resourceType: 'MedicationRequest',
    id: 'm2',
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: '2026-05-01',
    medicationCodeableConcept: {},
  },
  { resourceType: 'Procedure', id: 'p1', status: 'completed', subject, performedDateTime: '2026-01-01' },
  { resourceType: 'Procedure', id: 'p2', status: 'completed', subject, performedDateTime: '2026-05-01' },
];

let server: DemoFhirServer;
beforeAll(async () => {
  server = await startDemoFhirServer({ port: 0, resources: RESOURCES });
});
afterAll(() => server.close());

async function ask(
  query: string,
  init?: RequestInit,
): Promise<{ status: number; headers: Headers; body: fhir4.Bundle }> {
  const response = await fetch(`${server.baseUrl}/${query}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text || '{}') as fhir4.Bundle };
}

const ids = (bundle: fhir4.Bundle): readonly (string | undefined)[] => (bundle.entry ?? []).map((e) => e.resource?.id);

describe('search', () => {
  // As many codes as our templates name, most of which the patient has no result for.
  const codes = [
    ...Array.from({ length: 85 }, (_, i) => `${LOINC}|${90000 + i}-1`),
    `${LOINC}|1952-1`,
    `${LOINC}|2160-0`,
  ];
  const labs = `patient=a&code=${encodeURIComponent(codes.join(','))}&_sort=-date&_count=50`;

  test.each(['patient=a', 'patient=Patient/a', 'subject=Patient/a', 'subject:Patient=a'])(
    'finds the results of one patient by %s, newest first',
    async (reference) => {
      const { body } = await ask(`Observation?${labs.replace('patient=a', reference)}`);
      expect(ids(body)).toEqual(['b2m-new', 'creatinine', 'b2m-old']);
      expect(body.total).toBe(3);
      expect(body.entry?.[0]).toMatchObject({
        fullUrl: `${server.baseUrl}/Observation/b2m-new`,
        search: { mode: 'match' },
      });
    },
  );

  test('answers a search sent as a form, as the CDS Hooks Sandbox sends it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json+fhir' };
    const { body, headers: answered } = await ask('Observation/_search', { method: 'POST', headers, body: labs });
    expect(ids(body)).toEqual(['b2m-new', 'creatinine', 'b2m-old']);
    expect(answered.get('content-type')).toContain('application/fhir+json');
  });

  test.each([
    ['Condition?patient=a', ['myeloma']],
    ['MedicationRequest?patient=a&_sort=-authoredon', ['m2', 'm1']],
    ['Procedure?patient=a&_sort=-date', ['p2', 'p1']],
    ['Observation?patient=a&date=ge2026-10-10&code=1952-1', ['b2m-new']],
    ['Patient', ['a', 'b']],
    ['Patient?_id=b', ['b']],
  ])('%s', async (query, expected) => {
    expect(ids((await ask(query)).body)).toEqual(expected);
  });

  test('links to the pages of a long answer', async () => {
    const seen: unknown[] = [];
    let next: string | undefined = 'Observation?patient=a&_sort=date&_count=3';
    while (next) {
      const { body }: { body: fhir4.Bundle } = await ask(next);
      seen.push(...ids(body));
      next = body.link?.find((link) => link.relation === 'next')?.url.slice(server.baseUrl.length + 1);
    }
    expect(seen).toEqual(['b2m-old', 'creatinine', 'sodium', 'b2m-new']);
  });

  test('a parameter it does not know is left out, or refused when the client asks for strictness', async () => {
    expect(ids((await ask('Condition?patient=a&nonsense=1')).body)).toEqual(['myeloma']);
    const strict = await ask('Condition?patient=a&nonsense=1', { headers: { prefer: 'handling=strict' } });
    expect(strict.status).toBe(400);
    expect(JSON.stringify(strict.body)).toContain('nonsense');
  });
});

describe('the rest of the interface', () => {
  test('reads one resource, and says 404 when there is none', async () => {
    expect((await ask('Patient/a')).body).toMatchObject({ resourceType: 'Patient', id: 'a', birthDate: '1950-01-01' });
    expect(await ask('Patient/nobody')).toMatchObject({ status: 404, body: { resourceType: 'OperationOutcome' } });
    expect((await ask('Basic?code=x')).status).toBe(404);
  });

  test('takes an order that a clinician accepted', async () => {
    const order = { resourceType: 'ServiceRequest', status: 'draft', intent: 'order', subject };
    const { status, headers } = await ask('ServiceRequest', { method: 'POST', body: JSON.stringify(order) });
    expect(status).toBe(201);
    expect(headers.get('location')).toMatch(new RegExp(`^${server.baseUrl}/ServiceRequest/`));
    expect((await ask('ServiceRequest', { method: 'POST', body: '{' })).status).toBe(400);
  });

  test('states its version and search parameters', async () => {
    const { body } = await ask('metadata');
    expect(body).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(JSON.stringify(body)).toContain('"name":"authoredon","type":"date"');
  });

  test('lets a page of another origin read it', async () => {
    const preflight = await ask('Patient', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await ask('Patient')).headers.get('access-control-allow-origin')).toBe('*');
  });

  test('listens on loopback only', () => {
    expect(new URL(server.baseUrl).hostname).toBe('127.0.0.1');
  });
});
