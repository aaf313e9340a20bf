// The record as our own queries gather it: pages followed, neighbours asked for, and what is still not whole.
import type { Located, Service } from '../../contracts/service.ts';
import { spanInWords } from '../../cards/format.ts';
import { createFhirGateway } from '../../fhir/gateway.ts';
import { compileEndpoints } from '../../protocol/endpoints.ts';
import { readCall } from '../../protocol/call.ts';
import { gather } from '../../protocol/gather.ts';
import { toSituation } from '../../protocol/situation.ts';
import { blocker, info, warning, type Finding } from './finding.ts';

export interface GatheredRecord {
  readonly resources: readonly Located[];
  /** Entries of the record that could not be read, as `explain` lists them. */
  readonly unread: readonly unknown[];
  readonly findings: readonly Finding[];
}

const DEADLINE_MS = 30_000;
/** A server's own bounds, but for the time: a slow server is to be examined, not given up. */
const GATEWAY: Parameters<typeof createFhirGateway>[0] = {
  timeoutMs: DEADLINE_MS,
  maxPages: 5,
  maxResponseBytes: 5 * 1_048_576,
  maxResources: 2_000,
  concurrency: 8,
  breaker: { failureRate: 1, windowMs: 60_000, minimumPatients: 1_000, pauseMs: 1_000 },
  allowPrivateNetworks: true,
  allowInsecure: true,
};

/** @param now milliseconds since 1970 */
export async function gatherRecord(
  service: Service,
  fhir: { readonly base: string; readonly token?: string | undefined },
  patientId: string,
  now: number,
): Promise<GatheredRecord> {
  const [endpoint] = compileEndpoints([service]).values();
  if (!endpoint) throw new Error('the service offers no endpoint');
  const body = {
    hook: endpoint.wireHook,
    hookInstance: '00000000-0000-4000-8000-000000000000',
    fhirServer: fhir.base,
    ...(fhir.token !== undefined && { fhirAuthorization: { access_token: fhir.token } }),
    // for the hooks of orders: nothing is being ordered
    context: { patientId, userId: 'Practitioner/check', draftOrders: { resourceType: 'Bundle' }, selections: [] },
  };
  const caller = { client: 'check', fhirServers: [fhir.base] };
  const call = readCall({ body, endpoint, caller }, now);
  const { situation } = toSituation(call);
  const gateway = createFhirGateway(GATEWAY);
  try {
    const gathered = await gather(call, situation, { gateway, deadlineMs: DEADLINE_MS });
    const { unread } = service.evaluate(situation, gathered, now);
    const findings = [...gathered.keys].map(([key, { source, reason, resources, spans }]) => {
      if (source === 'unavailable') {
        const needed = endpoint.offering.required.includes(key);
        return (needed ? blocker : warning)(`${key}, our own query`, reason ?? 'not to be had');
      }
      if (!spans) return info(`${key}, our own query`, `${resources} resources, whole`);
      const whole =
        spans.length === 0 ? 'in no order that would tell what is missing' : spans.map(spanInWords).join(' and ');
      return warning(
        `${key}, our own query`,
        `${resources} resources, read in part: ${spans.length === 0 ? whole : `whole ${whole}`}`,
      );
    });
    return { resources: gathered.resources, unread, findings };
  } finally {
    await gateway.close();
  }
}
