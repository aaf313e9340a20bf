// `npm run docs`: writes the tables beside the READMEs of the services, and the page of settings.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../cds-services/index.ts';
import { configurationPage } from './configuration.ts';
import { writePages } from './service-pages.ts';

for (const { id } of services) writePages(id);

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), await configurationPage());
