// What a flood, or a stranger, may cost: bodies are refused unread, bytes and calls are bounded, and health is not part of it.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CdsProblem } from '../../src/contracts/problems.ts';
import type { FhirAnswer, FhirGateway } from '../../src/contracts/ports.ts';
import type { Service } from '../../src/contracts/service.ts';
import { createAdmission } from '../../src/http/admission.ts';
import { createByteBudget } from '../../src/http/byte-budget.ts';
import { listen, type RunningServer } from '../../src/http/http-server.ts';
import { insightsRoutes } from '../../src/http/insights.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { createRefusalPace } from '../../src/http/refusal-pace.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { mostHeldDuring } from '../support/bytes-held.ts';
import { hookCall, PATIENT } from '../support/requests.ts';
import { stubService } from '../support/stub-service.ts';

const VIEW = '/cds-services/b2m-patient-view';
const MB = 1_048_576;
const STRANGER = {
  authenticate: (authorization: string | undefined) =>
    authorization === 'Bearer good'
      ? Promise.resolve({ client: 'EHR', fhirServers: [] })
      : Promise.reject(new CdsProblem('unauthorized', { detail: 'no', log: { reason: 'signature' } })),
};

const apps: TestApp[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function serve(overrides: Parameters<typeof startApp>[0] = {}): Promise<TestApp> {
  const app = await startApp(overrides);
  apps.push(app);
  return app;
}

/** Sends the head of a call and so much of its body; resolves with what comes back until the connection is closed. */
function begin(
  app: TestApp,
  head: readonly string[],
  sent: string | Buffer = '',
): { socket: Socket; answer: Promise<string> } {
  const socket = connect(app.server.port, '127.0.0.1');
  sockets.push(socket);
  const lines = [`POST ${VIEW} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...head];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.write(sent);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  return { socket, answer: once(socket, 'close').then(() => text) };
}

describe('a stranger', () => {
  test('is refused before a byte of the body is read, and the connection is closed', async () => {
    const app = await serve({ authenticator: STRANGER });
    const { answer } = begin(app, [`Content-Length: ${MB}`]);
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
    expect(text.toLowerCase()).toContain('connection: close');
  });

  test('with a hundred bodies of a megabyte makes the server hold none of them', async () => {
    const app = await serve({ authenticator: STRANGER });
    // this process sends them too: one buffer, which no socket copies, so that what grows is what the server holds
    const body = Buffer.alloc(MB, 'x');
    let texts: readonly string[] = [];
    const most = await mostHeldDuring(async () => {
      const answers = Array.from({ length: 100 }, () => begin(app, [`Content-Length: ${2 * MB}`], body).answer);
      texts = await Promise.all(answers);
    });
    expect(texts.every((text) => text === '' || text.startsWith('HTTP/1.1 401 '))).toBe(true);
    expect(most).toBeLessThan(50 * MB);
  }, 60_000);

  test('without end gets 429 and no line in the log, and who has a good token is served', async () => {
    const app = await serve({ authenticator: STRANGER, refusalLimit: createRateLimit(3) });
    const post = (authorization: string) => app.post(VIEW, hookCall('patient-view'), { authorization });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await post('Bearer bad')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
    expect((await post('Bearer bad')).headers.get('retry-after')).toMatch(/^\d+$/);
    expect(app.lines.filter(({ event }) => event === 'call refused')).toHaveLength(3);
    expect((await post('Bearer good')).status).toBe(200);
  });

  test('asks discovery and guesses at the insights’ token so often a minute and no more', async () => {
    const insights = insightsRoutes({
      insights: () => Promise.reject(new Error('not reached')),
      comments: () => Promise.resolve([]),
      log: { write: () => undefined },
      token: 'a-token-of-the-role',
      open: false,
      clock: () => 0,
      addressOf: () => '192.0.2.1',
      limit: createRateLimit(2),
    });
    const app = await serve({
      discoveryLimit: createRateLimit(2),
      routes: (express) => express.use(insights),
    });
    const ask = async (path: string, authorization: string) =>
      (await fetch(app.url + path, { headers: { authorization } })).status;
    const discovery = [];
    for (let i = 0; i < 3; i++) discovery.push((await fetch(`${app.url}/cds-services`)).status);
    expect(discovery).toEqual([200, 200, 429]);
    const guesses = [];
    for (const token of ['x', 'y', 'a-token-of-the-role']) {
      guesses.push(await ask('/insights.json', `Bearer ${token}`));
    }
    // once the guesses are used up, not even the right one is told apart
    expect(guesses).toEqual([401, 401, 429]);
  });
});

describe('bodies', () => {
  test('of all calls together are bounded: what would be more gets 503, and there is room again after', async () => {
    const app = await serve({ holdBytes: createByteBudget(100_000), maxBodyBytes: 80_000 });
    const held = begin(app, ['Content-Length: 60001', 'Connection: close'], `"${'x'.repeat(59_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const big = JSON.stringify(hookCall('patient-view', { padding: 'x'.repeat(50_000) }));
    const refused = await app.post(VIEW, big);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    held.socket.write(`${'x'.repeat(1_001 - 1)}"`);
    expect(await held.answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await app.post(VIEW, big)).status).toBe(200);
  });

  test('declared too large are refused unread; of chunked ones nothing beyond the bound is kept', async () => {
    const app = await serve({ maxBodyBytes: 80_000 });
    expect(await begin(app, [`Content-Length: ${100 * MB}`]).answer).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`;
    expect(await begin(app, ['Transfer-Encoding: chunked'], chunk + chunk).answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('of several clients', () => {
  const two = {
    authenticate: (authorization: string | undefined) =>
      Promise.resolve({ client: authorization === 'Bearer b' ? 'B' : 'A', fhirServers: [] }),
  };

  test('none has more than its share of the calls, and the others are answered', async () => {
    const app = await serve({
      authenticator: two,
      admission: createAdmission({ mostInFlight: 4, shareOfOne: 0.5, mostDelayMs: 1_000 }),
    });
    // bodies that do not come
    const dripping = [1, 2, 3, 4, 5].map(() => begin(app, ['Content-Length: 1000', 'Authorization: Bearer a'], '{'));
    const firstOf = (socket: Socket) => new Promise((resolve) => socket.once('data', resolve)).then(String);
    const refused = await Promise.all(dripping.slice(2).map(({ socket }) => firstOf(socket)));
    expect(refused.map((text) => text.slice(0, 12))).toEqual(['HTTP/1.1 503', 'HTTP/1.1 503', 'HTTP/1.1 503']);
    const body = hookCall('patient-view');
    expect((await app.post(VIEW, body, { authorization: 'Bearer b' })).status).toBe(200);
    expect((await app.post(VIEW, body, { authorization: 'Bearer a' })).status).toBe(503);
    for (const { socket } of dripping.slice(0, 2)) socket.destroy();
    const until = async (status: number) => {
      while ((await app.post(VIEW, body, { authorization: 'Bearer a' })).status !== status);
    };
    await until(200);
  });

  test('none has more than its share of the bytes', () => {
    const hold = createByteBudget(100, 50);
    const [a, again, b] = [hold('A'), hold('A'), hold('B')];
    expect([a.take(40), again.take(11), again.take(10), b.take(50), b.take(1)]).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    a.release();
    expect([again.take(40), hold('C').take(1)]).toEqual([true, false]);
  });

  test('a share grows and shrinks with what is taken of all', () => {
    const admission = createAdmission({ mostInFlight: 100, shareOfOne: 0.5, mostDelayMs: 50 });
    const shareOf = (party: string) => {
      let taken = 0;
      while (admission.enter() && admission.share(party)) taken++;
      admission.leave();
      for (let i = 0; i < taken; i++) admission.leave(party);
      return taken;
    };
    expect(shareOf('A')).toBe(50);
    for (let i = 0; i < 10; i++) admission.turned(500);
    expect([shareOf('A'), shareOf('B')]).toEqual([16, 16]);
  });
});

describe('calls', () => {
  /** A FHIR server that answers when the test says so. */
  function slowGateway() {
    const waiting: (() => void)[] = [];
    const answer = (query: string): FhirAnswer => {
      const resources = query.startsWith('Patient') ? [PATIENT as unknown as fhir4.FhirResource] : [];
      return { ok: true, resources, complete: true };
    };
    const get = (query: string) => new Promise<FhirAnswer>((resolve) => waiting.push(() => resolve(answer(query))));
    const gateway: FhirGateway = { open: () => ({ get, follow: get }) };
    return { gateway, waiting, release: () => waiting.splice(0).forEach((go) => go()) };
  }
  const asking = hookCall('patient-view', { prefetch: {}, fhirServer: 'https://ehr.example/fhir' });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('beyond what can be answered get 503 at once with Retry-After; health and those taken are not affected', async () => {
    const { gateway, waiting, release } = slowGateway();
    const shed: string[] = [];
    const app = await serve({
      gateway,
      deadlineMs: 10_000,
      admission: createAdmission({ mostInFlight: 2, mostDelayMs: 1_000 }),
      shed: (service) => void shed.push(service),
    });
    const taken = [app.post(VIEW, asking), app.post(VIEW, asking)];
    await until(() => waiting.length === 6);
    const refused = await app.post(VIEW, hookCall('patient-view'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(shed).toEqual(['b2m-patient-view']);
    for (const path of ['/health/live', '/health/ready']) expect((await fetch(app.url + path)).status).toBe(200);
    release();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await app.post(VIEW, hookCall('patient-view'))).status).toBe(200);
  });

  test('of a flood get 503, too: some at once, the rest a moment later, and what they send is not kept', async () => {
    const { gateway, waiting, release } = slowGateway();
    const app = await serve({
      gateway,
      deadlineMs: 10_000,
      admission: createAdmission({ mostInFlight: 1, mostDelayMs: 1_000 }),
      paceRefusal: createRefusalPace(() => performance.now()),
    });
    const taken = app.post(VIEW, asking);
    await until(() => waiting.length > 0);
    const flood = Array.from({ length: 120 }, () => app.post(VIEW, hookCall('patient-view')));
    const refused = await Promise.all(flood);
    expect(new Set(refused.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`))).toEqual(
      new Set(['503 1']),
    );
    release();
    expect((await taken).status).toBe(200);
  });

  test('of a flood who waits to be told to send on is refused at once, and not told to', async () => {
    const app = await serve({
      admission: createAdmission({ mostInFlight: 0, mostDelayMs: 1_000 }),
      paceRefusal: () => undefined,
    });
    const { answer } = begin(app, ['Content-Length: 10', 'Expect: 100-continue']);
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(text.toLowerCase()).toContain('connection: close');
  });

  test('a moment refuses so many at once, and the next as many again', () => {
    jest.useFakeTimers();
    let now = 0;
    let refused = 0;
    const pace = createRefusalPace(() => now);
    const ask = (calls: number): number => {
      for (let i = 0; i < calls; i++) pace(() => refused++);
      return refused;
    };
    expect(ask(50)).toBe(50);
    expect(ask(10)).toBe(50);
    now = 100;
    expect(ask(1)).toBe(51);
    jest.advanceTimersByTime(100);
    expect(refused).toBe(61);
    jest.useRealTimers();
  });

  test('few are taken while the event loop is late, and a single late turn refuses nobody', async () => {
    const admission = createAdmission({ mostInFlight: 100, mostDelayMs: 50 });
    const takes = () => {
      let taken = 0;
      while (admission.enter()) taken++;
      for (let i = 0; i < taken; i++) admission.leave();
      return taken;
    };
    expect(takes()).toBe(100);
    admission.turned(51);
    expect(takes()).toBe(70);
    for (let i = 0; i < 10; i++) admission.turned(500);
    expect(takes()).toBe(32);
    // as many as there are turns a while later
    admission.turned(50);
    expect(takes()).toBe(36);
    for (let i = 0; i < 20; i++) admission.turned(0);
    expect(takes()).toBe(100);
  });

  test('whose caller has gone are not evaluated', async () => {
    const { gateway, waiting, release } = slowGateway();
    let evaluated = 0;
    const counting: Service = {
      ...stubService,
      evaluate: (...given) => {
        evaluated++;
        return stubService.evaluate(...given);
      },
    };
    const app = await serve({ gateway, deadlineMs: 10_000, services: [counting] });
    const body = JSON.stringify(asking);
    const { socket } = begin(app, [`Content-Length: ${Buffer.byteLength(body)}`], body);
    await until(() => waiting.length === 3);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    release();
    await until(() => app.lines.some(({ code }) => code === 'caller-gone'));
    expect(evaluated).toBe(0);
    expect((await app.post(VIEW, hookCall('patient-view'))).status).toBe(200);
    expect(evaluated).toBe(1);
  });
});

describe('the request line', () => {
  const raw = async (app: TestApp, text: string) => {
    const socket = connect(app.server.port, '127.0.0.1', () => socket.write(text));
    sockets.push(socket);
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    await once(socket, 'close');
    return answer;
  };

  test('with two Hosts is refused, whatever the path', async () => {
    const app = await serve();
    for (const target of ['GET /cds-services', 'GET /health/live', `POST ${VIEW}`]) {
      const head = `${target} HTTP/1.1\r\nHost: a\r\nhOST: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
      expect(await raw(app, head)).toMatch(/^HTTP\/1\.1 400 /);
    }
  });

  test('in absolute form is served as any other', async () => {
    const app = await serve({ publicBaseUrl: 'http://cds.example/b2m' });
    for (const target of ['http://cds.example/health/live', 'HTTP://x/b2m/health/live', 'http://x//health//live']) {
      const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
      expect(await raw(app, head)).toMatch(/^HTTP\/1\.1 200 /);
    }
    const body = JSON.stringify(hookCall('patient-view'));
    const head = `POST http://cds.example${VIEW}?x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    const rest = `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
    expect(await raw(app, head + rest)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('connections are bounded, and whoever comes with a request finds room', () => {
  const MOST = 3;
  const held: Socket[] = [];
  let server: RunningServer | undefined;
  afterEach(async () => {
    for (const socket of held.splice(0)) socket.destroy();
    await server?.close(0);
  });

  async function open(port: number, text = ''): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    held.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    if (text !== '') socket.write(text);
    return socket;
  }

  async function ask(socket: Socket): Promise<string> {
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return Promise.race([
      once(socket, 'data').then(
        () => 'answered',
        () => 'closed',
      ),
      closing(socket),
    ]);
  }

  // an error on the way is not of interest: `once` would reject for it
  function closing(socket: Socket): Promise<string> {
    return new Promise((resolve) => socket.once('close', () => resolve('closed')));
  }

  const LONG = 'x'.repeat(20_000_000);

  test.each<[string, string]>([
    ['says nothing', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX: '],
    ['speaks something else', 'SSH-2.0-OpenSSH\r\n'],
    ['was answered and idles', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['does not take its answer', 'GET /long HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('beside a crowd that %s', async (_, first) => {
    server = await listen((req, res) => res.end(req.url === '/long' ? LONG : 'ok'), {
      host: '127.0.0.1',
      port: 0,
      mostConnections: MOST,
    });
    const { port } = server;
    const crowd = await Promise.all(Array.from({ length: 4 * MOST }, () => open(port, first)));
    for (const socket of crowd) socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let i = 0; i < 2 * MOST; i++) expect(await ask(await open(port))).toBe('answered');
  });

  test('and none is taken from a call that is being answered', async () => {
    const waiting: ServerResponse[] = [];
    server = await listen((_req, res) => void waiting.push(res), {
      host: '127.0.0.1',
      port: 0,
      mostConnections: MOST,
    });
    const { port } = server;
    const answers = await Promise.all(Array.from({ length: MOST }, () => open(port)));
    const busy = answers.map(ask);
    while (waiting.length < MOST) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask(await open(port))).toBe('closed');
    for (const res of waiting) res.end('ok');
    expect(await Promise.all(busy)).toEqual(Array.from({ length: MOST }, () => 'answered'));
  });

  test('who did not say a request in time is told, and cannot keep the connection', async () => {
    server = await listen((_req, res) => res.end('ok'), { host: '127.0.0.1', port: 0, requestTimeoutMs: 100 });
    // as one who never closes his side
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    held.push(socket);
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    const closed = closing(socket.on('error', () => undefined));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => socket.write('X: y\r\n'), 50);
    await closed;
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

test('every 503 says when to come again', async () => {
  const app = await serve({ ready: () => false });
  const answer = await fetch(`${app.url}/health/ready`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
});
