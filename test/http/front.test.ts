// Behind a balancer: whom it names is believed where it is one of ours, and nobody else is.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createFront } from '../../src/http/front.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { CdsProblem } from '../../src/contracts/problems.ts';
import { among, isBlock } from '../../src/ops/address-blocks.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { hookCall } from '../support/requests.ts';

const PATH = '/cds-services/b2m-patient-view';
const apps: TestApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const refusing = {
  authenticate: () => Promise.reject(new CdsProblem('unauthorized', { detail: 'no', log: { reason: 'malformed' } })),
};

async function behind(trusted: readonly string[], further: Parameters<typeof startApp>[0] = {}): Promise<TestApp> {
  const app = await startApp({ front: createFront(trusted), ...further });
  apps.push(app);
  return app;
}

describe('the id of a request', () => {
  test.each([
    ['of a trusted balancer is kept', ['127.0.0.0/8'], 'lb-7f3a.42', true],
    ['of a stranger is not', ['10.0.0.0/8'], 'lb-7f3a.42', false],
    ['is not, where nobody is trusted', [], 'lb-7f3a.42', false],
    ['that would not go through a log unharmed is not', ['127.0.0.1'], 'a b"c', false],
    ['without end is not', ['127.0.0.1'], 'a'.repeat(129), false],
    ['of the longest kind is', ['127.0.0.1'], 'a'.repeat(128), true],
  ])('%s', async (_, trusted, id, kept) => {
    const app = await behind(trusted);
    const headers = { 'x-request-id': id };
    const called = await app.post(PATH, hookCall('patient-view'), headers);
    const discovery = await fetch(`${app.url}/cds-services`, { headers });
    for (const answer of [called, discovery]) expect(answer.headers.get('x-request-id') === id).toBe(kept);
    expect(app.lines.at(-1)?.['requestId']).toBe(called.headers.get('x-request-id'));
  });
});

describe('the address of a caller', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    // what the caller wrote before the balancer did is not believed
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, 10.1.2.3', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['unknown', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['10.1.2.3', '10.1.2.3'],
  ])('forwarded as "%s" is %s', async (forwarded, address) => {
    const app = await behind(['127.0.0.1', '10.0.0.0/8'], { authenticator: refusing, logAddress: true });
    await app.post(PATH, hookCall('patient-view'), { 'x-forwarded-for': forwarded });
    expect(app.lines.at(-1)).toMatchObject({ event: 'call refused', address });
  });

  test('is what the connection says, where the one who forwards is not trusted', async () => {
    const app = await behind(['10.0.0.0/8'], { authenticator: refusing, logAddress: true });
    await app.post(PATH, hookCall('patient-view'), { 'x-forwarded-for': '203.0.113.7' });
    expect(app.lines.at(-1)).toMatchObject({ event: 'call refused', address: '127.0.0.1' });
  });

  test('is personal data, and stands in no line unless the site says so', async () => {
    const app = await behind(['127.0.0.1'], { authenticator: refusing });
    await app.post(PATH, hookCall('patient-view'), { 'x-forwarded-for': '203.0.113.7' });
    expect(app.lines.at(-1)).toMatchObject({ event: 'call refused' });
    expect(app.logText()).not.toMatch(/203\.0\.113\.7|127\.0\.0\.1/);
  });

  test('has limits of its own: one stranger behind the balancer does not use up another’s', async () => {
    const app = await behind(['127.0.0.1'], { authenticator: refusing, refusalLimit: createRateLimit(1) });
    const refused = async (from: string): Promise<number> =>
      (await app.post(PATH, hookCall('patient-view'), { 'x-forwarded-for': from })).status;
    expect([await refused('203.0.113.7'), await refused('203.0.113.7'), await refused('203.0.113.8')]).toEqual([
      401, 429, 401,
    ]);
  });
});

describe('a block of addresses', () => {
  test('is an address or one with the number of its leading bits', () => {
    for (const block of ['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '10.0.0.0/32', '::1', 'fd00::/8', 'fd00::/128'])
      expect(isBlock(block)).toBe(true);
    for (const block of [
      '10.0.0',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      'fd00::/129',
      'proxy',
      '',
      '10.0.0.0/-1',
    ])
      expect(isBlock(block)).toBe(false);
  });

  test('ends where it ends', () => {
    const inside = among(['10.1.0.0/16', '2001:db8::/32']);
    expect(['10.0.255.255', '10.1.0.0', '10.1.255.255', '10.2.0.0'].map(inside)).toEqual([false, true, true, false]);
    expect(['2001:db8::1', '2001:db9::1', 'nonsense'].map(inside)).toEqual([true, false, false]);
  });
});
