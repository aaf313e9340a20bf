// Which results are opened in a replay: each B2M as it came back, also one that cannot be used.
import { expect, test } from '@jest/globals';
import { timelineOf } from '../../src/population/replay/chart-then.ts';
import { momentsOf } from '../../src/population/replay/moments.ts';

const observation = (id: string, code: string): fhir4.Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  issued: '2026-03-01T10:00:00Z',
});

test.each([
  ['serum', '1952-1', true],
  ['urine', '1953-9', true],
  ['CSF', '1951-3', true],
  ['serum in arbitrary units', '83076-0', true],
  ['serum in words', '43818-4', true],
  ['creatinine', '2160-0', false],
  ['FISH', '81746-0', false],
  ['a code that is not known', '718-9', false],
])('%s', (_, code, isOpened) => {
  const resource = observation('o', code);
  const record = {
    id: 'p',
    patient: undefined,
    resources: [{ resource, reference: 'Observation/o', from: 'export' }],
    partly: new Set<string>(),
    skipped: [],
    repeated: 0,
    deleted: 0,
  };
  const period = { from: -Infinity, to: Date.parse('2026-10-01T00:00:00Z') };
  const { moments } = momentsOf(timelineOf(record), period, new Map());
  expect(moments.filter(({ hook }) => hook === 'result-view')).toHaveLength(isOpened ? 1 : 0);
});
