// Suppression, "not twice": keeps which keyed hashes of patient, rule and inputs a clinician has accepted or overridden.

import type { Transaction } from 'kysely';
import type { Tables } from './schema.ts';
import { chunks } from './text.ts';

export interface SuppressedKey {
  readonly memoryKey: string | null;
  /** When, milliseconds since 1970. */
  readonly at: number;
}

/** Puts keys into memory; in order, because two replicas may put the same ones. */
export async function remember(trx: Transaction<Tables>, keys: readonly SuppressedKey[]): Promise<void> {
  const latest = new Map<string, number>();
  for (const { memoryKey, at } of keys) {
    if (memoryKey !== null) latest.set(memoryKey, Math.max(Math.trunc(at), latest.get(memoryKey) ?? 0));
  }
  const rows = [...latest]
    .map(([memory_key, settled_at]) => ({ memory_key, settled_at }))
    .sort((a, b) => (a.memory_key < b.memory_key ? -1 : 1));
  for (const part of chunks(rows)) {
    await trx
      .insertInto('settled')
      .values(part)
      .onConflict((c) => c.column('memory_key').doUpdateSet((eb) => ({ settled_at: eb.ref('excluded.settled_at') })))
      .execute();
  }
}
