// Everything a service needs to know of the patient: from prefetch first, from the FHIR server for what is missing.
import type { Span } from '../clinical/facts/types.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';
import { CdsProblem } from '../contracts/problems.ts';
import { collect, emptyCollection, type Collection } from './collection.ts';
import type { Endpoint } from './endpoints.ts';
import type { Caller, FhirAccess, FhirAnswer, FhirFault, FhirGateway } from '../contracts/ports.ts';
import { resolveTemplate, type TokenValues } from './prefetch-template.ts';
import type { HookRequest } from './requests.ts';

export interface KeyReport {
  readonly source: 'prefetch' | 'fhir-server' | 'none' | 'unavailable';
  readonly resources: number;
  /** Why it is unavailable, for a reader. */
  readonly reason?: string;
  /** What went wrong, for the log; `incomplete`: a part was read. */
  readonly fault?: FhirFault | 'client-failed' | 'template' | 'incomplete';
}

export interface Gathered extends Chart {
  readonly coverage: ReadonlyMap<string, readonly Span[]>;
  readonly keys: ReadonlyMap<string, KeyReport>;
  readonly foreign: readonly string[];
}

export interface GatherDeps {
  readonly gateway: FhirGateway;
  /** For all queries of one call together, milliseconds. */
  readonly deadlineMs: number;
}

const HAND_OVER_MS = 20;

const REASONS: Readonly<Record<FhirFault, string>> = {
  'not-allowed': 'the FHIR server named in the call is not one this service may contact',
  'no-server': 'it was not sent, and the call names no FHIR server',
  timeout: 'the FHIR server did not answer in time',
  unreachable: 'the FHIR server could not be reached',
  unauthorized: 'the FHIR server did not accept the access token (401)',
  forbidden: 'the FHIR server refused access (403)',
  'not-found': 'the FHIR server does not know it (404)',
  'rate-limited': 'the FHIR server asked to slow down (429)',
  'server-error': 'the FHIR server failed',
  'not-fhir': 'the FHIR server answered something that is not FHIR R4',
  'too-large': 'the FHIR server answered more than this service reads',
  'circuit-open': 'the FHIR server has been failing and is being left alone for a moment',
};

/**
 * Reads prefetch and fetches the keys it lacks, in parallel, under one deadline.
 *
 * @throws CdsProblem `invalid-request` for a key of the wrong type, `wrong-patient` when the Patient sent is another
 */
export function gather(
  request: HookRequest,
  endpoint: Endpoint,
  caller: Caller,
  now: number,
  deps: GatherDeps,
): Gathered | Promise<Gathered> {
  const { patientId } = request.context;
  const keys = new Map<string, KeyReport>();
  const unavailable = new Map<string, string>();
  const into = emptyCollection();
  const prefetch = request.prefetch ?? {};
  for (const key of Object.keys(prefetch)) readPrefetched(key, prefetch[key], endpoint, patientId, into, keys);

  let missing: string[] | undefined;
  for (const key of endpoint.templates.keys()) if (!keys.has(key)) (missing ??= []).push(key);
  const finish = (): Gathered => {
    const coverage = new Map<string, readonly Span[]>();
    for (const [key, { reason, fault }] of keys) {
      if (reason) unavailable.set(key, reason);
      else if (fault === 'incomplete') coverage.set(key, []);
    }
    return { resources: into.resources, unavailable, coverage, keys, foreign: into.foreign };
  };
  if (missing === undefined) return finish();
  if (!request.fhirServer) {
    for (const key of missing) keys.set(key, failed('no-server'));
    return finish();
  }
  return fetchMissing(missing, request, endpoint, caller, now, deps, into, keys).then(finish);
}

/** 412 when a key the service cannot do without was not obtained, by whatever way. */
export function demandRequired(gathered: Gathered, endpoint: Endpoint, situation: Situation): void {
  const lacking = endpoint.offering.required.filter((key) => gathered.unavailable.has(key));
  if (lacking.length === 0) return;
  const all: readonly Located[] = [...gathered.resources, ...situation.results];
  const unmet = lacking.filter((key) => !endpoint.service.satisfies(key, all));
  if (unmet.length === 0) return;
  throw new CdsProblem('prefetch-unresolvable', {
    detail: unmet.map((key) => `${key}: ${gathered.unavailable.get(key)}`).join('; '),
    expression: unmet.map((key) => `prefetch.${key}`),
    log: { faults: faultsOf(gathered) },
  });
}

/** Keys not had, or only in part, and why, as the log wants it. */
export function faultsOf(gathered: Gathered): Readonly<Record<string, string>> | undefined {
  if (gathered.unavailable.size === 0 && gathered.coverage.size === 0) return undefined;
  return Object.fromEntries([...gathered.keys].flatMap(([key, { fault }]) => (fault ? [[key, fault]] : [])));
}

function readPrefetched(
  key: string,
  value: unknown,
  endpoint: Endpoint,
  patientId: string,
  into: Collection,
  keys: Map<string, KeyReport>,
): void {
  const ours = endpoint.templates.has(key);
  if (value === null) {
    if (ours) keys.set(key, { source: 'none', resources: 0 });
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    // what we did not ask for is none of our business
    if (!ours) return;
    throw new CdsProblem('invalid-request', {
      detail: `prefetch.${key}: must be a FHIR resource, a Bundle or null`,
      expression: `prefetch.${key}`,
    });
  }
  const resource = value as { readonly resourceType?: unknown; readonly id?: unknown; readonly total?: unknown };
  if (resource.resourceType === 'Patient' && resource.id !== undefined && resource.id !== patientId) {
    throw new CdsProblem('wrong-patient', {
      detail: `prefetch.${key} is not the patient in context.patientId`,
      expression: [`prefetch.${key}.id`, 'context.patientId'],
    });
  }
  const before = into.resources.length;
  const failures = into.failures;
  // the key is a name the caller chose: only our own keys become part of a reference
  const place = ours ? `prefetch.${key}` : 'prefetch';
  collect(value, place, ours ? key : 'prefetch', patientId, into);
  if (!ours || typeof resource.resourceType !== 'string') return;
  const resources = into.resources.length - before;
  keys.set(
    key,
    into.failures > failures && resource.total !== 0 ? clientFailed(resources) : { source: 'prefetch', resources },
  );
}

async function fetchMissing(
  missing: readonly string[],
  request: HookRequest,
  endpoint: Endpoint,
  caller: Caller,
  now: number,
  deps: GatherDeps,
  into: Collection,
  keys: Map<string, KeyReport>,
): Promise<void> {
  const { patientId, userId, encounterId } = request.context;
  const abort = new AbortController();
  const token = request.fhirAuthorization?.access_token;
  const access = deps.gateway.open({
    baseUrl: request.fhirServer as string,
    ...(token !== undefined && { accessToken: token }),
    allowed: caller.fhirServers,
    signal: abort.signal,
  });
  const values: TokenValues = { patientId, userId, now, ...(encounterId && { encounterId }) };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<FhirAnswer>((resolve) => {
    timer = setTimeout(() => {
      // what has arrived of a query's later pages is still handed over
      abort.abort();
      timer = setTimeout(resolve, HAND_OVER_MS, { ok: false, fault: 'timeout' });
    }, deps.deadlineMs);
  });
  try {
    const answers = await Promise.all(missing.map((key) => ask(access, key, endpoint, values, deadline)));
    // in the order of the templates, so that equal calls give equal answers
    missing.forEach((key, i) => keys.set(key, readAnswer(key, answers[i], patientId, into)));
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function ask(
  access: FhirAccess,
  key: string,
  endpoint: Endpoint,
  values: TokenValues,
  deadline: Promise<FhirAnswer>,
): Promise<FhirAnswer | 'template'> {
  const template = endpoint.templates.get(key);
  const query = template && resolveTemplate(template, values);
  if (query === undefined) return Promise.resolve('template');
  return Promise.race([access.get(query), deadline]);
}

function readAnswer(
  key: string,
  answer: FhirAnswer | 'template' | undefined,
  patientId: string,
  into: Collection,
): KeyReport {
  if (answer === undefined || answer === 'template') {
    return { source: 'unavailable', resources: 0, reason: 'the call lacks what its query needs', fault: 'template' };
  }
  if (!answer.ok) return failed(answer.fault);
  const before = into.resources.length;
  const failures = into.failures;
  collect(answer.resources, `fhirServer.${key}`, key, patientId, into);
  const resources = into.resources.length - before;
  if (into.failures > failures && resources === 0) return failed('server-error');
  return { source: 'fhir-server', resources, ...(!answer.complete && { fault: 'incomplete' as const }) };
}

function failed(fault: FhirFault): KeyReport {
  return { source: 'unavailable', resources: 0, reason: REASONS[fault], fault };
}

function clientFailed(resources: number): KeyReport {
  return {
    source: 'unavailable',
    resources,
    reason: 'the EHR reported that it could not get it',
    fault: 'client-failed',
  };
}
