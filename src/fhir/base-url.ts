// FHIR base URLs: one form to compare them by, and what lies under one.
import { isSafeTransport } from '../ops/loopback.ts';

/** The form in which two spellings of one base URL are equal; undefined for what can be no FHIR base. */
export function normalizeBaseUrl(text: string, allowInsecure = false): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!isSafeTransport(url, allowInsecure) || url.username || url.password || url.search || url.hash) return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Is the URL on the same server and under the same path? Only such a URL may see the access token. */
export function isUnder(baseUrl: string, url: URL): boolean {
  const base = new URL(baseUrl);
  const path = base.pathname.replace(/\/+$/, '');
  return (
    url.origin === base.origin &&
    !url.username &&
    !url.password &&
    (url.pathname === path || url.pathname.startsWith(`${path}/`))
  );
}
