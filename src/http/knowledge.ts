// GET /knowledge: each rule, service and instrument with sources, limits and source attributes, and as FHIR R4; public.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Request, type Response } from 'express';
import {
  overdueReviews,
  sourceAttributesText,
  type KnowledgeBase,
  type KnowledgePage,
} from '../contracts/knowledge.ts';
import type { SiteChanges } from '../contracts/site.ts';
import { knowledgeBundle, knowledgeResources, type OfferedService } from '../protocol/knowledge-fhir.ts';
import { readKnowledge } from './knowledge-base.ts';
import { KNOWLEDGE_STYLE, knowledgePage } from './knowledge-page.ts';

export interface KnowledgeOptions {
  /** docs/knowledge, where the pages stand. */
  readonly folder: string;
  readonly publicBaseUrl: string;
  readonly offered: readonly OfferedService[];
  readonly site: SiteChanges;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A rule's page was opened. */
  readonly opened?: (request: Request) => void;
}

const FHIR_JSON = 'application/fhir+json';

/** What must be read before a page. */
function noticesOf(base: KnowledgeBase, { mark, changes }: SiteChanges, now: number): readonly string[] {
  return [
    ...(mark === undefined ? [] : [`Changed by this site (${mark}): ${changes.join('; ')}.`]),
    ...overdueReviews(base.reviews, now).map((r) => `The review of ${r.service} was due on ${r.due}: not done yet.`),
  ];
}

/** The router of `/knowledge` and all below it. */
export function knowledgeRoutes({ folder, publicBaseUrl, offered, site, clock, opened }: KnowledgeOptions): Router {
  const base = readKnowledge(folder);
  const byId: ReadonlyMap<string, KnowledgePage> = new Map(base.pages.map((page) => [page.id, page]));
  const textOf = (id: string): string => readFileSync(join(folder, `${id}.md`), 'utf8');
  const prefix = new URL(publicBaseUrl).pathname.replace(/\/+$/, '');
  const resources = knowledgeResources(base, offered, { textOf, publicBaseUrl: publicBaseUrl.replace(/\/+$/, '') });
  const show = (
    response: Response,
    title: string,
    file: string,
    forms: readonly (readonly [string, string])[],
  ): void => {
    const notices = noticesOf(base, site, clock());
    send(
      response,
      'text/html; charset=utf-8',
      knowledgePage({ title, markdown: textOf(file), prefix, notices, forms }),
    );
  };

  const router = Router();
  router.get('/knowledge', (_request, response) =>
    show(response, 'Knowledge', 'README', [
      ['Source attributes', 'source-attributes'],
      ['FHIR R4', 'fhir'],
    ]),
  );
  router.get('/knowledge/style.css', (_request, response) =>
    send(response, 'text/css; charset=utf-8', KNOWLEDGE_STYLE),
  );
  router.get('/knowledge/source-attributes', (_request, response) => {
    response.set('cache-control', 'no-cache').json(base.pages.filter((p) => p.sourceAttributes).map(attributesOf));
  });
  router.get('/knowledge/fhir', (_request, response) => sendFhir(response, knowledgeBundle(resources)));
  router.get('/knowledge/fhir/:type/:id', ({ params }, response, next) => {
    const found = resources.find((r) => r.resourceType === params.type && r.id === params.id);
    if (found) sendFhir(response, found);
    else next();
  });
  router.get(
    ['/knowledge/:id/source-attributes', '/knowledge/:id/source-attributes.txt'],
    (request, response, next) => {
      const page = byId.get(String(request.params['id']));
      if (!page?.sourceAttributes) next();
      else if (request.path.endsWith('.txt') || request.accepts(['json', 'text']) === 'text') {
        send(response, 'text/plain; charset=utf-8', sourceAttributesText(page));
      } else response.set('cache-control', 'no-cache').json(attributesOf(page));
    },
  );
  router.get('/knowledge/:id', (request, response, next) => {
    const page = byId.get(request.params.id);
    if (!page) return next();
    opened?.(request);
    const type = page.kind === 'instrument' ? 'Library' : 'PlanDefinition';
    show(response, page.title, page.id, [
      ...(page.sourceAttributes ? ([['Source attributes', `${page.id}/source-attributes.txt`]] as const) : []),
      ...(page.kind === 'service' ? [] : ([['FHIR R4', `fhir/${type}/${page.id}`]] as const)),
    ]);
  });
  return router;
}

function attributesOf({ id, kind, title, version, sourceAttributes }: KnowledgePage): object {
  return { id, kind, title, version, sourceAttributes };
}

function sendFhir(response: Response, resource: object): void {
  send(response, `${FHIR_JSON}; charset=utf-8`, JSON.stringify(resource));
}

function send(response: Response, type: string, text: string): void {
  response
    .set({
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      'referrer-policy': 'no-referrer',
    })
    .send(text);
}
