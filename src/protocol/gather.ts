// Everything a service needs to know of the patient: from prefetch first, from the FHIR server for what is missing.
import type { Span } from '../clinical/facts/types.ts';
import { partyOf } from '../contracts/ports.ts';
import type { FhirAccess, FhirAnswer, FhirGateway } from '../contracts/ports.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Chart, Located, Situation } from '../contracts/service.ts';
import type { Call } from './call.ts';
import type { Endpoint } from './endpoints.ts';
import { fetchAround, fetchKey, readOn } from './fetch.ts';
import { failed, type KeyReport, type Part } from './part.ts';
import { readPrefetch, type Prefetched } from './prefetched.ts';

export interface Gathered extends Chart {
  readonly coverage: ReadonlyMap<string, readonly Span[]>;
  readonly keys: ReadonlyMap<string, KeyReport>;
  /** Prefetch keys that nobody asked for, and that were not read. */
  readonly ignored: readonly string[];
  readonly foreign: readonly string[];
}

export interface GatherDeps {
  readonly gateway: FhirGateway;
  /** For all queries of one call together, milliseconds. */
  readonly deadlineMs: number;
}

const HAND_OVER_MS = 20;

/**
 * Reads prefetch and fetches what it lacks: keys that were not sent, further pages of those that were, and, where a
 * list is known only in part, the time around what is looked at; all under one deadline.
 *
 * @throws CdsProblem `invalid-request` for a key of the wrong type, `wrong-patient` when a Patient sent is another
 */
export function gather(call: Call, situation: Situation, deps: GatherDeps): Gathered | Promise<Gathered> {
  const given = readGiven(call);
  const { sent, missing, ignored } = given;
  // an EHR that sends no token may not name its server either
  const fhirServer = call.request.fhirServer ?? call.caller.ownAccess;
  if (fhirServer === undefined) return withoutServer(given);
  if (missing.length === 0 && sent.every(({ report }) => !report.spans)) return toGathered(sent, ignored);
  return withAccess(fhirServer, call, deps, async (server) => {
    // in the order of the templates, so that equal calls give equal answers
    const parts = await Promise.all([
      ...sent.map((part) => readOn(part, call, server)),
      ...missing.map((key) => fetchKey(key, call, server)),
    ]);
    const known = toGathered(parts, ignored);
    const wanted = known.coverage.size === 0 ? [] : (call.endpoint.service.periods?.(situation, known, call.now) ?? []);
    if (wanted.length === 0) return known;
    return toGathered(await Promise.all(parts.map((part) => fetchAround(part, wanted, call, server))), ignored);
  });
}

/**
 * Only what came with the call: nothing is fetched, and nothing that is missing is demanded.
 *
 * @throws CdsProblem as {@link gather}
 */
export function gatherGiven(call: Call): Gathered {
  return withoutServer(readGiven(call));
}

interface Given extends Prefetched {
  /** Our keys that were not sent. */
  readonly missing: readonly string[];
}

function readGiven(call: Call): Given {
  const prefetched = readPrefetch(call);
  const had = new Set(prefetched.sent.map(({ key }) => key));
  return { ...prefetched, missing: [...call.endpoint.templates.keys()].filter((key) => !had.has(key)) };
}

function withoutServer({ sent, missing, ignored }: Given): Gathered {
  return toGathered([...sent, ...missing.map((key) => failed(key, 'no-server'))], ignored);
}

function toGathered(parts: readonly Part[], ignored: readonly string[]): Gathered {
  const keys = new Map(parts.map(({ key, report }) => [key, report]));
  const unavailable = new Map<string, string>();
  const coverage = new Map<string, readonly Span[]>();
  for (const [key, { reason, spans }] of keys) {
    if (reason) unavailable.set(key, reason);
    else if (spans) coverage.set(key, spans);
  }
  const collections = parts.flatMap((part) => part.collections);
  return {
    resources: collections.flatMap(({ resources }) => resources),
    foreign: collections.flatMap(({ foreign }) => foreign),
    unavailable,
    coverage,
    keys,
    ignored,
  };
}

/** One access to the FHIR server for the length of a call; every answer comes before the deadline of all of them. */
async function withAccess<T>(
  baseUrl: string,
  { request, caller, endpoint }: Call,
  deps: GatherDeps,
  use: (server: FhirAccess) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const token = request.fhirAuthorization?.access_token;
  const access = deps.gateway.open({
    baseUrl,
    ...(token !== undefined && { accessToken: token }),
    allowed: caller.fhirServers,
    ...(token === undefined &&
      caller.ownAccess !== undefined && {
        unattended: { client: caller.client, service: endpoint.id, hookInstance: request.hookInstance },
      }),
    on: { client: partyOf(caller), patient: request.context.patientId },
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
    return await use({
      get: (query) => Promise.race([access.get(query), deadline]),
      follow: (link, resourceType) => Promise.race([access.follow(link, resourceType), deadline]),
    });
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** 412 when a key the service cannot do without was not obtained, by whatever way. */
export function demandRequired(gathered: Gathered, endpoint: Endpoint, situation: Situation): void {
  const lacking = endpoint.offering.required.filter((key) => gathered.unavailable.has(key));
  if (lacking.length === 0) return;
  const all: readonly Located[] = [...gathered.resources, ...situation.results];
  const unmet = lacking.filter((key) => !endpoint.service.satisfies(key, all));
  if (unmet.length === 0) return;
  throw new CdsProblem('prefetch-unresolvable', {
    detail: [...unmet.map((key) => `${key}: ${gathered.unavailable.get(key)}`), ...unasked(gathered)].join('; '),
    expression: unmet.map((key) => `prefetch.${key}`),
    log: { faults: faultsOf(gathered), ...(gathered.ignored.length > 0 && { ignored: gathered.ignored }) },
  });
}

/** A key that was typed in by hand, with a slip, is found by its name. */
function unasked({ ignored }: Gathered): readonly string[] {
  return ignored.length === 0 ? [] : [`not asked for and not read: ${ignored.join(', ')}`];
}

/** Keys not had, or only in part, and why, as the log wants it. */
export function faultsOf(gathered: Gathered): Readonly<Record<string, string>> | undefined {
  if (gathered.unavailable.size === 0 && gathered.coverage.size === 0) return undefined;
  return Object.fromEntries([...gathered.keys].flatMap(([key, { fault }]) => (fault ? [[key, fault]] : [])));
}
