// `clearstage token`: what it prints works with the server it is printed for.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { tokenCommand } from '../../src/cli/token.ts';
import { createAuthenticator } from '../../src/trust/authenticator.ts';
import type { TrustedClient } from '../../src/contracts/ports.ts';
import { createReplayCache } from '../../src/trust/replay.ts';

const PATH = '/cds-services/b2m-result-view';
const AUD = `https://cds.example.org${PATH}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clearstage-token-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<string> {
  let printed = '';
  const command = tokenCommand((text) => (printed += text)).exitOverride();
  await command.configureOutput({ writeErr: () => undefined }).parseAsync([...args], { from: 'user' });
  return printed;
}

function trusting(client: TrustedClient, serve?: string) {
  return createAuthenticator({
    publicBaseUrl: 'https://cds.example.org',
    audiences: [],
    clients: [client],
    algorithms: ['ES384'],
    clockToleranceSeconds: 60,
    jwks: { cacheSeconds: 600, cooldownSeconds: 30, staleSeconds: 600 },
    replay: createReplayCache({ clock: Date.now, timer: Date.now }),
    clock: Date.now,
    ...(serve !== undefined && { fetch: () => Promise.resolve(new Response(serve)) }),
  });
}

describe('clearstage token', () => {
  test('prints a token and the configuration that lets it in', async () => {
    const text = await run('--aud', AUD, '--tenant', 'main', '--fhir-server', 'https://ehr.example.org/fhir');
    const authorization = /^Authorization: (Bearer .+)$/m.exec(text)?.[1];
    const client = JSON.parse(text.slice(text.indexOf('{'))) as TrustedClient;
    expect(await trusting(client).authenticate(authorization, PATH)).toEqual({
      client: 'Test EHR',
      issuer: 'https://ehr.example.org',
      tenant: 'main',
      fhirServers: ['https://ehr.example.org/fhir'],
    });
    expect(text).not.toContain('"d"');
  });

  test('keeps its key in a file only its owner can read, so that later tokens need no new configuration', async () => {
    const key = join(folder, 'key.json');
    const client = JSON.parse(await run('--aud', AUD, '--key', key, '--only', 'client')) as TrustedClient;
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const authenticator = trusting(client);
    for (let call = 0; call < 2; call++) {
      const token = (await run('--aud', AUD, '--key', key, '--only', 'token')).trim();
      await expect(authenticator.authenticate(`Bearer ${token}`, PATH)).resolves.toBeDefined();
    }
  });

  test('with a jku prints the JWK Set to be served there', async () => {
    const args = ['--aud', AUD, '--key', join(folder, 'jku.json'), '--jku', 'https://ehr.example.org/jwks.json'];
    const token = (await run(...args, '--only', 'token')).trim();
    const jwks = await run(...args, '--only', 'jwks');
    const client = JSON.parse(await run(...args, '--only', 'client')) as TrustedClient;
    expect(client).toMatchObject({ jku: 'https://ehr.example.org/jwks.json' });
    await expect(trusting(client, jwks).authenticate(`Bearer ${token}`, PATH)).resolves.toBeDefined();
    expect(await run(...args)).toContain('To be served at https://ehr.example.org/jwks.json');
  });

  test('says what is wrong with a key file, and leaves the file alone', async () => {
    const key = join(folder, 'wrong.json');
    await writeFile(key, '{"kty":"RSA"}');
    await expect(run('--aud', AUD, '--key', key)).rejects.toThrow(`${key}: expected a private JWK`);
    expect(await readFile(key, 'utf8')).toBe('{"kty":"RSA"}');
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['no object', 'null', 'expected a private JWK'],
  ])('a key file that holds %s is named', async (_what, text, words) => {
    const key = join(folder, 'other.json');
    await writeFile(key, text);
    await expect(run('--aud', AUD, '--key', key)).rejects.toThrow(`${key}: ${words}`);
  });

  test('a key file that cannot be read is told as that, and not as one that exists already', async () => {
    await expect(run('--aud', AUD, '--key', folder)).rejects.toThrow('EISDIR');
  });

  test('wants an endpoint and a sensible lifetime', async () => {
    await expect(run()).rejects.toThrow('--aud');
    await expect(run('--aud', AUD, '--expires-in', 'soon')).rejects.toThrow('whole number of seconds');
  });

  test('is found under clearstage', async () => {
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const args = ['--import', 'tsx', main, 'token', '--aud', AUD, '--only', 'token'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });
});
