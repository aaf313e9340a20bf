// What is urgent is said whichever result was opened, from what came with the call; nothing else is, and nothing is fetched.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callHook, hookRequest, startClearStage, type ClearStage } from './support/server.ts';

let server: ClearStage;
beforeAll(async () => {
  server = await startClearStage();
});
afterAll(() => server.close());

interface Answer {
  readonly cards: readonly { readonly summary: string; readonly indicator: string }[];
}

async function told(patient: string, prefetch: boolean): Promise<{ readonly status: number; readonly body: Answer }> {
  const request = await hookRequest(server, patient, 'result-view', { prefetch });
  const sodium = {
    resourceType: 'Observation',
    id: 'sodium',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-10-31T08:00:00Z',
    valueQuantity: { value: 139, unit: 'mmol/L' },
  };
  const results = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: sodium }] };
  const { status, body } = await callHook(server, { ...request, context: { ...request.context, results } });
  return { status, body: body as Answer };
}

test('an injury of the kidneys is told to who opened a sodium, and nothing of the B2M', async () => {
  const { status, body } = await told('mm-aki', true);
  expect(status).toBe(200);
  expect(body.cards).toEqual([expect.objectContaining({ indicator: 'critical' })]);
});

test('without an injury there is nothing to say of a sodium', async () => {
  expect(await told('mm-iss3', true)).toEqual({ status: 200, body: { cards: [] } });
});

test('nothing is asked of the FHIR server for a sodium, and nothing demanded', async () => {
  expect(await told('mm-aki', false)).toEqual({ status: 200, body: { cards: [] } });
});
