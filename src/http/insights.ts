// GET /insights.json: what was shown and what became of it, for those who own the rules; behind a token of its own.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBearer } from './bearer.ts';
import { tooMany, type RateLimit } from './rate-limit.ts';
import { sendJson } from './reply.ts';
import { CdsProblem } from '../contracts/problems.ts';

export interface InsightsDeps {
  /** Counts of cards shown in [from, to), milliseconds since 1970. */
  readonly insights: (from: number, to: number) => Promise<object>;
  /** The role's token; without one the counts are closed, unless `open`. */
  readonly token?: string | undefined;
  /** Demonstration: no token configured, none asked for. */
  readonly open: boolean;
  readonly clock: () => number;
  readonly addressOf: (req: IncomingMessage) => string;
  /** How often it is answered or refused, by address. */
  readonly limit: RateLimit;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 12 * 7;
const MAX_DAYS = 2 * 366;

/**
 * A handler for `GET /insights.json?from=2026-09-01&to=2026-11-22`: UTC days, both included; the last twelve weeks
 * without them. Rejects with CdsProblem `unauthorized`, `forbidden` or `invalid-request`.
 */
export function insightsHandler(deps: InsightsDeps): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    // asked before the token is looked at: a guess that is too much learns nothing
    const wait = await deps.limit.take(deps.addressOf(req), deps.clock());
    if (wait > 0) throw tooMany(wait);
    authorize(req.headers.authorization, deps);
    const query = new URL(req.url ?? '', 'http://localhost').searchParams;
    const today = Math.floor(deps.clock() / DAY_MS) * DAY_MS;
    const to = dayOf(query, 'to', today) + DAY_MS;
    const from = dayOf(query, 'from', to - DEFAULT_DAYS * DAY_MS);
    if (from >= to || to - from > MAX_DAYS * DAY_MS) {
      throw invalid('from', `from must lie before to, and at most ${MAX_DAYS} days`);
    }
    const json = JSON.stringify(await deps.insights(from, to));
    sendJson(res, 200, json, { requestId: String(res.getHeader('x-request-id')) });
  };
}

function authorize(authorization: string | undefined, { token, open }: InsightsDeps): void {
  if (token === undefined) {
    if (open) return;
    throw new CdsProblem('forbidden', { detail: 'insights are closed: insights.token is not configured' });
  }
  if (!isBearer(authorization, token)) {
    throw new CdsProblem('unauthorized', {
      detail: 'insights need the bearer token of their role',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

function dayOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 2026-02-31 would otherwise be read as 3 March by some engines
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) {
    throw invalid(name, `${name} must be a day such as 2026-11-21`);
  }
  return at;
}

function invalid(name: string, detail: string): CdsProblem {
  return new CdsProblem('invalid-request', { detail, expression: name });
}
