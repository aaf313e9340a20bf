// The replay guard of replicas that share a store, and what becomes of calls while the store does not answer.
import type { ReplayGuard } from '../contracts/ports.ts';
import type { Log } from '../ops/log.ts';
import { within } from '../ops/within.ts';

export interface ReplayGuardOptions {
  /** All replicas'. */
  readonly shared: ReplayGuard;
  /** This replica's own. */
  readonly own: ReplayGuard;
  /** `memory`: this replica's own memory decides alone; `refuse`: nobody is let in. */
  readonly onStoreFailure: 'memory' | 'refuse';
  /** How long a call waits for the store. */
  readonly withinMs: number;
  /** So long the store is left alone after a failure; then one call asks. */
  readonly pauseMs: number;
  /** Milliseconds that only ever run. */
  readonly timer: () => number;
  readonly log: Pick<Log, 'write'>;
  /** A token was let in by this replica's memory alone. */
  readonly alone: () => void;
}

/** Its claims throw when nobody can say whether the token is new. */
export function createReplayGuard(options: ReplayGuardOptions): ReplayGuard {
  const { own, onStoreFailure, log, alone } = options;
  const ask = createPatientQuestion(options);
  if (onStoreFailure === 'refuse') {
    return {
      async claim(...token) {
        const first = await ask(...token);
        if (first === undefined) throw new Error('the store does not say');
        return first;
      },
    };
  }
  let full = false;
  return {
    async claim(...token) {
      // remembered here even while the store answers: it may fall silent before the copy comes
      const firstHere = await own.claim(...token).catch(() => undefined);
      if (firstHere === false) return false;
      const first = await ask(...token);
      if (first !== undefined) return first;
      if (firstHere === undefined) {
        if (!full) log.write('error', 'token ids exceed memory', { reason: 'calls are refused until some expire' });
        full = true;
        throw new Error('neither the store nor memory can say');
      }
      full = false;
      alone();
      return true;
    },
  };
}

type Question = (...token: Parameters<ReplayGuard['claim']>) => Promise<boolean | undefined>;

/** Undefined when the store did not say in time, or is left alone. */
function createPatientQuestion(options: ReplayGuardOptions): Question {
  const { shared, onStoreFailure, withinMs, pauseMs, timer, log } = options;
  let away = false;
  let asking = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  function note(answered: boolean): void {
    if (!answered) pausedUntil = timer() + pauseMs;
    if (answered !== away) return;
    away = !answered;
    if (!away) log.write('info', 'token ids shared again', {});
    else if (onStoreFailure === 'memory')
      log.write('error', 'token ids not shared', { reason: 'the store does not answer; this replica remembers alone' });
    else log.write('error', 'token ids not claimed', { reason: 'the store does not answer; calls are refused' });
  }

  return async (...token) => {
    // while it is away one call at a time asks
    if (away && (asking || timer() < pausedUntil)) return undefined;
    asking = true;
    try {
      const first = await within(withinMs, shared.claim(...token));
      note(first !== undefined);
      return first;
    } finally {
      asking = false;
    }
  };
}
