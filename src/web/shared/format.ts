// Dates as the pages print them, the same in every browser; numbers and units come from the cards' own formats.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-02T08:00:00+01:00` → `2 Nov 2026`: the day as the chart states it; partial dates stay partial. */
export function day(iso: string | undefined): string {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso ?? '');
  if (!match) return 'no date';
  const [, year, month, dayOfMonth] = match;
  return [dayOfMonth && String(Number(dayOfMonth)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}
