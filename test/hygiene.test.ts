// What arrives from outside is bounded, and comes out nowhere: not in headers, logs, errors or prototypes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';

import { createRateLimit } from '../src/http/rate-limit.ts';
import { startApp, type TestApp } from './support/app.ts';
import { bundle, hookCall, observation, PATIENT } from './support/requests.ts';

const PATH = '/cds-services/b2m-result-view';
const CANARY = 'CANARY-Meier-1957';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ corsOrigins: ['https://ehr.example.org'], maxBodyBytes: 50_000 });
});
afterAll(() => app.close());

describe('bodies', () => {
  test('that are too large, too deep, no JSON or of another type are refused with their status', async () => {
    const cases: [string, Record<string, string>, number][] = [
      [JSON.stringify(hookCall('result-view', { padding: 'x'.repeat(60_000) })), {}, 413],
      [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, {}, 400],
      ['{"hook":', {}, 400],
      ['', {}, 400],
      [JSON.stringify(hookCall('result-view')), { 'content-type': 'text/plain' }, 415],
      [JSON.stringify(hookCall('result-view')), { 'content-type': 'application/json; charset=utf-16' }, 415],
    ];
    for (const [body, headers, status] of cases) {
      expect((await app.post(PATH, body, headers)).status).toBe(status);
    }
  });

  test('that reach for the prototype are refused, however it is spelled', async () => {
    for (const name of ['__proto__', '\\u005f_proto__']) {
      const body = JSON.stringify(hookCall('result-view')).replace('{', `{"${name}":{"polluted":true},`);
      expect((await app.post(PATH, body)).status).toBe(400);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['Latin-1', 'Amyloïdose', 'latin1'],
    ['UTF-8 that breaks off', '\xc3', 'latin1'],
    ['UTF-8 of half a pair', '\xed\xa0\x80', 'latin1'],
    ['UTF-16', 'Amyloïdose', 'utf16le'],
  ] as const)('in %s are refused: what was read of them would have lost signs', async (_, text, encoding) => {
    const body = Buffer.from(JSON.stringify(hookCall('result-view', { extension: { text } })), encoding);
    const answer = await fetch(app.url + PATH, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('UTF-8')]);
  });

  test('that never end are cut off, and the server goes on', async () => {
    const socket = connect(app.server.port, '127.0.0.1');
    const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
    socket.write(head);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect((await app.post(PATH, hookCall('result-view'))).status).toBe(200);
  });
});

describe('the log', () => {
  test('holds neither data of the patient nor tokens, whether a call is answered or refused', async () => {
    const name = { ...PATIENT, id: CANARY, name: [{ family: CANARY }] };
    const mine = observation(CANARY, { subject: { reference: `Patient/${CANARY}` }, note: [{ text: CANARY }] });
    const context = { patientId: CANARY, userId: `Practitioner/${CANARY}` };
    const prefetch = { patient: name, labs: bundle(mine), conditions: null, [CANARY]: 7 };
    const spoilt: unknown[] = [
      hookCall('result-view', { context, prefetch }),
      hookCall('result-view', { context, prefetch: { ...prefetch, patient: PATIENT } }),
      hookCall('result-view', { context: { ...context, patientId: [CANARY] }, prefetch }),
      hookCall(CANARY, { context, prefetch }),
      hookCall('result-view', { hookInstance: CANARY, context, prefetch }),
      `{"${CANARY}":`,
      { feedback: [{ card: CANARY, outcome: CANARY }] },
    ];
    const statuses: number[] = [];
    for (const body of spoilt) {
      for (const path of [
        PATH,
        `${PATH}/explain`,
        `${PATH}/feedback`,
        `/cds-services/${CANARY}`,
        `/${CANARY}?q=${CANARY}`,
      ]) {
        const response = await app.post(path, body, { authorization: `Bearer ${CANARY}`, 'x-request-id': CANARY });
        statuses.push(response.status);
        for (const [header, value] of response.headers) expect(`${header}: ${value}`).not.toContain(CANARY);
      }
    }
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(new Set(statuses)).toEqual(new Set([200, 400, 404]));
    expect(app.lines.length).toBeGreaterThan(20);
    expect(app.logText()).not.toContain(CANARY);
  });
});

describe('browsers', () => {
  const preflight = (origin: string): Promise<Response> =>
    fetch(app.url + PATH, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('of a configured origin may call, without cookies; others may not', async () => {
    const allowed = await preflight('https://ehr.example.org');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://ehr.example.org');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://evil.example', 'https://ehr.example.org.evil.example', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const answer = await app.post(PATH, hookCall('result-view'), { origin });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('may not guess types, frame us or keep answers', async () => {
    const { headers } = await app.post(PATH, hookCall('result-view'));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('a client that calls too often', () => {
  test('gets 429 and is told when to come back', async () => {
    const limited = await startApp({ rateLimit: createRateLimit(2) });
    const statuses: number[] = [];
    let wait: string | null = null;
    for (let i = 0; i < 3; i++) {
      const response = await limited.post(PATH, hookCall('result-view'));
      statuses.push(response.status);
      wait = response.headers.get('retry-after');
    }
    await limited.close();
    expect(statuses).toEqual([200, 200, 429]);
    expect(Number(wait)).toBeGreaterThan(0);
  });
});
