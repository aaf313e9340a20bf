// The application over real HTTP: routes, statuses, headers, and bodies of ill will.
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CdsProblem } from '../../src/contracts/problems.ts';
import type { Service } from '../../src/contracts/service.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { answerFaults } from '../support/card-schema.ts';
import { outcomeOf } from '../support/outcome.ts';
import { hookCall, orderCall } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

const VIEW = '/cds-services/b2m-patient-view';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** One raw request, for what fetch does not send. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(app.url + path, { method, headers }, (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }));
    });
    req.on('error', reject).end();
  });
}

describe('a hook call', () => {
  test('is answered with valid cards, each with a uuid, and links made absolute', async () => {
    const answer = await app.post(VIEW, hookCall('patient-view'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const body = (await answer.json()) as { cards: { summary: string; links: { url: string }[] }[] };
    expect(answerFaults(body)).toEqual([]);
    expect(body.cards.map((c) => c.summary)).toEqual(['2 observations']);
    expect(body.cards[0]?.links[0]?.url).toBe('http://cds.example/smart/launch');
  });

  test.each(['result-view', 'patient-view'])('on %s is answered', async (hook) => {
    expect((await app.post(`/cds-services/b2m-${hook}`, hookCall(hook))).status).toBe(200);
  });

  test.each([
    ['order-sign', {}],
    ['order-select', { selections: ['ServiceRequest/d1'] }],
  ])('on %s is answered', async (hook, further) => {
    const draft = { resourceType: 'ServiceRequest', id: 'd1', code: { text: 'B2M' } };
    const answer = await app.post(`/cds-services/b2m-${hook}`, orderCall(hook, [draft], further));
    expect(((await answer.json()) as { cards: unknown[] }).cards).toHaveLength(1);
  });

  test('about nothing of ours is answered with no cards at once', async () => {
    const body = orderCall('order-sign', [{ resourceType: 'ServiceRequest' }]);
    const answer = await app.post('/cds-services/b2m-order-sign', {
      ...body,
      prefetch: undefined,
      fhirServer: 'https://ehr.example/fhir',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{"cards":[]}');
  });

  test.each([
    ['//cds-services//b2m-patient-view'],
    ['/cds-services/b2m-patient-view/'],
    ['/cds-services/b2m-patient-view?utm=1'],
  ])('reaches the service at %s too', async (path) => {
    expect((await app.post(path, hookCall('patient-view'))).status).toBe(200);
  });

  test.each(['application/json; charset=utf-8', 'application/fhir+json', 'Application/JSON;charset="UTF-8"'])(
    'may be sent as %s',
    async (type) => {
      expect((await app.post(VIEW, hookCall('patient-view'), { 'content-type': type })).status).toBe(200);
    },
  );

  test('is logged in one line, by hookInstance and without the patient', async () => {
    const before = app.lines.length;
    const answer = await app.post(VIEW, hookCall('patient-view'));
    await answer.text();
    const lines = app.lines.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      event: 'service invoked',
      service: 'b2m-patient-view',
      hookInstance: '3050baf3-c001-46e7-95ce-55901edfbb6f',
      requestId: answer.headers.get('x-request-id'),
      status: 200,
      cards: 1,
    });
    expect(JSON.stringify(lines)).not.toContain('p1');
  });
});

describe('a call that cannot be served gets an OperationOutcome:', () => {
  test.each([
    ['not JSON', '{"hook": ', 400, 'not-json'],
    ['an empty body', '', 400, 'not-json'],
    ['JSON of another kind', '[]', 400, 'invalid-request'],
    ['null', 'null', 400, 'invalid-request'],
    ['10,000 levels of arrays', '['.repeat(10_000) + ']'.repeat(10_000), 400, 'too-deep'],
    [
      '10,000 levels inside a field nobody knows',
      JSON.stringify(hookCall('patient-view')).replace(/}$/, `,"x":${'{"y":'.repeat(10_000)}1${'}'.repeat(10_000)}}`),
      400,
      'too-deep',
    ],
    [
      '__proto__ at the top',
      JSON.stringify(hookCall('patient-view')).replace(/}$/, ',"__proto__":{"a":1}}'),
      400,
      'invalid-request',
    ],
    [
      '__proto__ spelt with escapes, deep inside',
      JSON.stringify(hookCall('patient-view')).replace(/}$/, String.raw`,"x":[{"\u005f_proto__":{"a":1}}]}`),
      400,
      'invalid-request',
    ],
  ])('%s', async (_what, body, status, code) => {
    expect(await outcomeOf(await app.post(VIEW, body))).toMatchObject({ status, code });
  });

  test('10 MB', async () => {
    const body = JSON.stringify({ ...hookCall('patient-view'), x: 'y'.repeat(10_000_000) });
    expect(await outcomeOf(await app.post(VIEW, body))).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('10 MB from a caller who reads nothing before all is sent, and leaves then', async () => {
    const { hostname, port } = new URL(app.url);
    const body = Buffer.alloc(10_000_000, 32);
    const head = `POST ${VIEW} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname).on('error', reject);
      let text = '';
      socket.write(head);
      socket.write(body, () => socket.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('OperationOutcome');
  });

  test('10 MB whose size is not announced', async () => {
    const chunk = Buffer.alloc(1_000_000, 0x20);
    let left = 10;
    const body = new ReadableStream({ pull: (c) => (left-- > 0 ? c.enqueue(chunk) : c.close()) });
    const answer = await fetch(app.url + VIEW, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await outcomeOf(answer)).toMatchObject({ status: 413, code: 'too-large' });
  });

  test.each(['text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded'])(
    'content type %s',
    async (type) => {
      const answer = await app.post(VIEW, hookCall('patient-view'), { 'content-type': type });
      expect(await outcomeOf(answer)).toMatchObject({ status: 415, code: 'wrong-content-type' });
    },
  );

  test('an unknown service, with POST and with GET', async () => {
    expect(await outcomeOf(await app.post('/cds-services/nobody', hookCall('patient-view')))).toMatchObject({
      status: 404,
      code: 'unknown-service',
    });
    expect(await outcomeOf(await fetch(`${app.url}/cds-services/nobody`))).toMatchObject({
      status: 404,
      code: 'unknown-service',
    });
  });

  test('an unknown path', async () => {
    expect(await outcomeOf(await fetch(`${app.url}/nothing`))).toMatchObject({ status: 404, code: 'unknown-path' });
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s on a service, naming the right method', async (method) => {
    const answer = await fetch(app.url + VIEW, { method });
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
    expect(await outcomeOf(answer)).toMatchObject({ status: 405, code: 'wrong-method' });
  });

  test('POST on discovery', async () => {
    const answer = await app.post('/cds-services', {});
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await outcomeOf(answer)).toMatchObject({ status: 405 });
  });

  test('a path that cannot be decoded', async () => {
    expect(await raw('GET', '/%E0%A4%A')).toMatchObject({
      status: 400,
      body: expect.stringContaining('OperationOutcome'),
    });
  });

  test('a fault of ours, which names the request id and nothing else, while the log tells where', async () => {
    const broken = {
      ...stubService,
      evaluate: () => {
        throw new Error('Patient p1 has no MRN 12345');
      },
    };
    const own = await startApp({ services: [broken] });
    const answer = await own.post(VIEW, hookCall('patient-view'));
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain(answer.headers.get('x-request-id'));
    expect(text).not.toContain('MRN');
    expect(own.lines.at(-1)).toMatchObject({
      event: 'call refused',
      status: 500,
      code: 'internal-error',
      error: { type: 'Error' },
    });
    expect(own.logText()).not.toContain('MRN');
    expect(own.logText()).toContain('app.test');
    await own.close();
  });

  test('and the server lives on', async () => {
    expect((await app.post(VIEW, hookCall('patient-view'))).status).toBe(200);
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

describe('a body that does not arrive in time', () => {
  test('is answered with 408 and an OperationOutcome', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(app.server.port, '127.0.0.1', () => {
        socket.write(
          `POST ${VIEW} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"hook"`,
        );
      });
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request-timeout"');
  }, 10_000);
});

describe('a browser', () => {
  test('may ask first, without a token, and is told for how long that holds', async () => {
    const answer = await raw('OPTIONS', VIEW, {
      origin: 'https://sandbox.cds-hooks.org',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '600',
    });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('from an origin that is not configured gets no leave to read', async () => {
    const own = await startApp({ corsOrigins: ['https://ehr.example'] });
    const from = async (origin: string) => {
      const answer = await own.post(VIEW, hookCall('patient-view'), { origin });
      const discovery = await fetch(`${own.url}/cds-services`, { headers: { origin } });
      return [answer.headers.get('access-control-allow-origin'), discovery.headers.get('access-control-allow-origin')];
    };
    expect(await from('https://ehr.example')).toEqual(['https://ehr.example', 'https://ehr.example']);
    expect(await from('https://ehr.example.evil')).toEqual([null, null]);
    await own.close();
  });

  test('can do nothing with our JSON but read it', async () => {
    const answer = await app.post(VIEW, hookCall('patient-view'));
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});

describe('discovery', () => {
  test('lists every service with its hook, its prefetch and the version of the specification', async () => {
    const answer = await fetch(`${app.url}/cds-services`);
    const { services } = (await answer.json()) as { services: Record<string, unknown>[] };
    expect(services.map((s) => s['id'])).toEqual([
      'b2m-result-view',
      'b2m-patient-view',
      'b2m-order-sign',
      'b2m-order-select',
    ]);
    expect(services[1]).toMatchObject({
      hook: 'patient-view',
      version: '3.0.0',
      hookVersion: '1.0',
      prefetch: { patient: 'Patient/{{context.patientId}}' },
    });
  });

  test('answers HEAD without a body, and OPTIONS with what is allowed', async () => {
    expect(await raw('HEAD', '/cds-services')).toMatchObject({ status: 200, body: '' });
    expect((await raw('OPTIONS', VIEW)).headers['allow']).toBe('POST, OPTIONS');
  });
});

describe('who is calling', () => {
  const REFUSED = new CdsProblem('unauthorized', {
    detail: 'This call could not be authenticated.',
    headers: { 'WWW-Authenticate': 'Bearer' },
    log: { reason: 'audience', expected: ['https://cds.example/x'], token: 'secret' },
  });

  test('is asked before the body is read, and the log knows why somebody was refused', async () => {
    const own = await startApp({ authenticator: { authenticate: () => Promise.reject(REFUSED) } });
    const answer = await own.post(VIEW, 'not json');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await outcomeOf(answer)).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(own.lines.at(-1)).toMatchObject({ status: 401, reason: 'audience', expected: ['https://cds.example/x'] });
    expect(own.logText()).not.toContain('secret');
    await own.close();
  });

  test.each([
    ['none', undefined, 200],
    ['none', 'Bearer x', 200],
    ['optional', undefined, 200],
    ['optional', 'Bearer x', 401],
    ['required', undefined, 401],
  ] as const)('discovery, %s, with the token %s: %i', async (discoveryAuth, authorization, status) => {
    const own = await startApp({ discoveryAuth, authenticator: { authenticate: () => Promise.reject(REFUSED) } });
    const answer = await fetch(`${own.url}/cds-services`, { headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(status);
    await own.close();
  });

  test('is told which endpoint was called: the token is made out to it', async () => {
    const paths: string[] = [];
    const own = await startApp({
      authenticator: {
        authenticate: async (_authorization, path) => {
          paths.push(path);
          return { client: 'ehr', fhirServers: [] };
        },
      },
    });
    await own.post(VIEW, hookCall('patient-view'));
    await own.post(`/${VIEW}/explain`, hookCall('patient-view'));
    await own.post(`${VIEW}/feedback`, { feedback: [] });
    expect(paths).toEqual([VIEW, `${VIEW}/explain`, `${VIEW}/feedback`]);
    await own.close();
  });

  test('who calls too often waits, and others do not', async () => {
    const own = await startApp({
      rateLimit: createRateLimit(2),
      authenticator: { authenticate: async (token) => ({ client: token ?? '', fhirServers: [] }) },
    });
    const call = (token: string) => own.post(VIEW, hookCall('patient-view'), { authorization: token });
    expect([(await call('a')).status, (await call('a')).status]).toEqual([200, 200]);
    const third = await call('a');
    expect(third.headers.get('retry-after')).toBe('30');
    expect(await outcomeOf(third)).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await call('b')).status).toBe(200);
    await own.close();
  });
});

describe('for the operator', () => {
  test('live and ready are two things', async () => {
    let ready = false;
    const own = await startApp({ ready: () => ready });
    const status = async (path: string) => (await fetch(own.url + path)).status;
    expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 503]);
    ready = true;
    expect(await status('/health/ready')).toBe(200);
    await own.close();
  });

  test('ready says what the site has changed, where it has changed anything', async () => {
    const changes = ['pairingDays 10 d instead of 30 d'];
    const [as, changed] = await Promise.all([startApp(), startApp({ site: { mark: 'abcdef01', changes } })]);
    const body = async (app: typeof as) => (await fetch(`${app.url}/health/ready`)).json();
    expect(await body(as)).toEqual({ status: 'ready' });
    expect(await body(changed)).toEqual({ status: 'ready', site: { mark: 'abcdef01', changes } });
    await Promise.all([as.close(), changed.close()]);
  });

  test('a rule that the site keeps silent is counted as that', async () => {
    const silenced = { id: 'kept', fired: false, because: 'kept silent', silenced: true } as const;
    const service: Service = {
      ...stubService,
      evaluate: (...call) => ({ ...stubService.evaluate(...call), cards: [], rules: [silenced] }),
    };
    const own = await startApp({ services: [service] });
    await own.post(VIEW, hookCall('patient-view'));
    const text = await (await fetch(`${own.url}/metrics`)).text();
    expect(text).toContain('clearstage_rules_total{service="b2m-patient-view",rule="kept",outcome="silenced"} 1');
    await own.close();
  });

  test('metrics count calls, rules, phases and what was unavailable', async () => {
    const own = await startApp();
    await own.post(VIEW, hookCall('patient-view'));
    await own.post(VIEW, hookCall('patient-view', { prefetch: {} }));
    const text = await (await fetch(`${own.url}/metrics`)).text();
    expect(text).toContain('clearstage_calls_total{service="b2m-patient-view",outcome="cards"} 1');
    expect(text).toContain('clearstage_calls_total{service="b2m-patient-view",outcome="prefetch-unresolvable"} 1');
    expect(text).toContain('clearstage_rules_total{service="b2m-patient-view",rule="count",outcome="fired"} 1');
    for (const phase of ['authenticate', 'validate', 'gather', 'evaluate']) {
      expect(text).toContain(`clearstage_phase_seconds_count{service="b2m-patient-view",phase="${phase}"} 1`);
    }
    await own.close();
  });

  test('metrics count what was refused for its size, and say what to raise', async () => {
    const own = await startApp({ maxBodyBytes: 100 });
    expect((await own.post(VIEW, hookCall('patient-view'))).status).toBe(413);
    const text = await (await fetch(`${own.url}/metrics`)).text();
    expect(text).toContain('clearstage_too_large_total{service="b2m-patient-view"} 1');
    expect(text).toMatch(/# HELP clearstage_too_large_total .*maxBodyBytes.*client_max_body_size/);
    await own.close();
  });

  test('a public base URL with a path is served with and without it', async () => {
    const own = await startApp({ publicBaseUrl: 'https://cds.example/clearstage' });
    expect((await own.post(`/clearstage${VIEW}`, hookCall('patient-view'))).status).toBe(200);
    expect((await fetch(`${own.url}/clearstage/cds-services`)).status).toBe(200);
    await own.close();
  });
});
