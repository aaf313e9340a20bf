// The same call a moment later is answered from memory; anything else about it, or any other caller, is not.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/contracts/service.ts';
import { createRecall, type RecallOptions } from '../../src/protocol/recall.ts';
import type { Decided } from '../../src/protocol/decide.ts';
import { NOW, startApp, tableGateway, type TestApp } from '../support/app.ts';
import { hookCall, PATIENT, PREFETCH } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

const VIEW = '/cds-services/b2m-patient-view';
const OPTIONS: RecallOptions = { keepMs: 5_000, mostEntries: 10, later: () => undefined };

let app: TestApp;
let now = NOW;
let evaluations = 0;

async function start(options: Partial<RecallOptions> = {}, authorization = 'open'): Promise<void> {
  evaluations = 0;
  now = NOW;
  const counted: Service = {
    ...stubService,
    evaluate: (...call) => {
      evaluations++;
      return stubService.evaluate(...call);
    },
  };
  app = await startApp({
    services: [counted],
    recall: createRecall<Decided>({ ...OPTIONS, ...options }),
    clock: () => now,
    gateway: tableGateway({ 'Patient/p1': { ok: true, resources: [PATIENT], complete: true } }),
    authenticator: {
      authenticate: async (header) => ({ client: header ?? authorization, fhirServers: ['https://ehr.example/fhir'] }),
    },
  });
}
afterEach(() => app.close());

async function cards(body: unknown, headers: Record<string, string> = {}): Promise<readonly { uuid: string }[]> {
  const answer = await app.post(VIEW, body, headers);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { cards: { uuid: string }[] }).cards;
}

const call = (more: object = {}): Record<string, unknown> => ({
  ...(hookCall('patient-view', { prefetch: PREFETCH }) as object),
  hookInstance: crypto.randomUUID(),
  ...more,
});

describe('the same call within a moment', () => {
  test('is decided once, and answered with cards of their own', async () => {
    await start();
    const [first] = await cards(call());
    const [second] = await cards(call());
    expect(evaluations).toBe(1);
    expect(first?.uuid).toBeDefined();
    expect(second?.uuid).not.toBe(first?.uuid);
    expect(app.issued).toHaveLength(2);
    const without = (card: unknown): string => JSON.stringify(card).replace(/"uuid":"[^"]+"/g, '');
    expect(without(second)).toBe(without(first));
  });

  test('is decided anew when the moment has passed', async () => {
    await start();
    await cards(call());
    now += 5_000;
    await cards(call());
    expect(evaluations).toBe(2);
  });

  test.each([
    ['one value of the data is another', { prefetch: { ...PREFETCH, patient: { ...PATIENT, gender: 'male' } } }],
    ['the user is another', { context: { patientId: 'p1', userId: 'Practitioner/other' } }],
    ['the access token is another', { fhirServer: 'https://ehr.example/fhir', fhirAuthorization: token('b') }],
  ])('is decided anew when %s', async (_name, more) => {
    await start();
    await cards(call({ fhirServer: 'https://ehr.example/fhir', fhirAuthorization: token('a') }));
    await cards(call({ fhirServer: 'https://ehr.example/fhir', fhirAuthorization: token('a'), ...more }));
    expect(evaluations).toBe(2);
  });

  test('is decided anew for another client', async () => {
    await start();
    await cards(call(), { authorization: 'a' });
    await cards(call(), { authorization: 'b' });
    expect(evaluations).toBe(2);
  });

  test('is decided anew when a part of it came from the FHIR server', async () => {
    await start();
    const { patient: _asked, ...rest } = PREFETCH as Record<string, unknown>;
    const body = { fhirServer: 'https://ehr.example/fhir', prefetch: rest };
    await cards(call(body));
    await cards(call(body));
    expect(evaluations).toBe(2);
  });
});

describe('the memory', () => {
  test('forgets by itself, when no further call comes', () => {
    let forget: (() => void) | undefined;
    const recall = createRecall<string>({ ...OPTIONS, later: (run) => (forget = run) });
    recall.set('key', 'patient data', 0);
    expect(recall.get('key', 1)).toBe('patient data');
    forget?.();
    expect(recall.get('key', 1)).toBeUndefined();
  });

  test('never holds more than it may', () => {
    const recall = createRecall<number>({ ...OPTIONS, mostEntries: 3 });
    for (let i = 0; i < 10; i++) recall.set(`key ${i}`, i, 0);
    const held = Array.from({ length: 10 }, (_, i) => recall.get(`key ${i}`, 1)).filter((v) => v !== undefined);
    expect(held.length).toBeLessThanOrEqual(3);
    expect(recall.get('key 9', 1)).toBe(9);
  });
});

function token(access_token: string): object {
  return { access_token, token_type: 'Bearer', expires_in: 300, scope: 'patient/*.rs', subject: 'cds' };
}
