// Nothing empty goes over the wire, and nothing else is changed.
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { withoutEmpty } from '../../src/cards/without-empty.ts';

test.each([
  [{ a: [], b: {}, c: 1 }, { c: 1 }],
  [{ a: { b: { c: [] } }, d: 'x' }, { d: 'x' }],
  [{ a: [{}, [], 1, null] }, { a: [1] }],
  [{ a: null, b: undefined, c: '' }, { c: '' }],
  [
    { a: 0, b: false },
    { a: 0, b: false },
  ],
  [[], undefined],
  [{ a: [] }, undefined],
])('%j', (value, expected) => {
  expect(withoutEmpty(value)).toEqual(expected);
});

test('of any JSON, what is left holds nothing empty and is left as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const left = withoutEmpty(value);
      expect(holdsEmpty(left)).toBe(false);
      expect(withoutEmpty(left)).toEqual(left);
    }),
    { seed: 20_261_127, numRuns: 500 },
  );
});

function holdsEmpty(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const members: readonly unknown[] = Object.values(value);
  return members.length === 0 || members.some(holdsEmpty);
}
