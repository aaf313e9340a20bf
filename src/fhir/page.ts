// Reads what a FHIR server answered: one resource, or one page of a search.
import type { Failure } from './faults.ts';
import type { FhirRequest } from './query.ts';

export interface Page {
  readonly ok: true;
  readonly resources: readonly fhir4.FhirResource[];
  /** How many of them count towards what was asked for. */
  readonly matches: number;
  /** Something in it was not what was asked for and has been left out. */
  readonly flawed: boolean;
  readonly next?: string;
}

const NOT_FHIR: Failure = { ok: false, fault: 'not-fhir' };

/** `not-fhir` when it is not the answer to this request: another type, another id, no Bundle, no resource at all. */
export function readPage(body: unknown, request: FhirRequest): Page | Failure {
  if (!isResource(body)) return NOT_FHIR;
  // a 200 that carries nothing but the server's complaint
  if (body.resourceType === 'OperationOutcome') return { ok: false, fault: 'server-error' };
  if (request.id !== undefined) return readOne(body, request);
  return body.resourceType === 'Bundle' ? readBundle(body, request) : NOT_FHIR;
}

function readOne(body: fhir4.FhirResource, request: FhirRequest): Page | Failure {
  if (body.resourceType !== request.resourceType || body.id !== request.id) return NOT_FHIR;
  // the client hides the request, token included, in what it returns; a copy leaves that behind
  return { ok: true, resources: [{ ...body }], matches: 1, flawed: false };
}

function readBundle(bundle: fhir4.Bundle, { resourceType }: FhirRequest): Page | Failure {
  const entries: unknown = bundle.entry ?? [];
  if (!Array.isArray(entries)) return NOT_FHIR;
  const resources: fhir4.FhirResource[] = [];
  let matches = 0;
  let flawed = false;
  for (const entry of entries) {
    const resource: unknown = member(entry, 'resource');
    const mode: unknown = member(member(entry, 'search'), 'mode');
    if (!isResource(resource)) flawed = true;
    // Epic says "nothing found" with an outcome among the entries
    else if (mode === 'outcome' || resource.resourceType === 'OperationOutcome') continue;
    else if (mode === 'include') resources.push(resource);
    else if (resource.resourceType !== resourceType) flawed = true;
    else {
      resources.push(resource);
      matches++;
    }
  }
  const next = nextLink(bundle.link);
  return { ok: true, resources, matches, flawed, ...(next !== undefined && { next }) };
}

function nextLink(links: unknown): string | undefined {
  if (!Array.isArray(links)) return undefined;
  const url = member(
    links.find((link: unknown) => member(link, 'relation') === 'next'),
    'url',
  );
  return typeof url === 'string' ? url : undefined;
}

function isResource(value: unknown): value is fhir4.FhirResource {
  return typeof member(value, 'resourceType') === 'string';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}
