// Where in a sorted list something begins to hold.

/**
 * Index of the first item that a test holds for; the length of the list if it holds for none.
 *
 * @param items in an order in which the test, once it holds, holds for all that follow
 */
export function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && !holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
