// When which hook would have been fired for a patient: results as they came back, visits, orders as they were written.
import { entryOf } from '../../clinical/facts/observation.ts';
import type { LocalCodes } from '../../clinical/facts/code-search.ts';
import type { HookName } from '../../contracts/hooks.ts';
import type { Located } from '../../contracts/service.ts';
import type { Timeline } from './chart-then.ts';

export interface Moment {
  readonly hook: HookName;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly results: readonly Located[];
  readonly draftOrders: readonly Located[];
  readonly selected: readonly Located[];
  readonly encounter?: string | undefined;
  /** Practitioner, as the export names one. */
  readonly user?: string | undefined;
}

export interface Period {
  /** Milliseconds since 1970; earlier moments are not replayed. */
  readonly from: number;
  readonly to: number;
}

/**
 * @returns moments in time, and how many B2M could not be placed in it
 */
export function momentsOf(
  timeline: Timeline,
  { from, to }: Period,
  localCodes: LocalCodes,
): { readonly moments: readonly Moment[]; readonly unplaced: number } {
  const results = new Map<number, Located[]>();
  const orders = new Map<number, Located[]>();
  const visits: Moment[] = [];
  let unplaced = 0;
  let encounters = 0;
  for (const { located, since } of timeline.placed) {
    const { resource } = located;
    if (located.reference.includes('#')) continue;
    const at = since?.earliest === since?.latest ? since?.latest : undefined;
    const { resourceType: type } = resource;
    if (type === 'Observation' && isB2m(resource, localCodes)) {
      if (at === undefined) unplaced++;
      else add(results, at, located);
    } else if (type === 'Encounter' && !NO_VISIT.has(resource.status)) {
      encounters++;
      const where = { encounter: located.reference, user: whoMet(resource) };
      if (at !== undefined) visits.push(moment('patient-view', at, where));
    } else if (type === 'ServiceRequest' || type === 'MedicationRequest') {
      const signed = !NO_ORDER.has(resource.status) && SIGNED.has(resource.intent);
      if (signed && at !== undefined) add(orders, at, located);
    }
  }
  const byReference = new Map(timeline.placed.map(({ located }) => [located.reference, located.resource]));
  // An export without visits: the chart is opened once, at the end.
  if (encounters === 0) visits.push(moment('patient-view', to, {}));
  const all = [
    ...visits,
    ...[...results].map(([at, own]) => moment('result-view', at, { results: own, ...around(own, byReference) })),
    ...[...orders].flatMap(([at, own]) => signing(at, own, byReference)),
  ];
  return {
    moments: all.filter((m) => m.at >= from && m.at <= to).sort((a, b) => a.at - b.at || ORDER[a.hook] - ORDER[b.hook]),
    unplaced,
  };
}

const ORDER: Readonly<Record<HookName, number>> = {
  'patient-view': 0,
  'result-view': 1,
  'order-select': 2,
  'order-sign': 3,
};
const NO_VISIT: ReadonlySet<string> = new Set(['planned', 'cancelled', 'entered-in-error']);
const NO_ORDER: ReadonlySet<string> = new Set(['draft', 'entered-in-error']);
const SIGNED: ReadonlySet<string> = new Set(['order', 'original-order', 'instance-order', 'filler-order']);

function moment(hook: HookName, at: number, parts: Partial<Moment>): Moment {
  return { hook, at, results: [], draftOrders: [], selected: [], ...parts };
}

function add(by: Map<number, Located[]>, at: number, located: Located): void {
  const there = by.get(at);
  if (there) there.push(located);
  else by.set(at, [located]);
}

/** Also one under a code whose values cannot be used (titres, words): it is opened all the same, and told of. */
function isB2m(observation: fhir4.Observation, localCodes: LocalCodes): boolean {
  const entry = entryOf(observation.code, localCodes)?.entry;
  return entry !== undefined && 'analyte' in entry && entry.analyte !== undefined && entry.analyte.startsWith('b2m');
}

/** Each is selected, then all are signed. */
function signing(at: number, orders: readonly Located[], byReference: ByReference): readonly Moment[] {
  const drafts = orders.map((o) => ({ ...o, from: 'context.draftOrders', resource: asDraft(o.resource) }));
  const parts = { draftOrders: drafts, ...around(orders, byReference) };
  return [
    ...drafts.map((d) => moment('order-select', at, { ...parts, selected: [d] })),
    moment('order-sign', at, { ...parts, selected: drafts }),
  ];
}

function asDraft(resource: fhir4.FhirResource): fhir4.FhirResource {
  return resource.resourceType === 'ServiceRequest' || resource.resourceType === 'MedicationRequest'
    ? { ...resource, status: 'draft' }
    : resource;
}

type ByReference = ReadonlyMap<string, fhir4.FhirResource>;

/** Visit and clinician, of the result or order itself, else of the order it is based on; else whom that visit names. */
function around(own: readonly Located[], byReference: ByReference): Pick<Moment, 'encounter' | 'user'> {
  for (const { resource } of own) {
    const orders = pointersIn(resource, 'basedOn').flatMap(
      (p) => byReference.get(/ServiceRequest\/[^/]+/.exec(p)?.[0] ?? '') ?? [],
    );
    const all = [resource, ...orders];
    const encounter = all.flatMap((r) => /Encounter\/[^/]+/.exec(pointersIn(r, 'encounter')[0] ?? '')?.[0] ?? [])[0];
    const visit = byReference.get(encounter ?? '');
    const user =
      all.flatMap((r) => pointersIn(r, 'requester'))[0] ??
      (visit?.resourceType === 'Encounter' ? whoMet(visit) : undefined);
    if (encounter !== undefined || user !== undefined) return { encounter, user };
  }
  return {};
}

/** The literal references of an element, whatever stands there. */
function pointersIn(resource: fhir4.FhirResource, element: 'basedOn' | 'encounter' | 'requester'): readonly string[] {
  const value: unknown = Reflect.get(resource, element);
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((p) => {
    const reference: unknown = typeof p === 'object' && p !== null ? Reflect.get(p, 'reference') : undefined;
    return typeof reference === 'string' ? [reference] : [];
  });
}

function whoMet({ participant }: fhir4.Encounter): string | undefined {
  const all = Array.isArray(participant) ? participant : [];
  return all.map((p) => p?.individual?.reference).find((r) => typeof r === 'string');
}
