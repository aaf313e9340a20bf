// Micro-batching: calls that arrived together take each step together. The code and data of a step are then still in the
// processor's caches for the second and every further call.

/**
 * A promise for the next turn of the event loop, the same one for everybody who waits in this turn.
 *
 * @param nextTurn runs a function once the input and output of this turn are done, as `setImmediate` does
 */
export function createMicroBatching(nextTurn: (run: () => void) => void): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  return () =>
    (waiting ??= new Promise((resolve) => {
      nextTurn(() => {
        waiting = undefined;
        resolve();
      });
    }));
}
