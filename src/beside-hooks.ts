// What Express serves beside hooks: insights, opened links, our public keys, pages, knowledge; each given what it needs.
import type { IncomingMessage } from 'node:http';
import type { Request, Router } from 'express';
import type { Config } from './config/types.ts';
import type { SiteKnowledge } from './decision/site-knowledge.ts';
import { toWebPatients } from './demo-mode.ts';
import type { DemoData } from './demo/patients.ts';
import { insightsRoutes } from './http/insights.ts';
import { jwkSetRoute } from './http/jwk-set.ts';
import { knowledgeRoutes } from './http/knowledge.ts';
import { countOpened, linkCountRoutes } from './http/link-counts.ts';
import { webRoutes } from './http/pages.ts';
import type { LimitBy } from './limits.ts';
import type { Log } from './ops/log.ts';
import { ownJwkSet } from './own-credentials.ts';
import type { Endpoint } from './protocol/endpoints.ts';
import type { Store } from './store/store.ts';

export interface BesideHooks {
  readonly config: Config;
  readonly site: SiteKnowledge;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly store: Store;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly webRoot: string;
  /** The folder of the knowledge pages. */
  readonly knowledgeFolder: string;
  readonly demoData: DemoData;
  readonly publicBaseUrl: string;
  readonly limit: LimitBy;
  /** Who asks, behind the proxies that are trusted. */
  readonly addressOf: (req: IncomingMessage) => string;
}

/** The routers, in the order in which they are asked. */
export async function besideHooks(parts: BesideHooks): Promise<readonly Router[]> {
  const { config, store, clock, limit, addressOf } = parts;
  const links = {
    record: (card: string, link: string) => store.recordOpened(card, link),
    clock,
    addressOf,
    limit: limit('linksPerMinute', config.limits.linksPerMinute),
  };
  const opened = (request: Request): void =>
    void countOpened(request, request.query['card'], 'basis', links).catch(() => undefined);
  const keys = await ownJwkSet(config);
  return [
    insights(parts),
    ...(config.insights.links ? [linkCountRoutes(links)] : []),
    ...(keys ? [jwkSetRoute(keys)] : []),
    pages(parts),
    knowledge(parts, config.insights.links ? opened : undefined),
  ];
}

function insights({ config, store, clock, log, limit, addressOf }: BesideHooks): Router {
  return insightsRoutes({
    insights: (...asked) => store.insights(...asked),
    comments: (...span) => store.comments(...span),
    token: config.insights.token,
    commentsToken: config.insights.commentsToken,
    open: config.demo,
    clock,
    addressOf,
    limit: limit('insightsPerMinute', config.limits.insightsPerMinute),
    log,
  });
}

function pages({ config, site: { reading, mark }, webRoot, demoData }: BesideHooks): Router {
  return webRoutes({
    root: webRoot,
    console: config.console,
    insights: config.demo || config.insights.token !== undefined,
    patients: toWebPatients(demoData),
    reading: { ...reading, ...(mark && { mark }) },
    smart: {
      clientId: config.smart.clientId,
      servers: [...config.fhirServers, ...config.clients.flatMap((c) => c.fhirServers)],
      origins: config.smart.origins,
      demo: config.demo,
    },
  });
}

function knowledge(
  { endpoints, site, clock, knowledgeFolder, publicBaseUrl }: BesideHooks,
  opened: ((request: Request) => void) | undefined,
): Router {
  const offered = [...endpoints.values()].map(({ offering, service, wireHook }) => ({
    ...offering,
    wireHook,
    service: service.id,
    version: service.version,
  }));
  return knowledgeRoutes({ folder: knowledgeFolder, publicBaseUrl, offered, site, clock, ...(opened && { opened }) });
}
