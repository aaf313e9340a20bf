// Demands the configured bearer token, compared in a time that tells nothing about either.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CdsProblem } from '../contracts/problems.ts';

/** @param detail what needs it, for the caller @throws CdsProblem `unauthorized` */
export function demandBearer({ headers }: IncomingMessage, token: string, detail: string): void {
  if (timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))) return;
  throw new CdsProblem('unauthorized', { detail, headers: { 'WWW-Authenticate': 'Bearer' } });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
