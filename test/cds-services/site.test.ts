// The laboratory's own codes reach everything: a chart and orders in them are read as the same ones in LOINC.
import { describe, expect, test } from '@jest/globals';
import { createServices, knowledgeOf } from '../../cds-services/index.ts';
import { NO_SITE } from '../../fixtures/published.ts';
import type { LocalCode, Site } from '../../src/contracts/site.ts';
import type { Chart, Located, Service, Situation } from '../../src/contracts/service.ts';
import type { HookName } from '../../src/contracts/hooks.ts';
import { AS_OF, toBundle } from '../../fixtures/chart.ts';
import { toldRequest } from '../../fixtures/hook-request.ts';
import { GOLDEN_CASES } from '../../fixtures/goldens.ts';

const LAB = 'https://lab.example.org/codes';
const LOINC = 'http://loinc.org';
const ASKED: ReadonlySet<string> = new Set(
  createServices(knowledgeOf(NO_SITE)).flatMap(({ offerings }) =>
    offerings.flatMap(({ prefetch }) =>
      [
        ...Object.values(prefetch)
          .join(' ')
          .matchAll(/loinc\.org\|([\d-]+)/g),
      ].map(([, code = '']) => code),
    ),
  ),
);
const localCodes: readonly LocalCode[] = [...ASKED].map((loinc) => ({ system: LAB, code: `L${loinc}`, loinc }));
const at = (change: Partial<Site>): readonly Service[] => createServices(knowledgeOf({ ...NO_SITE, ...change }));
const published = at({});
const local = at({ localLaboratoryCodes: localCodes });
const serviceOf = (services: readonly Service[], hook: HookName): Service => {
  const service = services.find(({ offerings }) => offerings.some((o) => o.hook === hook));
  if (!service) throw new Error(`no service answers ${hook}`);
  return service;
};

/** The same JSON with what is asked for coded by the laboratory: codes of results and orders, not of answers. */
function recoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(recoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'code' ? recodedConcept(inner) : recoded(inner)]),
  );
}

function recodedConcept(concept: unknown): unknown {
  const { coding } = Object(concept) as fhir4.CodeableConcept;
  if (!coding) return concept;
  return {
    coding: coding.map((c) =>
      c.system === LOINC && ASKED.has(c.code ?? '') ? { system: LAB, code: `L${c.code}` } : c,
    ),
  };
}

const located = (resources: readonly unknown[], from: string): readonly Located[] =>
  (resources as readonly fhir4.FhirResource[]).map((resource) => ({
    resource,
    reference: `${resource.resourceType}/${resource.id}`,
    from,
  }));
const entriesOf = (bundle: unknown): readonly unknown[] =>
  ((bundle as fhir4.Bundle | undefined)?.entry ?? []).flatMap(({ resource }) => resource ?? []);

describe('each story, recoded by its laboratory,', () => {
  test.each(GOLDEN_CASES.map((c) => [c.name, c] as const))('%s says the same', (_, { told, hook, position }) => {
    const { context } = toldRequest(told.id, hook);
    const drafts = entriesOf(context['draftOrders']);
    const results = entriesOf(context['results']);
    const chart = entriesOf(toBundle(told, position + 1));
    const say = (services: readonly Service[], as: (resources: readonly unknown[]) => readonly unknown[]) => {
      const draftOrders = located(as(drafts), 'context.draftOrders');
      const situation: Situation = {
        hook,
        patientId: told.id,
        userId: 'Practitioner/x',
        results: located(as(results), 'context.results'),
        draftOrders,
        selected: draftOrders,
      };
      const service = serviceOf(services, hook);
      const resources = located(as(chart), 'labs');
      const all: Chart = { resources, unavailable: new Map() };
      const { cards, rules } = service.evaluate(situation, all, Date.parse(AS_OF));
      const said = JSON.stringify({ cards, rules }).replace(/\+site\.[0-9a-f]{8}/g, '');
      return [service.concerns(situation), service.satisfies('markers', resources), JSON.parse(said)];
    };
    expect(say(local, (resources) => resources.map(recoded))).toEqual(say(published, (resources) => resources));
  });

  test('which is another chart: no code of a result is LOINC any more', () => {
    const texts = GOLDEN_CASES.map(({ told, position }) => JSON.stringify(recoded(toBundle(told, position + 1))));
    expect(texts.filter((text) => text.includes(`"${LAB}"`)).length).toBeGreaterThan(100);
    expect(texts.filter((text) => /"system":"http:\/\/loinc\.org","code":"1952-1"/.test(text))).toEqual([]);
  });
});

describe('templates', () => {
  const templates = (services: readonly Service[]) => services.flatMap(({ offerings }) => offerings);

  test('as published are whole, and none is longer than servers accept', () => {
    for (const { prefetch } of templates(published)) {
      expect(Object.keys(prefetch).filter((key) => /\d$/.test(key))).toEqual([]);
      expect(Object.values(prefetch).filter((template) => template.length > 2_048)).toEqual([]);
    }
  });

  test('with many codes of a site go on under further keys, and ask for every one', () => {
    for (const { prefetch, required } of templates(local)) {
      expect(Object.keys(prefetch).filter((key) => /\d$/.test(key)).length).toBeGreaterThan(0);
      expect(Object.values(prefetch).filter((template) => template.length > 2_048)).toEqual([]);
      // a required key is required in all its parts
      const parts = Object.keys(prefetch).filter((key) => required.includes(key.replace(/\d+$/, '')));
      expect(parts.filter((key) => !required.includes(key))).toEqual([]);
    }
    const asked = templates(local)
      .flatMap(({ prefetch }) => Object.values(prefetch))
      .join(' ');
    expect(localCodes.filter(({ code }) => !asked.includes(`${LAB}|${code}`))).toEqual([]);
  });

  test('ask for a code of the site only where they ask for what it stands for', () => {
    const [{ prefetch } = { prefetch: {} }] = templates(
      at({ localLaboratoryCodes: [{ system: 'urn:l', code: 'B', loinc: '1952-1' }] }),
    );
    const holding = Object.entries(prefetch).filter(([, template]) => String(template).includes('urn:l|B'));
    expect(holding.map(([key]) => key)).toEqual(['markers']);
  });
});

test('what could not be read in one part of a split query is named once, and by its plain name', () => {
  const situation: Situation = {
    hook: 'result-view',
    patientId: 'p',
    userId: 'Practitioner/x',
    results: [],
    draftOrders: [],
    selected: [],
  };
  const story = GOLDEN_CASES.find(({ name }) => name === 'mm-iss3-egfr20.result-view');
  if (!story) throw new Error('no such story');
  const resources = located(entriesOf(toBundle(story.told, story.position + 1)), 'labs');
  const unavailable = new Map([
    ['labs', 'x'],
    ['labs2', 'x'],
  ]);
  const { cards } = serviceOf(local, 'result-view').evaluate(
    { ...situation, patientId: story.id },
    { resources, unavailable },
    Date.parse(AS_OF),
  );
  const detail = cards.map((c) => c.detail).join('\n');
  expect(detail).toMatch(/Could not be read: [^.]*\./);
  expect(detail).not.toContain('labs2');
});
