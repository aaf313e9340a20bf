// TypeScript types of what the server takes and gives (types/index.d.ts), written from the schemas that check it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { format } from 'prettier';

const ROOT = join(import.meta.dirname, '../..');
const BANNER = `// What ClearStage takes and gives, as types. Written by \`npm run docs\` from src/http/openapi.json.

`;

/** Names by which readers look for them, where the schema's own is another. */
const NAMES: Readonly<Record<string, string>> = { cards: 'CardsAnswer', problem: 'Problem' };

/** The whole file as it stands in the tree. */
export async function typesText(): Promise<string> {
  const text = readFileSync(join(ROOT, 'src/http/openapi.json'), 'utf8').replaceAll(
    '#/components/schemas/',
    '#/$defs/',
  );
  const { components } = JSON.parse(text) as { readonly components: { readonly schemas: Record<string, object> } };
  const defs = Object.entries(components.schemas).map(([name, schema]) => [name, asShape(schema, NAMES[name] ?? name)]);
  const all: JSONSchema = { $defs: Object.fromEntries(defs) as Record<string, JSONSchema>, type: 'object' };
  const written = await compile({ ...all, additionalProperties: false }, 'Unused', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    format: false,
  });
  const types = written
    // how the compiler came by them is nothing to a reader
    .replace(
      /(?: \*\n)? \* This interface was referenced by `Unused`'s JSON-Schema\n \* via the `definition` "[\w-]+"\.\n/g,
      '',
    )
    .replace(/\/\*\*\n \*\/\n/g, '')
    .replace(/export interface Unused \{\s*\}\n/, '')
    .replace(/^export /gm, '\nexport ');
  return format(BANNER + types, { parser: 'typescript', singleQuote: true, printWidth: 120 });
}

/** What a type cannot say (which member goes with which, bounds of lists) is left to the schema. */
function asShape(schema: object, title?: string): object {
  const kept = Object.entries(schema).filter(([name]) => !BEYOND_TYPES.has(name));
  const shape = Object.fromEntries(
    kept.map(([name, value]: [string, unknown]) => [name, name === 'properties' ? eachShape(value) : shapeOf(value)]),
  );
  return title === undefined ? withoutTitle(shape) : { ...shape, title };
}

const BEYOND_TYPES: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'allOf',
  'dependentRequired',
  'minItems',
  'maxItems',
]);

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  return typeof value === 'object' && value !== null ? asShape(value) : value;
}

function eachShape(properties: unknown): unknown {
  if (typeof properties !== 'object' || properties === null) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]: [string, unknown]) => [name, shapeOf(value)]),
  );
}

function withoutTitle(shape: object): object {
  return Object.fromEntries(
    Object.entries(shape).filter(([name, value]) => name !== 'title' || typeof value !== 'string'),
  );
}
