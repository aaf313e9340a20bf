// Dates as the pages print them: those of the cards, unambiguous on both sides of the Atlantic, the same in every browser.

/** `2026-11-02T08:00:00+01:00` → `2026-11-02`: the day as the chart states it; partial dates stay partial. */
export function day(iso: string | undefined): string {
  return /^\d{4}(?:-\d\d(?:-\d\d)?)?/.exec(iso ?? '')?.[0] ?? 'no date';
}

/** `2026-11-02T08:05:09.123Z` → `2026-11-02 08:05 UTC`. */
export function moment(iso: string): string {
  return `${day(iso)} ${iso.slice(11, 16)} UTC`;
}
