// Graceful shutdown on a signal; at once on the second. SIGHUP reads the configuration again where there is one to read.

/** Every signal that by default ends a process; the last two when a terminal closes, or its user presses Ctrl-\\. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

export interface ShutdownOptions {
  /** Ends the service; resolves when nothing is in flight. */
  readonly close: (signal: string) => Promise<void>;
  /** What SIGHUP does instead; without it, it ends the service like the others. */
  readonly reload?: (() => unknown) | undefined;
  readonly exit: (code: number) => void;
  readonly on: (signal: (typeof SIGNALS)[number], listener: (signal: string) => void) => void;
}

/** Installs the signal handlers. */
export function installShutdown({ close, reload, exit, on }: ShutdownOptions): void {
  let asked = false;
  const end = (signal: string): void => {
    if (asked) {
      exit(1);
      return;
    }
    asked = true;
    close(signal).then(
      () => exit(0),
      () => exit(1),
    );
  };
  for (const signal of SIGNALS) on(signal, signal === 'SIGHUP' && reload ? () => void reload() : end);
}
