// A part that is loaded when it is first needed is loaded once, and a failed load is not for ever.
import { expect, test } from '@jest/globals';
import { onDemand } from '../../src/ops/on-demand.ts';

test('all who need it at once share one load, and it is at hand from then on', async () => {
  let loads = 0;
  const part = onDemand(async () => ++loads);
  expect(part.ready).toBeUndefined();
  expect(await Promise.all([part.load(), part.load(), part.load()])).toEqual([1, 1, 1]);
  expect(part.ready).toBe(1);
  expect(await part.load()).toBe(1);
});

test('what could not be loaded is tried again', async () => {
  let fails = true;
  const part = onDemand(async () => {
    if (fails) throw new Error('no file descriptors');
    return 'there';
  });
  await expect(part.load()).rejects.toThrow('no file descriptors');
  fails = false;
  expect(await part.load()).toBe('there');
});
