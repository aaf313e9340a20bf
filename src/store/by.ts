// Rows that have something in common, together.

export type Several<T> = readonly [T, ...T[]];

/** In the order of each one's first row, and their rows in theirs. */
export function by<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, Several<T>> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
