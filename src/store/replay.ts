// Replay protection in the database: a token's id is used once, whichever replica sees it first.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { ReplayGuard } from '../contracts/ports.ts';
import { digest } from './text.ts';

/**
 * `claim` answers true for exactly one of all callers with this issuer and jti, and on record before it says so: neither
 * another replica nor this one after a crash lets the token in again. It rejects when the database cannot say: the
 * caller must then refuse the token.
 */
export function createReplay(db: Kysely<Tables>): ReplayGuard {
  // compiled once: with tokens on, every call asks
  const insert = sql`insert into replay_nonce (id, expires_at) values (${''}, ${0}) on conflict do nothing`.compile(db);
  return {
    async claim(issuer, jti, expiresAt) {
      const parameters = [digest(issuer, jti), Math.ceil(expiresAt)];
      const { numAffectedRows } = await db.executeQuery({ ...insert, parameters });
      return numAffectedRows === 1n;
    },
  };
}
