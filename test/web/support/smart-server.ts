// An EHR for SMART launches: its authorization endpoints to the letter (PKCE, state, one-time codes) and its FHIR data.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SmartServer {
  readonly fhir: string;
  /** Paths asked with the token, in order. */
  readonly asked: readonly string[];
  /** Types that this user may not read. */
  forbid(types: readonly string[]): void;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
}

const TOKEN = 'token-of-this-launch';
/** Small, so that a chart has pages to follow. */
const PAGE_SIZE = 3;

/** @param resources one patient's chart */
export async function startSmartServer(resources: readonly fhir4.FhirResource[]): Promise<SmartServer> {
  const grants = new Map<string, Grant>();
  const asked: string[] = [];
  let forbidden: readonly string[] = [];
  const server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const patient = resources.find((r) => r.resourceType === 'Patient')?.id;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', origin);
    res.setHeader('access-control-allow-origin', '*');
    res.setHeader('access-control-allow-headers', 'authorization, content-type, accept');
    if (req.method === 'OPTIONS') return void res.writeHead(204).end();
    if (url.pathname === '/fhir/.well-known/smart-configuration') return json(res, 200, configuration(origin));
    if (url.pathname === '/authorize') return authorize(url, res);
    if (url.pathname === '/token') return token(new URLSearchParams(await text(req)), res);
    if (req.headers.authorization !== `Bearer ${TOKEN}`) return json(res, 401, {});
    asked.push(url.pathname + url.search);
    return fhir(url, res);
  }

  function authorize(url: URL, res: ServerResponse): void {
    const q = url.searchParams;
    const redirectUri = q.get('redirect_uri') ?? '';
    const launchKnown = q.get('launch') === 'launch-1' || (q.get('scope') ?? '').includes('launch/patient');
    if (!launchKnown || q.get('aud') !== `${origin}/fhir` || q.get('code_challenge_method') !== 'S256') {
      return json(res, 400, { error: 'invalid_request', query: Object.fromEntries(q) });
    }
    const code = randomUUID();
    grants.set(code, { challenge: q.get('code_challenge') ?? '', redirectUri, clientId: q.get('client_id') ?? '' });
    res
      .writeHead(302, { location: `${redirectUri}?code=${code}&state=${encodeURIComponent(q.get('state') ?? '')}` })
      .end();
  }

  function token(form: URLSearchParams, res: ServerResponse): void {
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || proof !== grant.challenge || form.get('redirect_uri') !== grant.redirectUri) {
      return json(res, 400, { error: 'invalid_grant' });
    }
    const scope = 'launch patient/*.read';
    json(res, 200, {
      access_token: TOKEN,
      token_type: 'Bearer',
      expires_in: 300,
      scope,
      patient,
      appContext: 'view=trend',
    });
  }

  function fhir(url: URL, res: ServerResponse): void {
    const [type, id] = url.pathname.replace('/fhir/', '').split('/');
    if (type && forbidden.includes(type)) return json(res, 403, { resourceType: 'OperationOutcome', issue: [] });
    const all = resources.filter((r) => r.resourceType === type);
    if (id)
      return json(
        res,
        200,
        all.find((r) => r.id === id),
      );
    const from = Number(url.searchParams.get('from') ?? 0);
    const next = new URL(url);
    next.searchParams.set('from', String(from + PAGE_SIZE));
    json(res, 200, {
      resourceType: 'Bundle',
      type: 'searchset',
      link: from + PAGE_SIZE < all.length ? [{ relation: 'next', url: next.href }] : [],
      entry: all.slice(from, from + PAGE_SIZE).map((resource) => ({ resource })),
    });
  }

  return {
    fhir: `${origin}/fhir`,
    asked,
    forbid: (types) => void (forbidden = types),
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

function configuration(origin: string): object {
  return {
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'context-ehr-patient'],
    code_challenge_methods_supported: ['S256'],
  };
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body));
}

async function text(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) body += String(chunk);
  return body;
}
