// The hook request the console sends for a patient's Bundle, as an EHR would send it.
import { LOINC } from '../../clinical/facts/catalogue.ts';
import { HOOKS, type HookName } from '../../contracts/hooks.ts';
import { resolvePrefetch, type Chart } from './prefetch.ts';

/** @source https://cds-hooks.hl7.org/#discovery */
export interface DiscoveredService {
  readonly id: string;
  readonly hook: string;
  readonly title?: string;
  readonly description: string;
  readonly usageRequirements?: string;
  readonly prefetch?: Readonly<Record<string, string>>;
}

/** @source https://cds-hooks.hl7.org/#http-request-1 */
export interface HookRequest {
  readonly hookInstance: string;
  readonly hook: string;
  readonly fhirServer?: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly prefetch?: Readonly<Record<string, unknown>>;
  readonly extension?: unknown;
}

/** What can be ordered in the console; `text` is what a clinician would read. @source mCODE TumorMarkerTestVS */
export const ORDERS = [
  { code: '1952-1', text: 'Beta-2 microglobulin, serum' },
  { code: '1953-9', text: 'Beta-2 microglobulin, urine' },
  { code: '1951-3', text: 'Beta-2 microglobulin, CSF' },
  { code: '2160-0', text: 'Creatinine, serum' },
] as const;

/** `org.example.result-view` → `result-view`: a site may have renamed the hook. */
export function plainHook(hook: string): HookName | undefined {
  return HOOKS.find((ours) => ours === hook.slice(hook.lastIndexOf('.') + 1));
}

export interface Setting {
  readonly service: DiscoveredService;
  readonly bundle: Chart;
  /** LOINC code of the draft order, for the order hooks; absent: as the story tells it. */
  readonly order?: string | undefined;
  /** The context of the story's recorded call of this hook. */
  readonly told?: object | undefined;
  readonly session: string;
  readonly today: string;
  readonly hookInstance: string;
}

const USER = 'Practitioner/console';

/** The whole request: context by the hook's rules, prefetch by the service's templates. */
export function buildRequest({ service, bundle, order, told, today, hookInstance, session }: Setting): HookRequest {
  const patientId = patientOf(bundle)?.id ?? 'unknown';
  const own =
    order === undefined && told ? told : contextOf(plainHook(service.hook), patientId, order ?? ORDERS[0].code);
  const context = { ...own, userId: USER, patientId };
  return {
    hookInstance,
    hook: service.hook,
    context,
    prefetch: resolvePrefetch(service.prefetch ?? {}, bundle, { patientId, userId: USER, today }),
    extension: { 'org.clearstage.session': session },
  };
}

/** The Bundle's first Patient. */
export function patientOf(bundle: Chart): fhir4.Patient | undefined {
  return bundle.entry?.map((e) => e.resource).find((r): r is fhir4.Patient => r?.resourceType === 'Patient');
}

function contextOf(hook: HookName | undefined, patientId: string, order: string): Record<string, unknown> {
  if (hook === 'order-sign') return { draftOrders: draft(patientId, order) };
  if (hook === 'order-select') {
    return { selections: ['ServiceRequest/draft-1'], draftOrders: draft(patientId, order) };
  }
  return {};
}

function draft(patientId: string, code: string): fhir4.Bundle {
  const text = ORDERS.find((o) => o.code === code)?.text ?? code;
  const resource: fhir4.ServiceRequest = {
    resourceType: 'ServiceRequest',
    id: 'draft-1',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patientId}` },
    code: { coding: [{ system: LOINC, code, display: text }], text },
  };
  return { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] };
}

/** The same call on a command line; the body goes in by a here-document, so nothing in it meets the shell. */
export function asCurl(url: string, request: unknown): string {
  return [
    `curl -sS '${url.replaceAll("'", '%27')}' \\`,
    `  -H 'content-type: application/json' --data-binary @- <<'JSON'`,
    JSON.stringify(request, null, 2),
    'JSON',
  ].join('\n');
}
