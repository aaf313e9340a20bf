// A share with what chance leaves open.

/** Two-sided 95 %. */
export const Z = 1.959963984540054;

export interface Share {
  readonly of: number;
  readonly part: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval, 95 %. Never below 0 or above 1.
 *
 * @source Wilson EB. J Am Stat Assoc 1927;22:209-212
 */
export function wilson(part: number, of: number): Share {
  if (of === 0) return { of, part, share: NaN, low: 0, high: 1 };
  const p = part / of;
  const middle = (p + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  return { of, part, share: p, low: part === 0 ? 0 : middle - half, high: part === of ? 1 : middle + half };
}
