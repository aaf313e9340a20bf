// A warning of acute kidney injury is said once of a value to each user; a critical one until it is answered.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callHook, hookRequest, startClearStage, type ClearStage } from './support/server.ts';

let server: ClearStage;
beforeAll(async () => {
  server = await startClearStage();
});
afterAll(() => server.close());

interface Answer {
  readonly cards: readonly { readonly summary: string }[];
  readonly withheld?: readonly { readonly summary: string; readonly because: string }[];
}
const INJURY = /acute kidney injury/i;

async function told(patient: string, userId: string, path: '' | '/explain' = ''): Promise<Answer> {
  const request = await hookRequest(server, patient, 'result-view', { prefetch: false });
  const { body } = await callHook(server, { ...request, context: { ...request.context, userId } }, path);
  return body as Answer;
}
const injuries = ({ cards }: Answer) => cards.filter(({ summary }) => INJURY.test(summary)).length;

test('a warning: to one user once, to another once more, and explain says why not', async () => {
  const first = await told('mgus-aki', 'Practitioner/one');
  expect(injuries(first)).toBe(1);
  expect(JSON.stringify(first)).not.toContain('"once"');
  expect(injuries(await told('mgus-aki', 'Practitioner/one'))).toBe(0);
  expect(injuries(await told('mgus-aki', 'Practitioner/two'))).toBe(1);
  const { withheld } = await told('mgus-aki', 'Practitioner/one', '/explain');
  expect(withheld).toEqual([
    expect.objectContaining({ because: 'this user has been told this already, and the value has not changed since' }),
  ]);
});

test('explain itself counts as no telling', async () => {
  expect(injuries(await told('mm-aki-recovering', 'Practitioner/one', '/explain'))).toBe(1);
  expect(injuries(await told('mm-aki-recovering', 'Practitioner/one'))).toBe(1);
});

test('what is critical is said again until it is answered', async () => {
  expect(injuries(await told('mm-aki', 'Practitioner/one'))).toBe(1);
  expect(injuries(await told('mm-aki', 'Practitioner/one'))).toBe(1);
});
