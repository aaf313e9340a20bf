// A service with one simple rule on every hook, to test the protocol without the clinic.
import type { DraftCard } from '../../src/cards/types.ts';
import { HOOKS, type HookName } from '../../src/contracts/hooks.ts';
import type { Chart, Evaluation, Offering, Service, Situation } from '../../src/contracts/service.ts';

const PREFETCH = {
  patient: 'Patient/{{context.patientId}}',
  labs: 'Observation?patient={{context.patientId}}&code=http://loinc.org|1952-1&_sort=-date&_count=20',
  conditions: 'Condition?patient={{context.patientId}}&_count=50',
};

function offering(hook: HookName): Offering {
  return {
    id: `b2m-${hook}`,
    hook,
    title: `Stub on ${hook}`,
    description: 'Says how many Observations it was given.',
    usageRequirements: 'None.',
    prefetch: PREFETCH,
    required: ['patient', 'labs'],
  };
}

function draftCard(situation: Situation, observations: readonly string[]): DraftCard {
  return {
    summary: `${observations.length} observations`,
    indicator: 'info',
    body: { rows: [], lines: [], closing: 'Advice only.' },
    source: { label: 'Stub', topic: { system: 'urn:stub', code: 'count', display: 'Count' } },
    selectionBehavior: 'any',
    suggestions: [
      {
        label: 'Order creatinine',
        actions: [
          {
            type: 'create',
            description: 'Order creatinine',
            resource: {
              resourceType: 'ServiceRequest',
              status: 'draft',
              intent: 'proposal',
              subject: { reference: `Patient/${situation.patientId}` },
            },
          },
        ],
      },
    ],
    links: [{ label: 'Trend', url: '/smart/launch', type: 'smart' }],
    extension: {
      'org.clearstage.evidence': {
        rules: [{ id: 'count', version: '1.0.0' }],
        assessments: [],
        inputs: observations.map((reference) => ({
          analyte: 'b2m-serum',
          reference,
          value: 1,
          unit: 'mg/L',
          reported: { value: 1 },
        })),
        derived: [],
        citations: [],
      },
    },
  };
}

function evaluate(situation: Situation, chart: Chart): Evaluation {
  const all = [...situation.results, ...chart.resources, ...situation.draftOrders];
  const found = all.filter(({ resource }) => resource.resourceType === 'Observation').map((l) => l.reference);
  const fired = found.length > 0;
  const cards = fired ? [draftCard(situation, found)] : [];
  const because = fired ? 'There is an Observation.' : 'There is no Observation.';
  return {
    cards,
    evidence: cards[0]?.extension['org.clearstage.evidence'] ?? {
      rules: [],
      assessments: [],
      inputs: [],
      derived: [],
      citations: [],
    },
    rules: [{ id: 'count', fired, because }],
    facts: { observations: found, unavailable: Object.fromEntries(chart.unavailable) },
    unread: [],
  };
}

/** Concerned by orders only when one of them has the text "B2M". */
export const stubService: Service = {
  id: 'stub',
  version: '1.0.0',
  offerings: HOOKS.map(offering),
  concerns: ({ hook, selected }) =>
    !hook.startsWith('order') || selected.some(({ resource }) => JSON.stringify(resource).includes('B2M')),
  satisfies: (key, resources) =>
    resources.some(({ resource }) => resource.resourceType === { patient: 'Patient', labs: 'Observation' }[key]),
  evaluate,
  example: () => ({ patient: { resourceType: 'Patient', id: 'p1' }, resources: [], draftOrders: [] }),
};
