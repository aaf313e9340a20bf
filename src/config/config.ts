// Environment and configuration file → one frozen configuration, or every fault at once.
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { siteSection } from '../../cds-services/index.ts';
import type { Site } from '../contracts/site.ts';
import { CONFIG_SCHEMA } from './schema.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { contradictions } from './rules.ts';
import type { Config, FileConfig } from './types.ts';

/** Every fault of a configuration, each with its variable or JSON path. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const LOOPBACK = '127.0.0.1';

/**
 * Reads the whole configuration; without a file it is that of the demonstration.
 *
 * @param readFile returns a file's text, or throws
 * @param further what else must be so with this configuration before anything starts, each fault a sentence
 * @throws ConfigError naming every fault
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
  further: (config: Config) => readonly string[] = () => [],
): Config {
  const { environment, faults: ofEnvironment } = readEnvironment(env);
  const path = env['CLEARSTAGE_CONFIG'];
  const given: Found<unknown> = path ? readJson(path, readFile) : { value: { demo: true }, faults: [] };
  if (given.value === undefined) throw new ConfigError([...ofEnvironment, ...given.faults]);

  const { value: file, faults: ofFile } = checked(given.value, path ?? 'defaults');
  const known = [...ofEnvironment, ...ofFile];
  if (file === undefined) throw new ConfigError([...known, ...faultsBeside(given.value, environment, further)]);
  const config = toConfig(file, environment);
  const faults = [...known, ...furtherFaults(config, further, file)];
  if (faults.length > 0) throw new ConfigError(faults);
  return deepFreeze(config);
}

/** What is sound is looked at all the same, so that nobody starts again for each fault. */
function faultsBeside(
  given: unknown,
  environment: Environment,
  further: (config: Config) => readonly string[],
): readonly string[] {
  const [sound, unsound] = withoutFaults(given);
  if (!sound) return [];
  return furtherFaults(toConfig(sound, environment), further, sound).filter((fault) => !about(unsound, fault));
}

function toConfig(file: Checked, environment: Environment): Config {
  const { demo } = file;
  return {
    ...file,
    ...environment,
    ...shadowOf(file, environment),
    host: environment.host ?? (demo ? LOOPBACK : '0.0.0.0'),
    auth: file.auth ?? (demo ? 'off' : 'required'),
    console: file.console ?? demo,
    cors: demo && file.cors.origins.length === 0 ? { origins: ['*'] } : file.cors,
    publicBaseUrl: (file.publicBaseUrl ?? `http://${LOOPBACK}:${environment.port}`).replace(/\/+$/, ''),
  };
}

function shadowOf({ shadow }: Checked, { dataDir }: Environment): Pick<Config, 'shadow' | 'shadowCases'> {
  if (typeof shadow === 'boolean') return { shadow };
  const { everything, cases, folder = join(dataDir, 'shadow-cases') } = shadow;
  return { shadow: everything, ...(cases && { shadowCases: folder }) };
}

function furtherFaults(
  config: Config,
  further: (config: Config) => readonly string[],
  file?: Checked,
): readonly string[] {
  return [...contradictions(config, file?.publicBaseUrl !== undefined), ...further(config)];
}

/** The file without its faulty sections, and the names of these. */
function withoutFaults(given: unknown): readonly [Checked | undefined, readonly string[]] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [undefined, []];
  const { errors } = validated(given);
  const names = errors.map((e) => e.instancePath.split('/')[1] || String(e.params['additionalProperty']));
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
  const { copy } = validated(sound);
  return [copy, names];
}

/** Whether authentication is on decides what else is asked for. */
function about(names: readonly string[], fault: string): boolean {
  const [name = ''] = fault.split(/[/:]/);
  return names.includes(name) || (names.includes('auth') && ['clients', 'fhirServers', 'publicBaseUrl'].includes(name));
}

/**
 * What the site changes of the knowledge, and how long the server remembers, for who only reads charts: the file is
 * checked, how the server would run is not.
 *
 * @param path of the configuration file; without one, nothing is changed
 * @throws ConfigError naming every fault
 */
export function readSite(
  path: string | undefined,
  readFile: (path: string) => string,
): Pick<FileConfig, 'site' | 'memory'> {
  const given: Found<unknown> = path ? readJson(path, readFile) : { value: {}, faults: [] };
  if (given.value === undefined) throw new ConfigError(given.faults);
  const { value: file, faults } = checked(given.value, path ?? 'defaults');
  if (file === undefined || faults.length > 0) throw new ConfigError(faults);
  return file;
}

/** What was read, as far as it could be, and what is wrong with it. */
interface Found<T> {
  readonly value?: T | undefined;
  readonly faults: readonly string[];
}

function readJson(path: string, readFile: (path: string) => string): Found<unknown> {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { faults: [`CLEARSTAGE_CONFIG: ${path} cannot be read (${code})`] };
  }
  try {
    return { value: JSON.parse(text) as unknown, faults: [] };
  } catch (error) {
    return { faults: [`${path}: is not JSON (${(error as Error).message})`] };
  }
}

type Optional<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]?: T[P] | undefined };
type Checked = Optional<FileConfig, 'auth' | 'console' | 'publicBaseUrl'>;

function checked(given: unknown, path: string): Found<Checked> {
  const { copy, site, errors } = validated(given);
  const isSiteSound = site !== undefined && !errors.some((e) => e.instancePath.startsWith('/site'));
  const ofSite = isSiteSound ? siteSection.faults(site).map((fault) => `${path}/${fault}`) : [];
  return { value: copy, faults: [...errors.map((e) => describe(e, path)), ...ofSite] };
}

interface Validated {
  /** With defaults; undefined when there are errors. */
  readonly copy: Checked | undefined;
  readonly site: Site | undefined;
  readonly errors: readonly ErrorObject[];
}

function validated(given: unknown): Validated {
  // that the schema is a schema is tested; to find it out again took a third of the time to start
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: true,
    allowUnionTypes: true,
    validateSchema: false,
    verbose: true,
  });
  const validate = ajv.compile(CONFIG_SCHEMA);
  const copy: unknown = structuredClone(given);
  const valid = validate(copy);
  const site = (copy as Partial<Checked> | null)?.site;
  return { copy: valid ? (copy as Checked) : undefined, site, errors: validate.errors ?? [] };
}

function describe(error: ErrorObject, path: string): string {
  const params = error.params as { additionalProperty?: string; allowedValues?: readonly unknown[] };
  const at = `${path}${error.instancePath || '/'}`;
  if (params.additionalProperty !== undefined) return `${at}: "${params.additionalProperty}" is not a setting`;
  if (params.allowedValues) return `${at}: must be one of ${params.allowedValues.join(', ')}`;
  const title = error.keyword === 'pattern' ? (error.parentSchema as { title?: string }).title : undefined;
  return `${at}: ${title === undefined ? (error.message ?? 'is not valid') : `must be ${title}`}`;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
