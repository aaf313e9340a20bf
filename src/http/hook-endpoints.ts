// The endpoints EHRs call, served straight from node:http: read, authenticate, decide, answer, one log line.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admission.ts';
import { isJsonType, parseJson, readBody } from './body.ts';
import type { HeldBytes } from './byte-budget.ts';
import { recordInvocation, roundedMs } from './call-record.ts';
import { decoderOf, unpack } from './content-encoding.ts';
import type { OriginPolicy } from './cors.ts';
import { describeError, type Log } from '../ops/log.ts';
import type { Front } from './front.ts';
import type { Metrics } from '../ops/metrics.ts';
import { tooMany, type RateLimit } from './rate-limit.ts';
import type { RefusalPace } from './refusal-pace.ts';
import { endsSoon, sendJson, sendProblem, type ReplyTo } from './reply.ts';
import { describeSpan, traceFailure } from '../ops/tracing.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import { explain } from '../protocol/explain.ts';
import { acceptFeedback } from '../protocol/feedback.ts';
import { invoke, type InvocationDeps } from '../protocol/invocation.ts';
import { partyOf, type Authenticator, type Caller } from '../contracts/ports.ts';

export interface HookEndpointDeps extends InvocationDeps {
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly origins: OriginPolicy;
  /** Who stands in front of us. */
  readonly front: Front;
  /** The client's address, which is personal data, stands in the line of a refused call. */
  readonly logAddress: boolean;
  readonly rateLimit: RateLimit;
  /** How many calls by address may be answered with 401, each with its line in the log. */
  readonly refusalLimit: RateLimit;
  readonly admission: Admission;
  /** Of all bodies together, and of one caller's. */
  readonly holdBytes: (party: string) => HeldBytes;
  readonly maxBodyBytes: number;
  /** Counts a call that was not taken, and a refusal that has no line in the log. */
  readonly shed: (service: string) => void;
  readonly paceRefusal: RefusalPace;
  readonly unlogged: () => void;
}

type Kind = 'invocation' | 'explain' | 'feedback';

export interface HookRoute {
  readonly kind: Kind;
  readonly path: string;
  readonly endpoint: Endpoint;
}

/** Where discovery answers, and under which every service does. */
export const SERVICES_PATH = '/cds-services';

/** Every path of every endpoint. */
export function hookRoutes(endpoints: ReadonlyMap<string, Endpoint>): ReadonlyMap<string, HookRoute> {
  const routes = new Map<string, HookRoute>();
  for (const endpoint of endpoints.values()) {
    const base = `${SERVICES_PATH}/${endpoint.id}`;
    routes.set(base, { kind: 'invocation', path: base, endpoint });
    routes.set(`${base}/explain`, { kind: 'explain', path: `${base}/explain`, endpoint });
    routes.set(`${base}/feedback`, { kind: 'feedback', path: `${base}/feedback`, endpoint });
  }
  return routes;
}

/** Answers one POST; never rejects. */
export async function serveHook(
  req: IncomingMessage,
  res: ServerResponse,
  route: HookRoute,
  deps: HookEndpointDeps,
): Promise<void> {
  const start = deps.timer();
  const to: ReplyTo = {
    requestId: deps.front.requestIdOf(req) ?? deps.newId(),
    allowOrigin: deps.origins.allow(req.headers.origin),
  };
  if (!deps.admission.enter()) {
    shed({ req, res, to, route }, deps);
    return;
  }
  let held: HeldBytes | undefined;
  let client: string | undefined;
  let shared: string | undefined;
  try {
    if (!isJsonType(req.headers['content-type'])) {
      throw new CdsProblem('wrong-content-type', { detail: 'the body must be sent as application/json' });
    }
    const decoder = decoderOf(req.headers['content-encoding']);
    // a stranger's body is not read at all
    const caller = await deps.authenticator.authenticate(req.headers.authorization, route.path);
    client = caller.client;
    describeSpan({ 'clearstage.client': client });
    const authenticated = deps.timer();
    const party = partyOf(caller);
    if (!deps.admission.share(party)) {
      shed({ req, res, to, route }, deps);
      return;
    }
    shared = party;
    held = deps.holdBytes(party);
    const taken = deps.rateLimit.take(client === 'anonymous' ? deps.front.addressOf(req) : client, deps.clock());
    const wait = typeof taken === 'number' ? taken : await taken;
    if (wait > 0) throw tooMany(wait);
    const packed = await readBody(req, deps.maxBodyBytes, held);
    const bytes = decoder ? await unpack(packed, decoder, deps.maxBodyBytes, held) : packed;
    await answer(bytes, caller, { res, to, route, start, authenticated }, deps);
    deps.metrics.callOf(client, 'answered');
  } catch (error) {
    await refuse(error, { req, res, to, route, start, client }, deps);
  } finally {
    held?.release();
    deps.admission.leave(shared);
  }
}

function shed({ req, res, to, route }: Omit<Refusal, 'start' | 'client'>, deps: HookEndpointDeps): void {
  deps.shed(route.endpoint.id);
  const refuse = (): void => sendProblem(res, OVERLOADED, to);
  // who waits to be told to send on is not: to read on would tell him
  if (!endsSoon(req) || req.headers.expect !== undefined) {
    refuse();
    return;
  }
  // nothing of it is held meanwhile
  req.resume();
  deps.paceRefusal(refuse);
}

const OVERLOADED = new CdsProblem('overloaded', { detail: 'more is asked at the moment than can be answered soon' });

interface Exchange {
  readonly res: ServerResponse;
  readonly to: ReplyTo;
  readonly route: HookRoute;
  readonly start: number;
  readonly authenticated: number;
}

async function answer(bytes: Buffer, caller: Caller, exchange: Exchange, deps: HookEndpointDeps): Promise<void> {
  const { res, to, route, start } = exchange;
  const { endpoint } = route;
  await deps.nextTurn?.();
  const received = { body: parseJson(bytes), endpoint, caller, isGone: () => res.destroyed };
  const line = { requestId: to.requestId, service: endpoint.id, client: caller.client, status: 200 };
  switch (route.kind) {
    case 'invocation': {
      const invocation = await invoke(received, deps);
      sendJson(res, 200, invocation.json, to);
      const [ms, authenticateMs] = [deps.timer() - start, exchange.authenticated - start];
      const { requestId } = to;
      recordInvocation(invocation, { requestId, endpoint, client: caller.client, ms, authenticateMs }, deps);
      return;
    }
    case 'explain': {
      const { json, hookInstance } = await explain(received, deps);
      sendJson(res, 200, json, to);
      deps.log.write('info', 'call explained', { ...line, hookInstance, ms: since(start, deps) });
      return;
    }
    case 'feedback': {
      const { json, entries, known } = await acceptFeedback(received, deps);
      sendJson(res, 200, json, to);
      for (const { outcome } of entries) deps.metrics.feedback(endpoint.id, outcome);
      deps.log.write('info', 'feedback received', { ...line, entries: entries.length, known, ms: since(start, deps) });
      return;
    }
  }
}

interface Refusal {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly to: ReplyTo;
  readonly route: HookRoute;
  readonly start: number;
  readonly client: string | undefined;
}

async function refuse(error: unknown, refusal: Refusal, deps: HookEndpointDeps): Promise<void> {
  const { req, res, to, route, start, client } = refusal;
  const problem = toProblem(error);
  const service = route.endpoint.id;
  if (route.kind === 'invocation') deps.metrics.called(service, problem.code, (deps.timer() - start) / 1000);
  const { reason, client: named } = problem.details.log ?? {};
  deps.metrics.callOf(client ?? text(named), 'refused', text(reason) ?? problem.code);
  // strangers without end are counted; a line each would be their way to fill the disk
  const wait = problem.status === 401 ? await deps.refusalLimit.take(deps.front.addressOf(req), deps.clock()) : 0;
  if (wait > 0) {
    deps.unlogged();
    sendProblem(res, tooMany(wait), to);
    return;
  }
  const fault = problem.status >= 500 ? describeError(error) : undefined;
  if (fault) traceFailure(problem.code, fault);
  deps.log.write(fault ? 'error' : 'warn', 'call refused', {
    requestId: to.requestId,
    service,
    client,
    ...(deps.logAddress && { address: deps.front.addressOf(req) }),
    ...problem.details.log,
    status: problem.status,
    code: problem.code,
    ms: since(start, deps),
    ...(fault && { error: fault }),
  });
  if (problem.code !== 'caller-gone') sendProblem(res, problem, to);
}

/** What is not a known problem is a bug of ours; the caller learns that much and no more. */
export function toProblem(error: unknown): CdsProblem {
  if (error instanceof CdsProblem) return error;
  return new CdsProblem('internal-error', {
    detail: 'this server has a fault; its log tells more under this request id',
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function since(start: number, deps: HookEndpointDeps): number {
  return roundedMs(deps.timer() - start);
}
