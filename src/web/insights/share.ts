// A part of a whole, as people say it.

/** `share(3, 12)` → `25 %`; nothing of nothing is a dash. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}
