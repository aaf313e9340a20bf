// A query relative to the FHIR base, made into the one URL that is requested.

export interface FhirRequest {
  readonly url: URL;
  readonly resourceType: string;
  /** A read when present, else a search. */
  readonly id?: string;
  /** `_count`: how many the asker wants. */
  readonly wanted?: number;
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
  const count = url.searchParams.get('_count');
  const wanted = count !== null && /^\d{1,6}$/.test(count) ? Number(count) : undefined;
  return { url, resourceType, ...(id !== undefined && { id }), ...(wanted !== undefined && { wanted }) };
}
