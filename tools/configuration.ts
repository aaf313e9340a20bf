// docs/configuration.md: every setting with its bounds and default, written from the schema that checks it.
import { format, resolveConfig } from 'prettier';
import { CONFIG_SCHEMA } from '../src/config/schema.ts';

interface Setting {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly items?: Setting;
  readonly properties?: Readonly<Record<string, Setting>>;
}

const HEAD = `# Configuration

One JSON file; its path stands in \`CLEARSTAGE_CONFIG\`. Without one the demonstration runs. What is not set has its
default; a setting that is not listed here is refused, and every fault is named at once before anything starts. An example
to begin with: [deploy/config.example.json](../deploy/config.example.json).

The environment: \`PORT\` (3000), \`METRICS_PORT\` (\`/metrics\`,
\`/health\` and \`/admin/reload\` on a port of their own; unset: none), \`HOST\` (127.0.0.1 in the demonstration, else 0.0.0.0), \`CLEARSTAGE_CONFIG\`,
\`CLEARSTAGE_DATA_DIR\` (\`data\`), \`DATABASE_URL\` (PostgreSQL; unset: embedded SQLite), \`CLEARSTAGE_WORKERS\` (processes
that answer calls: a number, or \`auto\` for one a core; \`1\`, see [deploy/README.md](../deploy/README.md#more-than-one-core))
and \`LOG_LEVEL\` (\`info\`).

This page is written by \`npm run docs\` from the schema that checks the file.

`;

/** The whole page, formatted. */
export async function configurationPage(): Promise<string> {
  const rows = rowsOf('', CONFIG_SCHEMA);
  const table = ['| setting | for | values | default |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return format(HEAD + table, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}

function rowsOf(place: string, { properties = {} }: Setting): readonly string[] {
  return Object.entries(properties).flatMap(([name, setting]) => {
    const path = place === '' ? name : `${place}.${name}`;
    // a section has no word of its own; its settings have
    if (setting.description === undefined) return rowsOf(path, setting);
    return [rowOf(path, setting), ...rowsOf(path, setting), ...rowsOf(`${path}[]`, setting.items ?? {})];
  });
}

function rowOf(path: string, setting: Setting): string {
  const fallback = setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``;
  return `| \`${path}\` | ${(setting.description ?? '').replaceAll('|', '\\|')} | ${valuesOf(setting)} | ${fallback} |`;
}

function valuesOf(setting: Setting): string {
  if (setting.enum) return setting.enum.map((value) => `\`${value}\``).join(', ');
  if (setting.type === 'boolean') return 'yes or no';
  if (setting.type === 'integer') {
    return `${setting.minimum?.toLocaleString('en')} to ${setting.maximum?.toLocaleString('en')}`;
  }
  if (setting.type === 'number') {
    const { exclusiveMinimum = 0, maximum } = setting;
    return `above ${exclusiveMinimum}${maximum === undefined ? '' : `, up to ${maximum}`}`;
  }
  if (Array.isArray(setting.type)) return 'yes or no, or a section';
  if (setting.type === 'array') return setting.items?.enum ? `list of ${valuesOf(setting.items)}` : 'list';
  if (setting.type !== 'string') return 'JSON';
  return setting.minLength !== undefined && setting.minLength > 1 ? `text of ${setting.minLength} or more` : 'text';
}
