// Tokens as EHRs sign them, and every way in which one can be wrong.
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { base64url, SignJWT } from 'jose';

import { bearer, createSigningKey, type SigningKey } from '../support/tokens.ts';
import { AUD, claims, goodToken, hospital, ISSUER, JKU, NOW, PATH, refusalOf, site } from './setup.ts';

let key: SigningKey;
let stranger: SigningKey;
let rsa: SigningKey;

beforeAll(async () => {
  [key, stranger, rsa] = await Promise.all([
    createSigningKey('ES384', 'a+/b=='),
    createSigningKey('ES384', 'a+/b=='),
    createSigningKey('RS384', 'rsa'),
  ]);
});

describe('a caller is let in', () => {
  test('with an ES384 token for the very endpoint', async () => {
    expect(await site(key).authenticate(await goodToken(key), PATH)).toEqual({
      client: 'General Hospital',
      issuer: ISSUER,
      fhirServers: ['https://ehr.example.org/fhir'],
    });
  });

  test('with what its configuration says of its cards and of who calls', async () => {
    const insights = { role: { at: '/context/userId', names: { x: 'Oncologist' } } };
    const known = site(key, { clients: [{ ...hospital(key), cards: { tables: false }, insights }] });
    expect(await known.authenticate(await goodToken(key), PATH)).toMatchObject({ cards: { tables: false }, insights });
  });

  test('with an RS384 token as Epic signs it: nbf five minutes back, sub, a jku, scheme in any case', async () => {
    const epic = claims({ nbf: NOW / 1000 - 300, exp: NOW / 1000 + 900, sub: 'app' });
    const token = await bearer(rsa, epic, { jku: JKU });
    const caller = await site(rsa).authenticate(token.replace('Bearer', 'bearer'), PATH);
    expect(caller.client).toBe('General Hospital');
  });

  test('when aud is an array that names the endpoint among others', async () => {
    const token = await bearer(key, claims({ aud: ['https://other.example.org', AUD] }));
    await expect(site(key).authenticate(token, PATH)).resolves.toBeDefined();
  });

  test('when the EHR joined base and path with one slash too many', async () => {
    const token = await bearer(key, claims({ aud: 'https://cds.example.org//cds-services//b2m-result-view' }));
    const trusting = site(key, { publicBaseUrl: 'https://cds.example.org/' });
    await expect(trusting.authenticate(token, PATH)).resolves.toBeDefined();
  });

  test('with an audience the site has configured beside its own: a word, or another base URL of ours', async () => {
    const trusting = site(key, { audiences: ['sand_man', 'https://old.example.org/cds'] });
    for (const aud of ['sand_man', `https://old.example.org/cds${PATH}`]) {
      await expect(trusting.authenticate(await bearer(key, claims({ aud })), PATH)).resolves.toBeDefined();
    }
    const other = await bearer(key, claims({ aud: 'https://old.example.org/cds/cds-services/other' }));
    expect((await refusalOf(trusting.authenticate(other, PATH))).reason).toBe('audience');
  });

  test('when the clocks differ by no more than the tolerance', async () => {
    const seconds = NOW / 1000;
    for (const change of [{ exp: seconds - 59.5 }, { iat: seconds + 59.5 }, { nbf: seconds + 60 }]) {
      await expect(site(key).authenticate(await bearer(key, claims(change)), PATH)).resolves.toBeDefined();
    }
  });
});

describe('a token is refused, and the log says what was expected, when', () => {
  async function refused(change: Record<string, unknown>, header: Record<string, unknown> = {}) {
    return refusalOf(site(key).authenticate(await bearer(key, claims(change), header), PATH));
  }

  test('there is none, or something else in its place', async () => {
    expect(await refusalOf(site(key).authenticate(undefined, PATH))).toEqual({ reason: 'no-token' });
    for (const text of ['', 'Basic YTpi', 'Bearer', 'Bearer a.b', 'Bearer a.b.c', `Bearer ${'a'.repeat(9000)}.b.c`]) {
      expect((await refusalOf(site(key).authenticate(text, PATH))).reason).toBe('malformed');
    }
    const long = await refusalOf(site(key).authenticate(`Bearer ${'a'.repeat(9000)}.b.c`, PATH));
    expect(long).toEqual({ reason: 'malformed', expected: '8192 characters at most', got: 9011 });
  });

  test('aud is another endpoint, the bare server, or our endpoint on another host', async () => {
    for (const aud of [`${AUD}/feedback`, 'https://cds.example.org', AUD.replace('cds.', 'cds2.'), `${AUD}?x=1`]) {
      expect(await refused({ aud })).toEqual({
        reason: 'audience',
        client: 'General Hospital',
        expected: [AUD],
        got: aud,
      });
    }
  });

  test('the issuer is not one of ours', async () => {
    expect(await refused({ iss: 'https://evil.example' })).toEqual({
      reason: 'issuer',
      expected: [ISSUER],
      got: 'https://evil.example',
    });
  });

  test('the jku is not the one allowed for that issuer, even if the signature is good', async () => {
    expect(await refused({}, { jku: 'https://evil.example/jwks.json' })).toMatchObject({
      reason: 'jku',
      expected: [JKU],
    });
  });

  test('it has expired, lies in the future, or is not yet valid', async () => {
    const seconds = NOW / 1000;
    expect(await refused({ exp: seconds - 60 })).toMatchObject({ reason: 'expired', now: seconds, exp: seconds - 60 });
    expect(await refused({ iat: seconds + 61 })).toMatchObject({ reason: 'not-yet-valid', iat: seconds + 61 });
    expect(await refused({ nbf: seconds + 61 })).toMatchObject({ reason: 'not-yet-valid', nbf: seconds + 61 });
  });

  test('a required claim is absent or has the wrong type', async () => {
    const wrong: [string, unknown[]][] = [
      ['iss', [undefined, 1]],
      ['aud', [undefined, 1, [], [1]]],
      ['exp', [undefined, '1793520300', null]],
      ['iat', [undefined, '1793520000']],
      ['nbf', ['soon']],
      ['jti', [undefined, 1, '', 'x'.repeat(600)]],
      ['tenant', [7]],
    ];
    for (const [claim, values] of wrong) {
      for (const value of values) {
        expect(await refused({ [claim]: value })).toMatchObject({ reason: 'claim', claim });
      }
    }
  });

  test('typ is absent or means another kind of token', async () => {
    expect((await refused({}, { typ: undefined })).reason).toBe('typ');
    expect((await refused({}, { typ: 'at+jwt' })).reason).toBe('typ');
  });

  test('the header marks an extension as critical', async () => {
    const [head, payload, signature] = (await goodToken(key)).slice(7).split('.');
    const header: object = JSON.parse(Buffer.from(head ?? '', 'base64url').toString()) as object;
    const critical = base64url.encode(JSON.stringify({ ...header, crit: ['exp'] }));
    const token = `Bearer ${critical}.${payload}.${signature}`;
    expect((await refusalOf(site(key).authenticate(token, PATH))).reason).toBe('crit');
  });

  test('kid is absent or unknown', async () => {
    expect((await refused({}, { kid: undefined })).reason).toBe('kid');
    expect(await refused({}, { kid: 'other' })).toMatchObject({ reason: 'unknown-key', kid: 'other', alg: 'ES384' });
  });

  test('it lives longer than the site allows', async () => {
    const strict = site(key, { maxLifetimeSeconds: 300 });
    await expect(strict.authenticate(await goodToken(key), PATH)).resolves.toBeDefined();
    const long = await bearer(key, claims({ exp: NOW / 1000 + 301 }));
    expect(await refusalOf(strict.authenticate(long, PATH))).toMatchObject({
      reason: 'lifetime',
      expectedSeconds: 300,
    });
  });
});

describe('a forged signature does not pass', () => {
  test('of a stranger who uses our kid', async () => {
    const refusal = await refusalOf(site(key).authenticate(await goodToken(stranger), PATH));
    expect(refusal).toEqual({ reason: 'signature', client: 'General Hospital', kid: 'a+/b==', alg: 'ES384' });
  });

  test('of a stranger who brings the key along in the header', async () => {
    const token = await bearer(stranger, claims(), {
      jwk: stranger.jwk,
      x5c: ['AAAA'],
      x5u: 'https://evil.example/cert.pem',
    });
    expect((await refusalOf(site(key).authenticate(token, PATH))).reason).toBe('signature');
  });

  test('of a changed payload', async () => {
    const [head, , signature] = (await goodToken(key)).slice(7).split('.');
    const payload = base64url.encode(JSON.stringify({ ...claims(), jti: 'mine' }));
    const token = `Bearer ${head}.${payload}.${signature}`;
    expect((await refusalOf(site(key).authenticate(token, PATH))).reason).toBe('signature');
  });

  test('of a good token with any one character changed', async () => {
    const trusting = site(key);
    const good = (await goodToken(key)).slice(7);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    const change = fc.record({ at: fc.nat(good.length - 1), to: fc.constantFrom(...letters.split('')) });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to }) => {
        fc.pre(good[at] !== to);
        await refusalOf(trusting.authenticate(`Bearer ${good.slice(0, at)}${to}${good.slice(at + 1)}`, PATH));
      }),
      { seed: 42, numRuns: 300 },
    );
    await expect(trusting.authenticate(`Bearer ${good}`, PATH)).resolves.toBeDefined();
  });

  test('without a signature (alg none), in any spelling', async () => {
    const payload = base64url.encode(JSON.stringify({ ...claims(), jti: 'none' }));
    for (const alg of ['none', 'None', 'NONE']) {
      const head = base64url.encode(JSON.stringify({ alg, typ: 'JWT', kid: key.kid }));
      expect((await refusalOf(site(key).authenticate(`Bearer ${head}.${payload}.`, PATH))).reason).toBe('malformed');
      const signed = await refusalOf(site(key).authenticate(`Bearer ${head}.${payload}.AAAA`, PATH));
      expect(signed.reason).toBe('algorithm');
    }
  });

  test('made with the public key as an HMAC secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(rsa.jwk));
    const jwt = await new SignJWT({ ...claims(), jti: 'hmac' })
      .setProtectedHeader({ alg: 'HS384', typ: 'JWT', kid: 'rsa' })
      .sign(secret);
    expect((await refusalOf(site(rsa).authenticate(`Bearer ${jwt}`, PATH))).reason).toBe('algorithm');
  });

  test('made with an algorithm the site has not chosen', async () => {
    const token = await bearer(rsa, claims());
    const refusal = await refusalOf(site(rsa, { algorithms: ['ES384'] }).authenticate(token, PATH));
    expect(refusal).toMatchObject({ reason: 'algorithm', expected: ['ES384'], got: 'RS384' });
  });
});

describe('what a token may cost', () => {
  test('a time beyond the year 9999, before 1970 or beyond whole numbers is a fault of the token, whatever the site allows', async () => {
    for (const exp of [253_402_300_800, 2 ** 53 + 2, 1e300, -1]) {
      const refusal = await refusalOf(site(key).authenticate(await bearer(key, claims({ exp })), PATH));
      expect(refusal).toMatchObject({ reason: 'claim', claim: 'exp' });
    }
    await expect(
      site(key).authenticate(await bearer(key, claims({ exp: 253_402_300_799 })), PATH),
    ).resolves.toBeDefined();
  });

  test('of a kid that a set repeats, four keys are tried, not more', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => createSigningKey('ES384', 'a+/b==')));
    const client = { name: 'General Hospital', issuer: ISSUER, fhirServers: [] };
    const trusting = (...keys: SigningKey[]) =>
      site(key, { clients: [{ ...client, jwks: { keys: keys.map(({ jwk }) => jwk) } }] });
    const fourth = trusting(...others.slice(0, 3), key);
    await expect(fourth.authenticate(await goodToken(key), PATH)).resolves.toBeDefined();
    const fifth = trusting(...others, key);
    expect((await refusalOf(fifth.authenticate(await goodToken(key), PATH))).reason).toBe('signature');
  });

  test('a client may be allowed longer tokens than all the others', async () => {
    const [client] = [{ name: 'General Hospital', issuer: ISSUER, jwks: { keys: [key.jwk] }, fhirServers: [] }];
    const long = await bearer(key, claims({ exp: NOW / 1000 + 1_200 }));
    const strict = site(key, { maxLifetimeSeconds: 300, clients: [client] });
    expect((await refusalOf(strict.authenticate(long, PATH))).reason).toBe('lifetime');
    const lenient = site(key, { maxLifetimeSeconds: 300, clients: [{ ...client, maxTokenLifetimeSeconds: 1_200 }] });
    await expect(lenient.authenticate(long, PATH)).resolves.toBeDefined();
  });
});

describe('a token works once', () => {
  test('the second use is refused, and other tokens are not', async () => {
    const trusting = site(key);
    const token = await goodToken(key);
    await trusting.authenticate(token, PATH);
    expect(await refusalOf(trusting.authenticate(token, PATH))).toEqual({
      reason: 'replayed',
      client: 'General Hospital',
    });
    await expect(trusting.authenticate(await goodToken(key), PATH)).resolves.toBeDefined();
  });

  test('of twenty parallel copies exactly one wins', async () => {
    const trusting = site(key);
    const token = await goodToken(key);
    const calls = Array.from({ length: 20 }, () => trusting.authenticate(token, PATH));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a token refused for another reason has not burnt its jti', async () => {
    const trusting = site(key);
    const shared = claims({ jti: 'shared' });
    await refusalOf(trusting.authenticate(await bearer(stranger, shared), PATH));
    await refusalOf(trusting.authenticate(await bearer(key, { ...shared, aud: 'https://other.example' }), PATH));
    await expect(trusting.authenticate(await bearer(key, shared), PATH)).resolves.toBeDefined();
  });

  test('when the replay store fails nobody is let in, and the answer is 503', async () => {
    const broken = site(key, { replay: { claim: () => Promise.reject(new Error('no database')) } });
    await expect(broken.authenticate(await goodToken(key), PATH)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('tenants', () => {
  test('a client with tenants takes those and no others; two clients may share an issuer', async () => {
    const shared = { issuer: ISSUER, jwks: { keys: [key.jwk] } };
    const trusting = site(key, {
      clients: [
        { ...shared, name: 'North', tenants: ['north'], fhirServers: ['https://north.example.org/fhir'] },
        { ...shared, name: 'South', tenants: ['south'], fhirServers: ['https://south.example.org/fhir'] },
      ],
    });
    const call = async (tenant?: string) => trusting.authenticate(await bearer(key, claims({ tenant })), PATH);
    expect(await call('south')).toEqual({
      client: 'South',
      issuer: ISSUER,
      tenant: 'south',
      fhirServers: ['https://south.example.org/fhir'],
    });
    expect(await refusalOf(call('west'))).toMatchObject({ reason: 'tenant', expected: ['north', 'south'] });
    expect((await refusalOf(call())).reason).toBe('tenant');
  });
});

describe('what reaches the log', () => {
  test('holds neither the token nor its other claims', async () => {
    const token = await bearer(key, claims({ aud: 'https://elsewhere.example', sub: 'SECRET-SUB', jti: 'SECRET-JTI' }));
    const log = JSON.stringify(await refusalOf(site(key).authenticate(token, PATH)));
    expect(log).not.toMatch(/SECRET|eyJ/);
  });
});
