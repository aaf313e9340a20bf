// What a B2M is ordered for, by the problem list and the order's own reason, and which tests its index needs besides.
import { describe, expect, test } from '@jest/globals';
import type { OrderInput } from '../../cds-services/b2m-order/input.ts';
import { purposeOf } from '../../cds-services/b2m-order/purpose.ts';
import { chart, condition, daysAgo, drug, patient, read } from '../support/chart.ts';

const ICD10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10_GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
const SINCE = { since: daysAgo(6).slice(0, 10) };

/** Reasons by their codes; the chart. */
function told(reasons: readonly fhir4.CodeableConcept[], ...resources: readonly fhir4.FhirResource[]): unknown {
  const input = { reading: read(chart([patient(), ...resources])), drafts: { reasons } };
  const purpose = purposeOf(input as unknown as OrderInput);
  return purpose && { ...purpose, companions: purpose.companions.map(([t, needing]) => [t.short, ...needing]) };
}
const coded = (code: string, system = ICD10_CM): fhir4.CodeableConcept => ({ coding: [{ system, code }] });

const MYELOMA = {
  disease: 'myeloma',
  name: 'myeloma',
  companions: [
    ['albumin', 'ISS'],
    ['LDH', 'R-ISS', 'R2-ISS'],
  ],
  citations: ['greipp-2005', 'palumbo-2015', 'dagostino-2022'],
  isBeforeTreatment: true,
};
const SUSPECTED = {
  disease: 'myeloma',
  name: 'suspected myeloma',
  companions: [['albumin', 'ISS']],
  citations: ['greipp-2005'],
  isBeforeTreatment: true,
};
const WALDENSTROM = {
  disease: 'waldenstrom',
  name: 'Waldenström',
  companions: [
    ['blood count', 'IPSSWM'],
    ['albumin', 'its revision'],
    ['LDH', 'its revision'],
  ],
  citations: ['morel-2009', 'kastritis-2019'],
  isBeforeTreatment: true,
};
const FOLLICULAR = {
  disease: 'follicular-lymphoma',
  name: 'follicular lymphoma',
  companions: [['blood count', 'FLIPI2']],
  citations: ['federico-2009'],
  isBeforeTreatment: true,
};
const DLBCL = {
  disease: 'dlbcl',
  name: 'DLBCL',
  companions: [['LDH', 'GELTAMO-IPI']],
  citations: ['montalban-2017'],
  isBeforeTreatment: true,
};
const RELAPSED_CLL = {
  disease: 'cll',
  name: 'relapsed CLL',
  companions: [
    ['LDH', 'BALL'],
    ['blood count', 'BALL'],
  ],
  citations: ['soumerai-2019'],
  isBeforeTreatment: false,
};

describe('a new disease', () => {
  test.each([
    ['myeloma', MYELOMA],
    ['waldenstrom', WALDENSTROM],
    ['follicular lymphoma', FOLLICULAR],
    ['dlbcl', DLBCL],
  ])('%s', (problem, purpose) => {
    expect(told([], condition(problem, SINCE))).toEqual(purpose);
  });

  test.each([['smouldering myeloma'], ['mgus'], ['al amyloidosis'], ['cll'], ['all'], ['lupus']])(
    '%s has no index that another test is needed for',
    (problem) => {
      expect(told([], condition(problem, SINCE))).toBeUndefined();
    },
  );

  test.each(['myeloma', 'waldenstrom', 'dlbcl'])('%s in remission has none', (problem) => {
    expect(told([], condition(problem, { ...SINCE, clinical: 'remission' }))).toBeUndefined();
  });

  test.each([
    ['myeloma', 'bortezomib'],
    ['waldenstrom', 'zanubrutinib'],
  ])('%s under treatment has none: its index is made of values before', (problem, name) => {
    expect(told([], condition(problem, { since: daysAgo(80) }), drug(name, { at: daysAgo(60) }))).toBeUndefined();
  });
});

describe('a relapse', () => {
  const relapsed = (problem: string): fhir4.Condition => condition(problem, { ...SINCE, clinical: 'recurrence' });

  test('of CLL has an index of its own, under treatment, too', () => {
    expect(told([], relapsed('cll'))).toEqual(RELAPSED_CLL);
    expect(told([], relapsed('cll'), drug('ibrutinib', { at: daysAgo(3) }))).toEqual(RELAPSED_CLL);
    expect(told([coded('C90.00')], relapsed('cll'), condition('waldenstrom', SINCE))).toEqual(RELAPSED_CLL);
  });

  test.each(['myeloma', 'waldenstrom', 'follicular lymphoma', 'dlbcl'])('of %s has none', (problem) => {
    expect(told([], relapsed(problem))).toBeUndefined();
  });
});

describe('the reason of the order', () => {
  test.each([
    ['C90.00', MYELOMA],
    ['C88.00', WALDENSTROM],
    ['C82.00', FOLLICULAR],
    ['C83.30', DLBCL],
  ])('%s tells the disease before the problem list does', (code, purpose) => {
    expect(told([coded(code)])).toEqual(purpose);
    expect(told([coded('Z00.00'), coded(code)])).toEqual(purpose);
  });

  test.each([
    ['remission', coded('C90.01')],
    ['relapse', coded('C90.02')],
    ['a suspicion', coded('C90.00 V', ICD10_GM)],
    ['an exclusion', coded('C90.00 A', ICD10_GM)],
    ['words only', { text: 'myeloma' }],
  ])('that is %s tells none', (_, reason) => {
    expect(told([reason])).toBeUndefined();
  });

  test('does not outweigh what the problem list says of the same disease', () => {
    expect(told([coded('C90.00')], condition('myeloma', { ...SINCE, clinical: 'remission' }))).toBeUndefined();
  });

  test('tells no disease that is under treatment', () => {
    expect(told([coded('C90.00')], drug('bortezomib', { at: daysAgo(60) }))).toBeUndefined();
  });
});

describe('suspected myeloma', () => {
  const suspicion = condition('myeloma', { ...SINCE, verification: 'provisional' });

  test('needs albumin, for the ISS', () => {
    expect(told([], suspicion)).toEqual(SUSPECTED);
  });

  test('is staged as myeloma where the order says that it is one', () => {
    expect(told([coded('C90.00')], suspicion)).toEqual(MYELOMA);
  });

  test('under treatment has no index', () => {
    expect(told([], suspicion, drug('bortezomib', { at: daysAgo(3) }))).toBeUndefined();
  });

  test('of another disease has none', () => {
    expect(told([], condition('waldenstrom', { ...SINCE, verification: 'provisional' }))).toBeUndefined();
  });
});
