// A token's id is used once, whichever replica sees it first.

import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { digest } from './text.ts';

/**
 * True for exactly one of all callers with this issuer and jti. Rejects when the database cannot say: the caller
 * must then refuse the token.
 *
 * @param expiresAt milliseconds since 1970 after which the token is refused anyway, clock tolerance included
 */
export async function claimNonce(db: Kysely<Tables>, issuer: string, jti: string, expiresAt: number): Promise<boolean> {
  const inserted = await db
    .insertInto('replay_nonce')
    .values({ id: digest(issuer, jti), expires_at: Math.ceil(expiresAt) })
    .onConflict((c) => c.column('id').doNothing())
    .returning('id')
    .execute();
  return inserted.length === 1;
}
