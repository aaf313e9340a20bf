// Lazy loading: parts whose packages take longer to load than a first hook call may wait.

export interface OnDemand<T> {
  /** The part, once it is there. */
  readonly ready: T | undefined;
  /** Loads it once; what failed is tried again the next time. */
  load(): Promise<T>;
}

export function onDemand<T>(load: () => Promise<T>): OnDemand<T> {
  let ready: T | undefined;
  let loading: Promise<T> | undefined;
  return {
    get ready() {
      return ready;
    },
    load: () =>
      (loading ??= load().then(
        (part) => (ready = part),
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      )),
  };
}
