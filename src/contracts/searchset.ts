// Where a FHIR search result goes on.

/** @param links `Bundle.link` as it came @returns the `next` link, as the server wrote it */
export function nextLink(links: unknown): string | undefined {
  if (!Array.isArray(links)) return undefined;
  const next = (links as readonly ({ readonly relation?: unknown; readonly url?: unknown } | null)[]).find(
    (link) => link?.relation === 'next',
  );
  return typeof next?.url === 'string' ? next.url : undefined;
}
