// Turns: calls that have arrived take each step together, for the code and data of a step are then still in the
// processor's caches; and no turn of the event loop takes longer than is bearable for whoever else wants an answer.

export interface Turns {
  /** Resolves when the caller may take its next step: together with the others, in the order of asking. */
  next(): Promise<void>;
  /** For how many milliseconds the first in the line has waited. */
  waitingMs(): number;
}

export interface TurnsOptions {
  /** Runs a function once the input and output of this turn are done, as `setImmediate` does. */
  readonly nextTurn: (run: () => void) => void;
  /** Milliseconds that only ever run. */
  readonly timer: () => number;
  /** Whoever has not begun a step when a turn is this old waits for the next one, milliseconds. */
  readonly mostMs: number;
}

interface Waiting {
  readonly go: () => void;
  readonly since: number;
}

export function createTurns({ nextTurn, timer, mostMs }: TurnsOptions): Turns {
  let line: Waiting[] = [];
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || line.length === 0) return;
    isPlanned = true;
    nextTurn(turn);
  }

  function turn(): void {
    isPlanned = false;
    const group = line;
    line = [];
    const until = timer() + mostMs;
    let begun = 0;
    const step = (): void => {
      if (begun === group.length || (begun > 0 && timer() >= until)) {
        line = group.slice(begun).concat(line);
        plan();
        return;
      }
      group[begun++]?.go();
      // what it does until it waits again is done when the next microtask comes
      queueMicrotask(step);
    };
    step();
  }

  return {
    next: () =>
      new Promise((go) => {
        line.push({ go, since: timer() });
        plan();
      }),
    waitingMs: () => (line[0] ? timer() - line[0].since : 0),
  };
}
