// Numbers and dates as the pages print them, the same everywhere and in every browser.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-02T08:00:00+01:00` → `2 Nov 2026`: the day as the chart states it; partial dates stay partial. */
export function day(iso: string | undefined): string {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(iso ?? '');
  if (!match) return 'no date';
  const [, year, month, dayOfMonth] = match;
  return [dayOfMonth && String(Number(dayOfMonth)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
}

/** A number with as many digits as it deserves: `3.5`, `44.6`, `118`, `0.92`. */
export function number(value: number, digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2): string {
  return String(Number(value.toFixed(digits)));
}

/** UCUM as people write it: `mL/min/{1.73_m2}` → `mL/min/1.73 m²`. */
export function unit(ucum: string | undefined): string {
  return (ucum ?? '')
    .replace('{1.73_m2}', '1.73 m²')
    .replace(/^ug/, 'µg')
    .replace('/(24.h)', '/24 h')
    .replace('{creat}', ' creatinine')
    .replace('10*9', '10⁹')
    .replace(/^\[pH\]$/, '');
}
