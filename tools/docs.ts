// `npm run docs`: writes the tables beside the READMEs of the services, the page of settings, the API description, the page, types and calls made of it, the hazard log, the scores of mutation testing, the knowledge pages, and files quoted in pages.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../fixtures/published.ts';
import { collectionText } from './collection.ts';
import { configurationPage } from './configuration.ts';
import { openApiText } from './openapi/document.ts';
import { apiPage } from './openapi/page.ts';
import { withQuotes } from './quotes.ts';
import { knowledgeBase } from './knowledge/base.ts';
import { writeKnowledge } from './knowledge/write.ts';
import { mutationPage } from './mutation/page.ts';
import { readHazards, safetyPage } from './safety.ts';
import { writePages } from './service-pages.ts';
import { typesText } from './types/document.ts';

for (const { id } of services) writePages(id);

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), await configurationPage());

writeFileSync(join(import.meta.dirname, '../src/http/openapi.json'), await openApiText());
writeFileSync(join(import.meta.dirname, '../docs/api.md'), await apiPage());
writeFileSync(join(import.meta.dirname, '../types/index.d.ts'), await typesText());
writeFileSync(
  join(import.meta.dirname, '../docs/collection/clearstage.postman_collection.json'),
  await collectionText(),
);

const safety = join(import.meta.dirname, '../docs/safety.md');
writeFileSync(safety, safetyPage(readFileSync(safety, 'utf8'), readHazards()));

const mutation = join(import.meta.dirname, '../docs/mutation.md');
writeFileSync(mutation, mutationPage(readFileSync(mutation, 'utf8')));

writeKnowledge(knowledgeBase());

const guide = join(import.meta.dirname, '../cds-services/README.md');
writeFileSync(guide, withQuotes(readFileSync(guide, 'utf8')));
