// `clearstage token`: signs a test JWT as an EHR would, and prints the client configuration that trusts it.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { Command, InvalidArgumentError, Option } from 'commander';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { isObject } from '../contracts/json.ts';
import { parse } from './chart-file.ts';

interface TokenOptions {
  readonly aud: string;
  readonly issuer: string;
  readonly name: string;
  readonly expiresIn: number;
  readonly key?: string;
  readonly jku?: string;
  readonly tenant?: string;
  readonly fhirServer: readonly string[];
  readonly only?: 'token' | 'client' | 'jwks';
}

export function tokenCommand(write: (text: string) => void = (text) => void process.stdout.write(text)): Command {
  return new Command('token')
    .description('sign a test JWT (ES384), and print the client configuration that trusts it')
    .requiredOption('--aud <url>', 'the endpoint to be called, as the caller writes it')
    .option('--issuer <iss>', 'the iss claim', 'https://ehr.example.org')
    .option('--name <name>', "the client's name in the configuration", 'Test EHR')
    .option('--key <file>', 'private JWK to sign with; generated there if the file does not exist')
    .option('--jku <url>', 'where the JWK Set will be served; without it the configuration holds the public key')
    .option('--tenant <tenant>', 'the tenant claim')
    .option('--fhir-server <url...>', 'FHIR base URLs this client may send us to', [])
    .option('--expires-in <seconds>', 'lifetime of the token', seconds, 300)
    .addOption(new Option('--only <part>', 'print one part and nothing else').choices(['token', 'client', 'jwks']))
    .action(async (options: TokenOptions) => {
      const key = await signingKey(options.key);
      const token = await sign(key, options, Math.floor(Date.now() / 1000));
      write(render(token, key, options));
    });
}

interface SigningKey {
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/** @throws Error when the file cannot be read, or holds no private ES384 key */
async function signingKey(file: string | undefined): Promise<SigningKey> {
  if (file !== undefined && existsSync(file)) {
    return toSigningKey(parse(readFileSync(file, 'utf8'), file), file);
  }
  const { privateKey } = await generateKeyPair('ES384', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const privateJwk = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES384', use: 'sig' };
  if (file !== undefined)
    await writeFile(file, `${JSON.stringify(privateJwk, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return toSigningKey(privateJwk, 'generated');
}

async function toSigningKey(jwk: unknown, place: string): Promise<SigningKey> {
  const { kty, crv, x, y, d, kid: named } = isObject(jwk) ? jwk : {};
  if (kty !== 'EC' || crv !== 'P-384' || !isText(x) || !isText(y) || !isText(d)) {
    throw new Error(`${place}: expected a private JWK with "kty": "EC", "crv": "P-384", x, y and d`);
  }
  const kid = isText(named) ? named : await calculateJwkThumbprint({ kty, crv, x, y });
  const publicJwk: JWK = { kty, crv, x, y, kid, alg: 'ES384', use: 'sig' };
  return { privateJwk: { ...publicJwk, d }, publicJwk };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

async function sign({ privateJwk }: SigningKey, options: TokenOptions, now: number): Promise<string> {
  const { kid } = privateJwk;
  const claims = { iss: options.issuer, aud: options.aud, iat: now, exp: now + options.expiresIn, jti: randomUUID() };
  return new SignJWT({ ...claims, ...(options.tenant !== undefined && { tenant: options.tenant }) })
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', ...(kid && { kid }), ...(options.jku && { jku: options.jku }) })
    .sign(await importJWK(privateJwk, 'ES384'));
}

function render(token: string, { publicJwk }: SigningKey, options: TokenOptions): string {
  const keys = { keys: [publicJwk] };
  const client = {
    name: options.name,
    issuer: options.issuer,
    ...(options.jku === undefined ? { jwks: keys } : { jku: options.jku }),
    ...(options.tenant !== undefined && { tenants: [options.tenant] }),
    fhirServers: options.fhirServer,
  };
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  if (options.only === 'token') return `${token}\n`;
  if (options.only === 'client') return `${json(client)}\n`;
  if (options.only === 'jwks') return `${json(keys)}\n`;
  const served = options.jku === undefined ? '' : `\nTo be served at ${options.jku}:\n\n${json(keys)}\n`;
  return (
    `For one call to ${options.aud}, within ${options.expiresIn} seconds:\n\nAuthorization: Bearer ${token}\n\n` +
    `For "clients" in the configuration file:\n\n${json(client)}\n${served}`
  );
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number of seconds is needed.');
  return value;
}
