// The hook's context → the situation a service judges: whose record, which results, which drafts.
import type { Located, Situation } from '../contracts/service.ts';
import { collect, emptyCollection, type Collection } from './collection.ts';
import type { Endpoint } from './endpoints.ts';
import type { HookRequest } from './requests.ts';

const NONE: readonly never[] = Object.freeze([]);

/** @param foreign receives the references of resources in context that are another patient's */
export function toSituation(request: HookRequest, endpoint: Endpoint, foreign: string[]): Situation {
  const { context } = request;
  const selections = Array.isArray(context.selections) ? context.selections : NONE;
  const drafts = fromContext(context.draftOrders, 'context.draftOrders', context.patientId, foreign);
  return {
    hook: endpoint.offering.hook,
    patientId: context.patientId,
    userId: context.userId,
    ...(context.encounterId && { encounterId: context.encounterId }),
    results: fromContext(context.results, 'context.results', context.patientId, foreign),
    draftOrders: drafts,
    selected: endpoint.offering.hook === 'order-select' ? selected(drafts, selections) : drafts,
  };
}

function fromContext(value: unknown, place: string, patientId: string, foreign: string[]): readonly Located[] {
  if (value === undefined || value === null) return NONE;
  const collection: Collection = emptyCollection();
  collect(value, place, place, patientId, collection);
  foreign.push(...collection.foreign);
  return collection.resources;
}

/** A selection names a draft as `Type/id`, absolutely or relatively, or by its bare id. */
function selected(drafts: readonly Located[], selections: readonly string[]): readonly Located[] {
  const names = new Set(selections.map((s) => s.split('/').slice(-2).join('/')));
  return drafts.filter((d) => names.has(d.reference) || (d.resource.id !== undefined && names.has(d.resource.id)));
}
