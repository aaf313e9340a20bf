// What the tests of the knowledge pages ask of the published services.
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { GOLDEN_CASES } from '../../fixtures/goldens.ts';
import { toldRequest } from '../../fixtures/hook-request.ts';
import { services } from '../../fixtures/published.ts';
import type { DraftCard } from '../../src/cards/types.ts';
import type { Located } from '../../src/contracts/service.ts';

export { GOLDEN_CASES };

export const offered = services.flatMap(({ id, version, offerings }) =>
  offerings.map((offering) => ({ ...offering, wireHook: offering.hook, service: id, version })),
);

/** The cards of a story. */
export function toldCards({ told, hook, position }: (typeof GOLDEN_CASES)[number]): readonly DraftCard[] {
  const { context } = toldRequest(told.id, hook);
  const draftOrders = located(context['draftOrders'], 'context.draftOrders');
  const situation = {
    hook,
    patientId: told.id,
    userId: 'Practitioner/x',
    results: located(context['results'], 'context.results'),
    draftOrders,
    selected: draftOrders,
  };
  const resources = located(toBundle(told, position + 1), 'labs');
  const service = services.find(({ offerings }) => offerings.some((o) => o.hook === hook));
  return service?.evaluate(situation, { resources, unavailable: new Map() }, Date.parse(AS_OF)).cards ?? [];
}

function located(bundle: unknown, from: string): readonly Located[] {
  const { entry = [] } = (bundle ?? {}) as { readonly entry?: readonly { readonly resource?: fhir4.FhirResource }[] };
  const all = entry.flatMap(({ resource }) => resource ?? []);
  return all.map((resource) => ({ resource, reference: `${resource.resourceType}/${resource.id}`, from }));
}
