// A README with its generated tables renewed; what stands between the markers is written by no hand.
import { format, resolveConfig } from 'prettier';
import { tablesOf } from './service-tables.ts';

const BLOCK = /<!-- generated: ([a-z]+) -->[\s\S]*?<!-- end of generated -->/g;

/**
 * @param service id of a service
 * @param text its README
 * @returns the README as `npm run docs` leaves it
 * @throws Error when a marker names no table, or a table has no marker
 */
export async function withTables(service: string, text: string): Promise<string> {
  const tables = tablesOf(service);
  const written = new Set<string>();
  const renewed = text.replace(BLOCK, (_, name: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`${service}/README.md: no table is called ${name}`);
    written.add(name);
    return `<!-- generated: ${name} -->\n\n${table}\n\n<!-- end of generated -->`;
  });
  const missing = Object.keys(tables).filter((name) => !written.has(name));
  if (missing.length > 0) throw new Error(`${service}/README.md: no marker for ${missing.join(', ')}`);
  return format(renewed, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}
