// Reads and checks the data files of a service at start-up; a fault in one refuses to start and says where.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Citation } from '../cards/evidence.ts';
import type { HookName } from './types.ts';

// that our schemas are schemas is tested, not found out again at each start
const ajv = new Ajv2020({ allErrors: true, strict: true, validateSchema: false });

export interface Knowledge<Setting extends string, List extends string> {
  /** Semantic version the rules were reviewed against. */
  readonly version: string;
  readonly settings: Readonly<Record<Setting, number>>;
  readonly lists: Readonly<Record<List, readonly string[]>>;
}

interface KnowledgeFile {
  readonly version: string;
  readonly settings: Readonly<Record<string, { readonly value: number }>>;
  readonly lists: Readonly<Record<string, { readonly items: readonly string[] }>>;
}

/**
 * The knowledge of a service.
 *
 * @param file knowledge.json
 * @param settings and lists the service reads; one that is missing, and one that nobody reads, is a fault
 * @throws Error naming the file and every fault in it
 */
export function readKnowledge<Setting extends string, List extends string>(
  file: URL,
  settings: readonly Setting[],
  lists: readonly List[],
): Knowledge<Setting, List> {
  const data = readChecked(file, 'knowledge.schema.json') as KnowledgeFile;
  const faults = [
    ...mismatch('settings', Object.keys(data.settings), settings),
    ...mismatch('lists', Object.keys(data.lists), lists),
  ];
  if (faults.length > 0) throw new Error(`${file.pathname}: ${faults.join('; ')}`);
  return {
    version: data.version,
    settings: Object.fromEntries(settings.map((s) => [s, data.settings[s]?.value])) as Record<Setting, number>,
    lists: Object.fromEntries(lists.map((l) => [l, data.lists[l]?.items ?? []])) as Record<List, readonly string[]>,
  };
}

function mismatch(part: string, found: readonly string[], wanted: readonly string[]): readonly string[] {
  return [
    ...wanted.filter((w) => !found.includes(w)).map((w) => `${part}/${w} is missing`),
    ...found.filter((f) => !wanted.includes(f)).map((f) => `${part}/${f} is not read by any rule`),
  ];
}

export interface ServiceFile {
  readonly offerings: readonly {
    readonly id: string;
    readonly hook: HookName;
    readonly title: string;
    readonly description: string;
    readonly usageRequirements: string;
  }[];
  readonly maxCards: Readonly<Partial<Record<HookName, number>>>;
}

export function readServiceFile(file: URL): ServiceFile {
  return readChecked(file, 'service.schema.json') as ServiceFile;
}

/** The bibliography: every source once, by id. */
export function readBibliography(file: URL): ReadonlyMap<string, Citation> {
  const data = readJson(file) as Record<string, Citation>;
  return new Map(Object.entries(data).filter(([id]) => !id.startsWith('$')));
}

function readChecked(file: URL, schemaName: string): unknown {
  const schema = JSON.parse(readFileSync(new URL(schemaName, import.meta.url), 'utf8')) as object;
  const data = readJson(file);
  const id = (schema as { $id: string }).$id;
  const validate = ajv.getSchema(id) ?? ajv.compile(schema);
  if (!validate(data)) {
    const faults = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`);
    throw new Error(`${file.pathname}: ${faults.join('; ')}`);
  }
  return data;
}

function readJson(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file.pathname}: ${cause instanceof Error ? cause.message : 'cannot be read'}`, { cause });
  }
}
