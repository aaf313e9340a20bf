// Replay protection in memory: used token ids of this process, until they expire.
import { createHash } from 'node:crypto';
import type { ReplayGuard } from '../contracts/ports.ts';

export interface ReplayCacheOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds that only ever run: a wall clock that jumps must not make a used token new. */
  readonly timer: () => number;
  /** When so many unexpired ids are held, claims throw: refusing is safer than forgetting. */
  readonly mostEntries?: number;
}

const SLOT_MS = 10_000;

export function createReplayCache({ clock, timer, mostEntries = 200_000 }: ReplayCacheOptions): ReplayGuard {
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
      const now = timer();
      sweep(now);
      const id = createHash('sha256')
        .update(JSON.stringify([issuer, jti]))
        .digest('base64url');
      const known = taken.get(id);
      if (known !== undefined && known > now) return false;
      if (taken.size >= mostEntries) throw new Error(`more than ${mostEntries} unexpired token ids`);
      const until = now + expiresAtMs - clock();
      taken.set(id, until);
      const slot = Math.floor(until / SLOT_MS);
      const ids = slots.get(slot);
      if (ids) ids.push(id);
      else slots.set(slot, [id]);
      return true;
    },
  };
}
