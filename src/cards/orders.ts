// Suggested laboratory orders as FHIR R4 ServiceRequests.
import { createAction } from './build.ts';
import { CARD_WORDS } from './phrases.en.ts';
import type { Suggestion } from './types.ts';

/** A laboratory test that can be ordered. */
export interface Orderable {
  readonly code: string;
  readonly display: string;
  /** Short name for the button. */
  readonly label: string;
}

export interface OrderContext {
  readonly patientId: string;
  readonly encounterId?: string;
  /** `userId` of the hook, when it may request (Practitioner or PractitionerRole). */
  readonly userId: string;
  readonly asOf: number;
}

/**
 * A suggestion that adds one draft order.
 *
 * @returns a ServiceRequest with status `draft` and intent `order`, for the clinician to sign
 */
export function suggestOrder(test: Orderable, context: OrderContext, recommended = false): Omit<Suggestion, 'uuid'> {
  const resource: fhir4.ServiceRequest = {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    category: [{ coding: [{ system: 'http://snomed.info/sct', code: '108252007', display: 'Laboratory procedure' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: test.code, display: test.display }], text: test.label },
    subject: { reference: `Patient/${context.patientId}` },
    ...(context.encounterId && { encounter: { reference: `Encounter/${context.encounterId}` } }),
    authoredOn: new Date(context.asOf).toISOString(),
    ...(/^Practitioner(Role)?\//.test(context.userId) && { requester: { reference: context.userId } }),
  };
  return {
    label: CARD_WORDS.order(test.label),
    ...(recommended && { isRecommended: true }),
    actions: createAction(CARD_WORDS.orderAction(test.label, test.code), resource),
  };
}
