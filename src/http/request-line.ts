// What clients make of a request's target and host: written in many ways, read in one, refused where it is ambiguous.
import type { IncomingMessage } from 'node:http';

/** Two Host headers: whoever stands in front of us may have looked at the other one. @source RFC 9112, 3.2 */
export function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1;
}

/** A target without its query. */
export function pathOf(target = '/'): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}

const ABSOLUTE = /^https?:\/\/[^/?#]*/i;

/** Absolute form, doubled slashes, the public base's own path, a trailing slash under `below`. @source RFC 9112, 3.2.2 */
export function normaliseTarget(target: string, prefix: string, below: string): string {
  const url = ABSOLUTE.test(target) ? target.replace(ABSOLUTE, '') || '/' : target;
  const given = pathOf(url);
  let path = given;
  if (path === '') path = '/';
  if (path.includes('//')) path = path.replace(/\/{2,}/g, '/');
  if (prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`))) path = path.slice(prefix.length) || '/';
  if (path.startsWith(`${below}/`) && path.endsWith('/')) path = path.slice(0, -1);
  return path + url.slice(given.length);
}
