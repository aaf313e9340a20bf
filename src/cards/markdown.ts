// GitHub-flavoured Markdown without raw HTML: text from a record shows as text, whatever it contains.

/** Everything that could start markup, a link or an entity. */
const SPECIAL = /[\\`*_{}[\]()#+!|<>&~:@]/g;
const LINE_BREAKS = /[\r\n\u2028\u2029\t]+/g;
/** Control, format and half characters can hide or reorder what a reader sees. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
/** What makes a list, a rule or a heading of a line when it begins one, and the links made without any sign. */
const LINE_START = /^(?:[-=]|\d+(?=[.)](?:\s|$)))/;
const BARE_LINK = /\bwww(?=\.)/gi;

/** A plain value, as nearly every cell of a table is: nothing in it could be escaped. */
const VALUE = /^\d+(?:\.\d+)? (?:[A-Za-zµ]+(?:\/[A-Za-zµ]+)*|mL\/min\/1\.73 m²)$/;

/** Text from a FHIR resource as inert Markdown, on one line and no longer than `max` characters. */
export function escapeText(text: string, max = 120): string {
  if (VALUE.test(text) && text.length <= max) return text;
  const line = text.replace(LINE_BREAKS, ' ').replace(INVISIBLE, '').trim();
  const short = line.length > max ? `${line.slice(0, max - 1).replace(INVISIBLE, '')}…` : line;
  return short
    .replace(SPECIAL, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : `\\${c}`))
    .replace(LINE_START, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(BARE_LINK, '$&\\');
}

/** A table; our own cells may hold Markdown, but no pipe and no line break. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((c) => c.replace(LINE_BREAKS, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Blocks apart by a blank line: the one break that every Markdown reader keeps. */
export function blocks(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((p) => typeof p === 'string' && p !== '').join('\n\n');
}

export function bullets(lines: readonly string[]): string {
  return lines.flatMap((l) => (l === '' ? [] : [`- ${l}`])).join('\n');
}
