// What the FHIR router lacks of FHIR search: bare patient references, unknown parameters, page size and links.
import type { SearchParameters } from './search-parameters.ts';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1000;
const RESULT_PARAMETERS = new Set(['_sort', '_count', '_offset', '_total', '_summary', '_format', '_pretty']);

export interface Search {
  readonly type: string;
  readonly parameters: URLSearchParams;
}

export class UnknownParameter extends Error {}

/**
 * The search as the router understands it.
 *
 * @throws UnknownParameter under `Prefer: handling=strict`; otherwise an unknown parameter is left out
 * @source https://hl7.org/fhir/R4/search.html#errors
 */
export function toRouterSearch(search: Search, known: SearchParameters, strict: boolean): Search {
  const parameters = new URLSearchParams();
  for (const [name, value] of search.parameters) {
    const code = name.split(':')[0] ?? name;
    if (RESULT_PARAMETERS.has(code)) parameters.append(name, value);
    else if (!known.get(search.type)?.has(code)) {
      if (strict) throw new UnknownParameter(`Unknown search parameter "${name}" for ${search.type}`);
    } else if (code === 'patient' || code === 'subject') parameters.append(code, toPatientReferences(value));
    else parameters.append(name, value);
  }
  const count = Number(parameters.get('_count') ?? DEFAULT_COUNT);
  parameters.set('_count', String(Number.isInteger(count) && count >= 0 ? Math.min(count, MAX_COUNT) : DEFAULT_COUNT));
  return { type: search.type, parameters };
}

/** `mm-001`, `Patient/mm-001` and an absolute URL all mean the same patient. */
function toPatientReferences(value: string): string {
  return value
    .split(',')
    .map((reference) => `Patient/${reference.split('/').at(-1)}`)
    .join(',');
}

/** Adds to the router's answer what a FHIR server owes: links to the pages, full URLs, the search mode. */
export function toSearchset(bundle: fhir4.Bundle, search: Search, baseUrl: string): fhir4.Bundle {
  const count = Number(search.parameters.get('_count'));
  const offset = Number(search.parameters.get('_offset') ?? 0);
  const page = (at: number): string => {
    const parameters = new URLSearchParams(search.parameters);
    parameters.set('_offset', String(at));
    return `${baseUrl}/${search.type}?${parameters.toString()}`;
  };
  const link: fhir4.BundleLink[] = [{ relation: 'self', url: page(offset) }];
  if (count > 0 && offset + count < (bundle.total ?? 0)) link.push({ relation: 'next', url: page(offset + count) });
  if (count > 0 && offset > 0) link.push({ relation: 'previous', url: page(Math.max(0, offset - count)) });
  const entry = bundle.entry?.map(({ resource }) => ({
    fullUrl: `${baseUrl}/${resource?.resourceType}/${resource?.id}`,
    ...(resource && { resource }),
    search: { mode: 'match' as const },
  }));
  return { resourceType: 'Bundle', type: 'searchset', total: bundle.total ?? 0, link, ...(entry && { entry }) };
}
