// Whatever JSON a FHIR server sends, reading it ends in resources of the right type or in a word, never in a crash.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { readPage } from '../../src/fhir/page.ts';
import { toRequest } from '../../src/fhir/query.ts';

const search = toRequest('https://ehr.example.org/fhir', 'Observation?patient=1');
if (!search) throw new Error('the query is a search');

const resource = fc.record(
  { resourceType: fc.constantFrom('Observation', 'Patient', 'OperationOutcome', 'Bundle', '', 7), id: fc.jsonValue() },
  { requiredKeys: [] },
);
const entry = fc.oneof(
  fc.jsonValue(),
  fc.record(
    { resource: fc.oneof(resource, fc.jsonValue()), search: fc.oneof(fc.jsonValue(), fc.constant({ mode: 'match' })) },
    { requiredKeys: [] },
  ),
);
const link = fc.oneof(fc.jsonValue(), fc.record({ relation: fc.constant('next'), url: fc.jsonValue() }));
const body = fc.oneof(
  fc.jsonValue(),
  resource,
  fc.record({
    resourceType: fc.constant('Bundle'),
    entry: fc.oneof(fc.array(entry), fc.jsonValue()),
    link: fc.oneof(fc.array(link), fc.jsonValue()),
  }),
);

test('a search yields Observations and remarks only, or says why not', () => {
  fc.assert(
    fc.property(body, (json) => {
      const page = readPage(json, search);
      if (!page.ok) {
        expect(['not-fhir', 'server-error']).toContain(page.fault);
        return;
      }
      const others = page.resources.filter(({ resourceType }) => resourceType !== 'Observation');
      expect(others.every(({ resourceType }) => resourceType === 'OperationOutcome')).toBe(true);
    }),
    { seed: 42, numRuns: 2000 },
  );
});

test.each(['500', {}, true, [3]])('a total that cannot be read (%j) leaves open what is missing', (total) => {
  expect(readPage({ resourceType: 'Bundle', total, entry: [] }, search)).toMatchObject({ ok: true, flawed: true });
});
