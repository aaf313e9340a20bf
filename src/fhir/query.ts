// A query relative to the FHIR base, made into the one URL that is requested.

export interface FhirRequest {
  readonly url: URL;
  readonly resourceType: string;
  /** A read when present, else a search. */
  readonly id?: string;
}

const QUERY = /^([A-Z][A-Za-z]{1,63})(?:\/([A-Za-z0-9\-._~]{1,256}))?(?:\?(.*))?$/s;

/** Undefined for anything but a read or a type-level search: an id never rewrites the path. */
export function toRequest(baseUrl: string, query: string): FhirRequest | undefined {
  const [, resourceType, id, search] = QUERY.exec(query) ?? [];
  if (!resourceType || (id !== undefined && /^\.+$/.test(id))) return undefined;
  // some servers refuse a raw "|", and a "#" would cut the query off
  const escaped = search?.replace(/\|/g, '%7C').replace(/#/g, '%23');
  const path = id === undefined ? resourceType : `${resourceType}/${id}`;
  const url = new URL(`${baseUrl}/${path}${escaped ? `?${escaped}` : ''}`);
  return { url, resourceType, ...(id !== undefined && { id }) };
}

/** Parameters that say how to answer, not what: not every server takes them for every type. */
const MANNER = /(^|&)_(?:sort|count)=[^&]*/g;

/** The same search without `_sort` and `_count`; undefined where there is neither. */
export function withoutManner({ url }: FhirRequest): URL | undefined {
  const search = url.search.slice(1);
  const plain = search.replace(MANNER, '').replace(/^&/, '');
  if (plain === search) return undefined;
  const copy = new URL(url);
  copy.search = plain;
  return copy;
}
