// Load shedding: a call that could not be answered soon is told so at once, and those taken are answered as ever.
import { createTally } from './tally.ts';

export interface Admission {
  /** Takes a call; returns false when it is not to be taken. Whoever was taken leaves. */
  enter(): boolean;
  /** Once it is known whose it is: false when this caller has his share of the calls already. */
  share(party: string): boolean;
  /** @param party where it was counted as a share of this caller's */
  leave(party?: string): void;
  /** Told every few milliseconds for how long what has arrived waits before anybody looks at it, milliseconds. */
  turned(lateMs: number): void;
}

export interface AdmissionOptions {
  readonly mostInFlight: number;
  /** How much of what is taken one caller may have, 0 to 1, so that there is room for others. */
  readonly shareOfOne?: number;
  /** When that is longer than this, fewer calls are taken at a time. */
  readonly mostDelayMs: number;
}

/** Enough to keep the processor busy from turn to turn. */
const FEW = 32;
/** A late turn takes a share of the calls, a timely one gives some back: as TCP finds out what a line carries. */
const KEPT = 0.7;
const GIVEN_BACK = 4;

export function createAdmission({ mostInFlight, shareOfOne = 1, mostDelayMs }: AdmissionOptions): Admission {
  const fewest = Math.min(FEW, mostInFlight);
  let limit = mostInFlight;
  let inFlight = 0;
  const parties = createTally();
  return {
    enter() {
      if (inFlight >= limit) return false;
      inFlight++;
      return true;
    },
    share(party) {
      if (parties.of(party) >= Math.ceil(limit * shareOfOne)) return false;
      parties.add(party, 1);
      return true;
    },
    leave(party) {
      inFlight--;
      if (party !== undefined) parties.add(party, -1);
    },
    turned(lateMs) {
      limit =
        lateMs > mostDelayMs ? Math.max(fewest, Math.floor(limit * KEPT)) : Math.min(mostInFlight, limit + GIVEN_BACK);
    },
  };
}
