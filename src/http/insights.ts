// GET /insights.json, .csv and /insights/comments.json: how often was called, what was shown and what became of it, for
// those who own the rules; behind tokens of their own.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { demandBearer } from './bearer.ts';
import { cardsCsv, rulesCsv } from './insights-csv.ts';
import { tooMany, type RateLimit } from './rate-limit.ts';
import { replyTo, sendJson } from './reply.ts';
import type { Comment, Group, Insights } from '../contracts/insights.ts';
import { CdsProblem } from '../contracts/problems.ts';
import { DAY_MS, midnightBefore, midnightOf } from '../contracts/utc-day.ts';
import type { Log } from '../ops/log.ts';

export interface InsightsDeps {
  /** Counts of calls and cards in [from, to), milliseconds since 1970. */
  readonly insights: (from: number, to: number, group: Partial<Group>) => Promise<Insights>;
  /** What clinicians wrote in [from, to). */
  readonly comments: (from: number, to: number) => Promise<readonly Comment[]>;
  /** The role's token; without one the counts are closed, unless `open`. */
  readonly token?: string | undefined;
  /** Who has this one may read comments; without one they are closed, unless `open`. */
  readonly commentsToken?: string | undefined;
  /** Demonstration: no token configured, none asked for. */
  readonly open: boolean;
  readonly clock: () => number;
  readonly addressOf: (req: IncomingMessage) => string;
  /** How often it is answered or refused, by address. */
  readonly limit: RateLimit;
  readonly log: Pick<Log, 'write'>;
}

const DEFAULT_DAYS = 12 * 7;
const MAX_DAYS = 2 * 366;

/**
 * `?from=2026-09-01&to=2026-11-22`: UTC days, both included; the last twelve weeks without them. `client`, `role` and
 * `department` narrow the counts. Every answer may be CdsProblem `unauthorized`, `forbidden` or `invalid-request`.
 */
export function insightsRoutes(deps: InsightsDeps): Router {
  const { token, commentsToken } = deps;
  const counted = async (req: IncomingMessage): Promise<Insights> => {
    await admit(req, token, 'insights.token', deps);
    const query = queryOf(req);
    return deps.insights(...spanOf(query, deps.clock()), groupOf(query));
  };
  const router = Router();
  router.get('/insights.json', async (req: IncomingMessage, res: ServerResponse) => {
    sendJson(res, 200, JSON.stringify(await counted(req)), replyTo(res));
  });
  router.get('/insights.csv', async (req: IncomingMessage, res: ServerResponse) => {
    const table = queryOf(req).get('table') ?? 'rules';
    if (table !== 'rules' && table !== 'cards') throw invalid('table', 'table must be rules or cards');
    const counts = await counted(req);
    const csv = table === 'rules' ? rulesCsv(counts) : cardsCsv(counts);
    const name = `clearstage-${table}-${counts.from}-${counts.to}.csv`;
    sendJson(res, 200, csv, replyTo(res), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    });
  });
  router.get('/insights/comments.json', async (req: IncomingMessage, res: ServerResponse) => {
    await admit(req, commentsToken, 'insights.commentsToken', deps);
    const comments = await deps.comments(...spanOf(queryOf(req), deps.clock()));
    // who reads what may hold patient data leaves a trace; the text does not
    deps.log.write('info', 'comments read', { requestId: replyTo(res).requestId, count: comments.length });
    sendJson(res, 200, JSON.stringify({ comments }), replyTo(res));
  });
  return router;
}

function queryOf(req: IncomingMessage): URLSearchParams {
  return new URL(req.url ?? '', 'http://localhost').searchParams;
}

async function admit(
  req: IncomingMessage,
  token: string | undefined,
  setting: string,
  deps: InsightsDeps,
): Promise<void> {
  // asked before the token is looked at: a guess that is too much learns nothing
  const wait = await deps.limit.take(deps.addressOf(req), deps.clock());
  if (wait > 0) throw tooMany(wait);
  if (token === undefined) {
    if (deps.open) return;
    throw new CdsProblem('forbidden', { detail: `this is closed: ${setting} is not configured` });
  }
  demandBearer(req, token, 'this needs the bearer token of its role');
}

function groupOf(query: URLSearchParams): Partial<Group> {
  const names = ['client', 'role', 'department'] as const;
  return Object.fromEntries(names.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

function spanOf(query: URLSearchParams, now: number): readonly [from: number, to: number] {
  const to = dayOf(query, 'to', midnightBefore(now)) + DAY_MS;
  const from = dayOf(query, 'from', to - DEFAULT_DAYS * DAY_MS);
  if (from >= to || to - from > MAX_DAYS * DAY_MS) {
    throw invalid('from', `from must lie before to, and at most ${MAX_DAYS} days`);
  }
  return [from, to];
}

function dayOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const at = midnightOf(text);
  if (at === undefined) throw invalid(name, `${name} must be a day such as 2026-11-21`);
  return at;
}

function invalid(name: string, detail: string): CdsProblem {
  return new CdsProblem('invalid-request', { detail, expression: name });
}
