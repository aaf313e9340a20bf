// Counts opened links of cards: by the query of a page, or by what a page that an EHR launched was handed on.
import type { IncomingMessage } from 'node:http';
import { Router, type Request } from 'express';
import type { RateLimit } from './rate-limit.ts';

/** Pages that cards lead to. */
export type CountedLink = 'basis' | 'trend';

export interface LinkCountsDeps {
  /** Keeps it; returns at once, never throws. */
  readonly record: (card: string, link: CountedLink) => void;
  readonly clock: () => number;
  readonly addressOf: (req: IncomingMessage) => string;
  /** How much is looked up, by address; what is more is not counted. */
  readonly limit: RateLimit;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `?card=…` of a page counts as that link of the card; whatever else stands there is left alone. Never rejects. */
export async function countOpened(
  request: Request,
  card: unknown,
  link: CountedLink,
  deps: LinkCountsDeps,
): Promise<void> {
  if (typeof card !== 'string' || !UUID.test(card)) return;
  const wait = await deps.limit.take(deps.addressOf(request), deps.clock());
  if (wait === 0) deps.record(card, link);
}

/** `POST /opened/trend/:card`, of the trend page when an EHR has launched it from a card; always 204. */
export function linkCountRoutes(deps: LinkCountsDeps): Router {
  const router = Router();
  router.post('/opened/trend/:card', async (request, response) => {
    await countOpened(request, request.params.card, 'trend', deps);
    response.status(204).end();
  });
  return router;
}
