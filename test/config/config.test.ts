// The configuration: read as a whole, refused as a whole.
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, readSite } from '../../src/config/config.ts';
import type { Config } from '../../src/config/types.ts';

const KEY = { kty: 'EC', crv: 'P-384', kid: 'k', x: 'x', y: 'y' };
const HOSPITAL = {
  name: 'General Hospital',
  issuer: 'https://ehr.example/fhir',
  jku: 'https://ehr.example/jwks.json',
  fhirServers: ['https://ehr.example/fhir'],
};
const PRODUCTION = { publicBaseUrl: 'https://cds.example', clients: [HOSPITAL] };

function read(file: unknown, env: Record<string, string> = {}): Config {
  if (file === undefined) return readConfig(env, () => '');
  return readConfig({ CLEARSTAGE_CONFIG: 'c.json', ...env }, () => JSON.stringify(file));
}

function faults(file: unknown, env: Record<string, string> = {}, further?: () => readonly string[]): readonly string[] {
  try {
    readConfig(
      { ...(file !== undefined && { CLEARSTAGE_CONFIG: 'c.json' }), ...env },
      () => JSON.stringify(file),
      further,
    );
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('without a file', () => {
  test('it is a demonstration: no authentication, this machine only, any page may read, console on', () => {
    expect(read(undefined)).toMatchObject({
      demo: true,
      auth: 'off',
      host: '127.0.0.1',
      port: 3000,
      publicBaseUrl: 'http://127.0.0.1:3000',
      cors: { origins: ['*'] },
      console: true,
      dataDir: 'data',
    });
  });

  test('it may not leave this machine', () => {
    expect(faults(undefined, { HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('auth: "off" would leave 0.0.0.0 open'),
    ]);
  });
});

test('a proxy that is to be trusted is an address or a block of addresses', () => {
  const trusting = (trustedProxies: readonly string[]) => faults({ ...PRODUCTION, trustedProxies });
  expect(trusting(['10.0.0.7', '10.0.0.0/8', 'fd00::/8'])).toEqual([]);
  expect(trusting(['10.0.0.0/33', '10.0.0'])).toEqual(
    ['10.0.0.0/33', '10.0.0'].map((b) => `trustedProxies: ${b} is neither an address nor a block of addresses`),
  );
  expect(trusting(['balancer.example'])).toEqual([
    'c.json/trustedProxies/0: must be an address or a block of addresses',
  ]);
});

describe('credentials of our own', () => {
  const OWN = { kty: 'EC', crv: 'P-384', kid: 'own', alg: 'ES384', x: 'x', y: 'y', d: 'd' };
  const faultsOf = (backendServices: object, env?: Record<string, string>) =>
    faults({ ...PRODUCTION, clients: [{ ...HOSPITAL, backendServices }] }, env);
  const right = { clientId: 'us', fhirServer: 'https://ehr.example/fhir/', keys: [OWN] };

  test('are for a server of that client, with private keys of the right kind', () => {
    expect(faultsOf(right)).toEqual([]);
    expect(faultsOf({ ...right, fhirServer: 'https://elsewhere.example/fhir' })).toEqual([
      "clients/0/backendServices/fhirServer: must be one of the client's fhirServers",
    ]);
    const { d: _, ...open } = OWN;
    expect(faultsOf({ ...right, keys: [open, { ...OWN, kid: 'b', alg: 'RS384' }] })).toEqual([
      'clients/0/backendServices/keys/0: must be a private key, with which we sign',
      'clients/0/backendServices/keys/1: alg RS384 is not for a key of type EC',
    ]);
    expect(faultsOf({ ...right, keys: [] })).toHaveLength(1);
    expect(faultsOf({ ...right, keys: [{ ...OWN, alg: 'ES256' }] })).toHaveLength(1);
    expect(faultsOf({ ...right, scopes: ['patient/*.rs'] })).toEqual([
      'c.json/clients/0/backendServices/scopes/0: must be a scope of a system',
    ]);
  });

  test('may be one key for two clients, but not two keys under one name', () => {
    const second = { ...HOSPITAL, name: 'Second', issuer: 'https://second.example' };
    const both = (keys: readonly object[]) =>
      faults({
        ...PRODUCTION,
        clients: [
          { ...HOSPITAL, backendServices: right },
          { ...second, backendServices: { ...right, keys } },
        ],
      });
    expect(both([OWN])).toEqual([]);
    expect(both([{ ...OWN, x: 'another' }])).toEqual(['clients: the kid own appears twice']);
  });

  test('need the log that audits their reads', () => {
    expect(faultsOf(right, { LOG_LEVEL: 'debug' })).toEqual([]);
    expect(faultsOf(right, { LOG_LEVEL: 'warn' })).toEqual([expect.stringMatching(/^LOG_LEVEL: must be info/)]);
  });
});

describe('with a file', () => {
  test('authentication is required unless it says otherwise, and nothing is on by itself', () => {
    expect(read(PRODUCTION)).toMatchObject({
      auth: 'required',
      host: '0.0.0.0',
      console: false,
      cors: { origins: [] },
      algorithms: ['ES384', 'RS384'],
      clockToleranceSeconds: 60,
      discovery: 'open',
      maxBodyBytes: 16_777_216,
    });
  });

  test('the example of the documentation is accepted', () => {
    const example = {
      publicBaseUrl: 'https://cds.example.org',
      auth: 'required',
      clients: [{ ...HOSPITAL, tenants: ['main'] }],
      jwks: { cacheSeconds: 600, cooldownSeconds: 30 },
      clockToleranceSeconds: 60,
      hooks: { 'result-view': 'org.example.result-view' },
      cors: { origins: ['https://sandbox.cds-hooks.org'] },
      fhir: { timeoutMs: 2000 },
      rateLimit: { requestsPerMinute: 6000 },
      demo: false,
    };
    expect(faults(example)).toEqual([]);
  });

  test('it cannot be changed once it is read', () => {
    const config = read(PRODUCTION) as unknown as { clients: { issuer: string }[] };
    expect(() => (config.clients[0]!.issuer = 'evil')).toThrow(TypeError);
  });

  test('a trailing slash of the public base URL is dropped', () => {
    expect(read({ ...PRODUCTION, publicBaseUrl: 'https://cds.example/b2m/' }).publicBaseUrl).toBe(
      'https://cds.example/b2m',
    );
  });
});

describe('every fault is named at once, with its place:', () => {
  test('of the environment and of the file together', () => {
    const found = faults(
      { auth: 'maybe', clients: [{ issuer: 5 }], fhir: { timeoutMs: 'x' }, tls: true },
      { PORT: 'http', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' },
    );
    for (const place of [
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'c.json/auth',
      'c.json/clients/0',
      'c.json/clients/0/issuer',
      'c.json/fhir/timeoutMs',
      '"tls" is not a setting',
    ]) {
      expect(found.join('\n')).toContain(place);
    }
  });

  test('also those that a sound part has with another, however faulty the rest is', () => {
    const found = faults(
      {
        fhir: { timeoutMs: 'x' },
        publicBaseUrl: 'http://cds.example',
        clients: [HOSPITAL, { ...HOSPITAL, issuer: 'other' }],
        hooks: { 'result-view': 'x', 'patient-view': 'x' },
      },
      { DATABASE_URL: 'postgres://u:p#w@host/d' },
      () => ['CLEARSTAGE_DATA_DIR: no key'],
    );
    for (const place of [
      'c.json/fhir/timeoutMs',
      'publicBaseUrl: must be https',
      'clients: the name General Hospital appears twice',
      'hooks: the name x appears twice',
      'DATABASE_URL: cannot be read',
      'CLEARSTAGE_DATA_DIR: no key',
    ]) {
      expect(found.join('\n')).toContain(place);
    }
    expect(found).toHaveLength(6);
  });

  test('a faulty section is not blamed a second time for what it would have said', () => {
    expect(faults({ ...PRODUCTION, clients: 'none' })).toEqual([expect.stringContaining('c.json/clients: must be')]);
    expect(faults({ auth: 'maybe' })).toEqual([expect.stringContaining('c.json/auth: must be one of')]);
  });

  test.each(['x', '70000', '3000'])('METRICS_PORT %s beside PORT 3000', (METRICS_PORT) => {
    expect(faults(PRODUCTION, { METRICS_PORT })).toEqual([expect.stringContaining('METRICS_PORT')]);
  });

  test.each([
    ['postgres://user:password@db.example/clearstage', true],
    ['postgresql://user:p%40ss@db.example:5432/clearstage?sslmode=verify-full', true],
    ['postgres:///clearstage?host=/run/postgresql', true],
    ['postgres://user:password@db.example:port/clearstage', false],
    ['postgres://user:pass#word@db.example/clearstage', false],
    ['postgres://user:pass%word@db.example/clearstage', false],
    ['postgres://user:password@db.example/clear#stage', false],
    ['mysql://user:password@db.example/clearstage', false],
  ])('DATABASE_URL %s: %s', (text, good) => {
    const found = faults(PRODUCTION, { DATABASE_URL: text });
    expect(found.map((fault) => fault.split(':')[0])).toEqual(good ? [] : ['DATABASE_URL']);
    expect(found.join()).not.toContain('db.example');
  });

  test.each([
    'https://user@x/y',
    'https://user:secret@x/y',
    'https://x/y?z',
    'https://x/y#z',
    'https://x?z',
    'https://',
  ])('an address with more than a host and a path: %s', (url) => {
    expect(faults({ ...PRODUCTION, publicBaseUrl: url }).join()).toContain('/publicBaseUrl: must be an http(s) URL');
    expect(faults({ ...PRODUCTION, clients: [{ ...HOSPITAL, fhirServers: [url] }] }).join()).toContain(
      '/clients/0/fhirServers/0: must be an http(s) URL',
    );
    expect(faults({ auth: 'off', fhirServers: [url] }, { HOST: '127.0.0.1' }).join()).toContain('/fhirServers/0');
  });

  test.each([
    [
      'two clients of one name',
      [HOSPITAL, { ...HOSPITAL, issuer: 'other' }],
      'the name General Hospital appears twice',
    ],
    [
      'a client that reads like the tenant of another',
      [HOSPITAL, { ...HOSPITAL, name: 'General Hospital / north', issuer: 'other' }],
      'reads like a tenant of another client',
    ],
  ])('%s', (_what, clients, named) => {
    expect(faults({ ...PRODUCTION, clients }).join('\n')).toContain(named);
  });

  test.each([
    ['no clients', { publicBaseUrl: 'https://x' }, 'clients'],
    ['no public base URL', { clients: [HOSPITAL] }, 'publicBaseUrl'],
    [
      'a client without keys',
      { ...PRODUCTION, clients: [{ name: 'a', issuer: 'b' }] },
      'clients/0: needs "jku" or "jwks"',
    ],
    ['a symmetric algorithm', { ...PRODUCTION, algorithms: ['HS256'] }, 'algorithms/0'],
    [
      'a symmetric key',
      { ...PRODUCTION, clients: [{ name: 'a', issuer: 'b', jwks: { keys: [{ kty: 'oct', kid: 'k' }] } }] },
      'clients/0/jwks/keys/0',
    ],
    [
      'a key without a kid',
      { ...PRODUCTION, clients: [{ name: 'a', issuer: 'b', jwks: { keys: [{ ...KEY, kid: undefined }] } }] },
      'clients/0/jwks/keys/0',
    ],
    ['no algorithm', { ...PRODUCTION, algorithms: [] }, '/algorithms'],
    ['an empty issuer', { ...PRODUCTION, clients: [{ ...HOSPITAL, issuer: '' }] }, '/clients/0/issuer'],
    [
      'a private key',
      { ...PRODUCTION, clients: [{ name: 'a', issuer: 'b', jwks: { keys: [{ ...KEY, d: 'secret' }] } }] },
      'only the public half',
    ],
    [
      'a public base URL in clear text',
      { ...PRODUCTION, publicBaseUrl: 'http://cds.example' },
      'publicBaseUrl: must be https',
    ],
    [
      'a JWK Set in clear text',
      { ...PRODUCTION, clients: [{ ...HOSPITAL, jku: 'http://ehr.example/jwks' }] },
      'clients/0/jku',
    ],
    [
      'a FHIR server in clear text',
      { ...PRODUCTION, clients: [{ ...HOSPITAL, fhirServers: ['http://ehr.example/fhir'] }] },
      'clients/0/fhirServers/0',
    ],
    ['authentication off on every address', { auth: 'off' }, 'HOST'],
    ['one name for two hooks', { ...PRODUCTION, hooks: { 'result-view': 'x', 'patient-view': 'x' } }, 'hooks'],
    ['an origin with a path', { ...PRODUCTION, cors: { origins: ['https://x/y'] } }, 'cors/origins/0: must be * or an'],
    [
      'a window that is none',
      { ...PRODUCTION, site: { settings: { windowDays: 3 } } },
      '"windowDays" is not a setting',
    ],
    [
      'a window of text',
      { ...PRODUCTION, site: { settings: { pairingDays: '3' } } },
      'site/settings/pairingDays: must be',
    ],
    [
      'a drug in capitals',
      { ...PRODUCTION, site: { lists: { nephrotoxicIngredients: { add: ['Cidofovir'] } } } },
      "site/lists/nephrotoxicIngredients/add/0: must be one word of a drug's name, in lower case",
    ],
    ['a rule that is none', { ...PRODUCTION, site: { rules: { iss: 'off' } } }, 'site/rules: "iss" is not a setting'],
    [
      'a state that is none',
      { ...PRODUCTION, site: { rules: { csf: 'no' } } },
      'must be one of on, warning, shadow, silent, off',
    ],
    [
      'a code for what nobody reads',
      { ...PRODUCTION, site: { localLaboratoryCodes: [{ system: 'urn:l', code: 'X', loinc: '9999-9' }] } },
      'c.json/site/localLaboratoryCodes/0/loinc: 9999-9',
    ],
  ])('%s', (_what, file, named) => {
    expect(faults(file).join('\n')).toContain(named);
  });

  test("of the site's section beside others of the file", () => {
    const code = { system: 'urn:l', code: 'X', loinc: '9999-9' };
    const found = faults({ auth: 'maybe', site: { localLaboratoryCodes: [code, code] } }).join('\n');
    for (const place of ['/auth', 'Codes/0/loinc', 'Codes/1: urn:l|X stands twice']) expect(found).toContain(place);
  });

  test('a command that only reads charts asks for a file in order, not for a server that may run', () => {
    const readFile = () => JSON.stringify({ auth: 'off', site: { settings: { pairingDays: 3 } } });
    expect(readSite('c.json', readFile).site.settings['pairingDays']).toBe(3);
    expect(new Set(Object.values(readSite(undefined, readFile).site.rules))).toEqual(new Set(['on']));
    expect(() => readSite('c.json', () => '{ "sites": {} }')).toThrow('"sites" is not a setting');
    expect(() => readSite('c.json', () => '{ "site": { "rules": { "iss": "off" } } }')).toThrow('"iss"');
    expect(() => readSite('c.json', () => '[')).toThrow('is not JSON');
  });

  test('a file that cannot be read or is not JSON', () => {
    const unreadable = () => {
      throw Object.assign(new Error('no'), { code: 'ENOENT' });
    };
    expect(() => readConfig({ CLEARSTAGE_CONFIG: 'gone.json' }, unreadable)).toThrow(
      'gone.json cannot be read (ENOENT)',
    );
    expect(() => readConfig({ CLEARSTAGE_CONFIG: 'x.json' }, () => '{')).toThrow('x.json: is not JSON');
  });
});

describe('what would be insecure', () => {
  test('is possible on loopback, or when it is said in so many words', () => {
    expect(faults({ auth: 'off' }, { HOST: '127.0.0.1' })).toEqual([]);
    expect(faults({ auth: 'off', allowInsecure: true })).toEqual([]);
    expect(
      faults({
        publicBaseUrl: 'http://127.0.0.1:3000',
        clients: [{ ...HOSPITAL, jku: 'http://127.0.0.1/jwks', fhirServers: ['http://localhost:8080/fhir'] }],
      }),
    ).toEqual([]);
  });
});
