// The demonstration server's SMART App Launch: authorize, token and launch context, for synthetic patients open to all.
import { createHash, randomUUID } from 'node:crypto';
import { patientChoice } from './patient-choice.ts';

/** What is answered: status, body (JSON, or a page as text), headers. */
export type SmartAnswer = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

export interface SmartParts {
  /** Of the FHIR server, e.g. `http://127.0.0.1:3001/fhir`. */
  readonly baseUrl: string;
  /** Whom a user may choose: id and name. */
  readonly patients: readonly { readonly id: string; readonly name: string }[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface Smart {
  /** @returns undefined for a path that is not SMART's */
  answer(method: string, url: URL, body: string): SmartAnswer | undefined;
}

/** What is launched: a patient, and what the card's link hands on to the page. */
interface LaunchContext {
  readonly patient: string;
  readonly appContext?: string;
}

interface Grant extends LaunchContext {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly scope: string;
  readonly until: number;
}

const AUTHORIZE = '/auth/authorize';
const TOKEN = '/auth/token';
/** By which the CDS Hooks Sandbox asks for a launch id before it opens a SMART link. */
const LAUNCH = '/fhir/_services/smart/Launch';
const CODE_MS = 60_000;
const TOKEN_SECONDS = 3_600;
/** Codes in flight at most: the oldest makes room. */
const MOST_CODES = 1_000;
/** No id token is made, so none is promised. */
const NOT_GRANTED: ReadonlySet<string> = new Set(['openid', 'fhirUser', 'profile', 'offline_access', 'online_access']);

/** @source https://hl7.org/fhir/smart-app-launch/app-launch.html */
export function createSmart({ baseUrl, patients, clock }: SmartParts): Smart {
  const grants = new Map<string, Grant>();
  const isOurs = (id: string): boolean => patients.some((p) => p.id === id);

  return {
    answer(method, url, body) {
      const { pathname } = url;
      if (pathname === '/fhir/.well-known/smart-configuration') return [200, smartConfiguration(baseUrl), NOT_FHIR];
      if (pathname === LAUNCH && method === 'POST') return launch(body);
      if (pathname === AUTHORIZE && method === 'GET') return authorize(url);
      if (pathname === TOKEN && method === 'POST') return token(new URLSearchParams(body));
      return undefined;
    },
  };

  /** The launch id is the launch context itself: nothing is kept for links that nobody opens. */
  function launch(body: string): SmartAnswer {
    const context = contextIn(body);
    if (context === undefined || !isOurs(context.patient)) return refused('invalid_request', 'no such patient here');
    return [200, { launch_id: toLaunchId(context) }, NOT_FHIR];
  }

  function authorize(url: URL): SmartAnswer {
    const asked = url.searchParams;
    const redirectUri = asked.get('redirect_uri') ?? '';
    if (!/^https?:$/.test(URL.canParse(redirectUri) ? new URL(redirectUri).protocol : '')) {
      return refused('invalid_request', 'redirect_uri is not a web address');
    }
    const back = (answer: Readonly<Record<string, string>>): SmartAnswer => {
      const to = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...answer, state: asked.get('state') ?? '' })) {
        to.searchParams.set(name, value);
      }
      return [302, undefined, { location: to.href }];
    };
    const fault = faultOf(asked);
    if (fault !== undefined) return back({ error: 'invalid_request', error_description: fault });
    const launched = asked.get('launch');
    const { patient, appContext } = launched === null ? { patient: asked.get('patient') } : fromLaunchId(launched);
    if (launched === null && patient === null) return [200, patientChoice(url, patients), PAGE];
    if (!patient || !isOurs(patient)) {
      return back({ error: 'invalid_request', error_description: 'the launch names no patient of this server' });
    }
    const code = randomUUID();
    keep(code, {
      patient,
      ...(appContext !== undefined && { appContext }),
      redirectUri,
      challenge: asked.get('code_challenge') ?? '',
      clientId: asked.get('client_id') ?? '',
      scope: granted(asked.get('scope') ?? ''),
      until: clock() + CODE_MS,
    });
    return back({ code });
  }

  function keep(code: string, grant: Grant): void {
    const [oldest] = grants.keys();
    if (grants.size >= MOST_CODES && oldest !== undefined) grants.delete(oldest);
    grants.set(code, grant);
  }

  /** A code serves once, whoever comes with it. */
  function token(form: URLSearchParams): SmartAnswer {
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isTheirs =
      grant !== undefined &&
      grant.until >= clock() &&
      grant.challenge === proof &&
      grant.redirectUri === form.get('redirect_uri') &&
      grant.clientId === form.get('client_id');
    if (!isTheirs) return refused('invalid_grant', 'the code is unknown, used, expired or somebody else’s');
    const { patient, scope, appContext } = grant;
    const context = { patient, ...(appContext !== undefined && { appContext }) };
    const answer = { access_token: randomUUID(), token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope, ...context };
    return [200, { ...answer, need_patient_banner: true }, { ...NOT_FHIR, 'cache-control': 'no-store' }];
  }
}

const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
};
const NOT_FHIR = { 'content-type': 'application/json; charset=utf-8' };

function refused(error: string, description: string): SmartAnswer {
  return [400, { error, error_description: description }, NOT_FHIR];
}

/** What is wrong with a request for authorization; a FHIR server behind a proxy of this machine has another address. */
function faultOf(asked: URLSearchParams): string | undefined {
  if (asked.get('response_type') !== 'code') return 'response_type must be code';
  if ((asked.get('client_id') ?? '') === '') return 'client_id is missing';
  if ((asked.get('aud') ?? '') === '') return 'aud is missing: the FHIR server that access is asked for';
  if (asked.get('code_challenge_method') !== 'S256' || (asked.get('code_challenge') ?? '') === '')
    return 'PKCE with S256 is needed';
  return undefined;
}

function granted(scope: string): string {
  return scope
    .split(/\s+/)
    .filter((s) => s !== '' && !NOT_GRANTED.has(s))
    .join(' ');
}

const MOST_CONTEXT = 500;

function contextIn(body: string): LaunchContext | undefined {
  try {
    const asked = JSON.parse(body) as { readonly parameters?: Readonly<Record<string, unknown>> } | null;
    const { patient, appContext } = asked?.parameters ?? {};
    if (typeof patient !== 'string') return undefined;
    const isShort = typeof appContext === 'string' && appContext.length <= MOST_CONTEXT;
    return { patient, ...(isShort && { appContext }) };
  } catch {
    return undefined;
  }
}

/** The patient in the first line, then what is handed on. */
function toLaunchId({ patient, appContext }: LaunchContext): string {
  const text = appContext === undefined ? patient : `${patient}\n${appContext}`;
  return Buffer.from(text, 'utf8').toString('base64url');
}

function fromLaunchId(launch: string): LaunchContext {
  const [patient = '', ...handedOn] = Buffer.from(launch, 'base64url').toString('utf8').split('\n');
  return { patient, ...(handedOn.length > 0 && { appContext: handedOn.join('\n') }) };
}

/** @source https://hl7.org/fhir/smart-app-launch/conformance.html */
export function smartConfiguration(baseUrl: string): object {
  return {
    authorization_endpoint: endpointsOf(baseUrl).authorize,
    token_endpoint: endpointsOf(baseUrl).token,
    grant_types_supported: ['authorization_code'],
    response_types_supported: ['code'],
    scopes_supported: ['launch', 'launch/patient', 'patient/*.read', 'patient/*.rs'],
    code_challenge_methods_supported: ['S256'],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-public',
      'context-banner',
      'context-ehr-patient',
      'context-standalone-patient',
      'permission-patient',
      'permission-v1',
      'permission-v2',
    ],
  };
}

/** Where to authorize, and where to get the token. */
export function endpointsOf(baseUrl: string): { readonly authorize: string; readonly token: string } {
  return { authorize: new URL(AUTHORIZE, baseUrl).href, token: new URL(TOKEN, baseUrl).href };
}
