// A FHIR server that searches as real ones do: by code and date, in pages, and, when told so, without the order asked for.
import type { Manner } from './faulty-fhir-server.ts';
import { sendJson, searchset } from './faulty-fhir-server.ts';

export interface SearchManners {
  /** Ignores `_sort`: results come in the order they are given in. */
  readonly unsorted?: true;
  /** No page holds more, whatever `_count` says. */
  readonly cap?: number;
  /** Knows no `date`. */
  readonly undated?: true;
  /** Says nothing of how many there are. */
  readonly untotalled?: true;
}

/** @param resources of one patient */
export function searching(resources: readonly fhir4.FhirResource[], manners: SearchManners = {}): Manner {
  return (response, request, server) => {
    const url = new URL(request.url ?? '', server.baseUrl);
    const [type = '', id] = url.pathname.slice(new URL(server.baseUrl).pathname.length + 1).split('/');
    if (id !== undefined) {
      const one = resources.find((r) => r.resourceType === type && r.id === id);
      sendJson(response, one ?? { resourceType: 'OperationOutcome', issue: [] }, one ? 200 : 404);
      return;
    }
    const found = search(resources, type, url.searchParams, manners);
    const size = Math.min(Number(url.searchParams.get('_count') ?? 50), manners.cap ?? Infinity);
    const from = Number(url.searchParams.get('_offset') ?? 0);
    const next = new URL(url);
    next.searchParams.set('_offset', String(from + size));
    const bundle = searchset(found.slice(from, from + size), from + size < found.length ? next.href : undefined);
    sendJson(response, { ...bundle, total: manners.untotalled ? undefined : found.length });
  };
}

/** All matches, in the order they are served in. */
export function search(
  resources: readonly fhir4.FhirResource[],
  type: string,
  parameters: URLSearchParams,
  manners: SearchManners = {},
): readonly fhir4.FhirResource[] {
  const codes = parameters.get('code')?.split(',');
  const dates = manners.undated ? [] : parameters.getAll('date');
  const found = resources.filter(
    (r) => r.resourceType === type && (!codes || codesOf(r).some((c) => codes.includes(c))) && dates.every(isOn(r)),
  );
  if (manners.unsorted || parameters.get('_sort') !== '-date') return found;
  return found.toSorted((a, b) => dateOf(b) - dateOf(a));
}

function isOn(resource: fhir4.FhirResource): (condition: string) => boolean {
  return (condition) => {
    const day = new Date(dateOf(resource)).toISOString().slice(0, 10);
    const [bound, wanted] = [condition.slice(0, 2), condition.slice(2)];
    return bound === 'ge' ? day >= wanted : day <= wanted;
  };
}

function codesOf(resource: fhir4.FhirResource): readonly string[] {
  const { code } = resource as { readonly code?: fhir4.CodeableConcept };
  return code?.coding?.map((c) => `${c.system}|${c.code}`) ?? [];
}

function dateOf(resource: fhir4.FhirResource): number {
  const dated = resource as { readonly effectiveDateTime?: string; readonly performedDateTime?: string };
  return Date.parse(dated.effectiveDateTime ?? dated.performedDateTime ?? '1900-01-01');
}
