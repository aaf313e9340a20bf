// Where a FHIR request may go at all: allow-listed bases, permitted addresses, paths that ids cannot bend.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LookupFunction } from 'node:net';

import { normalizeBaseUrl } from '../../src/fhir/base-url.ts';
import { mayConnect } from '../../src/fhir/address-guard.ts';
import { gatewayWith } from '../support/gateway.ts';
import { type FaultyFhirServer, startFaultyFhirServer } from '../support/faulty-fhir-server.ts';

let ehr: FaultyFhirServer;
beforeAll(async () => {
  ehr = await startFaultyFhirServer([{ resourceType: 'Patient', id: 'p1' }]);
});
beforeEach(() => ehr.heal());
afterAll(() => ehr.close());

async function ask(baseUrl: string, allowed: readonly string[], query = 'Patient/p1', options = {}, accessToken = 't') {
  const gateway = gatewayWith({ timeoutMs: 10_000, ...options });
  const { signal } = new AbortController();
  const answer = await gateway.open({ baseUrl, allowed, signal, accessToken }).get(query);
  await gateway.close();
  return answer;
}

describe('the allow-list', () => {
  test('takes other spellings of the same base', async () => {
    const spelled = `${ehr.baseUrl.replace('http', 'HTTP')}//`;
    expect(await ask(spelled, [ehr.baseUrl])).toMatchObject({ ok: true });
    expect(normalizeBaseUrl('https://EHR.example.org:443/fhir/')).toBe('https://ehr.example.org/fhir');
  });

  test('refuses everything else without a request', async () => {
    const { origin } = new URL(ehr.baseUrl);
    const refused = [
      origin,
      `${ehr.baseUrl}2`,
      `${ehr.baseUrl}/sub`,
      `${ehr.baseUrl}?x=1`,
      `${ehr.baseUrl}#x`,
      ehr.baseUrl.replace('//', '//user@'),
      ehr.baseUrl.replace('127.0.0.1', 'localhost'),
      'file:///etc/passwd',
      'not a url',
      '',
    ];
    for (const baseUrl of refused) {
      expect(await ask(baseUrl, [ehr.baseUrl])).toEqual({ ok: false, fault: 'not-allowed' });
    }
    expect(ehr.requests).toHaveLength(0);
  });

  test('cannot allow plain http outside loopback', async () => {
    const plain = 'http://ehr.example.org/fhir';
    expect(await ask(plain, [plain])).toEqual({ ok: false, fault: 'not-allowed' });
  });
});

describe('addresses', () => {
  test.each([
    ['a public one', 'ehr.example.org', '8.8.8.8', true, true],
    ['a public IPv6 one', 'ehr.example.org', '2a00:1450::1', true, true],
    ['a private one', 'ehr.example.org', '10.1.2.3', false, true],
    ['a private one', 'ehr.example.org', '172.31.0.1', false, true],
    ['a private one', 'ehr.example.org', '192.168.1.1', false, true],
    ['a carrier-grade NAT one', 'ehr.example.org', '100.64.0.1', false, true],
    ['a unique local IPv6 one', 'ehr.example.org', 'fd12::1', false, true],
    ['a private one in IPv6 clothes', 'ehr.example.org', '::ffff:10.1.2.3', false, true],
    ['loopback behind a name', 'ehr.example.org', '127.0.0.1', false, false],
    ['loopback behind a name', 'ehr.example.org', '::1', false, false],
    ['loopback in IPv6 clothes', 'ehr.example.org', '::ffff:127.0.0.1', false, false],
    ['the metadata service', 'ehr.example.org', '169.254.169.254', false, false],
    ['the metadata service in IPv6 clothes', 'ehr.example.org', '::ffff:169.254.169.254', false, false],
    ['the metadata service by IPv6', 'ehr.example.org', 'fd00:ec2::254', false, false],
    ['link-local', 'ehr.example.org', 'fe80::1', false, false],
    ['unspecified', 'ehr.example.org', '0.0.0.0', false, false],
    ['unspecified', 'ehr.example.org', '::', false, false],
    ['multicast', 'ehr.example.org', '239.1.1.1', false, false],
    ['NAT64 of the metadata service', 'ehr.example.org', '64:ff9b::a9fe:a9fe', false, false],
    ['loopback by its own name', 'localhost', '127.0.0.1', true, true],
    ['a name for loopback that leads elsewhere', 'localhost', '8.8.8.8', false, false],
  ])('%s (%s → %s): public network %s, private network %s', (_what, host, address, normally, inPrivate) => {
    expect(mayConnect(host, address, false)).toBe(normally);
    expect(mayConnect(host, address, true)).toBe(inPrivate);
  });

  test('a literal private or link-local address is refused even if allow-listed', async () => {
    for (const host of ['10.1.2.3', '169.254.169.254', '[fd00::1]', '0x0a.1.2.3', '2852039166', '[::ffff:7f00:1]']) {
      const baseUrl = `https://${host}/fhir`;
      expect(await ask(baseUrl, [baseUrl])).toEqual({ ok: false, fault: 'not-allowed' });
    }
  });

  test('a name that resolves to loopback or the metadata service is refused before a byte is sent', async () => {
    await ehr.idle();
    const port = new URL(ehr.baseUrl).port;
    const baseUrl = `https://ehr.example.org:${port}/fhir`;
    for (const address of ['127.0.0.1', '169.254.169.254', '10.0.0.1']) {
      const lookup: LookupFunction = (_host, _options, callback) => callback(null, [{ address, family: 4 }]);
      expect(await ask(baseUrl, [baseUrl], 'Patient/p1', { lookup })).toEqual({ ok: false, fault: 'not-allowed' });
    }
    expect(ehr.connections()).toBe(0);
  });

  test('a name is resolved once a connection: a second, different answer is never asked for', async () => {
    const asked: string[] = [];
    const lookup: LookupFunction = (host, _options, callback) => {
      asked.push(host);
      callback(null, [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const baseUrl = ehr.baseUrl.replace('127.0.0.1', 'localhost');
    expect(await ask(baseUrl, [baseUrl], 'Patient/p1', { lookup })).toMatchObject({ ok: true });
    expect(asked).toEqual(['localhost']);
  });
});

describe('queries', () => {
  test.each([
    'Patient/../Observation?patient=2',
    'Patient/..',
    'Patient/.',
    'Patient/a/b',
    'Patient/%2e%2e',
    'Patient/p1/$everything',
    '../admin',
    '/Patient/p1',
    '//evil.example/Patient/p1',
    'http://evil.example/Patient/p1',
    'patient/p1',
    '$meta',
    '',
  ])('%s is neither a read nor a search, and is not sent', async (query) => {
    expect(await ask(ehr.baseUrl, [ehr.baseUrl], query)).toEqual({ ok: false, fault: 'not-allowed' });
    expect(ehr.requests).toHaveLength(0);
  });

  test('a token that would break the header is not sent', async () => {
    for (const token of ['a\r\nx-evil: 1', 'ä', '', 'a b']) {
      const answer = await ask(ehr.baseUrl, [ehr.baseUrl], 'Patient/p1', {}, token);
      expect(answer).toEqual({ ok: false, fault: 'unauthorized' });
    }
    expect(ehr.requests).toHaveLength(0);
  });
});
