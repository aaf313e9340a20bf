// Counts by name that add up: what one file, one part of the patients or one shard counted is summed with the others'.

/** How often, by name. */
export type Counts = Record<string, number>;

export function count(counts: Counts, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by;
}

/** @returns the sum, names in order, so that the same counts are the same text whatever came first */
export function sumOf(parts: readonly Readonly<Counts>[]): Counts {
  const sum: Counts = {};
  for (const part of parts) for (const [name, n] of Object.entries(part)) count(sum, name, n);
  return Object.fromEntries(Object.entries(sum).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Counts under a prefix, the most frequent first; parts of the name behind it. */
export function under(counts: Readonly<Counts>, prefix: string): readonly (readonly [string, number])[] {
  return Object.entries(counts)
    .filter(([name]) => name.startsWith(`${prefix}|`))
    .map(([name, n]) => [name.slice(prefix.length + 1), n] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
