// JSON answers: headers that keep them safe in a browser, and every problem as an OperationOutcome.
import type { ServerResponse } from 'node:http';
import { toOperationOutcome, type CdsProblem } from '../contracts/problems.ts';

export interface ReplyTo {
  readonly requestId: string;
  /** The value of Access-Control-Allow-Origin, when the caller is a page that may read the answer. */
  readonly allowOrigin?: string | undefined;
}

/** Sends text that is JSON already. */
export function sendJson(
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
  res.end(json);
}

/** @source https://cds-hooks.hl7.org/#returning-operationoutcome */
export function sendProblem(res: ServerResponse, problem: CdsProblem, to: ReplyTo): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const json = JSON.stringify(toOperationOutcome(problem, to.requestId));
  sendJson(res, problem.status, json, to, {
    ...problem.details.headers,
    'content-type': 'application/fhir+json; charset=utf-8',
  });
}
