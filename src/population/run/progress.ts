// How far a run is, on one line of the terminal: a bar, rate, share, time left.

/** What was done since it was last told. */
export interface Done {
  /** Of the total. */
  readonly work?: number;
  readonly bytes?: number;
  readonly lines?: number;
  readonly patients?: number;
}

export interface ProgressLine {
  /** @param total what 100 % are, as `work` is counted */
  phase(name: string, unit: 'bytes' | 'patients', total: number): void;
  add(done: Done): void;
  end(): void;
}

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** A terminal's line is written over; elsewhere a line now and then. */
  readonly terminal: boolean;
  /** Monotonic milliseconds. */
  readonly timer: () => number;
}

/** Characters. */
const BAR = 20;
const EVERY_MS = { terminal: 250, file: 10_000 } as const;

export function createProgress({ write, terminal, timer }: ProgressOptions): ProgressLine {
  let name = '';
  let unit: 'bytes' | 'patients' = 'bytes';
  let total = 0;
  let begun = 0;
  let shownAt = 0;
  let done = { work: 0, bytes: 0, lines: 0, patients: 0 };

  function show(last: boolean): void {
    const seconds = Math.max(0.001, (timer() - begun) / 1000);
    const rate =
      unit === 'bytes'
        ? `${amount(done.lines / seconds)} lines/s, ${(done.bytes / 1e6 / seconds).toFixed(0)} MB/s`
        : `${amount(done.patients / seconds)} patients/s`;
    const share = total > 0 ? Math.min(1, done.work / total) : 0;
    const bar = terminal ? ` [${'='.repeat(Math.floor(BAR * share)).padEnd(BAR)}]` : '';
    const left = done.work > 0 && !last ? `, ${time(leftOf(seconds))} left` : `, ${time(seconds)}`;
    const what =
      unit === 'bytes'
        ? `${amount(done.lines)} lines, ${amount(done.bytes / 1e6)} MB`
        : `${amount(done.patients)} patients`;
    write(
      `${terminal ? '\r\u001b[2K' : ''}${name}${last ? '' : `${bar} ${Math.floor(100 * share)} %`}: ${what}, ${rate}${left}${terminal && !last ? '' : '\n'}`,
    );
  }

  function leftOf(seconds: number): number {
    return Math.max(0, (seconds * (total - done.work)) / done.work);
  }

  return {
    phase(next, u, all) {
      if (name !== '') show(true);
      [name, unit, total] = [next, u, all];
      done = { work: 0, bytes: 0, lines: 0, patients: 0 };
      begun = shownAt = timer();
    },
    add({ work = 0, bytes = 0, lines = 0, patients = 0 }) {
      done.work += work;
      done.bytes += bytes;
      done.lines += lines;
      done.patients += patients;
      if (timer() - shownAt < (terminal ? EVERY_MS.terminal : EVERY_MS.file)) return;
      shownAt = timer();
      show(false);
    },
    end() {
      if (name !== '') show(true);
      name = '';
    },
  };
}

function amount(n: number): string {
  return n >= 10_000_000 ? `${(n / 1e6).toFixed(0)} M` : n >= 10_000 ? `${(n / 1e3).toFixed(0)} k` : n.toFixed(0);
}

function time(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(0)} s`;
  return seconds < 6_000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
