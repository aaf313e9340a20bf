// The generated pages of a service: `cds-services/<service>/tables/*.md`, apart from what people write.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesOf } from './service-tables.ts';

interface Page {
  readonly title: string;
  readonly lead?: string;
  /** Names of the tables on it. */
  readonly tables: readonly string[];
}

const PAGES: Readonly<Record<string, Page>> = {
  rules: {
    title: 'Rules',
    lead: 'Each table of examples is the acceptance test of its rule; read it first.',
    tables: ['rules'],
  },
  weights: {
    title: 'Which finding leads',
    lead: 'Of findings that are equally urgent the heavier gives its card the summary, and its card comes first. All ours.',
    tables: ['weights'],
  },
  settings: { title: 'Settings and lists', tables: ['settings', 'lists'] },
  thresholds: {
    title: 'Thresholds',
    lead: '"ours" is a decision of this project, to be confirmed by the signatory.',
    tables: ['thresholds'],
  },
  indices: {
    title: 'Indices and readings',
    lead: 'What each instrument says of itself; with nothing known every stratum is possible.',
    tables: ['indices'],
  },
  codes: { title: 'Codes read', tables: ['codes', 'diagnoses'] },
  orders: { title: 'Tests offered', tables: ['orders'] },
};

/** The folder of a service's generated pages. */
export function tablesFolder(service: string): string {
  return join(import.meta.dirname, '../cds-services', service, 'tables');
}

/** @returns file name → text, as `npm run docs` writes it @throws Error when a table is on no page */
export function pagesOf(service: string): ReadonlyMap<string, string> {
  const tables = tablesOf(service);
  const placed = Object.values(PAGES).flatMap((page) => page.tables);
  const homeless = Object.keys(tables).filter((name) => !placed.includes(name));
  if (homeless.length > 0) throw new Error(`${service}: no page shows ${homeless.join(', ')}`);
  return new Map(
    Object.entries(PAGES)
      .filter(([, page]) => page.tables.some((t) => tables[t] !== undefined))
      .map(([name, { title, lead, tables: names }]) => [
        `${name}.md`,
        [`# ${service}: ${title}`, NOTE, ...(lead ? [lead] : []), ...names.flatMap((t) => tables[t] ?? [])].join(
          '\n\n',
        ) + '\n',
      ]),
  );
}

const NOTE = '_Written by `npm run docs` from rules, knowledge and instruments; a test holds it current._';

/** The pages as they stand. @returns file name → text */
export function writtenPages(service: string): ReadonlyMap<string, string> {
  const folder = tablesFolder(service);
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Writes them; a page that is no longer made is removed. */
export function writePages(service: string): void {
  const folder = tablesFolder(service);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of pagesOf(service)) writeFileSync(join(folder, file), text);
}
