// What the EHR sends along, over real HTTP: whose it is, what of it was asked for, and where it goes on.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/contracts/service.ts';
import { gatewayWith } from '../support/gateway.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type FaultyFhirServer, searchset, startFaultyFhirServer } from '../support/faulty-fhir-server.ts';
import * as fault from '../support/fhir-faults.ts';
import { outcomeOf } from '../support/outcome.ts';
import { bundle, hookCall, observation, orderCall, PATIENT, PREFETCH } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

const VIEW = '/cds-services/b2m-patient-view';
const NOVEMBER = { from: Date.parse('2026-11-10'), to: Date.parse('2026-11-20') };

let ehr: FaultyFhirServer;
let stranger: FaultyFhirServer;
let app: TestApp;
const gateway = gatewayWith({ timeoutMs: 10_000 });
const periodic: Service = { ...stubService, periods: () => [NOVEMBER] };

beforeAll(async () => {
  ehr = await startFaultyFhirServer([PATIENT]);
  stranger = await startFaultyFhirServer();
  const caller = { client: 'anonymous', fhirServers: [ehr.baseUrl] };
  app = await startApp({ gateway, services: [periodic], authenticator: { authenticate: async () => caller } });
});
afterEach(() => ehr.heal());
afterAll(async () => {
  await app.close();
  await gateway.close();
  await Promise.all([ehr.close(), stranger.close()]);
});

interface Key {
  readonly source: string;
  readonly resources: number;
  readonly incomplete?: true;
  readonly complete?: readonly string[];
}
interface Explained {
  readonly facts: { readonly observations: readonly string[] };
  readonly gathered: {
    readonly keys: Readonly<Record<string, Key>>;
    readonly ignoredPrefetchKeys: readonly string[];
    readonly otherPatients: readonly string[];
  };
}

async function explained(further: Record<string, unknown>): Promise<Explained> {
  const answer = await app.post(`${VIEW}/explain`, hookCall('patient-view', further));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Explained;
}
async function refused(body: Record<string, unknown>, path = VIEW): ReturnType<typeof outcomeOf> {
  return outcomeOf(await app.post(path, body));
}
const drawn = (id: string, effectiveDateTime: string): object => observation(id, { effectiveDateTime });

describe('keys nobody asked for', () => {
  const stray = {
    ...PREFETCH,
    'labs-user': bundle(observation('o9')),
    other: 7,
    'a key with a name: p1': {},
    'mrn-12345678': null,
  };

  test('are not read, whatever they hold', async () => {
    const { facts, gathered } = await explained({ prefetch: { ...stray, third: { ...PATIENT, id: 'p2' } } });
    expect(facts.observations).toEqual(['Observation/o1', 'Observation/o2']);
    expect(gathered.otherPatients).toEqual([]);
  });

  test('are named in explain and in the log, as far as they are names', async () => {
    const { gathered } = await explained({ prefetch: stray });
    const names = ['labs-user', 'other', '(not a name)'];
    expect(gathered.ignoredPrefetchKeys).toEqual(names);
    await app.post(VIEW, hookCall('patient-view', { prefetch: stray }));
    expect(app.lines.at(-1)).toMatchObject({ event: 'service invoked', ignored: names });
    await app.post(VIEW, hookCall('patient-view'));
    expect(app.lines.at(-1)).not.toHaveProperty('ignored');
  });

  test('are named where the right key is missed: a slip of the hand is found', async () => {
    const { labs, ...rest } = PREFETCH;
    const outcome = await refused(hookCall('patient-view', { prefetch: { ...rest, 'LABS-user': labs } }));
    expect(outcome).toMatchObject({ status: 412, expression: ['prefetch.labs'] });
    expect(outcome.text).toContain('not asked for and not read: LABS-user');
    expect(app.lines.at(-1)).toMatchObject({ code: 'prefetch-unresolvable', ignored: ['LABS-user'] });
  });
});

describe('a value that is no resource is refused, in words', () => {
  test.each([
    ['an empty object', {}],
    ['text', 'x'],
    ['a list', [observation('o1')]],
    ['a resourceType that is no text', { resourceType: 7 }],
  ])('%s', async (_, labs) => {
    const outcome = await refused(hookCall('patient-view', { prefetch: { ...PREFETCH, labs } }));
    expect(outcome).toMatchObject({ status: 400, code: 'invalid-request', expression: ['prefetch.labs'] });
    expect(outcome.text).toBe(
      'prefetch.labs: is no FHIR resource; send a resource or Bundle, with its resourceType, or null for none',
    );
  });

  test('a resource that is wrapped', async () => {
    const labs = { response: { status: '200' }, resource: bundle(observation('o1')) };
    const outcome = await refused(hookCall('patient-view', { prefetch: { ...PREFETCH, labs } }));
    expect(outcome).toMatchObject({ status: 400, expression: ['prefetch.labs'] });
    expect(outcome.text).toContain('it only wraps one in "resource"; send the resource or Bundle itself');
  });
});

describe('a Patient who is another is refused, however wrapped:', () => {
  const other = { ...PATIENT, id: 'p2' };
  test.each([
    ['alone', { patient: other }, 'prefetch.patient.id'],
    ['in a Bundle', { patient: bundle(other) }, 'prefetch.patient.entry[0].resource.id'],
    ['behind the right one', { patient: bundle(PATIENT, other) }, 'prefetch.patient.entry[1].resource.id'],
    [
      'in a Bundle in a Bundle',
      { patient: bundle(bundle(other)) },
      'prefetch.patient.entry[0].resource.entry[0].resource.id',
    ],
    [
      'in Parameters',
      { patient: { resourceType: 'Parameters', parameter: [{ name: 'a' }, { name: 'b', resource: other }] } },
      'prefetch.patient.parameter[1].resource.id',
    ],
    [
      'in a part of Parameters',
      {
        patient: {
          resourceType: 'Parameters',
          parameter: [{ name: 'a', part: [{ name: 'b', resource: bundle(other) }] }],
        },
      },
      'prefetch.patient.parameter[0].part[0].resource.entry[0].resource.id',
    ],
    ['among other resources', { labs: bundle(observation('o1'), other) }, 'prefetch.labs.entry[1].resource.id'],
  ])('%s', async (_, keys, place) => {
    const outcome = await refused(hookCall('patient-view', { prefetch: { ...PREFETCH, ...keys } }));
    expect(outcome).toMatchObject({ status: 400, code: 'wrong-patient', expression: [place, 'context.patientId'] });
  });

  test('among the results or the drafts of the context', async () => {
    const context = { patientId: 'p1', userId: 'Practitioner/dr', results: [observation('c1'), other] };
    const viewed = await refused(hookCall('result-view', { context }), '/cds-services/b2m-result-view');
    expect(viewed).toMatchObject({ status: 400, code: 'wrong-patient' });
    const signed = await refused(orderCall('order-sign', [other]), '/cds-services/b2m-order-sign');
    expect(signed).toMatchObject({ status: 400, code: 'wrong-patient' });
  });
});

describe('an absolute reference is an identity:', () => {
  const about = (reference: string): object => observation('o1', { subject: { reference } });
  const read = async (reference: string, fhirServer?: string): Promise<Explained> =>
    explained({ prefetch: { ...PREFETCH, labs: bundle(about(reference)) }, ...(fhirServer && { fhirServer }) });

  test.each([
    ['', 'the base of the call'],
    ['/', 'with a doubled slash'],
  ])('"%s" %s is this patient', async (slash) => {
    const { facts } = await read(`${ehr.baseUrl}${slash}/Patient/p1`, ehr.baseUrl);
    expect(facts.observations).toEqual(['Observation/o1']);
  });

  test.each([
    ['a slash at its end', (base: string) => `${base}/`],
    ['https in front', (base: string) => base.replace('http:', 'https:')],
    ['another case', (base: string) => base.replace('http://', 'HTTP://')],
  ])('so it is when fhirServer is written with %s', async (_, written) => {
    const { facts } = await read(`${ehr.baseUrl}/Patient/p1/_history/2`, written(ehr.baseUrl));
    expect(facts.observations).toEqual(['Observation/o1']);
  });

  test.each([
    ['another host', 'https://other.example/fhir/Patient/p1'],
    ['another path', 'PATH/Patient/p1'],
    ['another path that begins alike', 'BASE2/Patient/p1'],
    ['another port', 'http://127.0.0.1:1/fhir/Patient/p1'],
  ])('under %s it is another patient', async (_, reference) => {
    const { origin } = new URL(ehr.baseUrl);
    const { facts, gathered } = await read(
      reference.replace('PATH', `${origin}/other`).replace('BASE', ehr.baseUrl),
      ehr.baseUrl,
    );
    expect(facts.observations).toEqual([]);
    expect(gathered.otherPatients).toEqual(['Observation/o1']);
  });

  test('without a fhirServer no host can be judged', async () => {
    expect((await read('https://any.example/fhir/Patient/p1')).facts.observations).toEqual(['Observation/o1']);
  });

  test('also among the results of the context', async () => {
    const results = [about('https://other.example/fhir/Patient/p1')];
    const body = hookCall('result-view', {
      fhirServer: ehr.baseUrl,
      context: { patientId: 'p1', userId: 'Practitioner/dr', results },
    });
    const answer = await app.post('/cds-services/b2m-result-view/explain', body);
    const { gathered } = (await answer.json()) as Explained;
    expect(gathered.otherPatients).toEqual(['Observation/o1']);
  });
});

describe('a page that was sent', () => {
  const labs = (link: string, ...dates: readonly string[]): object => ({
    ...searchset(
      dates.map((date, i) => drawn(`o${i}`, date)),
      link,
    ),
    total: undefined,
  });
  const LINK = (): string => `${ehr.baseUrl}/Observation?page=2`;
  const sent = (link: string, ...dates: readonly string[]): Record<string, unknown> => ({
    prefetch: { ...PREFETCH, labs: labs(link, ...dates) },
  });

  test('is followed to its end with the token of the call, and is then whole', async () => {
    ehr.misbehave('Observation', fault.bundle([drawn('later', '2026-01-01')]));
    const fhirAuthorization = { access_token: 'SECRET' };
    const { facts, gathered } = await explained({
      ...sent(LINK(), '2026-11-20'),
      fhirServer: ehr.baseUrl,
      fhirAuthorization,
    });
    expect(facts.observations).toEqual(['Observation/o0', 'Observation/later']);
    expect(gathered.keys['labs']).toEqual({ source: 'prefetch', resources: 2 });
    expect(ehr.requests).toMatchObject([
      { url: '/fhir/Observation?page=2', headers: { authorization: 'Bearer SECRET' } },
    ]);
  });

  test('is whole back to its oldest date where there is no server to ask', async () => {
    const { gathered } = await explained(sent(LINK(), '2026-11-20', '2026-11-02T10:00:00Z'));
    expect(gathered.keys['labs']).toEqual({
      source: 'prefetch',
      resources: 2,
      incomplete: true,
      complete: ['from 2026-11-02 on'],
    });
    await app.post(VIEW, hookCall('patient-view', sent(LINK(), '2026-11-20', '2026-11-02')));
    expect(app.lines.at(-1)).toMatchObject({ faults: { labs: 'incomplete' } });
  });

  test('in no order is unknown there', async () => {
    const { gathered } = await explained(sent(LINK(), '2026-11-02', '2026-11-20'));
    expect(gathered.keys['labs']).toMatchObject({ incomplete: true, complete: [] });
  });

  test('whose next link leads elsewhere is not followed; the time that matters is asked for by its dates', async () => {
    ehr.misbehave('Observation', fault.bundle([drawn('near', '2026-11-12')]));
    const { facts, gathered } = await explained({
      ...sent(`${stranger.baseUrl}/Observation?page=2`, '2026-11-18', '2026-11-15'),
      fhirServer: ehr.baseUrl,
    });
    expect(stranger.requests).toHaveLength(0);
    expect(ehr.requests.map(({ url }) => url)).toEqual([
      '/fhir/Observation?patient=p1&code=http://loinc.org%7C1952-1&_sort=-date&_count=20&date=ge2026-11-10&date=le2026-11-20',
    ]);
    expect(facts.observations).toEqual(['Observation/o0', 'Observation/o1', 'Observation/near']);
    expect(gathered.keys['labs']).toMatchObject({ incomplete: true, complete: ['from 2026-11-10 on'] });
  });

  test('that covers the time that matters is not asked about again', async () => {
    await explained({
      ...sent(`${stranger.baseUrl}/Observation?page=2`, '2026-11-18', '2026-11-01'),
      fhirServer: ehr.baseUrl,
    });
    expect(ehr.requests).toHaveLength(0);
  });

  test('stays in part where the server fails', async () => {
    ehr.misbehave('Observation', fault.status(500));
    const { gathered } = await explained({ ...sent(LINK(), '2026-11-20', '2026-11-15'), fhirServer: ehr.baseUrl });
    expect(gathered.keys['labs']).toMatchObject({
      source: 'prefetch',
      incomplete: true,
      complete: ['from 2026-11-15 on'],
    });
  });
});
