// What has been ordered or begun and is not yet answered: requests that are active, results and reports without a value.
import { toInterval } from '../quantities/time.ts';
import { codesOrdered } from './order-codes.ts';
import { byReference } from './order.ts';
import type { PendingTest, Sourced } from './types.ts';

type Waiting = fhir4.ServiceRequest | fhir4.Observation | fhir4.DiagnosticReport;

/** @source https://hl7.org/fhir/R4/valueset-request-intent.html */
const NO_ORDER_YET: ReadonlySet<unknown> = new Set(['proposal', 'plan', 'directive', 'option']);
const NOT_WAITING: ReadonlySet<unknown> = new Set(['draft', 'on-hold', 'revoked', 'completed', 'entered-in-error']);
const NO_RESULT_YET: ReadonlySet<unknown> = new Set(['registered', 'preliminary']);

/**
 * @param localCodes the site's own codes as `system|code` → LOINC
 * @returns by reference, each with its LOINC codes and the latest day it may have been ordered or drawn
 */
export function readPending(
  resources: readonly Sourced<Waiting>[],
  localCodes: ReadonlyMap<string, string>,
): readonly PendingTest[] {
  return resources
    .filter(({ resource }) => isWaiting(resource))
    .flatMap(({ resource, reference }) => {
      const codes = codesOrdered(resource, localCodes);
      const at = toInterval(dateOf(resource))?.latest;
      return codes.length === 0 ? [] : [{ codes, ...(at !== undefined && { at }), reference }];
    })
    .sort(byReference);
}

function isWaiting(resource: Waiting): boolean {
  if (resource.resourceType !== 'ServiceRequest') return NO_RESULT_YET.has(resource.status);
  // of unknown status it may be on its way: it is not offered a second time
  return !NOT_WAITING.has(resource.status) && !NO_ORDER_YET.has(resource.intent);
}

function dateOf(resource: Waiting): unknown {
  if (resource.resourceType === 'ServiceRequest') return resource.authoredOn ?? resource.occurrenceDateTime;
  return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued;
}
