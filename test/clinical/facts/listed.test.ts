// A list as servers send it: what is no list, or no object, is not there.
import { expect, test } from '@jest/globals';
import { codingsOf, listed } from '../../../src/clinical/facts/listed.ts';

test.each([[undefined], [null], ['text'], [5], [{ 0: {} }]])('%p is an empty list', (value) => {
  expect(listed(value as never)).toEqual([]);
});

test('gaps and what is no object are left out', () => {
  expect(listed([null, { code: 'a' }, 'text', undefined, { code: 'b' }] as never)).toEqual([
    { code: 'a' },
    { code: 'b' },
  ]);
});

test('a concept in words alone has no codings', () => {
  expect(codingsOf({ text: 'Multiple myeloma' })).toEqual([]);
  expect(codingsOf(undefined)).toEqual([]);
});
