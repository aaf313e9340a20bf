// Circuit breaker: one client's calls leave a FHIR server alone for a while, judged by how many patients' last calls failed.
// A circuit breaker of a library counts requests, and a single call of seven queries would open it for everybody.

export interface BreakerOptions {
  /** Share of the patients asked for whose last call failed, 0 to 1, from which the server is left alone. */
  readonly failureRate: number;
  /** Calls older than this do not count. */
  readonly windowMs: number;
  /** Fewer failing patients than this never open it: one chart may be what the server chokes on. */
  readonly minimumPatients: number;
  /** So long the server is left alone; then one call tries it. */
  readonly pauseMs: number;
}

export interface Circuit {
  /** Asked once a call, before its first query; undefined when the server is left alone. */
  admit(patient: string): CallInCircuit | undefined;
}

export interface CallInCircuit {
  /** Told after each query; one that found the server unwell makes a failure of the whole call. */
  answered(unwell: boolean): void;
}

/** The newest say enough. */
const MOST_PATIENTS = 1_000;

interface Outcome {
  readonly at: number;
  readonly failed: boolean;
}

/** @param timer milliseconds that only ever run */
export function createCircuit(options: BreakerOptions, timer: () => number): Circuit {
  const { failureRate, windowMs, minimumPatients, pauseMs } = options;
  // in the order of their last outcome
  const patients = new Map<string, Outcome>();
  let openUntil: number | undefined;
  let probe: CallInCircuit | undefined;

  function note(patient: string, failed: boolean): void {
    const now = timer();
    patients.delete(patient);
    patients.set(patient, { at: now, failed });
    for (const [oldest, { at }] of patients) {
      if (patients.size <= MOST_PATIENTS && now - at <= windowMs) break;
      patients.delete(oldest);
    }
    if (!failed || openUntil !== undefined) return;
    const failing = [...patients.values()].filter((outcome) => outcome.failed).length;
    if (failing >= minimumPatients && failing >= failureRate * patients.size) open(now);
  }

  function open(now: number): void {
    openUntil = now + pauseMs;
    probe = undefined;
    patients.clear();
  }

  function inCircuit(patient: string): CallInCircuit {
    let failed = false;
    const call: CallInCircuit = {
      answered(unwell) {
        if (failed) return;
        failed = unwell;
        if (probe !== call) {
          note(patient, unwell);
        } else if (unwell) {
          open(timer());
        } else {
          openUntil = undefined;
          probe = undefined;
          patients.clear();
        }
      },
    };
    return call;
  }

  return {
    admit(patient) {
      const now = timer();
      if (openUntil === undefined) return inCircuit(patient);
      if (now < openUntil) return undefined;
      // a probe that never hears of the server makes room for the next
      openUntil = now + pauseMs;
      probe = inCircuit(patient);
      return probe;
    },
  };
}

/** What was never used for longest goes first. */
const MOST_CIRCUITS = 1_000;

/** One circuit for each server and client: what one client meets says nothing of another's tokens, rights and patients. */
export function createCircuits(
  options: BreakerOptions,
  timer: () => number,
): (baseUrl: string, client: string) => Circuit {
  const circuits = new Map<string, Circuit>();
  return (baseUrl, client) => {
    const key = `${baseUrl} ${client}`;
    const circuit = circuits.get(key) ?? createCircuit(options, timer);
    circuits.delete(key);
    circuits.set(key, circuit);
    for (const oldest of circuits.keys()) if (circuits.size > MOST_CIRCUITS) circuits.delete(oldest);
    return circuit;
  };
}
