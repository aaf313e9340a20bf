// Keys fetched from a real JWKS endpoint: cached, rotated, and surviving its bad days.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { type JwksServer, startJwksServer } from '../support/jwks-server.ts';
import { bearer, createSigningKey, type SigningKey } from '../support/tokens.ts';
import { claims, ISSUER, NOW, PATH, refusalOf, site } from './setup.ts';

let first: SigningKey;
let second: SigningKey;
let server: JwksServer;
let now = NOW;

beforeAll(async () => {
  [first, second] = await Promise.all([createSigningKey('ES384', 'first'), createSigningKey('ES384', 'second')]);
});
beforeEach(async () => {
  now = NOW;
  server = await startJwksServer([first.jwk]);
});
afterEach(() => server.close());

function hospital(timeoutMs = 500) {
  const trusting = site(first, {
    clients: [{ name: 'General Hospital', issuer: ISSUER, jku: server.url, fhirServers: [] }],
    jwks: { cacheSeconds: 600, cooldownSeconds: 30, staleSeconds: 3600, timeoutMs },
    clock: () => now,
  });
  return async (key: SigningKey, header: Record<string, unknown> = {}) =>
    trusting.authenticate(
      await bearer(key, claims({ iat: now / 1000, exp: now / 1000 + 300 }), { jku: server.url, ...header }),
      PATH,
    );
}

describe('fetched keys', () => {
  test('are fetched once for many parallel calls, and again when the cache time is over', async () => {
    const call = hospital();
    await Promise.all(Array.from({ length: 10 }, () => call(first)));
    await call(first);
    expect(server.hits()).toBe(1);
    now += 600_000;
    await call(first);
    expect(server.hits()).toBe(2);
  });

  test('serve a token without a jku too', async () => {
    await expect(hospital()(first, { jku: undefined })).resolves.toBeDefined();
  });

  test('are asked for again when a rotated key shows up', async () => {
    const call = hospital();
    await call(first);
    server.serve([first.jwk, second.jwk]);
    await Promise.all(Array.from({ length: 5 }, () => call(second)));
    expect(server.hits()).toBe(2);
  });

  test('a flood of unknown kids costs one fetch per cool-down, and a rotated key works after it', async () => {
    const call = hospital();
    await call(first);
    for (let i = 0; i < 20; i++) await refusalOf(call(second, { kid: `guess-${i}` }));
    expect(server.hits()).toBe(2);
    server.serve([second.jwk]);
    expect((await refusalOf(call(second))).reason).toBe('unknown-key');
    now += 30_000;
    await expect(call(second)).resolves.toBeDefined();
    expect(server.hits()).toBe(3);
  });

  test('a flood of unknown kids on a cold cache costs one fetch', async () => {
    const call = hospital();
    await Promise.all(Array.from({ length: 10 }, (_, i) => refusalOf(call(second, { kid: `guess-${i}` }))));
    for (let i = 0; i < 10; i++) await refusalOf(call(second, { kid: `late-${i}` }));
    expect(server.hits()).toBe(1);
  });

  test('a key withdrawn by its owner stops working when the cache time is over', async () => {
    const call = hospital();
    await call(first);
    server.serve([second.jwk]);
    now += 600_000;
    expect((await refusalOf(call(first))).reason).toBe('unknown-key');
  });
});

describe('while the endpoint is down', () => {
  test('the last good keys serve until they are too old, and new ones work once it is back', async () => {
    const call = hospital();
    await call(first);
    server.misbehave((response) => response.writeHead(503).end());
    now += 1_800_000;
    await call(first);
    now += 1_801_000;
    expect(await refusalOf(call(first))).toMatchObject({ reason: 'keys-unreachable' });
    server.misbehave(undefined);
    now += 5_000;
    await expect(call(first)).resolves.toBeDefined();
  });

  test('it is not asked again with every call', async () => {
    const call = hospital();
    server.misbehave((response) => response.destroy());
    for (let i = 0; i < 10; i++) await refusalOf(call(first));
    expect(server.hits()).toBe(1);
  });

  test.each<[string, Parameters<JwksServer['misbehave']>[0], string]>([
    ['never answers', () => undefined, 'no answer within 150 ms'],
    [
      'drips for ever',
      (response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
      'no answer within 150 ms',
    ],
    ['redirects', (response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'answered 302'],
    ['sends HTML', (response) => response.end('<html></html>'), 'no JSON'],
    ['sends JSON without keys', (response) => response.end('{"keys":7}'), 'an object with an array "keys"'],
    ['sends megabytes', (response) => response.end(`{"keys":[],"x":"${'x'.repeat(1_000_000)}"}`), 'more than 262144'],
  ])('one that %s lets nobody in, in bounded time', async (_how, manner, got) => {
    const call = hospital(150);
    server.misbehave(manner);
    expect(await refusalOf(call(first))).toMatchObject({
      reason: 'keys-unreachable',
      jku: server.url,
      got: expect.stringContaining(got),
    });
    expect(server.hits()).toBe(1);
  });
});

describe('a JWK Set with odd entries', () => {
  test('is used for what is usable in it', async () => {
    const { jwk } = first;
    server.serve([{ kty: 'oct', kid: 'first', k: 'AAAA' }, { kty: 'EC', kid: 'first', crv: 'P-256' }, jwk]);
    await expect(hospital()(first)).resolves.toBeDefined();
  });

  test.each([null, 7, {}, 'verify'])(
    'a key whose key_ops is %j is passed over for the next of its kid',
    async (given) => {
      server.serve([{ ...first.jwk, key_ops: given as unknown as string[] }, first.jwk]);
      await expect(hospital()(first)).resolves.toBeDefined();
      server.serve([{ ...first.jwk, key_ops: given as unknown as string[] }]);
      expect((await refusalOf(hospital()(first))).reason).toBe('unknown-key');
    },
  );

  test.each([
    ['use', { use: 'enc' }],
    ['alg', { alg: 'ES256' }],
    ['key_ops', { key_ops: ['encrypt'] }],
  ])('a key whose %s forbids verifying is not used', async (_member, change) => {
    server.serve([{ ...first.jwk, ...change }]);
    expect((await refusalOf(hospital()(first))).reason).toBe('unknown-key');
  });
});
