// Every story read in one piece, without a server: what searches leave out must make no difference, and a change of any
// rule shows here within a second.
import { expect, test } from '@jest/globals';
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { services } from '../../cds-services/index.ts';
import { compileEndpoints, type Endpoint } from '../../src/protocol/endpoints.ts';
import { explain } from '../../src/protocol/explain.ts';
import { BASE_URL, GOLDEN_CASES, readGolden, toGolden, toldRequest } from '../support/goldens.ts';

const endpoints = compileEndpoints(services);
const NOBODY = { client: 'stories', fhirServers: [] };

test.each(GOLDEN_CASES)('$name: $story', async ({ name, hook, story, told, position }) => {
  const endpoint = endpoints.get(`b2m-${hook}`) as Endpoint;
  const entries = toBundle(told, position + 1).entry ?? [];
  const whole = { resourceType: 'Bundle', type: 'searchset', entry: entries };
  const nothing = { resourceType: 'Bundle', type: 'searchset', entry: [] };
  const keys = [...endpoint.templates.keys()].filter((key) => key !== 'patient');
  const prefetch = {
    patient: entries[0]?.resource,
    ...Object.fromEntries(keys.map((key, i) => [key, i === 0 ? whole : nothing])),
  };
  const { json } = await explain({ ...toldRequest(told.id, hook), prefetch }, endpoint, NOBODY, deps());
  expect(toGolden(story, JSON.parse(json), BASE_URL)).toEqual(readGolden(name));
});

function deps(): Parameters<typeof explain>[3] {
  let ids = 0;
  const none = (): never => {
    throw new Error('a story asks nobody');
  };
  return {
    clock: () => Date.parse(AS_OF),
    timer: () => 0,
    deadlineMs: 1,
    gateway: { open: none },
    store: { settled: none, recordIssued: none, saveFeedback: none },
    newId: () => `00000000-0000-4000-8000-${String(ids++).padStart(12, '0')}`,
    publicBaseUrl: BASE_URL,
  };
}
