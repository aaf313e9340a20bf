// JSON answers: headers that keep them safe in a browser, and every problem as an OperationOutcome.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toOperationOutcome, type CdsProblem } from '../contracts/problems.ts';

export interface ReplyTo {
  readonly requestId: string;
  /** The value of Access-Control-Allow-Origin, when the caller is a page that may read the answer. */
  readonly allowOrigin?: string | undefined;
}

/** Where Express has given the answer its id already. */
export function replyTo(res: ServerResponse): ReplyTo {
  return { requestId: String(res.getHeader('x-request-id')) };
}

/** Sends text that is JSON already. */
export function sendJson(...answer: Parameters<typeof writeHead>): void {
  writeHead(...answer);
  answer[0].end(answer[2]);
}

function writeHead(
  res: ServerResponse,
  status: number,
  json: string,
  to: ReplyTo,
  further?: Readonly<Record<string, string>>,
): void {
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-request-id': to.requestId,
  };
  if (to.allowOrigin !== undefined) {
    headers['access-control-allow-origin'] = to.allowOrigin;
    headers['access-control-expose-headers'] = 'x-request-id';
    headers['vary'] = 'Origin';
  }
  if (further) Object.assign(headers, further);
  res.writeHead(status, headers);
}

/** Of a small body the rest is read, and the connection goes on; a larger one is not worth it. */
const READ_ON_BYTES = 65_536;
/** So long what is still sent is thrown away, so that the answer reaches a caller who sends first and reads then. */
const LINGER_MS = 1_000;

/**
 * Whoever is refused in the middle of a body is told to come anew: nothing more of it is kept.
 *
 * @source https://cds-hooks.hl7.org/#returning-operationoutcome
 */
export function sendProblem(res: ServerResponse, problem: CdsProblem, to: ReplyTo): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const json = JSON.stringify(toOperationOutcome(problem, to.requestId));
  const { req } = res;
  const headers = {
    ...(problem.status === 503 && { 'retry-after': '1' }),
    ...problem.details.headers,
    'content-type': 'application/fhir+json; charset=utf-8',
  };
  if (req.complete || endsSoon(req)) {
    req.resume();
    sendJson(res, problem.status, json, to, headers);
    return;
  }
  writeHead(res, problem.status, json, to, { ...headers, connection: 'close' });
  res.write(json);
  const end = (): void => void res.end();
  const timer = setTimeout(end, LINGER_MS).unref();
  res.once('close', () => clearTimeout(timer));
  req.once('end', end).resume();
}

/** Is its body small enough to be read on, and thrown away? */
export function endsSoon({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return length === undefined ? headers['transfer-encoding'] === undefined : Number(length) <= READ_ON_BYTES;
}
