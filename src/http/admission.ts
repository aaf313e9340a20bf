// Load shedding: a call that could not be answered soon is told so at once, and those taken are answered as ever.

export interface Admission {
  /** Takes a call; returns false when it is not to be taken. Whoever was taken leaves. */
  enter(): boolean;
  leave(): void;
  /** Told every few milliseconds for how long what has arrived waits before anybody looks at it, milliseconds. */
  turned(lateMs: number): void;
}

export interface AdmissionOptions {
  readonly mostInFlight: number;
  /** When that is longer than this, fewer calls are taken at a time. */
  readonly mostDelayMs: number;
}

/** Enough to keep the processor busy from turn to turn. */
const FEW = 32;
/** A late turn takes a share of the calls, a timely one gives some back: as TCP finds out what a line carries. */
const KEPT = 0.7;
const GIVEN_BACK = 4;

export function createAdmission({ mostInFlight, mostDelayMs }: AdmissionOptions): Admission {
  const fewest = Math.min(FEW, mostInFlight);
  let limit = mostInFlight;
  let inFlight = 0;
  return {
    enter() {
      if (inFlight >= limit) return false;
      inFlight++;
      return true;
    },
    leave: () => void inFlight--,
    turned(lateMs) {
      limit =
        lateMs > mostDelayMs ? Math.max(fewest, Math.floor(limit * KEPT)) : Math.min(mostInFlight, limit + GIVEN_BACK);
    },
  };
}
