// Health: answered before anything else and without Express, so that a flood of calls keeps nobody from hearing it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';
import type { SiteChanges } from '../contracts/site.ts';
import { sendJson, type ReplyTo } from './reply.ts';
import { pathOf } from './request-line.ts';

export interface HealthDeps {
  readonly ready: () => boolean | Promise<boolean>;
  /** What the site has changed of the knowledge. */
  readonly site?: SiteChanges;
}

const LIVE = '/health/live';
const READY = '/health/ready';

export const HEALTH_PATHS: readonly string[] = [LIVE, READY];

export interface Health {
  /** Is it such a question? */
  readonly asks: (req: IncomingMessage) => boolean;
  /** @throws CdsProblem `unavailable` while this server is not ready */
  readonly answer: (req: IncomingMessage, res: ServerResponse, to: ReplyTo) => Promise<void>;
}

export function createHealth({ ready, site }: HealthDeps): Health {
  const live = JSON.stringify({ status: 'live' });
  const readiness = JSON.stringify({
    status: 'ready',
    ...(site?.mark && { site: { mark: site.mark, changes: site.changes } }),
  });
  return {
    asks: ({ method, url }) => (method === 'GET' || method === 'HEAD') && HEALTH_PATHS.includes(pathOf(url)),
    answer: async ({ url }, res, to) => {
      const asked = pathOf(url);
      if (asked === READY && !(await ready())) {
        throw new CdsProblem('unavailable', { detail: 'this server is starting, stopping or lacks its store' });
      }
      sendJson(res, 200, asked === LIVE ? live : readiness, to);
    },
  };
}
