// A faulty FHIR server never hurts: every fault has its word, its bound in time, and no token goes astray.
import { getEventListeners, getMaxListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { mostHeldDuring } from '../support/bytes-held.ts';
import { gatewayWith } from '../support/gateway.ts';
import type { OwnedGateway } from '../../src/fhir/types.ts';
import type { FhirAnswer } from '../../src/contracts/ports.ts';
import type { FhirRequestReport, GatewayOptions } from '../../src/fhir/types.ts';
import { type FaultyFhirServer, type Manner, startFaultyFhirServer } from '../support/faulty-fhir-server.ts';
import * as fault from '../support/fhir-faults.ts';

const TOKEN = 'SECRET.TOKEN';
/** Where an answer is expected, however busy the machine is; and where none is. */
const PATIENCE_MS = 10_000;
const SOON_MS = 300;
const patient: fhir4.Patient = { resourceType: 'Patient', id: 'p1' };
const observation = (id: string): fhir4.Observation => ({ resourceType: 'Observation', id, status: 'final', code: {} });

let ehr: FaultyFhirServer;
let elsewhere: FaultyFhirServer;

beforeAll(async () => {
  ehr = await startFaultyFhirServer([patient, observation('o1'), observation('o2')]);
  elsewhere = await startFaultyFhirServer([observation('stolen')]);
});
afterEach(() => {
  ehr.heal();
  elsewhere.heal();
});
afterAll(() => Promise.all([ehr.close(), elsewhere.close()]));

/** Asks once through a gateway of its own; the report is what the operator gets. */
async function ask(
  query: string,
  options: Partial<GatewayOptions> = {},
): Promise<{ answer: FhirAnswer; reports: FhirRequestReport[] }> {
  const reports: FhirRequestReport[] = [];
  const gateway = gatewayWith({ timeoutMs: PATIENCE_MS, ...options, report: (report) => reports.push(report) });
  const { signal } = new AbortController();
  const access = gateway.open({ baseUrl: ehr.baseUrl, accessToken: TOKEN, allowed: [ehr.baseUrl], signal });
  const answer = await access.get(query);
  await gateway.close();
  return { answer, reports };
}

function idsOf(answer: FhirAnswer): readonly (string | undefined)[] {
  return answer.ok ? answer.resources.map(({ id }) => id) : [];
}

describe('a healthy server', () => {
  test('is read: a resource by its id, and a search', async () => {
    expect((await ask('Patient/p1')).answer).toEqual({ ok: true, resources: [patient], complete: true });
    const { answer, reports } = await ask('Observation?patient=p1&code=http://loinc.org|1952-1&_count=10');
    expect(idsOf(answer)).toEqual(['o1', 'o2']);
    expect(reports).toMatchObject([{ server: ehr.baseUrl, resourceType: 'Observation', outcome: 'ok' }]);
  });

  test('gets the token, asks for FHIR JSON, and sees an escaped query', async () => {
    await ask('Observation?patient=p1&code=http://loinc.org|1952-1#x');
    expect(ehr.requests).toMatchObject([
      {
        method: 'GET',
        url: '/fhir/Observation?patient=p1&code=http://loinc.org%7C1952-1%23x',
        headers: { authorization: `Bearer ${TOKEN}`, accept: 'application/fhir+json', 'accept-encoding': 'identity' },
      },
    ]);
  });

  test('is called without a token when the EHR gave none', async () => {
    const gateway = gatewayWith();
    const { signal } = new AbortController();
    await gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal }).get('Patient/p1');
    await gateway.close();
    expect(ehr.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('never finds its token in what we pass on', async () => {
    const { answer } = await ask('Patient/p1');
    const resource = answer.ok ? answer.resources[0] : undefined;
    expect(Object.getOwnPropertyNames(resource)).toEqual(['resourceType', 'id']);
  });
});

describe('a server that answers badly', () => {
  const cases: [string, Manner, { readonly fault: string; readonly status?: number }][] = [
    ['401, an expired token', fault.status(401), { fault: 'unauthorized', status: 401 }],
    ['403', fault.status(403), { fault: 'forbidden', status: 403 }],
    ['404', fault.status(404), { fault: 'not-found', status: 404 }],
    ['410', fault.status(410), { fault: 'not-found', status: 410 }],
    ['400', fault.status(400), { fault: 'server-error', status: 400 }],
    ['429', fault.status(429, { 'retry-after': '60' }), { fault: 'rate-limited', status: 429 }],
    ['500', fault.status(500), { fault: 'server-error', status: 500 }],
    ['503', fault.status(503), { fault: 'server-error', status: 503 }],
    ['HTML', fault.html, { fault: 'not-fhir', status: 200 }],
    ['truncated JSON', fault.truncated, { fault: 'not-fhir', status: 200 }],
    ['an empty body', fault.raw(''), { fault: 'not-fhir' }],
    ['null', fault.raw('null'), { fault: 'not-fhir' }],
    ['a list', fault.raw('[]'), { fault: 'not-fhir' }],
    ['a number', fault.raw('7'), { fault: 'not-fhir' }],
    ['JSON that is no FHIR', fault.raw('{"error":"no"}'), { fault: 'not-fhir' }],
    ['a Bundle whose entries are no list', fault.raw('{"resourceType":"Bundle","entry":{}}'), { fault: 'not-fhir' }],
    ['a resource where a Bundle belongs', fault.raw('{"resourceType":"Patient","id":"p1"}'), { fault: 'not-fhir' }],
    ['200 with an OperationOutcome', fault.raw('{"resourceType":"OperationOutcome"}'), { fault: 'server-error' }],
    ['a body cut short', fault.cutShort, { fault: 'unreachable' }],
    ['a closed connection', fault.drop, { fault: 'unreachable' }],
    ['JSON without an end', fault.endlessJson, { fault: 'too-large' }],
    ['a zip bomb', fault.zipBomb, { fault: 'not-fhir' }],
    ['nothing at all', fault.hang, { fault: 'timeout' }],
    ['a drip of bytes', fault.drip, { fault: 'timeout' }],
    ['the right thing too late', fault.slow(5_000), { fault: 'timeout' }],
  ];
  test.each(cases)('%s', async (_name, manner, expected) => {
    ehr.misbehave('*', manner);
    const { answer, reports } = await ask(
      'Observation?patient=p1',
      expected.fault === 'timeout' ? { timeoutMs: SOON_MS } : {},
    );
    expect(answer).toEqual({ ok: false, ...expected });
    expect(JSON.stringify(reports)).not.toMatch(/p1|SECRET|12345678/);
    await ehr.idle();
  });

  test('with nobody listening at all', async () => {
    const gone = await startFaultyFhirServer();
    await gone.close();
    const gateway = gatewayWith();
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: gone.baseUrl, allowed: [gone.baseUrl], signal });
    expect(await access.get('Patient/p1')).toEqual({ ok: false, fault: 'unreachable' });
    await gateway.close();
  });

  test('with another patient where one was read', async () => {
    ehr.misbehave('Patient', fault.raw('{"resourceType":"Patient","id":"p2"}'));
    expect((await ask('Patient/p1')).answer).toEqual({ ok: false, fault: 'not-fhir' });
  });

  test('with entries of another type: they are left out, and the answer is called flawed', async () => {
    ehr.misbehave('Observation', fault.bundle([patient, observation('o1'), null, { id: 'no-type' }]));
    const { answer } = await ask('Observation?patient=p1');
    expect(answer).toEqual({ ok: true, resources: [observation('o1')], complete: true, total: 4, flawed: true });
  });

  test('with resources whose id is no text: each is one of its own', async () => {
    const nameless = [{ toString: 5 }, 7, null].map((id) => ({ ...observation('x'), id }));
    ehr.misbehave('Observation', fault.bundle(nameless));
    const { answer } = await ask('Observation?patient=p1');
    expect(answer).toMatchObject({ ok: true, resources: nameless });
  });

  test('holds little memory: megabytes without an end are dropped at the limit', async () => {
    ehr.misbehave('*', fault.endlessJson);
    const most = await mostHeldDuring(async () => {
      for (let i = 0; i < 5; i++)
        await ask('Observation?patient=p1', { maxResponseBytes: 1_000_000, timeoutMs: 20_000 });
    });
    expect(most).toBeLessThan(20_000_000);
  });
});

describe('what Epic sends', () => {
  test('an empty search with an OperationOutcome entry is an empty answer with a remark', async () => {
    const outcome = { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } };
    const empty = { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [outcome] };
    ehr.misbehave('Observation', fault.raw(JSON.stringify(empty)));
    const resources = [outcome.resource];
    expect((await ask('Observation?patient=p1')).answer).toEqual({ ok: true, resources, complete: true, total: 0 });
  });

  test('with one resource twice: it is doubted where the two say different things', async () => {
    const twice = async (second: object) => {
      ehr.misbehave('Observation', fault.bundle([observation('o1'), second]));
      return (await ask('Observation?patient=p1')).answer;
    };
    expect(await twice(observation('o1'))).not.toHaveProperty('flawed');
    expect(await twice({ ...observation('o1'), valueString: 'something else' })).toMatchObject({ flawed: true });
  });

  test('a Bundle without entry is an empty answer; older shapes pass through as they are', async () => {
    ehr.misbehave('Observation', fault.raw('{"resourceType":"Bundle"}'));
    expect((await ask('Observation?patient=p1')).answer).toEqual({ ok: true, resources: [], complete: true });
    const dstu2 = { resourceType: 'Observation', id: 'old', valueQuantity: { value: 3, units: 'mg/L' } };
    ehr.misbehave('Observation', fault.bundle([dstu2]));
    expect((await ask('Observation?patient=p1')).answer).toMatchObject({ resources: [dstu2], complete: true });
  });

  test('included resources come along without counting', async () => {
    const entry = [
      { resource: observation('o1'), search: { mode: 'match' } },
      { resource: { resourceType: 'Specimen', id: 's1' }, search: { mode: 'include' } },
    ];
    ehr.misbehave('Observation', fault.raw(JSON.stringify({ resourceType: 'Bundle', entry })));
    const { answer } = await ask('Observation?patient=p1&_count=1');
    expect(idsOf(answer)).toEqual(['o1', 's1']);
    expect(answer).toMatchObject({ complete: true });
  });
});

describe('paging', () => {
  const page2 = (): string => `${ehr.baseUrl}/Observation?page=2`;

  test('ends at the page bound, and the answer says that it is not complete', async () => {
    ehr.misbehave('Observation', fault.endlessPaging);
    const { answer } = await ask('Observation?patient=p1', { maxPages: 4 });
    expect(answer).toMatchObject({ ok: true, complete: false });
    expect(idsOf(answer)).toEqual(['page-1', 'page-2', 'page-3', 'page-4']);
  });

  test('ends at the resource bound', async () => {
    ehr.misbehave('Observation', fault.endlessPaging);
    expect(idsOf((await ask('Observation?patient=p1', { maxPages: 99, maxResources: 3 })).answer)).toHaveLength(3);
  });

  test('goes on where _count is satisfied: it is the size of a page', async () => {
    ehr.misbehave('Observation', fault.endlessPaging);
    const { answer } = await ask('Observation?patient=p1&_count=1', { maxPages: 3 });
    expect(answer).toMatchObject({ complete: false });
    expect(idsOf(answer)).toHaveLength(3);
  });

  test('follows a relative link, and counts a resource on two pages once', async () => {
    ehr.misbehave('Observation', (response, request, server) => {
      const last = request.url?.includes('page=2');
      const manner = last
        ? fault.bundle([observation('o2'), observation('o3')])
        : fault.bundle([observation('o1'), observation('o2')], '/fhir/Observation?page=2');
      manner(response, request, server);
    });
    const { answer } = await ask('Observation?patient=p1');
    expect(idsOf(answer)).toEqual(['o1', 'o2', 'o3']);
    expect(answer).toMatchObject({ complete: true });
  });

  test('keeps the first page when the second one fails', async () => {
    ehr.misbehave('Observation', (response, request, server) => {
      const manner = request.url?.includes('page=2') ? fault.status(500) : fault.bundle([observation('o1')], page2());
      manner(response, request, server);
    });
    const { answer } = await ask('Observation?patient=p1');
    expect(answer).toEqual({ ok: true, resources: [observation('o1')], complete: false, total: 1 });
  });

  test.each([
    ['another server', () => `${elsewhere.baseUrl}/Observation?page=2`],
    ['another path of the same server', () => new URL('/admin/Observation', ehr.baseUrl).href],
    ['a path that only begins like ours', () => `${ehr.baseUrl}2/Observation`],
    ['out of our path by dots', () => `${ehr.baseUrl}/../admin`],
    ['credentials in the address', () => page2().replace('http://', 'http://a:b@')],
    ['no address', () => 'http://['],
  ])('does not follow a link to %s', async (_where, link) => {
    ehr.misbehave('Observation', fault.bundle([observation('o1')], link()));
    const { answer } = await ask('Observation?patient=p1');
    expect(answer).toEqual({ ok: true, resources: [observation('o1')], complete: false, total: 1 });
    expect(ehr.requests).toHaveLength(1);
    expect(elsewhere.requests).toHaveLength(0);
  });
});

describe('a next link that came from elsewhere (prefetch)', () => {
  async function follow(link: string): Promise<FhirAnswer> {
    const gateway = gatewayWith({ timeoutMs: PATIENCE_MS });
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, accessToken: TOKEN, allowed: [ehr.baseUrl], signal });
    const answer = await access.follow(link, 'Observation');
    await gateway.close();
    return answer;
  }

  test('is read with all pages after it, and with the token', async () => {
    ehr.misbehave('Observation', (response, request, server) => {
      const last = request.url?.includes('page=3');
      fault.bundle([observation(last ? 'o3' : 'o2')], last ? undefined : 'Observation?page=3')(
        response,
        request,
        server,
      );
    });
    const answer = await follow(`${ehr.baseUrl}/Observation?page=2`);
    expect(idsOf(answer)).toEqual(['o2', 'o3']);
    expect(answer).toMatchObject({ complete: true });
    expect(ehr.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
  });

  test('is never read where it leads to another server', async () => {
    expect(await follow(`${elsewhere.baseUrl}/Observation?page=2`)).toEqual({ ok: false, fault: 'not-allowed' });
    expect([...ehr.requests, ...elsewhere.requests]).toHaveLength(0);
  });
});

describe('a server that refuses _sort or _count with 400', () => {
  const QUERY = 'Observation?_count=9&patient=p1&_sort=-date&code=x';

  async function twice(manner: Manner): Promise<readonly FhirAnswer[]> {
    ehr.misbehave('Observation', manner);
    const gateway = gatewayWith({ timeoutMs: PATIENCE_MS });
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal });
    const answers = [await access.get(QUERY), await access.get(QUERY)];
    await gateway.close();
    return answers;
  }
  const asked = (): readonly string[] => ehr.requests.map(({ url }) => url);

  test('is asked once more without, and from then on without at once', async () => {
    const answers = await twice(fault.refusing(/[?&]_sort=/));
    expect(answers.map(idsOf)).toEqual([
      ['o1', 'o2'],
      ['o1', 'o2'],
    ]);
    const plain = '/fhir/Observation?patient=p1&code=x';
    expect(asked()).toEqual([`/fhir/${QUERY}`, plain, plain]);
  });

  test('for another reason as well is asked no third time, and nothing is remembered', async () => {
    const answers = await twice(fault.status(400));
    expect(answers).toMatchObject([{ status: 400 }, { status: 400 }]);
    expect(asked()).toHaveLength(4);
    expect(asked()[2]).toBe(`/fhir/${QUERY}`);
  });

  test('is not asked otherwise where the refusal is about the token', async () => {
    await twice(fault.status(403));
    expect(asked()).toHaveLength(2);
  });
});

describe('a redirect', () => {
  test('is never followed, neither to another server nor to itself', async () => {
    for (const to of [`${elsewhere.baseUrl}/Observation`, `${ehr.baseUrl}/Patient/p1`]) {
      ehr.heal();
      ehr.misbehave('Observation', fault.redirect(to));
      expect((await ask('Observation?patient=p1')).answer).toEqual({ ok: false, fault: 'not-fhir', status: 302 });
      expect(ehr.requests).toHaveLength(1);
      expect(elsewhere.requests).toHaveLength(0);
    }
  });
});

describe('one retry, where it is safe', () => {
  test('a connection that broke once, and a 503 that passed', async () => {
    for (const passing of [fault.drop, fault.status(503)]) {
      ehr.misbehave('Patient', fault.once(passing));
      expect((await ask('Patient/p1')).answer).toMatchObject({ ok: true });
    }
  });

  test.each([
    ['a second break', fault.drop, 2],
    ['a 503 that says when to come back', fault.status(503, { 'retry-after': '120' }), 1],
    ['a 500', fault.status(500), 1],
    ['a 429', fault.status(429), 1],
    ['a 401', fault.status(401), 1],
    ['silence', fault.hang, 1],
  ])('%s is not tried again', async (_name, manner, attempts) => {
    ehr.misbehave('Patient', manner);
    expect((await ask('Patient/p1', manner === fault.hang ? { timeoutMs: SOON_MS } : {})).answer.ok).toBe(false);
    expect(ehr.requests).toHaveLength(attempts);
  });
});

describe('the call as a whole', () => {
  test('queries run side by side, and one silent query does not sink the rest', async () => {
    // none is answered before all have come
    const waiting: (() => void)[] = [];
    ehr.misbehave('Observation', (response, request, server) => {
      waiting.push(() => server.serve(response, request));
      if (waiting.length === 3) for (const answer of waiting) answer();
    });
    ehr.misbehave('Condition', fault.hang);
    const gateway = gatewayWith({ timeoutMs: 2_000 });
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal });
    const queries = ['Patient/p1', 'Observation?a=1', 'Observation?b=1', 'Observation?c=1', 'Condition?d=1'];
    const answers = await Promise.all(queries.map((query) => access.get(query)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    await gateway.close();
  });

  test('its end ends every request, also the ones not begun', async () => {
    ehr.misbehave('*', fault.hang);
    const gateway = gatewayWith({ timeoutMs: 60_000, concurrency: 1 });
    const call = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal: call.signal });
    ehr.misbehave('Patient', () => call.abort());
    const answers = await Promise.all([access.get('Patient/p1'), access.get('Condition?patient=p1')]);
    expect(answers).toEqual([
      { ok: false, fault: 'timeout' },
      { ok: false, fault: 'timeout' },
    ]);
    await gateway.close();
    await ehr.idle();
    expect(ehr.requests).toHaveLength(1);
  });

  test('no more requests than allowed are in flight at a time', async () => {
    let inFlight = 0;
    let most = 0;
    ehr.misbehave('Observation', (response, request, server) => {
      most = Math.max(most, ++inFlight);
      response.on('finish', () => inFlight--);
      setImmediate(() => server.serve(response, request));
    });
    const gateway = gatewayWith({ concurrency: 3 });
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => access.get(`Observation?n=${i}`)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(most).toBeLessThanOrEqual(3);
    await gateway.close();
  });

  test('a call may have more than ten queries at once without a warning of Node, and none listens on when it is answered', async () => {
    const gateway = gatewayWith({ concurrency: 32 });
    const { signal } = new AbortController();
    const access = gateway.open({ baseUrl: ehr.baseUrl, allowed: [ehr.baseUrl], signal });
    const answers = Array.from({ length: 20 }, (_, i) => access.get(`Observation?n=${i}`));
    expect(getMaxListeners(signal)).toBe(Infinity);
    await Promise.all(answers);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await gateway.close();
  });
});

describe('the circuit breaker', () => {
  const breaker = { failureRate: 0.5, windowMs: 60_000, minimumPatients: 3, pauseMs: 150 };
  const { signal } = new AbortController();

  /** One call of several queries, as a hook makes it. */
  async function call(gateway: OwnedGateway, client: string, patient: string, server = ehr): Promise<FhirAnswer[]> {
    const on = { client, patient };
    const access = gateway.open({ baseUrl: server.baseUrl, allowed: [server.baseUrl], on, signal });
    return Promise.all(['Patient/p1', 'Observation?x=1', 'Condition?x=1'].map((query) => access.get(query)));
  }
  const faultsOf = (answers: readonly FhirAnswer[]) => answers.map((answer) => (answer.ok ? 'ok' : answer.fault));

  test('counts patients, not queries: the call of one patient, however often it fails, opens it for nobody', async () => {
    const gateway = gatewayWith({ breaker });
    ehr.misbehave('*', fault.status(503));
    for (let i = 0; i < 8; i++) expect(faultsOf(await call(gateway, 'A', 'p'))).not.toContain('circuit-open');
    expect(faultsOf(await call(gateway, 'A', 'q'))).not.toContain('circuit-open');
    ehr.heal();
    expect(faultsOf(await call(gateway, 'A', 'r'))).toEqual(['ok', 'ok', 'ok']);
    await gateway.close();
  });

  test('leaves a failing server alone for one client and a while; other clients and servers are not affected', async () => {
    const gateway = gatewayWith({ breaker });
    ehr.misbehave('*', fault.status(500));
    for (const patient of ['p', 'q', 'r']) await call(gateway, 'A', patient);
    const before = ehr.requests.length;
    expect(faultsOf(await call(gateway, 'A', 's'))).toEqual(['circuit-open', 'circuit-open', 'circuit-open']);
    expect(ehr.requests).toHaveLength(before);
    expect(faultsOf(await call(gateway, 'B', 's'))).toEqual(['server-error', 'server-error', 'server-error']);
    expect(faultsOf(await call(gateway, 'A', 's', elsewhere))).not.toContain('circuit-open');
    await gateway.close();
  });

  test('then tries it with one call, all its queries, and opens again or closes by that', async () => {
    const gateway = gatewayWith({ breaker });
    ehr.misbehave('*', fault.status(500));
    for (const patient of ['p', 'q', 'r']) await call(gateway, 'A', patient);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = ehr.requests.length;
    const tried = await Promise.all(['s', 't', 'u', 'v'].map((patient) => call(gateway, 'A', patient)));
    expect(tried.filter((answers) => !faultsOf(answers).includes('circuit-open'))).toHaveLength(1);
    expect(ehr.requests.length - before).toBe(3);
    ehr.heal();
    await expectEventually(async () => (await call(gateway, 'A', 'w'))[1] as FhirAnswer);
    const all = await Promise.all(['s', 't', 'u', 'v'].map((patient) => call(gateway, 'A', patient)));
    expect(all.flatMap(faultsOf)).not.toContain('circuit-open');
    await gateway.close();
  });

  test('does not open for tokens and queries that a healthy server refuses', async () => {
    const gateway = gatewayWith({ breaker });
    for (const [i, code] of [401, 403, 404, 400, 401, 403].entries()) {
      ehr.misbehave('*', fault.status(code));
      expect(faultsOf(await call(gateway, 'A', `p${i}`))).not.toContain('circuit-open');
    }
    ehr.heal();
    expect(faultsOf(await call(gateway, 'A', 'q'))).not.toContain('circuit-open');
    await gateway.close();
  });
});

async function expectEventually(ask: () => Promise<FhirAnswer>): Promise<void> {
  const until = Date.now() + 5_000;
  while (Date.now() < until) {
    if ((await ask()).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the circuit did not close again');
}
