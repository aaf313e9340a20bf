// FHIR searches as they are safe to send through whatever stands between this page and the FHIR server.

/**
 * Some servers refuse a bare `|`, a `#` would cut the search off, and proxies that tidy addresses make
 * `http://loinc.org` into `http:/loinc.org`, which finds nothing.
 *
 * @param search what stands after the `?`; what is escaped already stays as it is
 * @example
 * escapedSearch('code=http://loinc.org|1952-1') //=> 'code=http%3A%2F%2Floinc.org%7C1952-1'
 */
export function escapedSearch(search: string): string {
  return search.replaceAll('|', '%7C').replaceAll('#', '%23').replaceAll('://', '%3A%2F%2F').replaceAll('//', '%2F%2F');
}

/**
 * Where a page of results goes on, if that is at the same FHIR server: only there may the access token go.
 *
 * @param link as the server wrote it, absolute or relative
 * @param base of the FHIR server
 */
export function nextAddress(link: string, base: string): string | undefined {
  const root = `${base.replace(/\/+$/, '')}/`;
  if (!URL.canParse(link, root)) return undefined;
  const next = new URL(link, root);
  const at = new URL(root);
  if (next.origin !== at.origin || !`${next.pathname}/`.startsWith(at.pathname)) return undefined;
  next.search = escapedSearch(next.search.slice(1));
  return next.href;
}
