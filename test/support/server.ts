// The real server, started as `npm start` starts it, on free ports, at the moment the stories are told at.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../src/server.ts';
import type { StartOptions } from '../../src/server.ts';
import { AS_OF } from '../../fixtures/chart.ts';
import type { Hook } from '../../fixtures/chart.ts';
import { toldRequest, type HookBody } from '../../fixtures/hook-request.ts';

export interface ClearStage {
  readonly url: string;
  /** Base URL of the demonstration's FHIR server. */
  readonly fhir: string;
  close(): Promise<void>;
}

interface Discovery {
  readonly services: readonly {
    readonly id: string;
    readonly hook: string;
    readonly prefetch?: Readonly<Record<string, string>>;
  }[];
}

export async function startClearStage(
  overrides: StartOptions & {
    readonly env?: NodeJS.ProcessEnv;
    /** What differs from the demonstration's configuration. */
    readonly config?: object;
  } = {},
): Promise<ClearStage> {
  const { env, config, ...rest } = overrides;
  const dataDir = mkdtempSync(join(tmpdir(), 'clearstage-'));
  const configFile = join(dataDir, 'config.json');
  if (config) writeFileSync(configFile, JSON.stringify({ demo: true, ...config }));
  const running = await start(
    {
      PORT: '0',
      LOG_LEVEL: 'silent',
      CLEARSTAGE_DATA_DIR: dataDir,
      ...(config && { CLEARSTAGE_CONFIG: configFile }),
      ...env,
    },
    { clock: () => Date.parse(AS_OF), ...rest },
  );
  const fhir = await running.demoFhir;
  if (!fhir) throw new Error('The demonstration FHIR server did not start');
  return {
    url: running.url,
    fhir,
    async close() {
      await running.close(0);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * What an EHR would send for a patient of the fixtures.
 *
 * @param options.prefetch true: the templates of discovery are resolved as an EHR does, and there is no FHIR server to
 *   ask; false: nothing but the address of the FHIR server
 */
export async function hookRequest(
  server: ClearStage,
  patientId: string,
  hook: Hook,
  options: { readonly prefetch: boolean },
): Promise<HookBody> {
  const told = toldRequest(patientId, hook);
  if (!options.prefetch) return { ...told, fhirServer: server.fhir };
  const { services } = (await readOnce(`${server.url}/cds-services`)) as Discovery;
  const templates = services.find((service) => service.hook === hook)?.prefetch ?? {};
  const resolved = await Promise.all(
    Object.entries(templates).map(async ([key, template]) => [key, await resolve(server, template, told)] as const),
  );
  return { ...told, prefetch: Object.fromEntries(resolved) };
}

/** As an EHR does it: tokens replaced, then read or searched; a failed one is null. */
async function resolve(server: ClearStage, template: string, { context }: HookBody): Promise<unknown> {
  const query = template.replaceAll(/\{\{([^}]+)\}\}/g, (_, token: string) => {
    const [, sign = '+', days = '0'] = /^today\(\)(?: ([+-]) (\d+) days)?$/.exec(token) ?? [];
    if (token === 'context.patientId') return context.patientId;
    if (token === 'context.userId') return context.userId;
    if (token.startsWith('today()')) return day(Number(`${sign}${days}`));
    throw new Error(`An EHR cannot be expected to resolve {{${token}}}`);
  });
  return readOnce(`${server.fhir}/${query}`);
}

/** The stories stay as they are while a server runs, and its hooks ask for the same. */
const read = new Map<string, Promise<unknown>>();

function readOnce(url: string): Promise<unknown> {
  const known = read.get(url) ?? fetch(url).then((response) => (response.ok ? response.json() : null));
  read.set(url, known);
  return known;
}

function day(offset: number): string {
  return new Date(Date.parse(AS_OF) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Calls the service of that hook; ids are `b2m-` and the hook's name. */
export async function callHook(
  server: ClearStage,
  body: HookBody,
  path: '' | '/explain' = '',
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${server.url}/cds-services/b2m-${body.hook}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  // Parsed here, not by fetch, whose arrays are of another realm than the tests'.
  return { status: response.status, body: JSON.parse(await response.text()) };
}
