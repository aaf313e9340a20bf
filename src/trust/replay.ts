// Remembers used token ids in this process until they expire: the replay guard of a single replica.
import type { ReplayGuard } from '../contracts/ports.ts';

const SLOT_MS = 10_000;

/**
 * @param clock milliseconds since 1970
 * @param maxEntries when so many unexpired ids are held, claims throw: refusing is safer than forgetting
 */
export function createReplayCache(clock: () => number, maxEntries = 500_000): ReplayGuard {
  const taken = new Map<string, number>();
  const slots = new Map<number, string[]>();
  let sweptSlot = 0;

  function sweep(now: number): void {
    const current = Math.floor(now / SLOT_MS);
    if (current === sweptSlot) return;
    sweptSlot = current;
    for (const [slot, ids] of slots) {
      if (slot >= current) continue;
      // an id may have been taken anew after it expired
      for (const id of ids) if ((taken.get(id) ?? 0) <= now) taken.delete(id);
      slots.delete(slot);
    }
  }

  return {
    async claim(issuer, jti, expiresAtMs) {
      const now = clock();
      sweep(now);
      const id = JSON.stringify([issuer, jti]);
      const until = taken.get(id);
      if (until !== undefined && until > now) return false;
      if (taken.size >= maxEntries) throw new Error(`more than ${maxEntries} unexpired token ids`);
      taken.set(id, expiresAtMs);
      const slot = Math.floor(expiresAtMs / SLOT_MS);
      const ids = slots.get(slot);
      if (ids) ids.push(id);
      else slots.set(slot, [id]);
      return true;
    },
  };
}
