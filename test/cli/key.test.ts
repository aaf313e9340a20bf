// `clearstage key`: what it prints signs, and may stand in the configuration.
import { expect, test } from '@jest/globals';
import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { keyCommand } from '../../src/cli/key.ts';
import { readConfig } from '../../src/config/config.ts';

test.each(['ES384', 'RS384'])('a key for %s signs, and the configuration takes it', async (alg) => {
  let printed = '';
  await keyCommand((text) => (printed += text)).parseAsync(['--alg', alg], { from: 'user' });
  const key = JSON.parse(printed) as JWK & { kid: string };
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = key;
  const jwt = await new SignJWT({}).setProtectedHeader({ alg, kid: key.kid }).sign(await importJWK(key, alg));
  expect((await jwtVerify(jwt, await importJWK(open, alg))).protectedHeader.kid).toBe(key.kid);

  const fhirServer = 'https://ehr.example/fhir';
  const backendServices = { clientId: 'us', fhirServer, keys: [key] };
  const jwks = 'https://ehr.example/jwks.json';
  const client = { name: 'EHR', issuer: 'https://ehr.example', jku: jwks, fhirServers: [fhirServer], backendServices };
  const file = JSON.stringify({ publicBaseUrl: 'https://cds.example', clients: [client] });
  const config = readConfig({ CLEARSTAGE_CONFIG: 'c.json' }, () => file);
  expect(config.clients[0]?.backendServices?.keys[0]?.kid).toBe(key.kid);
});
