// Where a FHIR search result goes on, and whether two copies of a resource in it contradict each other.
import { member } from './json.ts';

/** @param links `Bundle.link` as it came @returns the `next` link, as the server wrote it */
export function nextLink(links: unknown): string | undefined {
  const url = member(listed(links).find(isNext), 'url');
  return typeof url === 'string' ? url : undefined;
}

/** Does it go on, as far as can be told? Also where the link leads nowhere, and where it may be one that cannot be read. */
export function goesOn(links: unknown): boolean {
  return listed(links).some((link) => isNext(link) || typeof member(link, 'relation') !== 'string');
}

function isNext(link: unknown): boolean {
  const relation = member(link, 'relation');
  return typeof relation === 'string' && relation.toLowerCase() === 'next';
}

/** One link may stand without a list. */
function listed(links: unknown): readonly unknown[] {
  if (links === undefined || links === null) return [];
  return (Array.isArray(links) ? (links as readonly unknown[]) : [links]).filter((link) => link !== null);
}

/** Do two copies of one resource say different things, and neither that it is the later one? */
export function contradict(one: object, other: object): boolean {
  if (one === other || laterOf(one) !== laterOf(other)) return false;
  return JSON.stringify({ ...one, meta: null }) !== JSON.stringify({ ...other, meta: null });
}

function laterOf(resource: object): unknown {
  const meta = member(resource, 'meta');
  return member(meta, 'lastUpdated') ?? member(meta, 'versionId');
}
