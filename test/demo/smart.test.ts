// The demonstration's FHIR server lets SMART apps in by the letter: PKCE, one-time codes, the launch's patient.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemoFhirServer, type DemoFhirServer } from '../../src/demo/fhir-server.ts';

const VERIFIER = 'a-verifier-of-enough-length-for-anybody-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const REDIRECT = 'http://127.0.0.1:3000/trend';

let server: DemoFhirServer;
beforeAll(async () => {
  server = await startDemoFhirServer({
    port: 0,
    resources: [
      { resourceType: 'Patient', id: 'a', name: [{ given: ['Ada'], family: '<b>Synthetic' }] },
      { resourceType: 'Patient', id: 'b' },
    ],
  });
});
afterAll(() => server.close());

interface Configuration {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}
const configuration = async (): Promise<Configuration> =>
  (await (await fetch(`${server.baseUrl}/.well-known/smart-configuration`)).json()) as Configuration;

async function launchIdOf(patient: string, appContext?: string): Promise<string> {
  const response = await fetch(`${server.baseUrl}/_services/smart/Launch`, {
    method: 'POST',
    body: JSON.stringify({ launchUrl: 'http://127.0.0.1:3000/smart/launch', parameters: { patient, appContext } }),
  });
  return ((await response.json()) as { launch_id: string }).launch_id;
}

async function authorize(changes: Readonly<Record<string, string | undefined>>): Promise<Response> {
  const asked = {
    response_type: 'code',
    client_id: 'clearstage',
    redirect_uri: REDIRECT,
    scope: 'launch openid fhirUser patient/Observation.read',
    state: 's 1',
    aud: server.baseUrl,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  };
  const { authorization_endpoint } = await configuration();
  const url = new URL(authorization_endpoint);
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) url.searchParams.set(name, value);
  return fetch(url, { redirect: 'manual' });
}

const redirectedTo = (response: Response): URL => new URL(response.headers.get('location') ?? 'http://none/');

async function token(changes: Readonly<Record<string, string>>): Promise<{ status: number; body: unknown }> {
  const form = {
    grant_type: 'authorization_code',
    client_id: 'clearstage',
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...changes,
  };
  const { token_endpoint } = await configuration();
  const response = await fetch(token_endpoint, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

test('says where to authorize, in the well-known file and in the CapabilityStatement alike', async () => {
  const { authorization_endpoint, token_endpoint } = await configuration();
  const metadata = await (await fetch(`${server.baseUrl}/metadata`)).text();
  expect(metadata).toContain(`"valueUri":"${authorization_endpoint}"`);
  expect(metadata).toContain(`"valueUri":"${token_endpoint}"`);
});

test('a launch of the EHR: the launch id leads to a code, the code to a token with that patient, once', async () => {
  const answered = redirectedTo(await authorize({ launch: await launchIdOf('a') }));
  expect(answered.searchParams.get('state')).toBe('s 1');
  const code = answered.searchParams.get('code') ?? '';
  const { status, body } = await token({ code });
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', patient: 'a', scope: 'launch patient/Observation.read' });
  expect(await token({ code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('what a card’s link hands on comes with the token, as it was; without, nothing does', async () => {
  for (const context of ['view=trend&card=019a-x', undefined]) {
    const launched = redirectedTo(await authorize({ launch: await launchIdOf('a', context) }));
    const { body } = await token({ code: launched.searchParams.get('code') ?? '' });
    expect(body).toMatchObject({ patient: 'a' });
    expect((body as { readonly appContext?: string }).appContext).toBe(context);
  }
});

test.each([
  ['another verifier', { code_verifier: 'another' }],
  ['another redirect', { redirect_uri: 'http://127.0.0.1:1/x' }],
  ['another client', { client_id: 'x' }],
])('a code is not for %s', async (_, changes) => {
  const code = redirectedTo(await authorize({ launch: await launchIdOf('a') })).searchParams.get('code') ?? '';
  expect(await token({ code, ...changes })).toMatchObject({ status: 400 });
});

test('opened alone, the user chooses the patient, whatever their names hold', async () => {
  const page = await (await authorize({})).text();
  expect(page).not.toContain('<b>');
  const [first] = [...page.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&#38;', '&'));
  const { authorization_endpoint } = await configuration();
  const chosen = await fetch(new URL(first ?? '', authorization_endpoint), { redirect: 'manual' });
  const { body } = await token({ code: redirectedTo(chosen).searchParams.get('code') ?? '' });
  expect(body).toMatchObject({ patient: 'a' });
});

describe('what is refused', () => {
  test.each([
    ['a launch of nobody', { launch: 'bm9ib2R5' }],
    ['no PKCE', { launch: 'YQ', code_challenge: undefined }],
    ['another response type', { launch: 'YQ', response_type: 'token' }],
    ['no audience', { launch: 'YQ', aud: undefined }],
  ])('%s goes back to the app with its error', async (_, changes) => {
    const { searchParams } = redirectedTo(await authorize(changes));
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('error_description')).toMatch(/\w{4}/);
    expect(searchParams.has('code')).toBe(false);
  });

  test('an address that is none gets nobody sent to it', async () => {
    expect((await authorize({ launch: 'YQ', redirect_uri: 'javascript:alert(1)' })).status).toBe(400);
  });

  test.each(['{"parameters":{"patient":"nobody"}}', '{', 'null', '{"parameters":{"patient":7}}'])(
    'a launch id for %s',
    async (body) => {
      const response = await fetch(`${server.baseUrl}/_services/smart/Launch`, { method: 'POST', body });
      expect(response.status).toBe(400);
    },
  );
});
