// Everything a service needs to know of the patient: from prefetch first, from the FHIR server for what is missing.
import type { Span } from '../clinical/facts/types.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';
import { CdsProblem } from '../contracts/problems.ts';
import { collect, emptyCollection, type Collection } from './collection.ts';
import type { Call } from './call.ts';
import type { Endpoint } from './endpoints.ts';
import type { FhirAnswer, FhirFault, FhirGateway } from '../contracts/ports.ts';
import { resolveTemplate, type TokenValues } from './prefetch-template.ts';

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
export function gather(call: Call, deps: GatherDeps): Gathered | Promise<Gathered> {
  const { request, endpoint } = call;
  const prefetch = request.prefetch ?? {};
  const sent = Object.keys(prefetch).map((key) => readPrefetched(key, prefetch[key], call));
  const had = new Set(sent.flatMap(({ key, report }) => (report ? [key] : [])));
  const missing = [...endpoint.templates.keys()].filter((key) => !had.has(key));
  if (missing.length === 0) return toGathered(sent);
  if (!request.fhirServer)
    return toGathered([...sent, ...missing.map((key) => ({ key, report: failed('no-server') }))]);
  return fetchMissing(missing, call, deps).then((fetched) => toGathered([...sent, ...fetched]));
}

/** What one key brought; without a report it is none of ours. */
interface Part {
  readonly key: string;
  readonly report?: KeyReport;
  readonly collection?: Collection;
}

function toGathered(parts: readonly Part[]): Gathered {
  const keys = new Map(parts.flatMap(({ key, report }) => (report ? [[key, report]] : [])));
  const unavailable = new Map<string, string>();
  const coverage = new Map<string, readonly Span[]>();
  for (const [key, { reason, fault }] of keys) {
    if (reason) unavailable.set(key, reason);
    else if (fault === 'incomplete') coverage.set(key, []);
  }
  return {
    resources: parts.flatMap(({ collection }) => collection?.resources ?? []),
    foreign: parts.flatMap(({ collection }) => collection?.foreign ?? []),
    unavailable,
    coverage,
    keys,
  };
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

function readPrefetched(key: string, value: unknown, { request, endpoint }: Call): Part {
  const { patientId } = request.context;
  const ours = endpoint.templates.has(key);
  if (value === null) return ours ? { key, report: { source: 'none', resources: 0 } } : { key };
  if (typeof value !== 'object' || Array.isArray(value)) {
    // what we did not ask for is none of our business
    if (!ours) return { key };
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
  const collection = emptyCollection();
  // the key is a name the caller chose: only our own keys become part of a reference
  collect(value, ours ? `prefetch.${key}` : 'prefetch', ours ? key : 'prefetch', patientId, collection);
  if (!ours || typeof resource.resourceType !== 'string') return { key, collection };
  const resources = collection.resources.length;
  const hasFailed = collection.failures > 0 && resource.total !== 0;
  return { key, collection, report: hasFailed ? clientFailed(resources) : { source: 'prefetch', resources } };
}

async function fetchMissing(missing: readonly string[], call: Call, deps: GatherDeps): Promise<readonly Part[]> {
  const { request, caller } = call;
  const abort = new AbortController();
  const token = request.fhirAuthorization?.access_token;
  const access = deps.gateway.open({
    baseUrl: request.fhirServer as string,
    ...(token !== undefined && { accessToken: token }),
    allowed: caller.fhirServers,
    signal: abort.signal,
  });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<FhirAnswer>((resolve) => {
    timer = setTimeout(() => {
      // what has arrived of a query's later pages is still handed over
      abort.abort();
      timer = setTimeout(resolve, HAND_OVER_MS, { ok: false, fault: 'timeout' });
    }, deps.deadlineMs);
  });
  try {
    // in the order of the templates, so that equal calls give equal answers
    return await Promise.all(
      missing.map(async (key) => {
        const query = queryOf(key, call);
        if (query === undefined) return { key, report: NO_QUERY };
        return readAnswer(key, await Promise.race([access.get(query), deadline]), request.context.patientId);
      }),
    );
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

const NO_QUERY: KeyReport = {
  source: 'unavailable',
  resources: 0,
  reason: 'the call lacks what its query needs',
  fault: 'template',
};

/** Undefined when the call has no value for a token of the template. */
function queryOf(key: string, { request, endpoint, now }: Call): string | undefined {
  const { patientId, userId, encounterId } = request.context;
  const values: TokenValues = { patientId, userId, now, ...(encounterId && { encounterId }) };
  const template = endpoint.templates.get(key);
  return template && resolveTemplate(template, values);
}

function readAnswer(key: string, answer: FhirAnswer, patientId: string): Part {
  if (!answer.ok) return { key, report: failed(answer.fault) };
  const collection = emptyCollection();
  collect(answer.resources, `fhirServer.${key}`, key, patientId, collection);
  const resources = collection.resources.length;
  if (collection.failures > 0 && resources === 0) return { key, collection, report: failed('server-error') };
  const report: KeyReport = {
    source: 'fhir-server',
    resources,
    ...(!answer.complete && { fault: 'incomplete' as const }),
  };
  return { key, collection, report };
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
