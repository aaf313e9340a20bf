// Discovery's prefetch templates answered from one patient's Bundle, as an EHR would answer them.
import { codingsOf as codingsOfTokens } from '../../clinical/facts/code-search.ts';
import { compileTemplate, resolveTemplate } from '../../contracts/prefetch-template.ts';

/** A patient's data in one Bundle. */
export type Chart = fhir4.Bundle<fhir4.FhirResource>;

export interface Tokens {
  readonly patientId: string;
  readonly userId: string;
  /** ISO date. */
  readonly today: string;
}

/** A search parameter we can judge: does the resource match? Parameters we cannot judge let everything through. */
type Test = (resource: fhir4.FhirResource, value: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  code: (r, value) => tokenMatches(codingsOf(r, ['code', 'medicationCodeableConcept']), value),
  category: (r, value) => tokenMatches(codingsOf(r, ['category']), value),
  'clinical-status': (r, value) => tokenMatches(codingsOf(r, ['clinicalStatus']), value),
  status: (r, value) => value.split(',').includes((r as { status?: string }).status ?? ''),
  date: (r, value) => dateMatches(dateOf(r), value),
  authored: (r, value) => dateMatches(dateOf(r), value),
  authoredon: (r, value) => dateMatches(dateOf(r), value),
};

/** Every key an EHR could fill: a resource for a read, a searchset Bundle for a search. */
export function resolvePrefetch(
  templates: Readonly<Record<string, string>>,
  bundle: Chart,
  { patientId, userId, today }: Tokens,
): Record<string, fhir4.FhirResource> {
  const resources = (bundle.entry ?? []).flatMap((e) => (e.resource ? [e.resource] : []));
  const values = { patientId, userId, now: Date.parse(today) };
  const filled: Record<string, fhir4.FhirResource> = {};
  for (const [key, template] of Object.entries(templates)) {
    const query = resolveTemplate(compileTemplate(template), values);
    const found = query?.includes('?') ? search(query, resources) : query && read(query, resources);
    if (found) filled[key] = found;
  }
  return filled;
}

function read(query: string, resources: readonly fhir4.FhirResource[]): fhir4.FhirResource | undefined {
  const [type, id] = query.split('/');
  return resources.find((r) => r.resourceType === type && r.id === id);
}

function search(query: string, resources: readonly fhir4.FhirResource[]): fhir4.Bundle {
  const [type, parameters] = query.split('?', 2);
  let found = resources.filter((r) => r.resourceType === type);
  const asked = new URLSearchParams((parameters ?? '').replaceAll('+', '%2B'));
  for (const [name, value] of asked) {
    const test = TESTS[name];
    if (test) found = found.filter((r) => test(r, value));
  }
  const newestFirst = asked.get('_sort')?.startsWith('-');
  if (newestFirst) found = found.toSorted((a, b) => (Date.parse(dateOf(b)) || 0) - (Date.parse(dateOf(a)) || 0));
  const count = Number(asked.get('_count') ?? found.length);
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.slice(0, count).map((resource) => ({ resource })),
  };
}

function codingsOf(resource: fhir4.FhirResource, fields: readonly string[]): readonly fhir4.Coding[] {
  const record = resource as unknown as Record<string, fhir4.CodeableConcept | fhir4.CodeableConcept[] | undefined>;
  return fields.flatMap((field) => [record[field] ?? []].flat()).flatMap((concept) => concept.coding ?? []);
}

function tokenMatches(codings: readonly fhir4.Coding[], value: string): boolean {
  return codingsOfTokens(value).some(({ system, code }) =>
    codings.some((c) => (!code || c.code === code) && (!system || c.system === system)),
  );
}

function dateOf(resource: fhir4.FhirResource): string {
  const r = resource as unknown as Record<string, string | { start?: string } | undefined>;
  for (const field of ['effectiveDateTime', 'performedDateTime', 'authoredOn', 'onsetDateTime', 'issued']) {
    const value = r[field];
    if (typeof value === 'string') return value;
  }
  const period = r['effectivePeriod'] ?? r['performedPeriod'];
  return typeof period === 'object' ? (period.start ?? '') : '';
}

function dateMatches(date: string, value: string): boolean {
  const [, prefix, limit = ''] = /^(ge|le|gt|lt)?(.*)$/.exec(value) ?? [];
  const day = date.slice(0, limit.length);
  if (prefix === 'ge') return day >= limit;
  if (prefix === 'gt') return day > limit;
  if (prefix === 'le') return day <= limit;
  if (prefix === 'lt') return day < limit;
  return day === limit;
}
