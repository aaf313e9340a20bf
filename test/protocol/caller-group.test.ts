// Who calls, for the insights: the configuration's own names, and nothing of the call.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { callerGroup } from '../../src/protocol/caller-group.ts';

const NAMES = { 'PractitionerRole/onc': 'Oncologist', '7400': 'Haematology' };
const role = { at: '/context/userId', names: NAMES };
const department = { at: '/extension/com.example~1department/code', names: NAMES };

test('is what the configuration calls what stands where it says', () => {
  const body = {
    context: { userId: 'PractitionerRole/onc' },
    extension: { 'com.example/department': { code: '7400' } },
  };
  expect(callerGroup(body, { role, department })).toEqual({ role: 'Oncologist', department: 'Haematology' });
});

test.each([
  ['a value without a name', { context: { userId: 'Practitioner/7' } }],
  ['no value', { context: {} }],
  ['something on the way that is no object', { context: 'userId' }],
  ['a number', { context: { userId: 7400 } }],
  ['a member of every object', { context: { userId: 'constructor' } }],
  ['nothing at all', null],
])('%s is told apart from nobody', (_, body) => {
  expect(callerGroup(body, { role, department })).toEqual({});
});

test('whatever a call says, only names of the configuration leave it', () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, at) => {
      const { role: told } = callerGroup(JSON.parse(json), { role: { at: `/${at}`, names: NAMES } });
      expect([undefined, ...Object.values(NAMES)]).toContain(told);
    }),
    { seed: 3 },
  );
});
