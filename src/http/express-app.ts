// Everything but hook calls: discovery, metrics and pages; the only file beside the pages that knows Express.
import compression from 'compression';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import { SERVICES_PATH, toProblem } from './hook-endpoints.ts';
import { tooMany, type RateLimit } from './rate-limit.ts';
import type { Front } from './front.ts';
import { describeError, type Log } from '../ops/log.ts';
import { HEALTH_PATHS } from './health.ts';
import { demandBearer } from './bearer.ts';
import { replyTo, sendJson, sendProblem } from './reply.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Authenticator } from '../contracts/ports.ts';
import { CdsProblem } from '../contracts/problems.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import { discoveryDocument } from '../protocol/discovery.ts';
import description from './openapi.json' with { type: 'json' };

const HOOK_METHODS = 'POST, OPTIONS';
const READ_METHODS = 'GET, HEAD, OPTIONS';

export interface ExpressDeps {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: () => string;
  /** Who stands in front of us. */
  readonly front: Front;
  readonly publicBaseUrl: string;
  /** Origins of pages that may read our answers; `*` for every one. */
  readonly corsOrigins: readonly string[];
  /** `none`: nobody is asked who they are; `optional`: a token that is sent must be good. */
  readonly discoveryAuth: 'none' | 'optional' | 'required';
  /** `/metrics` for everybody, for who has the token, or (undefined) for nobody. */
  readonly metricsFor: 'everybody' | { readonly token: string } | undefined;
  /** How often discovery is answered, by address. */
  readonly discoveryLimit: RateLimit;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Further routes: pages. */
  readonly routes?: (app: Express) => unknown;
}

/** @param isHookPath tells paths whose POST is served elsewhere */
export async function createExpress(deps: ExpressDeps, isHookPath: (path: string) => boolean): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((req, res, next) => {
    res.setHeader('x-request-id', deps.front.requestIdOf(req) ?? deps.newId());
    next();
  });
  app.use(
    helmet({
      strictTransportSecurity: deps.publicBaseUrl.startsWith('https:'),
      contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
    }),
  );
  // pages and long documents; a hook's answer, of some 6 KB, would cost a third of its time to pack and save no round trip
  app.use(compression());
  // the answer to every OPTIONS, preflight or not, comes from `cors`
  app.options('/*path', (req, res, next) => {
    res.set('Allow', isHookPath(req.path) ? HOOK_METHODS : READ_METHODS);
    next();
  });
  app.use(
    cors({
      origin: deps.corsOrigins.includes('*') ? '*' : [...deps.corsOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: ['x-request-id'],
      maxAge: 600,
    }),
  );
  addDiscovery(app, deps);
  addDescription(app);
  addOperations(app, deps);
  await deps.routes?.(app);
  app.use((req: Request, res: Response) => {
    sendProblem(res, isHookPath(req.path) ? wrongMethod(HOOK_METHODS) : nothingHere(req.path), replyTo(res));
  });
  app.use(onError(deps.log));
  return app;
}

function addDiscovery(app: Express, deps: ExpressDeps): void {
  const document = discoveryDocument(deps.endpoints.values());
  app
    .route(SERVICES_PATH)
    .get(async (req, res) => {
      const wait = await deps.discoveryLimit.take(deps.front.addressOf(req), deps.clock());
      if (wait > 0) throw tooMany(wait);
      const { authorization } = req.headers;
      if (deps.discoveryAuth === 'required' || (deps.discoveryAuth === 'optional' && authorization !== undefined)) {
        await deps.authenticator.authenticate(authorization, SERVICES_PATH);
      }
      sendJson(res, 200, document, replyTo(res));
    })
    .all(readOnly);
}

/** What a site has changed (names of hooks, templates) stands in discovery. */
function addDescription(app: Express): void {
  const text = JSON.stringify(description);
  app
    .route('/openapi.json')
    .get((_req, res) => sendJson(res, 200, text, replyTo(res)))
    .all(readOnly);
}

function addOperations(app: Express, deps: ExpressDeps): void {
  // what else is asked of them than their answer
  for (const path of HEALTH_PATHS) app.all(path, readOnly);
  app
    .route('/metrics')
    .get(async (req, res) => {
      checkMetricsReader(req, deps);
      res.set('content-type', deps.metrics.contentType).send(await deps.metrics.text());
    })
    .all(readOnly);
}

/** Not by address: behind a proxy on this machine everybody comes from here. */
function checkMetricsReader(req: Request, { metricsFor }: ExpressDeps): void {
  if (metricsFor === 'everybody') return;
  if (!metricsFor) {
    throw new CdsProblem('forbidden', { detail: 'metrics are on METRICS_PORT, or here with a metrics.token' });
  }
  demandBearer(req, metricsFor.token, 'metrics need the bearer token of their role');
}

function readOnly(_req: Request, res: Response): void {
  sendProblem(res, wrongMethod(READ_METHODS), replyTo(res));
}

function wrongMethod(methods: string): CdsProblem {
  return new CdsProblem('wrong-method', { detail: `this path answers ${methods}`, headers: { Allow: methods } });
}

function nothingHere(path: string): CdsProblem {
  return path.startsWith(`${SERVICES_PATH}/`)
    ? new CdsProblem('unknown-service', { detail: `there is no such service; ${SERVICES_PATH} lists those there are` })
    : new CdsProblem('unknown-path', { detail: 'there is nothing at this path' });
}

function onError(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters
  return (error: unknown, _req, res, _next) => {
    const problem = fromExpress(error);
    const to = replyTo(res);
    log.write(problem.status >= 500 ? 'error' : 'warn', 'request refused', {
      requestId: to.requestId,
      ...problem.details.log,
      status: problem.status,
      code: problem.code,
      ...(problem.status >= 500 && { error: describeError(error) }),
    });
    sendProblem(res, problem, to);
  };
}

/** Express reports a malformed path or a missing file by an error with a 4xx status. */
function fromExpress(error: unknown): CdsProblem {
  const status = (error as { status?: unknown } | null)?.status;
  if (!(error instanceof CdsProblem) && typeof status === 'number' && status >= 400 && status < 500) {
    if (status === 404) return new CdsProblem('unknown-path', { detail: 'there is nothing at this path' });
    return new CdsProblem('invalid-request', { detail: 'the request is malformed' });
  }
  return toProblem(error);
}
