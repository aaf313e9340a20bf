// When a stage may be offered for the record: each condition alone keeps it back, the page names them all, nothing else offers one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FOR_ISS, FOR_R_ISS } from '../../cds-services/b2m-result/may-record.ts';
import {
  albumin,
  b2m,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  drug,
  given,
  ldh,
  LOINC,
  observation,
  patient,
  procedure,
  recordedStage,
} from '../support/chart.ts';
import { at, notMet, type Parts } from '../support/recordable.ts';

const root = join(import.meta.dirname, '../..');
const coded = (code: string) => ({ valueCodeableConcept: { coding: [{ system: LOINC, code }] } });
const variant = (significance: string) =>
  observation('69548-6', undefined, {
    with: {
      ...coded('LA9633-4'),
      component: [
        { code: { coding: [{ system: LOINC, code: '48018-6' }] }, valueCodeableConcept: { text: 'TP53' } },
        { code: { coding: [{ system: LOINC, code: '53037-8' }] }, ...coded(significance) },
      ],
    },
  });

/** What breaks each condition. */
const BROKEN: Readonly<Record<keyof typeof FOR_ISS | keyof typeof FOR_R_ISS | 'a-stage', readonly Parts[]>> = {
  'a-stage': [
    { myeloma: undefined },
    { b2m: undefined },
    { myeloma: condition('smouldering myeloma', { since: daysAgo(6) }) },
    { myeloma: condition('myeloma', { since: daysAgo(6), verification: 'provisional' }) },
    { patient: patient({ birthDate: '2010-01-01' }) },
    { patient: patient({ with: { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] } }) },
  ],
  'one-stage': [
    { b2m: b2m('<3.5 mg/L', { at }), albumin: albumin('<4 g/dL', { at }) },
    { b2m: b2m('>4 mg/L', { at }) },
  ],
  'baseline-values': [
    { myeloma: condition('myeloma') },
    { myeloma: condition('myeloma', { since: '2026' }) },
    { myeloma: condition('myeloma', { since: daysAgo(66) }) },
    { myeloma: condition('myeloma', { since: daysAgo(6), clinical: 'relapse' }) },
    { drug: given('bortezomib', daysAgo(6)) },
    { drug: drug('bortezomib', { at: daysAgo(6) }) },
    { drug: given('daratumumab', daysAgo(900)) },
  ],
  'both-values': [{ albumin: undefined }, { albumin: albumin('3.9 g/dL', { at: daysAgo(36) }) }],
  'no-rival-value': [
    { other: b2m('5.1', { at }) },
    { other: albumin('39 g/dL', { at: daysAgo(8) }) },
    { other: b2m('5.1 mg/L', { at, with: { valueQuantity: undefined, valueString: '5.1 mg/L' } }) },
  ],
  'unit-certain': [{ b2m: b2m('0.61 mg/dL', { at }) }, { b2m: b2m('25 mg/L', { at }) }],
  'date-of-diagnosis': [{ myeloma: condition('myeloma', { with: { recordedDate: daysAgo(6) } }) }],
  'on-the-problem-list': [
    {
      myeloma: condition('myeloma', {
        since: daysAgo(6),
        with: { category: [{ coding: [{ code: 'encounter-diagnosis' }] }] },
      }),
    },
  ],
  'problem-list-read': [{ other: condition('', { with: { code: { text: 'Plasmazellerkrankung, Myelom?' } } }) }],
  'treatment-read': [
    { drug: { ...drug(''), medicationCodeableConcept: { coding: [{ system: 'urn:own', code: '1' }] } } },
    { drug: procedure('', daysAgo(9)) },
  ],
  'drugs-named': [
    { other: condition('Z51.11', { system: 'http://hl7.org/fhir/sid/icd-10-cm', since: daysAgo(1) }) },
    {
      other: {
        ...procedure('', daysAgo(1)),
        code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/ops', code: '8-542.1' }] },
      },
    },
  ],
  'not-on-dialysis': [{ other: dialysisSession(daysAgo(80)) }, { other: condition('dialysis') }],
  'creatinine-steady': [
    { other: creatinine('3.1 mg/dL', { at: daysAgo(4) }) },
    { other: creatinine('0.9 mg/dL', { at: '2026-10' }) },
    { other: creatinine('0.9', { at: daysAgo(1) }) },
    { other: creatinine('0.9', { at: daysAgo(300) }) },
    { other: creatinine('97 mg/dL', { at: daysAgo(1) }) },
    { other: creatinine('0.9 mg/dL', { at: daysAgo(1), with: { status: 'preliminary' } }) },
    {
      other: creatinine('4.2 mg/dL', { at: daysAgo(1), with: { valueQuantity: undefined, valueString: '4.2 mg/dL' } }),
    },
    { other: creatinine('4.2 mg/dL', { at: daysAgo(1), with: { effectiveDateTime: undefined, issued: undefined } }) },
  ],
  'not-yet-recorded': [
    { iss: recordedStage('ISS', 'III', { id: 'iss' }), rIss: recordedStage('R-ISS', 'III', { id: 'r-iss' }) },
  ],
  'one-r-iss-stage': [{ ldh: undefined }],
  'ldh-with-limit': [{ ldh: undefined }, { ldh: ldh('180 U/L', { at, with: { referenceRange: undefined } }) }],
  'fish-of-that-time': [{ del17p: undefined, t4_14: undefined, t14_16: undefined }],
  'nothing-unread-could-change-it': [{ other: ldh('190', { at }) }],
};

describe('a stage may be recorded', () => {
  test('when every condition is met', () => {
    expect([notMet('ISS'), notMet('R-ISS')]).toEqual([[], []]);
  });

  test.each(Object.entries(BROKEN).flatMap(([name, charts]) => charts.map((c, i) => [name, i + 1, c] as const)))(
    'not without %s (%i)',
    (name, _, change) => {
      expect(notMet('R-ISS', change)).toContain(name);
      if (!(name in FOR_R_ISS)) expect(notMet('ISS', change)).toContain(name);
    },
  );

  test('a creatinine of more than a year before the B2M, or withdrawn by the laboratory, keeps nothing back', () => {
    const unusable = (days: number) => notMet('ISS', { other: creatinine('0.9', { at: daysAgo(days) }) });
    expect([unusable(370), unusable(371)]).toEqual([['creatinine-steady'], []]);
    for (const status of ['cancelled', 'entered-in-error'] as const) {
      expect(notMet('ISS', { other: creatinine('4.2 mg/dL', { at: daysAgo(1), with: { status } }) })).toEqual([]);
    }
  });

  test('a creatinine in a unit that cannot be right, alone and not high in the one that was meant, keeps nothing back', () => {
    expect(notMet('ISS', { creatinine: creatinine('1.1 umol/L', { at }) })).toEqual([]);
    expect(notMet('ISS', { creatinine: creatinine('97 mg/dL', { at }) })).toEqual([]);
    expect(notMet('ISS', { creatinine: creatinine('2.1 umol/L', { at }) })).toEqual(['creatinine-steady']);
    const earlier = creatinine('0.7 mg/dL', { at: daysAgo(80), id: 'earlier' });
    expect(notMet('ISS', { creatinine: creatinine('1.1 umol/L', { at }), earlier })).toEqual(['creatinine-steady']);
    const another = creatinine('1.1 umol/L', { at: daysAgo(80) });
    expect(notMet('ISS', { creatinine: creatinine('1.1 umol/L', { at }), another })).toEqual(['creatinine-steady']);
    // what else cannot be used has no part in it
    const platelets = observation('777-3', '190', { at, id: 'a' });
    expect(notMet('ISS', { creatinine: creatinine('1.1 umol/L', { at }), platelets })).toEqual([]);
  });

  test('a report of a result that was not gathered keeps R-ISS back, and no ISS', () => {
    const report: fhir4.DiagnosticReport = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { text: 'Genetics' },
      result: [{ reference: 'Observation/elsewhere' }],
    };
    expect(notMet('ISS', { report })).toEqual([]);
    expect(notMet('R-ISS', { report })).toEqual(['nothing-unread-could-change-it']);
  });

  test.each([
    ['a result in words', observation('', undefined, { with: { code: { text: 'FISH panel' } } }), true],
    ['platelets without a unit', observation('777-3', '190'), false],
    ['a TP53 variant of uncertain significance', variant('LA26333-7'), false],
    ['a pregnancy status that is not read', observation('82810-3', undefined, { with: coded('LA00000-0') }), false],
  ])('R-ISS, and %s', (_, other, isOpen) => {
    expect(notMet('R-ISS', { other })).toEqual(isOpen ? ['nothing-unread-could-change-it'] : []);
  });

  test('a plan, a steroid and another disease’s drug of years ago keep nothing back', () => {
    expect(notMet('ISS', { drug: { ...drug('bortezomib', { at: daysAgo(6) }), intent: 'plan' } })).toEqual([]);
    expect(notMet('ISS', { drug: given('dexamethasone', daysAgo(6)) })).toEqual([]);
    expect(notMet('ISS', { drug: given('doxorubicin', daysAgo(1900)) })).toEqual([]);
  });
});

test('the page names every condition, in order', () => {
  const page = readFileSync(join(root, 'docs/recording-a-stage.md'), 'utf8');
  const named = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
  expect(named).toEqual(['a-stage', ...Object.keys(FOR_ISS), ...Object.keys(FOR_R_ISS)]);
});

test('nothing else offers a stage', () => {
  const service = join(root, 'cds-services/b2m-result');
  const sources = readdirSync(service, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  // The words stand with all other words.
  const making = sources.filter(
    (f) => !f.startsWith('phrases') && /STAGE_CODES|`Record /.test(readFileSync(join(service, f), 'utf8')),
  );
  expect(making.sort()).toEqual(['prefetch.ts', 'record-stage.ts']);
  const text = readFileSync(join(service, 'record-stage.ts'), 'utf8');
  expect([...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name)).toEqual(['offerToRecord']);
  expect(text).toContain('unmet(system, reading, settings)');
});
