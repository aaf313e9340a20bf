// `npm run docs`: writes the generated tables into the READMEs of the services.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../cds-services/index.ts';
import { withTables } from './readme.ts';

for (const { id } of services) {
  const file = join(import.meta.dirname, '../cds-services', id, 'README.md');
  writeFileSync(file, await withTables(id, readFileSync(file, 'utf8')));
}
