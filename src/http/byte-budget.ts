// The bytes of bodies held at one time, of all calls together.
import { CdsProblem } from '../contracts/problems.ts';

/** One call's part of the budget. */
export interface HeldBytes {
  /** False when that many are not to be had; what is held already stays held. */
  take(bytes: number): boolean;
  /** Gives back all that was taken. */
  release(): void;
}

/** @param most of all calls together */
export function createByteBudget(most: number): () => HeldBytes {
  let all = 0;
  return () => {
    let mine = 0;
    return {
      take(bytes) {
        if (all + bytes > most) return false;
        all += bytes;
        mine += bytes;
        return true;
      },
      release() {
        all -= mine;
        mine = 0;
      },
    };
  };
}

export function tooMuchHeld(): CdsProblem {
  return new CdsProblem('overloaded', { detail: 'too much is being sent at the moment' });
}
