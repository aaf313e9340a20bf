// Labels that don't collide: those of marks in rows above the picture, those of lines pushed apart beside it.

export interface Placed {
  readonly row: number;
  readonly x: number;
  readonly anchor: 'start' | 'end';
}

/** Of 12 px text, on average; a little more than it takes. */
const CHARACTER = 6.7;
const BESIDE = 5;
const GAP = 8;

/**
 * Gives each label the first row in which it touches no other.
 *
 * @param labels their places on the x axis in px, from left to right, and their texts
 * @param right where the picture ends; a label that would go over it stands to the left of its mark
 */
export function placeLabels(
  labels: readonly { readonly x: number; readonly text: string }[],
  right: number,
): readonly Placed[] {
  const rows: (readonly [number, number])[][] = [];
  return labels.map(({ x, text }) => {
    const width = text.length * CHARACTER;
    const fits = x + BESIDE + width <= right;
    const [from, to] = fits ? [x + BESIDE, x + BESIDE + width] : [x - BESIDE - width, x - BESIDE];
    const isFree = (row: (readonly [number, number])[]): boolean =>
      row.every(([a, b]) => to + GAP <= a || from >= b + GAP);
    const found = rows.findIndex(isFree);
    const row = found < 0 ? rows.length : found;
    rows[row] = [...(rows[row] ?? []), [from, to]];
    return { row, x: fits ? from : to, anchor: fits ? 'start' : 'end' };
  });
}

/**
 * Moves positions apart to at least `gap`, each as little as may be, in the order they have.
 *
 * @example
 * spread([10, 12], 10) //=> [6, 16]
 */
export function spread(positions: readonly number[], gap: number): readonly number[] {
  const order = positions.map((at, i) => ({ at, i })).toSorted((a, b) => a.at - b.at);
  // groups of labels that push each other stand centred on where they wanted to be
  const groups: { wanted: number; size: number }[] = [];
  for (const { at } of order) {
    groups.push({ wanted: at, size: 1 });
    for (let last = groups.at(-1), before = groups.at(-2); last && before;) {
      const reach = ((last.size + before.size) * gap) / 2;
      if (last.wanted - before.wanted >= reach) break;
      const size = last.size + before.size;
      const wanted = (last.wanted * last.size + before.wanted * before.size) / size;
      groups.splice(-2, 2, { wanted, size });
      [last, before] = [groups.at(-1), groups.at(-2)];
    }
  }
  const placed = groups.flatMap(({ wanted, size }) =>
    Array.from({ length: size }, (_, k) => wanted + (k - (size - 1) / 2) * gap),
  );
  const result = [...positions];
  for (const [k, { i }] of order.entries()) result[i] = placed[k] ?? 0;
  return result;
}
