// A chart in which nothing could make a rule speak is answered without being read: never otherwise than if it had been.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import { rules } from '../../cds-services/b2m-result/rules/index.ts';
import { NO_SITE, services } from '../../fixtures/published.ts';
import { holdsLead } from '../../src/clinical/facts/leads.ts';
import type { HookName } from '../../src/contracts/hooks.ts';
import type { Service } from '../../src/contracts/service.ts';
import { AS_OF, b2m, chart, condition, creatinine, mProtein, observation, patient } from '../support/chart.ts';
import { toCall, type Call, type Given } from './situation.ts';

const NOW = Date.parse(AS_OF);
const b2mResult = resultServiceOf(services);

function resultServiceOf(all: readonly Service[]): Service {
  const found = all.find(({ id }) => id === 'b2m-result');
  if (!found) throw new Error('there is no such service');
  return found;
}

interface Table {
  readonly usual: Given;
  readonly examples: readonly { readonly given: Given }[];
}

/** Every patient of the truth tables of this service's rules. */
const PATIENTS: readonly { readonly usual: Given; readonly given: Given }[] = tables().flatMap(({ usual, examples }) =>
  examples.map(({ given }) => ({ usual, given })),
);

function tables(): readonly Table[] {
  const folder = join(import.meta.dirname, '../../cds-services/b2m-result/rules');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.examples.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Table);
}

function callOf({ usual, given }: (typeof PATIENTS)[number], hook: HookName): Call {
  return toCall(usual, { ...given, hook }, hook);
}

/** The chart is opened; nothing in particular is looked at. */
function opened(call: Call): Call {
  return { ...call, situation: { ...call.situation, results: [] } };
}

function isSilentUnread({ situation, chart: held }: Call, service = b2mResult): boolean {
  return service.silenceOver?.(situation, held) !== undefined;
}

function holding(...resources: fhir4.FhirResource[]): Call {
  const { situation, chart: empty } = toCall({}, {}, 'patient-view');
  return { situation, chart: { ...empty, resources: chart([patient(), ...resources]) } };
}

test('whoever is passed over unread would have been told nothing', () => {
  const whole = PATIENTS.map((p) => opened(callOf(p, 'patient-view')));
  const passedOver = whole.filter((call) => isSilentUnread(call));
  expect(passedOver.length).toBeGreaterThan(20);
  expect(passedOver.length).toBeLessThan(PATIENTS.length / 2);
  for (const call of passedOver) expect(b2mResult.evaluate(call.situation, call.chart, NOW).cards).toEqual([]);
});

test('and so it is whatever of a chart was not gathered', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PATIENTS).chain((p) => {
        const { resources } = callOf(p, 'patient-view').chart;
        return fc.tuple(fc.constant(p), fc.subarray([...resources]));
      }),
      ([p, resources]) => {
        const whole = opened(callOf(p, 'patient-view'));
        const call = { ...whole, chart: { ...whole.chart, resources } };
        fc.pre(isSilentUnread(call));
        expect(b2mResult.evaluate(call.situation, call.chart, NOW).cards).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('a rule that speaks finds in the chart what it says that it begins with', () => {
  const beginnings = new Map(rules.map(({ id, beginsWith }) => [id, beginsWith]));
  const spoke = new Set<string>();
  const unfounded: unknown[] = [];
  for (const p of PATIENTS) {
    for (const hook of ['result-view', 'patient-view'] as const) {
      const { situation, chart: held } = callOf(p, hook);
      for (const { id, fired } of b2mResult.evaluate(situation, held, NOW).rules) {
        const beginsWith = beginnings.get(id);
        if (!fired || !beginsWith) continue;
        spoke.add(id);
        if (!holdsLead(held.resources, new Set(beginsWith), new Map())) unfounded.push({ id, ...p });
      }
    }
  }
  expect(unfounded).toEqual([]);
  expect([...spoke].toSorted()).toEqual(rules.flatMap((r) => (r.beginsWith ? [r.id] : [])).toSorted());
});

const panel = (with_: Partial<fhir4.Observation>): fhir4.Observation =>
  observation('51990-0', undefined, { id: 'panel', with: with_ });

const TWO_CODINGS = {
  coding: ['709044004', '109989006'].map((code) => ({ system: 'http://snomed.info/sct', code })),
};

test.each<[string, fhir4.FhirResource]>([
  ['a B2M', b2m('2.0 mg/L')],
  ['a B2M that cannot be used', b2m('2.0 mg/L', { status: 'entered-in-error' })],
  ['a B2M in arbitrary units', observation('83076-0', '20 [arb´U]/mL')],
  [
    'a B2M as a component',
    panel({ component: [{ code: { coding: [{ system: 'http://loinc.org', code: '1952-1' }] } }] }),
  ],
  ['a B2M contained in a panel', panel({ contained: [{ ...b2m('2.0 mg/L'), id: 'inner' }] })],
  [
    'a B2M contained in a report',
    { resourceType: 'DiagnosticReport', status: 'final', code: {}, contained: [{ ...b2m('2.0 mg/L'), id: 'inner' }] },
  ],
  ['myeloma', condition('myeloma')],
  ['myeloma that was refuted', condition('myeloma', { verification: 'refuted' })],
  ['MGUS', condition('mgus')],
  ['an entry that is coded as kidney disease and as myeloma', condition('ckd', { with: { code: TWO_CODINGS } })],
])('a chart with %s is read', (_, resource) => {
  expect(isSilentUnread(holding(resource))).toBe(false);
});

test('a chart of which only kidneys and other results are known is not', () => {
  const hypertension = condition('38341003');
  expect(isSilentUnread(holding(creatinine('0.9 mg/dL'), mProtein('1 g/L'), condition('ckd'), hypertension))).toBe(
    true,
  );
});

test("a site's own code of B2M counts", () => {
  const code = { coding: [{ system: 'urn:lab', code: 'B2M' }] };
  const call = holding(observation('', '2.0 mg/L', { with: { code } }));
  const local = { ...NO_SITE, localLaboratoryCodes: [{ system: 'urn:lab', code: 'B2M', loinc: '1952-1' }] };
  expect(isSilentUnread(call)).toBe(true);
  expect(isSilentUnread(call, resultServiceOf(createServices(knowledgeOf(local))))).toBe(false);
});

test('where a result was opened, or a rule may begin with anything, the chart is read', () => {
  const [first] = chart([creatinine('0.9 mg/dL')]);
  const call = holding(creatinine('0.9 mg/dL'));
  expect(isSilentUnread({ ...call, situation: { ...call.situation, results: first ? [first] : [] } })).toBe(false);
  expect(isSilentUnread({ ...call, situation: { ...call.situation, hook: 'result-view' } })).toBe(false);
});
