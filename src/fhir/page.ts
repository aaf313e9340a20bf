// Reads what a FHIR server answered: one resource, or one page of a search.
import { member } from '../contracts/json.ts';
import { goesOn, nextLink } from '../contracts/searchset.ts';
import type { Failure } from './faults.ts';
import type { FhirRequest } from './query.ts';

export interface Page {
  readonly ok: true;
  /** What was asked for, what came along with it, and the server's remarks (OperationOutcome). */
  readonly resources: readonly fhir4.FhirResource[];
  /** Of how many matches the server says there are in all. */
  readonly total?: number;
  /** Something in it was not what was asked for and has been left out. */
  readonly flawed: boolean;
  readonly next?: string;
  /** There is a next page, whether or not its link can be read. */
  readonly goesOn?: true;
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
  return { ok: true, resources: [{ ...body }], flawed: false };
}

function readBundle(bundle: fhir4.Bundle, { resourceType }: FhirRequest): Page | Failure {
  const entries: unknown = bundle.entry ?? [];
  if (!Array.isArray(entries)) return NOT_FHIR;
  const resources: fhir4.FhirResource[] = [];
  let flawed = false;
  for (const entry of entries) {
    const resource: unknown = member(entry, 'resource');
    const mode: unknown = member(member(entry, 'search'), 'mode');
    if (!isResource(resource)) flawed = true;
    // Epic says "nothing found" with an outcome among the entries
    else if (mode === 'include' || isOutcome(resource) || resource.resourceType === resourceType) {
      resources.push(resource);
    } else flawed = true;
  }
  const next = nextLink(bundle.link);
  const total: unknown = bundle.total;
  // it says how many there are, and nobody can read it
  if (typeof total !== 'number' && total !== undefined && total !== null) flawed = true;
  return {
    ok: true,
    resources,
    flawed,
    ...(typeof total === 'number' && { total }),
    ...(next !== undefined && { next }),
    ...(goesOn(bundle.link) && { goesOn: true as const }),
  };
}

function isOutcome({ resourceType }: fhir4.FhirResource): boolean {
  return resourceType === 'OperationOutcome';
}

function isResource(value: unknown): value is fhir4.FhirResource {
  return typeof member(value, 'resourceType') === 'string';
}
