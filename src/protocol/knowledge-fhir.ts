// The knowledge as FHIR R4: what is offered, its rules, its instruments and what it asks for; logic in words, nothing to run.
import { resourceTypeOf } from '../contracts/fhir-query.ts';
import type { KnowledgeBase, KnowledgePage, PageCitation } from '../contracts/knowledge.ts';

/** One entry of discovery. */
export interface OfferedService {
  readonly id: string;
  readonly hook: string;
  /** The hook's name as this site fires it. */
  readonly wireHook: string;
  readonly title: string;
  readonly description: string;
  readonly prefetch: Readonly<Record<string, string>>;
  /** Folder of its service. */
  readonly service: string;
  /** Of the knowledge, the site's mark included. */
  readonly version: string;
}

export interface KnowledgeFhirOptions {
  /** Text of a page, Markdown. */
  readonly textOf: (page: string) => string;
  /** Without a trailing slash. */
  readonly publicBaseUrl: string;
}

const CANONICAL = 'https://clearstage.org';
/** @source https://hl7.org/fhir/R4/cdshooksserviceplandefinition.html */
const SERVICE_PROFILE = 'http://hl7.org/fhir/StructureDefinition/cdshooksserviceplandefinition';
const ENDPOINT = 'http://hl7.org/fhir/StructureDefinition/cqf-cdsHooksEndpoint';
const QUERY_PATTERN = 'http://hl7.org/fhir/StructureDefinition/cqf-fhirQueryPattern';
const DEFINITION_TYPE = 'http://terminology.hl7.org/CodeSystem/plan-definition-type';
const LIBRARY_TYPE = 'http://terminology.hl7.org/CodeSystem/library-type';
/** Instruments are named by their year and never edited. */
const INSTRUMENT_VERSION = '1.0.0';

type Knowledge = fhir4.PlanDefinition | fhir4.Library;

/** Every resource, ids unique by type. @returns one PlanDefinition an offering and a rule, one Library an instrument and an offering */
export function knowledgeResources(
  { pages, reviews }: KnowledgeBase,
  offered: readonly OfferedService[],
  options: KnowledgeFhirOptions,
): readonly Knowledge[] {
  const reviewOf = (service: string | undefined) => reviews.find((r) => r.service === service)?.last;
  const rules = pages.filter((page) => page.kind === 'rule');
  return [
    ...offered.map((o) =>
      serviceDefinition(
        o,
        rules.filter((r) => r.service === o.service && r.hooks?.includes(o.hook)),
        pages.find((p) => p.kind === 'service' && p.id === o.service),
        reviewOf(o.service),
        options,
      ),
    ),
    ...rules.map((rule) => ruleDefinition(rule, reviewOf(rule.service), options)),
    ...pages.filter((page) => page.kind === 'instrument').map((page) => instrumentLibrary(page, options)),
    ...offered.map((o) => dataLibrary(o, reviewOf(o.service))),
  ];
}

/** A Bundle of all of them, for who imports. */
export function knowledgeBundle(resources: readonly Knowledge[]): fhir4.Bundle {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ fullUrl: resource.url ?? '', resource })),
  };
}

function serviceDefinition(
  { id, wireHook, title, description, version }: OfferedService,
  rules: readonly KnowledgePage[],
  page: KnowledgePage | undefined,
  date: string | undefined,
  { publicBaseUrl }: KnowledgeFhirOptions,
): fhir4.PlanDefinition {
  return {
    resourceType: 'PlanDefinition',
    id,
    meta: { profile: [SERVICE_PROFILE] },
    extension: [{ url: ENDPOINT, valueUri: `${publicBaseUrl}/cds-services/${id}` }],
    ...head('PlanDefinition', id, title, version, description, date),
    type: { coding: [{ system: DEFINITION_TYPE, code: 'eca-rule' }] },
    relatedArtifact: [...cited(page?.citations ?? []), ...documented(page, publicBaseUrl)],
    library: [`${CANONICAL}/Library/${id}-data`],
    action: [
      {
        title,
        description,
        trigger: [{ type: 'named-event', name: wireHook }],
        selectionBehavior: 'any',
        action: rules.map((rule) => ({
          id: rule.id,
          title: rule.title,
          description: rule.summary,
          definitionCanonical: `${CANONICAL}/PlanDefinition/${rule.id}`,
        })),
      },
    ],
  };
}

/** Without trigger and condition: no engine but this server decides, and a card's priority varies with the patient. */
function ruleDefinition(
  rule: KnowledgePage,
  date: string | undefined,
  { publicBaseUrl }: KnowledgeFhirOptions,
): fhir4.PlanDefinition {
  const { id, title, version = INSTRUMENT_VERSION, summary, parts = [], citations } = rule;
  return {
    resourceType: 'PlanDefinition',
    id,
    ...head('PlanDefinition', id, title, version, summary, date),
    type: { coding: [{ system: DEFINITION_TYPE, code: 'eca-rule' }] },
    relatedArtifact: [...cited(citations), ...documented(rule, publicBaseUrl)],
    ...(parts.length > 0 && { library: parts.map((part) => `${CANONICAL}/Library/${part}`) }),
    action: [
      {
        title,
        description: summary,
        documentation: documented(rule, publicBaseUrl),
      },
    ],
  };
}

function instrumentLibrary(page: KnowledgePage, { textOf, publicBaseUrl }: KnowledgeFhirOptions): fhir4.Library {
  const { id, title, summary, citations } = page;
  return {
    resourceType: 'Library',
    id,
    ...head('Library', id, title, INSTRUMENT_VERSION, summary, undefined),
    type: { coding: [{ system: LIBRARY_TYPE, code: 'logic-library' }] },
    relatedArtifact: [...cited(citations), ...documented(page, publicBaseUrl)],
    content: [{ contentType: 'text/markdown', data: Buffer.from(textOf(id)).toString('base64'), title }],
  };
}

/** What a service asks for, each query as discovery has it. */
function dataLibrary({ id, title, prefetch, version }: OfferedService, date: string | undefined): fhir4.Library {
  return {
    resourceType: 'Library',
    id: `${id}-data`,
    ...head('Library', `${id}-data`, `Data of ${title}`, version, `The prefetch queries of ${id}.`, date),
    type: { coding: [{ system: LIBRARY_TYPE, code: 'module-definition' }] },
    dataRequirement: Object.entries(prefetch).flatMap(([key, template]) => {
      const type = resourceTypeOf(template);
      return isTypeCode(type) ? [{ id: key, extension: [{ url: QUERY_PATTERN, valueString: template }], type }] : [];
    }),
  };
}

/** Discovery's templates begin with the type they read; a test holds that none is lost here. */
function isTypeCode(type: string): type is fhir4.DataRequirement['type'] {
  return type !== '';
}

/** Experimental, and a draft: a site's governance makes more of it. */
function head(
  type: Knowledge['resourceType'],
  id: string,
  title: string,
  version: string,
  description: string,
  date: string | undefined,
) {
  return {
    url: `${CANONICAL}/${type}/${id}`,
    version,
    name: nameOf(id),
    title,
    status: 'draft' as const,
    experimental: true,
    publisher: 'ClearStage',
    description,
    ...(date !== undefined && { date, lastReviewDate: date }),
  };
}

/** `b2m-result-view` → `B2mResultView`; a name begins with a letter. */
function nameOf(id: string): string {
  return id
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

function cited(citations: readonly PageCitation[]): fhir4.RelatedArtifact[] {
  return citations.map(({ label, url }) => ({
    type: 'citation',
    citation: label,
    ...(url !== undefined && { url }),
  }));
}

function documented(page: KnowledgePage | undefined, publicBaseUrl: string): fhir4.RelatedArtifact[] {
  if (!page) return [];
  const url = `${publicBaseUrl}/knowledge/${page.id}`;
  return [
    { type: 'documentation', display: 'Basis: sources and limits', url },
    ...(page.sourceAttributes
      ? [{ type: 'documentation' as const, display: 'Source attributes', url: `${url}/source-attributes` }]
      : []),
  ];
}
