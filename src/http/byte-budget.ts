// The bytes of bodies held at one time, of all calls together, and of those of one caller.
import { CdsProblem } from '../contracts/problems.ts';
import { createTally } from './tally.ts';

/** One call's part of the budget. */
export interface HeldBytes {
  /** False when that many are not to be had; what is held already stays held. */
  take(bytes: number): boolean;
  /** Gives back all that was taken. */
  release(): void;
}

/**
 * @param most of all calls together
 * @param mostOfOne of the calls of one caller, so that there is room for others
 */
export function createByteBudget(most: number, mostOfOne = most): (party: string) => HeldBytes {
  const parties = createTally();
  let all = 0;
  return (party) => {
    let mine = 0;
    return {
      take(bytes) {
        if (all + bytes > most || parties.of(party) + bytes > mostOfOne) return false;
        all += bytes;
        mine += bytes;
        parties.add(party, bytes);
        return true;
      },
      release() {
        all -= mine;
        parties.add(party, -mine);
        mine = 0;
      },
    };
  };
}

export function tooMuchHeld(): CdsProblem {
  return new CdsProblem('overloaded', { detail: 'too much is being sent at the moment' });
}
