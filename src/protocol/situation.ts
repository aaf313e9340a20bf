// The hook's context → the situation a service judges: whose record, which results, which drafts.
import type { Located, Situation } from '../contracts/service.ts';
import type { Call } from './call.ts';
import { collect, refuseOtherPatient, type Collection } from './collection.ts';
import type { PatientIdentity } from './patient-identity.ts';

const NONE: readonly never[] = Object.freeze([]);

/**
 * @returns also the references of resources in context that are another patient's
 * @throws CdsProblem `wrong-patient` when a Patient in context is another
 */
export function toSituation({ request, endpoint, patient }: Call): {
  readonly situation: Situation;
  readonly foreign: readonly string[];
} {
  const { context } = request;
  const { hook } = endpoint.offering;
  const results = fromContext(context.results, 'context.results', patient);
  const drafts = fromContext(context.draftOrders, 'context.draftOrders', patient);
  const selections = Array.isArray(context.selections) ? context.selections : NONE;
  const situation: Situation = {
    hook,
    patientId: context.patientId,
    userId: context.userId,
    ...(context.encounterId && { encounterId: context.encounterId }),
    results: results.resources,
    draftOrders: drafts.resources,
    selected: hook === 'order-select' ? selected(drafts.resources, selections) : drafts.resources,
  };
  return { situation, foreign: [...drafts.foreign, ...results.foreign] };
}

function fromContext(value: unknown, place: string, patient: PatientIdentity): Collection {
  const collection = collect(value, { place, from: place, patient });
  refuseOtherPatient(collection, place);
  return collection;
}

/** A selection names a draft as `Type/id`, absolutely or relatively, or by its bare id. */
function selected(drafts: readonly Located[], selections: readonly string[]): readonly Located[] {
  const names = new Set(selections.map((s) => s.split('/').slice(-2).join('/')));
  return drafts.filter((d) => names.has(d.reference) || (d.resource.id !== undefined && names.has(d.resource.id)));
}
