// `npm run docs`: writes the generated tables into the READMEs of the services, and the page of settings.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../cds-services/index.ts';
import { configurationPage } from './configuration.ts';
import { withTables } from './readme.ts';

for (const { id } of services) {
  const file = join(import.meta.dirname, '../cds-services', id, 'README.md');
  writeFileSync(file, await withTables(id, readFileSync(file, 'utf8')));
}

writeFileSync(join(import.meta.dirname, '../docs/configuration.md'), await configurationPage());
