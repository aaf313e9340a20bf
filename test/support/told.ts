// What `explain` answers to a chart, as a service published here reads it.
import { explainAlone } from '../../fixtures/explain-alone.ts';
import { services } from '../../fixtures/published.ts';
import { compileEndpoints } from '../../src/protocol/endpoints.ts';
import type { Card } from '../../src/cards/types.ts';
import type { Unread } from '../../src/clinical/facts/types.ts';
import { AS_OF, patient, PATIENT_ID } from './chart.ts';

const endpoints = compileEndpoints(services);

export interface Told {
  readonly cards: readonly Card[];
  readonly rules: readonly { readonly id: string; readonly fired: boolean; readonly because: string }[];
  readonly unread: readonly Unread[];
  readonly unreadBeyond?: number;
  readonly evidence: {
    /** Absent when empty, as every list is. */
    readonly assessments?: readonly {
      readonly system: string;
      readonly possible: readonly string[];
      readonly basis?: string;
    }[];
  };
}

export interface Asked {
  readonly hook?: string;
  /** What the user opened. */
  readonly results?: readonly fhir4.FhirResource[];
  readonly draftOrders?: readonly fhir4.FhirResource[];
  readonly fhirServer?: string;
  /** What stands under each key; everything in one Bundle under the first unless told. */
  readonly prefetch?: (
    named: readonly fhir4.FhirResource[],
    keys: readonly string[],
  ) => Readonly<Record<string, unknown>>;
}

/** What `explain` answers to a chart that the EHR sends in one Bundle; each resource needs an id of its own. */
export async function told(chart: readonly fhir4.FhirResource[], asked: Asked = {}): Promise<Told> {
  const hook = asked.hook ?? 'result-view';
  const endpoint = endpoints.get(`b2m-${hook}`);
  if (!endpoint) throw new Error(`no such hook: ${hook}`);
  const named = chart.map((resource, i) => ({ ...resource, id: resource.id ?? `r${i}` }));
  const keys = [...endpoint.templates.keys()].filter((key) => key !== 'patient');
  const nothing = { resourceType: 'Bundle', entry: [] };
  const toBundle = (list: readonly object[]) => ({
    resourceType: 'Bundle',
    entry: list.map((resource) => ({ resource })),
  });
  const body = {
    hook,
    ...(asked.fhirServer && { fhirServer: asked.fhirServer }),
    hookInstance: '0f1e1d00-0000-4000-8000-000000000001',
    context: {
      patientId: PATIENT_ID,
      userId: 'Practitioner/1',
      ...(asked.results && { results: toBundle(asked.results) }),
      ...(asked.draftOrders && { draftOrders: toBundle(asked.draftOrders), selections: [] }),
    },
    prefetch: {
      patient: named.find((r) => r.resourceType === 'Patient') ?? patient(),
      ...(asked.prefetch?.(named, keys) ??
        Object.fromEntries(keys.map((key, i) => [key, i === 0 ? toBundle(named) : nothing]))),
    },
  };
  return (await explainAlone(endpoint, body, Date.parse(AS_OF))) as Told;
}

export const offered = ({ cards }: Told): readonly string[] =>
  cards.flatMap((c) => (c.suggestions ?? []).map((s) => s.label));
export const recorded = (answer: Told): readonly string[] =>
  offered(answer).filter((label) => label.startsWith('Record'));
