// The API page (docs/api.md), written from the API description: every path, what it takes, what it answers, each in words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
}

interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security?: readonly object[];
}

interface Document {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const HEAD = `# The API

Written by \`npm run docs\` from [src/http/openapi.json](../src/http/openapi.json), which is written from the schemas that check calls and answers, and served at \`/openapi.json\`. How to connect an EHR: [integration](integration.md). To try each call: [collection](collection/README.md). As TypeScript types: [building on it](building-on.md).

Hook calls carry a JWT of the EHR (\`Authorization: Bearer …\`), signed for the address that is called; it works once.
`;

/** The whole page as it stands in the tree. */
export function apiPage(): Promise<string> {
  const text = readFileSync(join(import.meta.dirname, '../../src/http/openapi.json'), 'utf8');
  const { paths, components } = JSON.parse(text) as Document;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => callOf(method, path, operation)),
  );
  const shapes = Object.entries(components.schemas).map(([name, schema]) => shapeOf(name, schema));
  return format([HEAD, '## Calls', ...calls, '## Shapes', ...shapes].join('\n\n'), {
    parser: 'markdown',
    printWidth: 120,
  });
}

function callOf(
  method: string,
  path: string,
  { summary, description, requestBody, responses, security }: Operation,
): string {
  const taken = requestBody ? `Takes ${shapesIn(requestBody)}.` : '';
  const open = security?.length === 0 ? 'No token.' : '';
  const rows = Object.entries(responses).map(
    ([status, answer]) => `| ${status} | ${answer.description ?? ''} | ${shapesIn(answer)} |`,
  );
  const words = [summary && `${summary}.`, description, open, taken].filter(Boolean).join(' ');
  return [
    `### ${method.toUpperCase()} ${path}`,
    words,
    `| status | when | answer |\n| --- | --- | --- |\n${rows.join('\n')}`,
  ].join('\n\n');
}

function shapesIn({ content = {} }: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `${schema ? kindOf(schema) : 'anything'} as \`${type}\``)
    .join(', ');
}

function shapeOf(name: string, { description = '', properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).flatMap(([member, schema]) =>
    rowsOf(member, schema, required.includes(member)),
  );
  const table = rows.length === 0 ? '' : `| member | kind | |\n| --- | --- | --- |\n${rows.join('\n')}`;
  return [`### ${name}`, description, table].filter(Boolean).join('\n\n');
}

/** One row for the member, and one for each member of what it holds. */
function rowsOf(path: string, schema: Schema, needed: boolean): readonly string[] {
  const inner = schema.items?.properties ? schema.items : schema;
  const name = inner === schema ? path : `${path}[]`;
  const row = `| \`${path}\`${needed ? '' : ' (optional)'} | ${kindOf(schema)} | ${(schema.description ?? '').replaceAll('|', '\\|')} |`;
  const members = Object.entries(inner.properties ?? {});
  return [row, ...members.flatMap(([m, s]) => rowsOf(`${name}.${m}`, s, inner.required?.includes(m) ?? false))];
}

function kindOf(schema: Schema): string {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return `[${name}](#${name})`;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}
