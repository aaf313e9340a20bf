// The body of a call as it was copied from a terminal.

export function isCurl(text: string): boolean {
  return /^\s*(?:\$\s+)?curl\b/.test(text);
}

/** @returns the body of a curl command: of `-d`, `--data…`, or a here-document; undefined when it has none */
export function bodyOfCurl(text: string): string | undefined {
  const here = /<<-?\s*(['"]?)(\w+)\1[^\n]*\n([\s\S]*?)\n\2\s*$/.exec(text);
  if (here) return here[3];
  const quoted =
    /\s(?:-d|--data(?:-raw|-binary|-ascii)?)[\s=]+(?:\$?'((?:[^']|'\\'')*)'|"((?:\\[\s\S]|[^"\\])*)")/.exec(text);
  if (quoted?.[1] !== undefined) return quoted[1].replaceAll(String.raw`'\''`, "'");
  return quoted?.[2]?.replace(/\\(["\\$`])/g, '$1');
}
