// How the same record is cut into prefetch keys and how its references are written changes nothing that is said.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { services } from '../../fixtures/published.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { bundle } from '../support/requests.ts';

interface Index {
  readonly asOf: string;
  readonly patients: readonly { readonly id: string; readonly file: string; readonly hooks: readonly string[] }[];
}
const FOLDER = new URL('../../fixtures/patients/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const index = read('index.json') as Index;
const viewed = index.patients.filter(({ hooks }) => hooks.includes('result-view'));
const BASE = 'https://ehr.example/fhir';
/** Prefetch keys by the resource type they hold. */
const KEYS = new Map<string, string[]>();
for (const [key, template] of Object.entries(services[0]?.offerings[0]?.prefetch ?? {})) {
  const type = /^\w+/.exec(template)?.[0] ?? '';
  KEYS.set(type, [...(KEYS.get(type) ?? []), key]);
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ services, clock: () => Date.parse(index.asOf) });
});
afterAll(() => app.close());

function resourcesOf(file: string): readonly fhir4.FhirResource[] {
  return ((read(file) as fhir4.Bundle<fhir4.FhirResource>).entry ?? []).flatMap((e) => e.resource ?? []);
}

/** @param part which of the keys for its type a resource goes to, from 0 to below 1 */
function prefetchOf(resources: readonly fhir4.FhirResource[], part: (i: number) => number): Record<string, unknown> {
  const held = new Map<string, fhir4.FhirResource[]>();
  resources.forEach((resource, i) => {
    const keys = KEYS.get(resource.resourceType) ?? [];
    const key = keys[Math.floor(part(i) * keys.length)];
    if (key !== undefined) held.set(key, [...(held.get(key) ?? []), resource]);
  });
  const keys = [...KEYS.values()].flat();
  return Object.fromEntries(
    keys.map((key) => [key, key === 'patient' ? (held.get(key)?.[0] ?? null) : bundle(...(held.get(key) ?? []))]),
  );
}

async function said(patientId: string, prefetch: object, fhirServer?: string): Promise<unknown> {
  const answer = await app.post('/cds-services/b2m-result-view/explain', {
    hook: 'result-view',
    hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
    context: { patientId, userId: 'Practitioner/dr' },
    prefetch,
    ...(fhirServer && { fhirServer }),
  });
  expect(answer.status).toBe(200);
  const { cards, evidence, rules } = JSON.parse(await answer.text(), (name, value: unknown) =>
    name === 'uuid' ? undefined : value,
  ) as Record<string, unknown>;
  return { cards, evidence, rules };
}

/** `Patient/1` → `https://…/Patient/1`, as some EHRs write every reference. */
function absolute(resource: fhir4.FhirResource): fhir4.FhirResource {
  return JSON.parse(JSON.stringify(resource), (name, value: unknown) =>
    name === 'reference' && typeof value === 'string' && /^[A-Z]\w+\/[^/]+$/.test(value) ? `${BASE}/${value}` : value,
  ) as fhir4.FhirResource;
}

const some = fc.constantFrom(...viewed);

test('in which of our keys a result stands changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      some,
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (patient, parts) => {
        const resources = resourcesOf(patient.file);
        const usual = await said(
          patient.id,
          prefetchOf(resources, () => 0),
        );
        expect(
          await said(
            patient.id,
            prefetchOf(resources, () => parts.next().value),
          ),
        ).toEqual(usual);
      },
    ),
    { seed: 20_261_127, numRuns: 60 },
  );
});

test('absolute references under the base of the call change nothing', async () => {
  for (const { id, file } of viewed) {
    const resources = resourcesOf(file);
    const usual = await said(
      id,
      prefetchOf(resources, () => 0),
    );
    const prefetch = prefetchOf(resources.map(absolute), () => 0);
    expect(await said(id, prefetch)).toEqual(usual);
    expect(await said(id, prefetch, `${BASE}/`)).toEqual(usual);
  }
}, 60_000);

test('absolute references under another base leave nothing of the patient', async () => {
  for (const { id, file } of viewed.slice(0, 20)) {
    const prefetch = prefetchOf(resourcesOf(file).map(absolute), () => 0);
    const { cards } = (await said(id, prefetch, 'https://other.example/fhir')) as { readonly cards: unknown };
    expect(cards).toEqual([]);
  }
});
