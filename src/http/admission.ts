// Load shedding: a call that could not be answered soon is told so at once, and those taken are answered as ever.

export interface Admission {
  /** Takes a call; returns false when it is not to be taken. Whoever was taken leaves. */
  enter(): boolean;
  leave(): void;
}

export interface AdmissionOptions {
  readonly mostInFlight: number;
  /** When the event loop is later than this, few calls are taken at a time. */
  readonly mostDelayMs: number;
  /** Milliseconds the event loop is late by. */
  readonly delay: () => number;
}

/** Enough to keep the processor busy from turn to turn; taken also when a single large chart has held up the loop. */
const FEW = 32;

export function createAdmission({ mostInFlight, mostDelayMs, delay }: AdmissionOptions): Admission {
  let inFlight = 0;
  return {
    enter() {
      if (inFlight >= mostInFlight || (inFlight >= FEW && delay() > mostDelayMs)) return false;
      inFlight++;
      return true;
    },
    leave: () => void inFlight--,
  };
}
