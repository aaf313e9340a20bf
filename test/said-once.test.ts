// What is said once: a warning of injury of a value to each user, a card at chart opening in seven days, a current value of a
// patient. What is critical is said until it is answered.
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AS_OF } from '../fixtures/chart.ts';
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
const DAY_MS = 86_400_000;
const INJURY = /acute kidney injury/i;

// As an EHR sends them: the demonstration tells of the patients of its own FHIR server each time.
const sent = async (to: ClearStage, patient: string, hook: 'result-view' | 'patient-view', userId: string) => {
  const { fhirServer: _, ...request } = await hookRequest(to, patient, hook, { prefetch: true });
  return { ...request, context: { ...request.context, userId } };
};

async function told(patient: string, userId: string, path: '' | '/explain' = ''): Promise<Answer> {
  const { body } = await callHook(server, await sent(server, patient, 'result-view', userId), path);
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
    expect.objectContaining({ because: 'this has been told already, and what it rests on has not changed since' }),
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

test('a current value is told once of a patient, whoever opens it', async () => {
  const current = ({ cards }: Answer) => cards.filter(({ summary }) => /a current value, not a stage/.test(summary));
  expect(current(await told('mm-first-b2m-after-treatment', 'Practitioner/one'))).toHaveLength(1);
  expect(current(await told('mm-first-b2m-after-treatment', 'Practitioner/one'))).toEqual([]);
  const { withheld, ...answer } = await told('mm-first-b2m-after-treatment', 'Practitioner/two', '/explain');
  expect(current(answer)).toEqual([]);
  expect(withheld).toHaveLength(1);
});

test('at chart opening the same inputs are told to a user once in seven days', async () => {
  let now = Date.parse(AS_OF);
  const later = await startClearStage({ clock: () => now });
  const opened = async (userId: string): Promise<number> => {
    const { body } = await callHook(later, await sent(later, 'mm-iss3', 'patient-view', userId));
    return (body as Answer).cards.length;
  };
  try {
    expect(await opened('Practitioner/one')).toBe(1);
    expect(await opened('Practitioner/one')).toBe(0);
    expect(await opened('Practitioner/two')).toBe(1);
    now += 7 * DAY_MS - 1;
    expect(await opened('Practitioner/one')).toBe(0);
    now += 1;
    expect(await opened('Practitioner/one')).toBe(1);
    expect(await opened('Practitioner/one')).toBe(0);
  } finally {
    await later.close();
  }
});

test('a unit that was answered is said again of another result: nothing in it was used, so its words tell it', async () => {
  const request = await hookRequest(server, 'mm-b2m-mg-dl', 'result-view', { prefetch: true });
  const printed = async (value: number): Promise<readonly { readonly uuid: string; readonly summary: string }[]> => {
    const body = JSON.parse(JSON.stringify(request), (_, part: unknown) =>
      typeof part === 'object' && part !== null && Reflect.get(part, 'value') === 3.4 ? { ...part, value } : part,
    ) as typeof request;
    const answer = (await callHook(server, body)).body as { readonly cards: { uuid: string; summary: string }[] };
    return answer.cards.filter(({ summary }) => /unit/i.test(summary));
  };
  const [card] = await printed(2.3);
  expect(card?.summary).toContain('2.3 mg/dL');
  const feedback = [{ card: card?.uuid, outcome: 'overridden', outcomeTimestamp: AS_OF }];
  await fetch(`${server.url}/cds-services/b2m-result-view/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feedback }),
  });
  // The answer counts once the card is written, behind its own answer.
  for (let again = 1; again > 0; again = (await printed(2.3)).length) await setTimeout(20);
  expect((await printed(1.9)).map(({ summary }) => summary)).toEqual([expect.stringContaining('1.9 mg/dL')]);
});

test('of the demonstration’s own FHIR server each time, of a server that it is configured to ask once', async () => {
  const asked = 'http://127.0.0.1:9/fhir';
  const both = await startClearStage({ config: { fhirServers: [asked] } });
  const opened = async (fhirServer: string): Promise<number> => {
    const request = await sent(both, 'mm-iss3', 'patient-view', 'Practitioner/one');
    const { body } = await callHook(both, { ...request, fhirServer });
    return (body as Answer).cards.length;
  };
  try {
    for (const server of [both.fhir, both.fhir, asked]) expect(await opened(server)).toBe(1);
    expect(await opened(asked)).toBe(0);
  } finally {
    await both.close();
  }
});
