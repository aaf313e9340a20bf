// What a missing prefetch key may be made up for by, whatever shape its resources have.
import { expect, test } from '@jest/globals';
import { satisfies } from '../../cds-services/b2m-result/prefetch.ts';

const located = (code: unknown) => [
  {
    resource: { resourceType: 'Observation', status: 'final', code } as unknown as fhir4.Observation,
    reference: 'Observation/o1',
    from: 'labs',
  },
];

test.each([
  ['a serum B2M', { coding: [{ system: 'http://loinc.org', code: '1952-1' }] }, true],
  [
    'a B2M beside a code of the site',
    { coding: [{ code: 'B2M' }, { system: 'http://loinc.org', code: '1952-1' }] },
    true,
  ],
  ['a creatinine', { coding: [{ system: 'http://loinc.org', code: '2160-0' }] }, false],
  ['a gap among the codings', { coding: [null] }, false],
  ['a coding that is no list', { coding: { system: 'http://loinc.org', code: '1952-1' } }, false],
  ['a code that is no text', { coding: [{ system: 'http://loinc.org', code: { toString: 5 } }] }, false],
  ['no code', undefined, false],
])('%s, brought by another key', (_, code, stands) => {
  expect(satisfies('markers', located(code), new Map())).toBe(stands);
});
