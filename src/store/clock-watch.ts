// Tells whether the wall clock still runs with the monotonic one: what is deleted by age cannot be brought back.

export interface ClockWatch {
  /** The time by the wall clock, milliseconds since 1970; undefined while it has moved by itself. */
  trusted(): number | undefined;
}

export interface Clocks {
  /** Milliseconds since 1970; somebody may set it. */
  readonly clock: () => number;
  /** Milliseconds since some start; only ever runs. */
  readonly timer: () => number;
}

/** More than any clock is slewed by within a minute, less than a token's life. */
const TOLERANCE_MS = 2_000;
/** So long a new time must hold before it is believed; a restart believes it at once. */
const SETTLED_AFTER_MS = 24 * 3_600_000;

interface Reading {
  readonly wall: number;
  readonly steady: number;
}

export function createClockWatch({ clock, timer }: Clocks): ClockWatch {
  const read = (): Reading => ({ wall: clock(), steady: timer() });
  const apart = (a: Reading, b: Reading): number => Math.abs(b.wall - a.wall - (b.steady - a.steady));
  let believed = read();
  let moved: { readonly first: Reading; last: Reading } | undefined;
  return {
    trusted() {
      const now = read();
      if (apart(believed, now) <= TOLERANCE_MS) {
        believed = now;
        moved = undefined;
        return now.wall;
      }
      if (!moved || apart(moved.last, now) > TOLERANCE_MS) moved = { first: now, last: now };
      moved.last = now;
      if (now.steady - moved.first.steady < SETTLED_AFTER_MS) return undefined;
      believed = now;
      moved = undefined;
      return now.wall;
    },
  };
}
