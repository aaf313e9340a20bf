// Reads and checks the data files of a service at start-up; a fault in one refuses to start and says where.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Citation } from '../cards/evidence.ts';
import type { HookName } from '../contracts/hooks.ts';

// that our schemas are schemas is tested, not found out again at each start
const ajv = new Ajv2020({ allErrors: true, strict: true, validateSchema: false });

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
  const data = readJson(file);
  checkData(data, schemaName, file.pathname);
  return data;
}

/** @throws Error naming the file and every fault that the schema finds in it */
export function checkData(data: unknown, schemaName: string, name: string): void {
  const schema = JSON.parse(readFileSync(new URL(schemaName, import.meta.url), 'utf8')) as object;
  const id = (schema as { $id: string }).$id;
  const validate = ajv.getSchema(id) ?? ajv.compile(schema);
  if (validate(data)) return;
  const faults = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`);
  throw new Error(`${name}: ${faults.join('; ')}`);
}

function readJson(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file.pathname}: ${cause instanceof Error ? cause.message : 'cannot be read'}`, { cause });
  }
}
