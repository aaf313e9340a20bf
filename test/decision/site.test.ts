// What a site changes: its schema names every fault, the knowledge takes every change, and the mark tells them apart.
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { Site } from '../../src/contracts/site.ts';
import { defineRule, runRules } from '../../src/decision/rule.ts';
import { siteFaults, siteSchema, type Tunable } from '../../src/decision/site-schema.ts';
import { overridden, requirementsWith, versionWith } from '../../src/decision/site-knowledge.ts';
import { READING, services } from '../../fixtures/published.ts';
import { knowledgeOf, siteSection } from '../../cds-services/index.ts';

const entry = (value: number, unit: string) => ({ value, unit, meaning: 'Days of something.', source: 'Ours' });
const list = (form: string, ...items: string[]) => ({ form, items, meaning: 'Words of a kind.', source: 'Ours' });
const TUNABLE: Tunable = {
  settings: { days: entry(30, 'd'), years: entry(5, 'a'), share: entry(0.25, '1'), amount: entry(0.5, 'mg/L') },
  lists: { drugs: list('ingredient', 'bortezomib', 'melphalan'), codes: list('code') },
  rules: ['iss', 'csf'],
  codes: new Set(['1952-1', '2160-0']),
};
const compile = (schema: object) =>
  new Ajv2020({ allErrors: true, useDefaults: true, strict: true }).compile({
    type: 'object',
    properties: { site: schema },
  });
const validate = compile(siteSchema(TUNABLE));

/** A section as the configuration reads it, defaults filled in. */
function read(given: object): { readonly site: Site; readonly faults: readonly string[] } {
  const site = structuredClone(given) as Site;
  const ok = validate({ site });
  const faults = (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
  return { site, faults: ok ? siteFaults(site, TUNABLE) : faults };
}

describe('a section', () => {
  test.each([
    ['nothing at all', {}],
    ['a number at its lowest', { settings: { days: 1, years: 1, share: 0.01, amount: 0.01 } }],
    ['a number at its highest', { settings: { days: 3650, years: 100, share: 1, amount: 1e6 } }],
    ['words in and out', { lists: { drugs: { add: ['x-1'], remove: ['melphalan'] }, codes: { add: ['urn:a|B C'] } } }],
    ['codes of the laboratory', { localLaboratoryCodes: [{ system: 'urn:l', code: 'B 2|M', loinc: '1952-1' }] }],
    ['rules', { rules: { iss: 'off', csf: 'silent' } }],
    ['what stands on a list already', { lists: { drugs: { add: ['bortezomib'] } } }],
  ])('with %s is taken', (_, given) => expect(read(given).faults).toEqual([]));

  test.each([
    ['a name that is none', { settings: { dayz: 3 } }, '/settings must NOT have additional properties'],
    ['a window of no length', { settings: { days: 0 } }, '/settings/days must be >= 1'],
    ['a window of ages', { settings: { days: 3651 } }, '/settings/days must be <= 3650'],
    ['half a day', { settings: { days: 1.5 } }, '/settings/days must be integer'],
    ['a number as text', { settings: { days: '10' } }, '/settings/days must be integer'],
    ['nothing for a number', { settings: { days: null } }, '/settings/days must be integer'],
    ['a share in per cent', { settings: { share: 25 } }, '/settings/share must be <= 1'],
    ['no share', { settings: { share: 0 } }, '/settings/share must be > 0'],
    ['an amount below nothing', { settings: { amount: -1 } }, '/settings/amount must be > 0'],
    ['a list that is none', { lists: { drug: {} } }, '/lists must NOT have additional properties'],
    ['a list as a list', { lists: { drugs: ['x'] } }, '/lists/drugs must be object'],
    ['a drug that could never match', { lists: { drugs: { add: ['Melflufen'] } } }, '/lists/drugs/add/0 must match'],
    ['a code without a system', { lists: { codes: { add: ['HOSPICE'] } } }, '/lists/codes/add/0 must match'],
    ['a drug twice', { lists: { drugs: { add: ['a', 'a'] } } }, '/lists/drugs/add must NOT have duplicate items'],
    [
      'what is not there to remove',
      { lists: { drugs: { remove: ['melphalam'] } } },
      'site/lists/drugs/remove: "melphalam"',
    ],
    ['in and out at once', { lists: { drugs: { add: ['melphalan'], remove: ['melphalan'] } } }, 'is added and removed'],
    ['a rule that is none', { rules: { isss: 'off' } }, '/rules must NOT have additional properties'],
    ['a state that is none', { rules: { iss: 'quiet' } }, '/rules/iss must be equal to one of the allowed values'],
    ['a code without LOINC', { localLaboratoryCodes: [{ system: 'urn:l', code: 'B' }] }, "required property 'loinc'"],
    [
      'a LOINC that is none',
      { localLaboratoryCodes: [{ system: 'urn:l', code: 'B', loinc: '1952' }] },
      '/0/loinc must match',
    ],
    [
      'a LOINC of no use',
      { localLaboratoryCodes: [{ system: 'urn:l', code: 'B', loinc: '9999-9' }] },
      '9999-9 is no code',
    ],
    [
      'LOINC for LOINC',
      { localLaboratoryCodes: [{ system: 'http://loinc.org', code: '1', loinc: '1952-1' }] },
      'as they are',
    ],
    [
      'a system with a bar',
      { localLaboratoryCodes: [{ system: 'u|1', code: 'B', loinc: '1952-1' }] },
      '/0/system must match',
    ],
    ['something unknown', { windows: {} }, 'must NOT have additional properties'],
  ])('with %s is refused by its place', (_, given, fault) => {
    expect(read(given).faults.join('; ')).toContain(fault);
  });

  test('one code for two things is a fault, whichever they are', () => {
    const code = { system: 'urn:l', code: 'B', loinc: '1952-1' };
    expect(read({ localLaboratoryCodes: [code, { ...code, loinc: '2160-0' }] }).faults).toEqual([
      'site/localLaboratoryCodes/1: urn:l|B stands twice',
    ]);
  });

  test('has every fault named at once', () => {
    const { faults } = read({ settings: { days: 0, years: 1.5 }, rules: { iss: 1 }, lists: { drugs: { add: ['A'] } } });
    expect(faults).toHaveLength(4);
  });
});

const SITE: Site = {
  settings: { filtrationPairingDays: 10, repeatDays: 14, pairingDays: READING.settings.pairingDays },
  lists: {
    antiNeoplasticIngredients: { add: ['examplomib'], remove: [] },
    nephrotoxicIngredients: { add: ['lithium'], remove: ['carboplatin'] },
  },
  localLaboratoryCodes: [
    { system: 'urn:l', code: 'B', loinc: '1952-1' },
    { system: 'urn:l', code: 'A', loinc: '2160-0' },
  ],
  rules: { csf: 'off', 'iss-stage': 'on' },
};

describe('the knowledge of a site', () => {
  const { reading, settings, rules, mark, changes } = knowledgeOf(SITE);

  test('has the site’s numbers, lists and codes, and all else as published', () => {
    expect(reading.settings).toEqual({ ...READING.settings, filtrationPairingDays: 10 });
    const nephrotoxicIngredients = READING.lists.nephrotoxicIngredients.filter((drug) => drug !== 'carboplatin');
    expect(reading.lists).toEqual({
      ...READING.lists,
      antiNeoplasticIngredients: ['examplomib'],
      nephrotoxicIngredients,
    });
    expect(reading.localCodes).toEqual({ 'urn:l|A': '2160-0', 'urn:l|B': '1952-1' });
    expect(overridden({ repeatDays: 30, other: 1 }, settings)).toEqual({ repeatDays: 14, other: 1 });
    expect(rules).toEqual({ csf: 'off' });
  });

  test('says each change in words, and nothing of what is as published', () => {
    expect(changes).toEqual([
      'filtrationPairingDays 10 d instead of 90 d',
      'repeatDays 14 d instead of 30 d',
      'antiNeoplasticIngredients + examplomib',
      'nephrotoxicIngredients − carboplatin',
      '2 laboratory codes of its own',
      'rule csf off',
    ]);
    expect(versionWith('1.2.3', { mark: 'abcdef01', changes })).toBe('1.2.3+site.abcdef01');
    expect(requirementsWith('Adults.', { mark: 'abcdef01', changes: ['x', 'y'] })).toBe(
      'Adults. Changed by this site (abcdef01): x; y.',
    );
  });

  test('a long list is told by its length', () => {
    const add = ['a', 'b', 'c', 'd', 'e', 'f'];
    const told = knowledgeOf({ ...SITE, settings: {}, lists: { nephrotoxicIngredients: { add, remove: [] } } }).changes;
    expect(told[0]).toBe('nephrotoxicIngredients + 6 items');
  });

  test('without a change has no mark, whatever is written out', () => {
    const spelt: Site = {
      settings: { ...READING.settings },
      lists: {},
      localLaboratoryCodes: [],
      rules: { csf: 'on' },
    };
    expect(knowledgeOf(spelt)).toEqual(knowledgeOf({ settings: {}, lists: {}, localLaboratoryCodes: [], rules: {} }));
    expect(knowledgeOf(spelt)).not.toHaveProperty('mark');
    expect(versionWith('1.2.3', { changes: [] })).toBe('1.2.3');
    expect(requirementsWith('Adults.', { changes: [] })).toBe('Adults.');
    expect(services.map((s) => s.version.includes('+'))).toEqual([false, false]);
  });

  test('the mark is one for the same changes in any order, and another for any other change', () => {
    expect(mark).toMatch(/^[0-9a-f]{8}$/);
    const reversed: Site = {
      ...SITE,
      settings: Object.fromEntries(Object.entries(SITE.settings).toReversed()),
      localLaboratoryCodes: SITE.localLaboratoryCodes.toReversed(),
    };
    expect(knowledgeOf(reversed).mark).toBe(mark);
    const names = Object.keys(READING.settings);
    const change = fc.record({ name: fc.constantFrom(...names), value: fc.integer({ min: 1, max: 3650 }) });
    fc.assert(
      fc.property(change, change, (a, b) => {
        const of = ({ name, value }: typeof a) => knowledgeOf({ ...SITE, settings: { [name]: value } });
        const same = JSON.stringify(of(a).settings) === JSON.stringify(of(b).settings);
        expect(of(a).mark === of(b).mark).toBe(same);
      }),
    );
  });

  test('whatever the schema takes of real names can be applied', () => {
    const given = { settings: { repeatDays: 7 }, rules: { 'repeat-order': 'silent' } };
    expect(compile(siteSection.schema)({ site: given })).toBe(true);
    expect(siteSection.faults(given as unknown as Site)).toEqual([]);
    expect(knowledgeOf(given as unknown as Site).changes).toEqual([
      'repeatDays 7 d instead of 30 d',
      'rule repeat-order silent',
    ]);
  });
});

describe('a rule of a site', () => {
  let asked = 0;
  const rule = defineRule<object>({
    id: 'x',
    hooks: ['result-view'],
    evaluate: () => {
      asked++;
      return { because: 'b', indicator: 'info', topic: 't', weight: 1, summary: 's', lines: [], citations: [] };
    },
  });
  const told = (states: Parameters<typeof runRules>[2]['states']) => {
    asked = 0;
    return runRules([rule], {}, { hook: 'result-view', ...(states && { states }) });
  };

  test('speaks unless the site says otherwise', () => {
    expect(told({ y: 'off' }).outcomes).toEqual([{ id: 'x', fired: true, because: 'b' }]);
    expect(asked).toBe(1);
  });

  test('that is off is not asked', () => {
    const { findings, outcomes } = told({ x: 'off' });
    expect([findings, asked]).toEqual([[], 0]);
    expect(outcomes).toEqual([{ id: 'x', fired: false, because: 'switched off at this site' }]);
  });

  test('that may warn at most is shown, and never as critical', () => {
    const urgent = defineRule<object>({
      id: 'x',
      hooks: ['result-view'],
      evaluate: (_, atMost) => ({
        because: 'b',
        indicator: 'critical',
        topic: 't',
        weight: 1,
        summary: atMost === undefined ? 'Urgent: s' : 's',
        lines: [],
        citations: [],
      }),
    });
    const shown = (states: Parameters<typeof runRules>[2]['states']) =>
      runRules([urgent], {}, { hook: 'result-view', ...(states && { states }) }).findings.map((f) => [
        f.indicator,
        f.summary,
      ]);
    expect(shown({})).toEqual([['critical', 'Urgent: s']]);
    expect(shown({ x: 'warning' })).toEqual([['warning', 's']]);
  });

  test('that is in shadow is asked, has no finding, and says what it would have been', () => {
    const { findings, outcomes } = told({ x: 'shadow' });
    expect([findings, asked]).toEqual([[], 1]);
    const because = 'kept in shadow at this site; it would say: b';
    expect(outcomes).toEqual([{ id: 'x', fired: false, because, silenced: true, inShadow: 'info' }]);
  });

  test('that is silent is asked and explained, and has no finding', () => {
    const { findings, outcomes } = told({ x: 'silent' });
    expect([findings, asked]).toEqual([[], 1]);
    expect(outcomes).toEqual([
      { id: 'x', fired: false, because: 'kept silent at this site; it would say: b', silenced: true },
    ]);
  });
});
