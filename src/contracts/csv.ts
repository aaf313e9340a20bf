// A field of a table as every spreadsheet reads it: text stays text.

/** RFC 4180; what a spreadsheet would take for a formula is made text. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
