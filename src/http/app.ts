// Routing: health before all, hook calls straight to their endpoints, everything else to Express.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ExpressDeps } from './express-app.ts';
import { hookRoutes, serveHook, SERVICES_PATH, toProblem, type HookEndpointDeps } from './hook-endpoints.ts';
import { createOriginPolicy } from './cors.ts';
import { createHealth, type HealthDeps } from './health.ts';
import { describeError } from '../ops/log.ts';
import { onDemand } from '../ops/on-demand.ts';
import { sendProblem, type ReplyTo } from './reply.ts';
import { hasTwoHosts, normaliseTarget, pathOf } from './request-line.ts';
import { traced } from './server-span.ts';
import { CdsProblem } from '../contracts/problems.ts';

export type AppDeps = Omit<HookEndpointDeps, 'origins'> & ExpressDeps & HealthDeps;

/** A listener for `http.createServer`. */
export type App = RequestListener & {
  /** Loads ahead of need what hook calls do without. */
  load(): Promise<unknown>;
};

export function createApp(deps: AppDeps): App {
  const { newId, front, logAddress } = deps;
  const origins = createOriginPolicy(deps.corsOrigins);
  const hookDeps: HookEndpointDeps = { ...deps, origins };
  const health = createHealth(deps);
  const routes = hookRoutes(deps.endpoints);
  const prefix = new URL(deps.publicBaseUrl).pathname.replace(/\/$/, '');
  const others = onDemand(async () =>
    (await import('./express-app.ts')).createExpress(deps, (path) => routes.has(path)),
  );

  const idOf = (req: IncomingMessage): string => front.requestIdOf(req) ?? newId();

  const answerHealth = (req: IncomingMessage, res: ServerResponse): void => {
    const to = { requestId: idOf(req), allowOrigin: origins.allow(req.headers.origin) };
    void health.answer(req, res, to).catch(failing(res, deps, to));
  };

  const listener = (req: IncomingMessage, res: ServerResponse): void => {
    if (hasTwoHosts(req)) {
      const problem = new CdsProblem('invalid-request', { detail: 'there is more than one Host' });
      sendProblem(res, problem, { requestId: idOf(req) });
      return;
    }
    const post = req.method === 'POST';
    let route = post ? routes.get(req.url ?? '') : undefined;
    if (!route) {
      req.url = normaliseTarget(req.url ?? '/', prefix, SERVICES_PATH);
      if (post) route = routes.get(pathOf(req.url));
    }
    if (health.asks(req)) answerHealth(req, res);
    else if (route) void serveHook(req, res, route, hookDeps);
    else if (others.ready) others.ready(req, res);
    else void others.load().then((app) => app(req, res), failing(res, deps, { requestId: idOf(req) }));
  };
  const spanned = traced(listener, {
    routeOf: (req) => routes.get(pathOf(normaliseTarget(req.url ?? '/', prefix, SERVICES_PATH)))?.path,
    addressOf: (req) => (logAddress ? front.addressOf(req) : undefined),
  });
  return Object.assign(spanned, { load: () => others.load() });
}

function failing(res: ServerResponse, { log }: AppDeps, to: ReplyTo): (error: unknown) => void {
  return (error) => {
    const { requestId } = to;
    const problem = toProblem(error);
    log.write('error', 'request refused', { requestId, status: problem.status, error: describeError(error) });
    sendProblem(res, problem, to);
  };
}
