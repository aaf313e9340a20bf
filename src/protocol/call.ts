// One hook call on its way through the protocol: what was asked, of which endpoint, by whom, when.
import type { Caller, CallerGroup } from '../contracts/ports.ts';
import { CdsProblem } from '../contracts/problems.ts';
import { callerGroup } from './caller-group.ts';
import type { Endpoint } from './endpoints.ts';
import { identityOf, type PatientIdentity } from './patient-identity.ts';
import type { HookRequest } from './requests.ts';

/** A body as it came, parsed and not yet checked. */
export interface Received {
  readonly body: unknown;
  readonly endpoint: Endpoint;
  readonly caller: Caller;
  /** Has the caller gone away, so that nobody hears an answer? */
  readonly isGone?: () => boolean;
}

export interface Call {
  readonly request: HookRequest;
  readonly endpoint: Endpoint;
  readonly caller: Caller;
  /** Whom it is about. */
  readonly patient: PatientIdentity;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Who calls, for the insights; absent where nothing is configured. */
  readonly group?: CallerGroup;
}

/** @throws CdsProblem for a body that is no call of this hook, or whose token is for another patient */
export function readCall({ body, endpoint, caller }: Received, now: number): Call {
  const request = endpoint.check(body, endpoint.wireHook);
  checkTokenPatient(request);
  const patient = identityOf(request.context.patientId, request.fhirServer);
  return {
    request,
    endpoint,
    caller,
    patient,
    now,
    ...(caller.insights && { group: callerGroup(body, caller.insights) }),
  };
}

function checkTokenPatient({ fhirAuthorization, context }: HookRequest): void {
  const patient = fhirAuthorization?.patient;
  if (!patient || patient === context.patientId || patient === `Patient/${context.patientId}`) return;
  throw new CdsProblem('wrong-patient', {
    detail: 'fhirAuthorization.patient is not the patient in context.patientId',
    expression: ['fhirAuthorization.patient', 'context.patientId'],
  });
}
