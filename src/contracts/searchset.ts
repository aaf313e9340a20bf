// Where a FHIR search result goes on.
import { isObject } from './json.ts';

/** @param links `Bundle.link` as it came @returns the `next` link, as the server wrote it */
export function nextLink(links: unknown): string | undefined {
  const url = linksNext(links)?.url;
  return typeof url === 'string' ? url : undefined;
}

/** Does it go on, even where the link leads nowhere? */
export function goesOn(links: unknown): boolean {
  return linksNext(links) !== undefined;
}

interface Link {
  readonly relation?: unknown;
  readonly url?: unknown;
}

function linksNext(links: unknown): Link | undefined {
  const list: readonly (Link | null)[] = Array.isArray(links) ? links : isObject(links) ? [links] : [];
  return list.find((link) => link?.relation === 'next') ?? undefined;
}
