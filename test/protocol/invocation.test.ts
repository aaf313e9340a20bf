// Where a call's data come from, what is asked of the FHIR server, and what happens when they cannot be had.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FhirAnswer, FhirGateway } from '../../src/contracts/ports.ts';
import { memoryStore, startApp, tableGateway, type TestApp } from '../support/app.ts';
import { outcomeOf } from '../support/outcome.ts';
import { bundle, hookCall, observation, orderCall, PATIENT, PREFETCH } from '../support/requests.ts';

const VIEW = '/cds-services/b2m-patient-view';
const SERVER = 'https://ehr.example/fhir';
const LABS = 'Observation?patient=p1&code=http://loinc.org|1952-1&_sort=-date&_count=20';
const CONDITIONS = 'Condition?patient=p1&_count=50';

function ok(...resources: readonly object[]): FhirAnswer {
  return { ok: true, resources: resources as fhir4.FhirResource[], complete: true };
}

const answers: Record<string, FhirAnswer> = {};
const asked: string[] = [];
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ gateway: tableGateway(answers, asked) });
});
afterAll(() => app.close());
beforeEach(() => {
  asked.length = 0;
  for (const query of Object.keys(answers)) delete answers[query];
  Object.assign(answers, {
    'Patient/p1': ok(PATIENT),
    [LABS]: ok(observation('f1'), observation('f2'), observation('f3')),
    [CONDITIONS]: ok(),
  });
});

interface Explained {
  readonly cards: readonly { readonly summary: string }[];
  readonly facts: { readonly observations: readonly string[]; readonly unavailable: Readonly<Record<string, string>> };
  readonly gathered: {
    readonly keys: Readonly<
      Record<string, { readonly source: string; readonly resources: number; readonly reason?: string }>
    >;
    readonly otherPatients: readonly string[];
    readonly concerned: boolean;
  };
  readonly rules: readonly { readonly id: string; readonly fired: boolean; readonly because: string }[];
  readonly withheld: readonly { readonly rules: readonly string[] }[];
}

async function explained(body: unknown, path = VIEW, from: TestApp = app): Promise<Explained> {
  const answer = await from.post(`${path}/explain`, body);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Explained;
}

async function refused(body: unknown, path = VIEW): ReturnType<typeof outcomeOf> {
  return outcomeOf(await app.post(path, body));
}

describe('data', () => {
  test('all in prefetch: the FHIR server is not asked', async () => {
    const { facts } = await explained(hookCall('patient-view', { fhirServer: SERVER }));
    expect(facts.observations).toEqual(['Observation/o1', 'Observation/o2']);
    expect(asked).toEqual([]);
  });

  test('in no prefetch at all: everything is asked for', async () => {
    const { facts, gathered } = await explained(hookCall('patient-view', { prefetch: undefined, fhirServer: SERVER }));
    expect(facts.observations).toEqual(['Observation/f1', 'Observation/f2', 'Observation/f3']);
    expect(asked.sort()).toEqual([`${SERVER}/${CONDITIONS}`, `${SERVER}/${LABS}`, `${SERVER}/Patient/p1`].sort());
    expect(gathered.keys['labs']).toEqual({ source: 'fhir-server', resources: 3 });
  });

  test('partly in prefetch: only the missing keys are asked for', async () => {
    await explained(hookCall('patient-view', { prefetch: { patient: PATIENT }, fhirServer: SERVER }));
    expect(asked.sort()).toEqual([`${SERVER}/${CONDITIONS}`, `${SERVER}/${LABS}`].sort());
  });

  test('a key that is null means there are none, and is not asked for again', async () => {
    const prefetch = { ...PREFETCH, labs: null };
    const { cards, gathered } = await explained(hookCall('patient-view', { prefetch, fhirServer: SERVER }));
    expect(asked).toEqual([]);
    expect(gathered.keys['labs']).toEqual({ source: 'none', resources: 0 });
    expect(cards).toEqual([]);
  });

  test('a key that holds an OperationOutcome has failed, and is not asked for again', async () => {
    const conditions = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'processing' }] };
    const { facts } = await explained(
      hookCall('patient-view', { prefetch: { ...PREFETCH, conditions }, fhirServer: SERVER }),
    );
    expect(asked).toEqual([]);
    expect(facts.unavailable).toEqual({ conditions: 'the EHR reported that it could not get it' });
  });

  test('an empty search that carries an OperationOutcome is an empty search', async () => {
    const warning = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'not-found' }] };
    const conditions = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: 0,
      entry: [{ resource: warning, search: { mode: 'outcome' } }],
    };
    const { facts, gathered } = await explained(hookCall('patient-view', { prefetch: { ...PREFETCH, conditions } }));
    expect(facts.unavailable).toEqual({});
    expect(gathered.keys['conditions']).toEqual({ source: 'prefetch', resources: 0 });
  });

  test('of a search that failed half-way are used, and said to be incomplete', async () => {
    const error = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] };
    const { facts } = await explained(
      hookCall('patient-view', { prefetch: { ...PREFETCH, labs: bundle(observation('o1'), error) } }),
    );
    expect(facts.observations).toEqual(['Observation/o1']);
    expect(Object.keys(facts.unavailable)).toEqual(['labs']);
  });

  test('of another type under keys nobody asked for disturb nothing', async () => {
    const prefetch = { ...PREFETCH, extra: 'text', other: 7, third: [1] };
    expect((await explained(hookCall('patient-view', { prefetch }))).cards).toHaveLength(1);
  });

  test('of another patient are never used, and listed', async () => {
    const labs = bundle(observation('o1', { subject: { reference: `${SERVER}/Patient/p2` } }), observation('o2'));
    const { facts, gathered } = await explained(hookCall('patient-view', { prefetch: { ...PREFETCH, labs } }));
    expect(facts.observations).toEqual(['Observation/o2']);
    expect(gathered.otherPatients).toEqual(['Observation/o1']);
    // who sends them has not looked for this patient's alone: what is not among them may be there
    expect(gathered.keys['labs']).toEqual({ source: 'prefetch', resources: 1, incomplete: true, complete: [] });
  });

  test('from a FHIR server that answers with another patient are not used either', async () => {
    answers['Patient/p1'] = ok({ ...PATIENT, id: 'p2' });
    const { gathered } = await explained(hookCall('patient-view', { prefetch: undefined, fhirServer: SERVER }));
    expect(gathered.otherPatients).toEqual(['Patient/p2']);
  });

  test.each([
    ['a Bundle', bundle(observation('c1'))],
    ['an array', [observation('c1')]],
    ['a single resource', observation('c1')],
    ['a report that contains it', { resourceType: 'DiagnosticReport', id: 'r', contained: [observation('c1')] }],
    ['null', null],
  ])('in context.results may be %s', async (_what, results) => {
    const body = hookCall('result-view', { context: { patientId: 'p1', userId: 'Practitioner/dr', results } });
    const { facts } = await explained(body, '/cds-services/b2m-result-view');
    expect(facts.observations.filter((o) => o.includes('c1'))).toHaveLength(results === null ? 0 : 1);
  });
});

describe('required data that cannot be had', () => {
  test('give 412 and the names of the keys', async () => {
    expect(await refused(hookCall('patient-view', { prefetch: { conditions: null } }))).toMatchObject({
      status: 412,
      code: 'prefetch-unresolvable',
      expression: ['prefetch.patient', 'prefetch.labs'],
    });
  });

  test('give 412 when the FHIR server refuses, and the log names the reason', async () => {
    answers[LABS] = { ok: false, fault: 'forbidden', status: 403 };
    const outcome = await refused(hookCall('patient-view', { prefetch: undefined, fhirServer: SERVER }));
    expect(outcome).toMatchObject({ status: 412, text: 'labs: the FHIR server refused access (403)' });
    expect(app.lines.at(-1)).toMatchObject({ code: 'prefetch-unresolvable', faults: { labs: 'forbidden' } });
  });

  test('give 412 from a server that is not allowed, which is never contacted', async () => {
    const outcome = await refused(
      hookCall('patient-view', { prefetch: undefined, fhirServer: 'https://evil.example' }),
    );
    expect(outcome).toMatchObject({ status: 412 });
    expect(outcome.text).toContain('not one this service may contact');
  });

  test('are no reason for 412 when other resources will do', async () => {
    const context = { patientId: 'p1', userId: 'Practitioner/dr', results: observation('c1') };
    const body = hookCall('result-view', { context, prefetch: { patient: PATIENT, conditions: null } });
    expect((await app.post('/cds-services/b2m-result-view', body)).status).toBe(200);
  });

  test('that are optional are left out, and the service knows', async () => {
    answers[CONDITIONS] = { ok: false, fault: 'timeout' };
    const { cards, facts } = await explained(hookCall('patient-view', { prefetch: undefined, fhirServer: SERVER }));
    expect(cards).toHaveLength(1);
    expect(facts.unavailable).toEqual({ conditions: 'the FHIR server did not answer in time' });
  });

  test('a query that never ends does not hold the answer longer than the deadline', async () => {
    const signals: AbortSignal[] = [];
    const hanging: FhirGateway = {
      open: ({ signal }) => {
        signals.push(signal);
        return {
          follow: () => new Promise(() => undefined),
          get: (query) =>
            query === CONDITIONS ? new Promise(() => undefined) : Promise.resolve(answers[query] as FhirAnswer),
        };
      },
    };
    const own = await startApp({ gateway: hanging, deadlineMs: 60 });
    const { facts } = await explained(hookCall('patient-view', { prefetch: undefined, fhirServer: SERVER }), VIEW, own);
    expect(facts.unavailable).toEqual({ conditions: 'the FHIR server did not answer in time' });
    expect(signals[0]?.aborted).toBe(true);
    await own.close();
  });
});

describe('a call that cannot be meant is refused with 400, naming the field:', () => {
  const context = { patientId: 'p1', userId: 'Practitioner/dr' };
  test.each([
    ['no hook', { hook: undefined }, 'hook'],
    ['no hookInstance', { hookInstance: undefined }, 'hookInstance'],
    ['a hookInstance that is no UUID', { hookInstance: 'p1' }, 'hookInstance'],
    ['no context', { context: undefined }, 'context'],
    ['a context that is a list', { context: [] }, 'context'],
    ['no patientId', { context: { userId: 'x' } }, 'context.patientId'],
    ['a patientId that is a number', { context: { ...context, patientId: 1 } }, 'context.patientId'],
    ['an empty patientId', { context: { ...context, patientId: '' } }, 'context.patientId'],
    ['a patientId that walks up the path', { context: { ...context, patientId: '..' } }, 'context.patientId'],
    ['a patientId with a query', { context: { ...context, patientId: 'x?y=1' } }, 'context.patientId'],
    ['no userId', { context: { patientId: 'p1' } }, 'context.userId'],
    ['a userId that is an object', { context: { ...context, userId: {} } }, 'context.userId'],
    ['an encounterId that is a number', { context: { ...context, encounterId: 5 } }, 'context.encounterId'],
    ['prefetch that is a string', { prefetch: 'x' }, 'prefetch'],
    ['a prefetch key that is a string', { prefetch: { ...PREFETCH, labs: 'x' } }, 'prefetch.labs'],
    ['a prefetch key that is a list', { prefetch: { ...PREFETCH, labs: [] } }, 'prefetch.labs'],
    ['fhirServer that is a number', { fhirServer: 1 }, 'fhirServer'],
    [
      'fhirAuthorization without a token',
      { fhirServer: SERVER, fhirAuthorization: {} },
      'fhirAuthorization.access_token',
    ],
    [
      'a token that would break a header',
      { fhirServer: SERVER, fhirAuthorization: { access_token: 'a\r\nb' } },
      'fhirAuthorization.access_token',
    ],
  ])('%s', async (_what, spoilt, field) => {
    expect(await refused(hookCall('patient-view', spoilt))).toMatchObject({
      status: 400,
      code: 'invalid-request',
      expression: [field],
    });
  });

  const server = { fhirServer: SERVER };
  test.each([
    [{ hookInstance: 'p1' }, 'hookInstance: must be a UUID: 32 hexadecimal digits, parted by hyphens 8-4-4-4-12'],
    [{ hookInstance: 7 }, 'hookInstance: must be a string'],
    [
      { context: { ...context, patientId: 'Patient/p1' } },
      /^context.patientId: must be the id alone, without "Patient\/"/,
    ],
    [{ context: { ...context, userId: '' } }, 'context.userId: must not be empty'],
    [
      { context: { ...context, encounterId: 'x'.repeat(256) } },
      'context.encounterId: must have 255 characters at most',
    ],
    [{ context: { userId: 'x' } }, 'context.patientId: is required'],
    [{ prefetch: 'x' }, 'prefetch: must be an object or null'],
    [
      { ...server, fhirAuthorization: { access_token: 'a b' } },
      /^fhirAuthorization.access_token: must be the bare token/,
    ],
  ])('%j, in words', async (spoilt, text) => {
    const outcome = await refused(hookCall('patient-view', spoilt));
    if (typeof text === 'string') expect(outcome.text).toBe(text);
    else expect(outcome.text).toMatch(text);
    expect(outcome.text).not.toMatch(/\^|\$|\[A-Z|pattern/);
  });

  test('the hook of another service', async () => {
    expect(await refused(hookCall('order-sign'))).toMatchObject({
      status: 400,
      code: 'wrong-hook',
      expression: ['hook'],
    });
  });

  test.each([
    ['order-sign', {}, 'context.draftOrders'],
    ['order-sign', { draftOrders: [] }, 'context.draftOrders'],
    ['order-sign', { draftOrders: { resourceType: 'List' } }, 'context.draftOrders.resourceType'],
    ['order-sign', { draftOrders: { resourceType: 'Bundle', entry: {} } }, 'context.draftOrders.entry'],
    ['order-select', { draftOrders: { resourceType: 'Bundle' } }, 'context.selections'],
    ['order-select', { draftOrders: { resourceType: 'Bundle' }, selections: [1] }, 'context.selections.0'],
  ])('%s with the context %j', async (hook, further, field) => {
    const body = hookCall(hook, { context: { ...context, ...further } });
    expect(await refused(body, `/cds-services/b2m-${hook}`)).toMatchObject({ status: 400, expression: [field] });
  });

  test('the Patient in prefetch is somebody else', async () => {
    const outcome = await refused(
      hookCall('patient-view', { prefetch: { ...PREFETCH, patient: { ...PATIENT, id: 'p2' } } }),
    );
    expect(outcome).toMatchObject({
      status: 400,
      code: 'wrong-patient',
      expression: ['prefetch.patient.id', 'context.patientId'],
    });
  });

  test('the access token is for somebody else', async () => {
    const fhirAuthorization = { access_token: 't', patient: 'p2' };
    expect(await refused(hookCall('patient-view', { fhirServer: SERVER, fhirAuthorization }))).toMatchObject({
      status: 400,
      code: 'wrong-patient',
    });
  });
});

describe('older and odd clients are understood:', () => {
  const odd: readonly [string, Record<string, unknown>][] = [
    ['a version 1 UUID in capitals', { hookInstance: 'D1577C69-DFBE-11D2-8B7A-00A0C9B3C000' }],
    ['members nobody knows', { user: 'Practitioner/1', oauth: {}, extension: { 'com.epic.cdshooks.request.x': 1 } }],
    ['an extension that is no object', { extension: 'x' }],
    ['optional members that are null', { fhirServer: null, fhirAuthorization: null, extension: null }],
    [
      'a scope that cannot be parsed',
      { fhirServer: SERVER, fhirAuthorization: { access_token: 't', scope: 'a:b, c; d', expires_in: '3600' } },
    ],
    [
      'a patient with its type in the token',
      { fhirServer: SERVER, fhirAuthorization: { access_token: 't', patient: 'Patient/p1' } },
    ],
    [
      'a context with fields of other hooks',
      { context: { patientId: 'p1', userId: 'Patient/p1', encounterId: null, selections: 7, draftOrders: 'x' } },
    ],
    [
      'a long patient id',
      {
        context: { patientId: `e${'A1b2-'.repeat(30)}.x_3`, userId: 'Practitioner/1' },
        prefetch: { patient: null, labs: null, conditions: null },
      },
    ],
  ];
  test.each(odd)('%s', async (_what, further) => {
    expect((await app.post(VIEW, hookCall('patient-view', further))).status).toBe(200);
  });

  test('selections may be absolute, relative or bare ids', async () => {
    const draft = { resourceType: 'ServiceRequest', id: 'd1', code: { text: 'B2M' } };
    const cards = async (selection: string) => {
      const answer = await app.post(
        '/cds-services/b2m-order-select',
        orderCall('order-select', [draft], { selections: [selection] }),
      );
      return ((await answer.json()) as { cards: unknown[] }).cards.length;
    };
    expect(
      await Promise.all(['ServiceRequest/d1', `${SERVER}/ServiceRequest/d1`, 'd1', 'ServiceRequest/d2'].map(cards)),
    ).toEqual([1, 1, 1, 0]);
  });

  test('a site may fire a hook under its own name', async () => {
    const { compileEndpoints } = await import('../../src/protocol/endpoints.ts');
    const { stubService } = await import('../support/stub-service.ts');
    const own = await startApp({
      endpoints: compileEndpoints([stubService], { 'result-view': 'org.example.result-view' }),
    });
    const { services } = (await (await fetch(`${own.url}/cds-services`)).json()) as {
      services: { id: string; hook: string }[];
    };
    expect(services[0]).toMatchObject({ id: 'b2m-result-view', hook: 'org.example.result-view' });
    expect((await own.post('/cds-services/b2m-result-view', hookCall('org.example.result-view'))).status).toBe(200);
    expect((await own.post('/cds-services/b2m-result-view', hookCall('result-view'))).status).toBe(400);
    await own.close();
  });
});

describe('explain', () => {
  test('says why there is no card for a call that is none of our business', async () => {
    const body = orderCall('order-sign', [{ resourceType: 'ServiceRequest', id: 'x' }]);
    const { cards, rules, gathered } = await explained(body, '/cds-services/b2m-order-sign');
    expect(cards).toEqual([]);
    expect(gathered.concerned).toBe(false);
    expect(rules).toEqual([{ id: 'count', fired: false, because: 'There is no Observation.' }]);
  });

  test('records nothing as shown', async () => {
    const before = app.issued.length;
    await explained(hookCall('patient-view'));
    expect(app.issued).toHaveLength(before);
    await app.post(VIEW, hookCall('patient-view'));
    expect(app.issued).toHaveLength(before + 1);
  });
});

describe('what a clinician has settled', () => {
  let own: TestApp;
  beforeEach(async () => {
    const issued: Parameters<typeof memoryStore>[0] = [];
    own = await startApp({ store: memoryStore(issued), memorySecret: Buffer.from('secret') });
  });
  const call = async (body: unknown) =>
    ((await (await own.post(VIEW, body)).json()) as { cards: { uuid: string }[] }).cards;
  const settle = (card: string) =>
    own.post(`${VIEW}/feedback`, {
      feedback: [{ card, outcome: 'overridden', outcomeTimestamp: '2026-11-21T12:00:00Z' }],
    });

  test('is not said again while its inputs are the same, and explain says so', async () => {
    const [card] = await call(hookCall('patient-view'));
    await settle(card?.uuid ?? '');
    expect(await call(hookCall('patient-view'))).toEqual([]);
    const { cards, withheld, rules } = await explained(hookCall('patient-view'), VIEW, own);
    expect(cards).toEqual([]);
    expect(withheld).toMatchObject([{ rules: ['count'] }]);
    expect(rules[0]?.fired).toBe(true);
    await own.close();
  });

  test('is said again when an input is new, and to another patient', async () => {
    const [card] = await call(hookCall('patient-view'));
    await settle(card?.uuid ?? '');
    const labs = bundle(observation('o1'), observation('o2'), observation('o3'));
    expect(await call(hookCall('patient-view', { prefetch: { ...PREFETCH, labs } }))).toHaveLength(1);
    const other = JSON.parse(JSON.stringify(hookCall('patient-view')).replaceAll('p1', 'p2')) as unknown;
    expect(await call(other)).toHaveLength(1);
    await own.close();
  });
});
