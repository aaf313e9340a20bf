// A refused token, 401: the caller learns nothing else, the operator's log learns why.
import { CdsProblem } from '../contracts/problems.ts';
import type { LogFields } from '../ops/log.ts';

export type RefusalReason =
  | 'no-token'
  | 'malformed'
  | 'typ'
  | 'crit'
  | 'algorithm'
  | 'kid'
  | 'issuer'
  | 'jku'
  | 'audience'
  | 'claim'
  | 'expired'
  | 'not-yet-valid'
  | 'lifetime'
  | 'tenant'
  | 'unknown-key'
  | 'keys-unreachable'
  | 'signature'
  | 'replayed';

/** What the operator may read: expectations from the configuration; of the token only iss, aud, kid, alg and times. */
export type RefusalFacts = Omit<LogFields, 'reason'>;

const DETAIL = 'This call could not be authenticated.';

/** Every refusal looks the same from outside. @source https://cds-hooks.hl7.org/#trusting-cds-clients */
export function refusal(reason: RefusalReason, facts: RefusalFacts = {}, cause?: unknown): CdsProblem {
  return new CdsProblem('unauthorized', {
    detail: DETAIL,
    headers: { 'WWW-Authenticate': 'Bearer' },
    log: { reason, ...facts },
    ...(cause !== undefined && { cause }),
  });
}

/** A value of an unverified token, short enough for a log line. */
export function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? JSON.stringify(value) : typeof value;
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Why a fetch failed, in a few words: our own message, or the code of the network's error. */
export function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return 'never fetched';
  const code = cause.cause instanceof Error && 'code' in cause.cause ? cause.cause.code : undefined;
  return brief(typeof code === 'string' ? `${cause.message} (${code})` : cause.message);
}
