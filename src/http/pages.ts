// Serves the built pages and the demonstration patients, under a Content-Security-Policy with nothing inline.
import { join } from 'node:path';

import { Router, static as files, type Response } from 'express';

export interface DemoPatient {
  readonly id: string;
  readonly story: string;
  /** Hooks in which the story is told, the first one before all. */
  readonly hooks: readonly string[];
  /** The contexts of its recorded calls, by hook. */
  readonly contexts: Readonly<Record<string, object>>;
  readonly bundle: fhir4.Bundle;
}

/** What the trend page needs to be launched as a SMART app. */
export interface SmartOptions {
  readonly clientId: string;
  /** FHIR base URLs whose launch is accepted. */
  readonly servers: readonly string[];
  /** Origins beside those of `servers` that the page may speak to: their authorization servers. */
  readonly origins: readonly string[];
  /** In the demonstration: EHRs on this machine and the public SMART launcher may open the trend, too. */
  readonly demo: boolean;
}

export interface WebOptions {
  /** The folder vite built into. */
  readonly root: string;
  /** The console is for engineers; off in production unless enabled. */
  readonly console: boolean;
  /** The counts' page: where there is a token for them, or none is needed. */
  readonly insights: boolean;
  /** Synthetic patients, in demonstration mode. */
  readonly patients: readonly DemoPatient[];
  /** What the trend page reads a chart by. */
  readonly reading: object;
  readonly smart: SmartOptions;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** The router of `/`, `/trend`, `/smart/launch`, `/insights`, `/assets` and `/demo/patients`, and what the pages ask for. */
export function webRoutes({ root, console, insights, patients, reading, smart }: WebOptions): Router {
  const router = Router();
  const origins = [
    ...new Set([...smart.servers.map((s) => new URL(s).origin), ...smart.origins, ...(smart.demo ? DEMO_ORIGINS : [])]),
  ];
  const page = (path: string, file: string, reach: readonly string[] = []) =>
    router.get(path, (_request, response, next) => {
      secure(response, reach);
      // no-cache: a new build has new asset names, and an old page would ask for the old ones
      response.sendFile(file, { root, cacheControl: false, headers: { 'cache-control': 'no-cache' } }, (error) => {
        // called when it was sent, too: whoever came next would end an answer that is still being packed
        if (error) next(error);
      });
    });

  router.use('/assets', files(join(root, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false }));
  if (console) page('/', 'console/index.html');
  page('/trend', 'trend/index.html', origins);
  page('/smart/launch', 'trend/launch.html', origins);
  if (insights) page('/insights', 'insights/index.html');
  router.get('/trend/reading.json', (_request, response) => {
    response.set('cache-control', 'no-cache').json(reading);
  });
  router.get('/smart/config.json', ({ query }, response) => {
    // a stranger may ask about an EHR he knows, and learns of no other
    const asked = typeof query['iss'] === 'string' ? trimmed(query['iss']) : undefined;
    response.json({ clientId: smart.clientId, known: asked !== undefined && isKnown(asked, smart) });
  });
  if (patients.length > 0) {
    const byId = new Map(patients.map((p) => [p.id, p.bundle]));
    router.get('/demo/patients', (_request, response) => {
      response.json(patients.map(({ id, story, hooks, contexts }) => ({ id, story, hooks, contexts })));
    });
    router.get('/demo/patients/:id', (request, response, next) => {
      const bundle = byId.get(request.params.id);
      if (bundle) response.json(bundle);
      else next();
    });
  }
  return router;
}

/** Where test EHRs are found: on this machine, and SMART Health IT's launcher. */
const DEMO_ORIGINS = ['http://127.0.0.1:*', 'http://localhost:*', 'https://launch.smarthealthit.org'];

function isKnown(asked: string, { servers, demo }: SmartOptions): boolean {
  if (servers.some((server) => trimmed(server) === asked)) return true;
  if (!demo || !URL.canParse(asked)) return false;
  const { origin, protocol, hostname } = new URL(asked);
  return DEMO_ORIGINS.includes(origin) || DEMO_ORIGINS.includes(`${protocol}//${hostname}:*`);
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Nothing inline, nothing from elsewhere; `reach` are the origins a SMART launch speaks to and may be framed by. */
function secure(response: Response, reach: readonly string[]): void {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'", ...reach],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'", ...reach],
  };
  const text = Object.entries(policy).map(([name, values]) => `${name} ${values.join(' ')}`);
  response.setHeader('content-security-policy', text.join('; '));
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('x-content-type-options', 'nosniff');
}
