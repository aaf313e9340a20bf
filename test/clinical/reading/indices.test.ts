// The indices of CLL, Waldenström and lymphoma, from what a chart holds.
import { describe, expect, test } from '@jest/globals';
import type { System } from '../../../src/clinical/quantities/assessment.ts';
import { wholeOf } from '../../../src/clinical/reading/whole.ts';
import {
  albumin,
  b2m,
  chart,
  condition,
  daysAgo,
  ecog,
  fish,
  given,
  hemoglobin,
  ldh,
  mProtein,
  patient,
  platelets,
  read,
  type PatientOptions,
} from '../../support/chart.ts';

describe('from the chart', () => {
  const of = (system: System, who: PatientOptions, ...resources: readonly fhir4.FhirResource[]) =>
    wholeOf(read(chart([patient(who), ...resources]))).assessments.find((a) => a.system === system)?.possible;
  const cll = condition('cll', { since: daysAgo(5) });
  const wm = condition('waldenstrom', { since: daysAgo(5) });
  const BORN_65 = { birthDate: '1961-01-01' };
  const BORN_66 = { birthDate: '1960-01-01' };

  test('L1: CLL-IPI, B2M 3.5 and 65 years add nothing', () => {
    expect(of('CLL-IPI', BORN_65, cll, b2m('3.5 mg/L'))).toEqual(['low', 'intermediate', 'high', 'very-high']);
  });

  test('L3: CLL-IPI, B2M 4.0 and 70 years: intermediate to very high', () => {
    expect(of('CLL-IPI', { birthDate: '1956-01-01' }, cll, b2m('4.0 mg/L'))).toEqual([
      'intermediate',
      'high',
      'very-high',
    ]);
  });

  test('CLL-IPI, del(17p) with B2M above 3.5 and above 65 years is very high whatever else', () => {
    expect(of('CLL-IPI', BORN_66, cll, b2m('3.6 mg/L'), fish('del17p', 'present'))).toEqual(['very-high']);
  });

  const QUIET_WM = [hemoglobin('13 g/dL'), platelets('200 10*3/uL'), mProtein('30 g/L')];
  test.each([
    ['L4', BORN_66, '2.9 mg/L', ['intermediate']],
    ['L5', BORN_65, '3.1 mg/L', ['low']],
    ['L6', BORN_66, '3.1 mg/L', ['intermediate']],
  ])('%s: IPSSWM', (_, who, value, possible) => {
    expect(of('IPSSWM', who, wm, b2m(value), ...QUIET_WM)).toEqual(possible);
  });

  test('L7: IPSSWM, haemoglobin 11.5 and platelets 100 count, B2M 3.0 and M-protein 7.0 do not', () => {
    const results = [hemoglobin('115 g/L'), platelets('100 K/uL'), b2m('3.0 mg/L'), mProtein('7.0 g/dL')];
    expect(of('IPSSWM', BORN_65, wm, ...results)).toEqual(['intermediate']);
  });

  test('L8, L9: revised IPSSWM', () => {
    const high = [b2m('4.0 mg/L'), ldh('250 U/L'), albumin('3.4 g/dL')];
    expect(of('rIPSSWM', { birthDate: '1950-01-01' }, wm, ...high)).toEqual(['very-high']);
    expect(of('rIPSSWM', BORN_65, wm, b2m('3.9 mg/L'), ldh('249 U/L'), albumin('3.5 g/dL'))).toEqual(['very-low']);
  });

  test.each([
    ['3.0 mg/L', ['low', 'intermediate']],
    ['3.1 mg/L', ['high']],
  ])('L10: PRIMA-PI with B2M %s: %j', (value, possible) => {
    expect(of('PRIMA-PI', {}, condition('follicular lymphoma'), b2m(value))).toEqual(possible);
  });

  test('L12: GELTAMO-IPI high', () => {
    const results = [ecog('3'), ldh('300 U/L'), b2m('3 mg/L', { high: '2.34 mg/L' })];
    expect(of('GELTAMO-IPI', { birthDate: '1946-01-01' }, condition('dlbcl'), ...results)).toEqual(['high']);
  });

  test.each([
    ['5.0 mg/L', ['intermediate', 'high']],
    ['4.9 mg/L', ['intermediate']],
  ])('L13: BALL with B2M %s, LDH high, haemoglobin 119 g/L in a man: %j', (value, possible) => {
    const relapsed = condition('cll', { clinical: 'relapse' });
    const results = [b2m(value), ldh('300 U/L'), hemoglobin('119 g/L')];
    expect(of('BALL', { gender: 'male' }, relapsed, ...results)?.slice(-2)).toEqual(possible.slice(-2));
  });

  test('BALL is read from the B2M of now, whatever was measured at diagnosis', () => {
    const relapsed = [
      condition('cll', { since: daysAgo(900) }),
      condition('cll', { clinical: 'relapse', since: daysAgo(9) }),
    ];
    const atDiagnosis = b2m('3.1 mg/L', { at: daysAgo(890) });
    const now = [b2m('5.0 mg/L'), ldh('300 U/L'), hemoglobin('119 g/L')];
    expect(of('BALL', { gender: 'male' }, ...relapsed, atDiagnosis, ...now)).toEqual(['intermediate', 'high']);
    expect(of('CLL-IPI', BORN_65, ...relapsed, atDiagnosis, ...now)).toContain('low');
  });

  test('rIPSSWM: an LDH without a limit of the laboratory leaves its point open', () => {
    const results = [b2m('3.9 mg/L'), albumin('3.5 g/dL'), ldh('249 U/L', { with: { referenceRange: undefined } })];
    expect(of('rIPSSWM', BORN_65, wm, ...results)).toEqual(['very-low', 'low']);
  });

  test('beside the B2M of diagnosis count the results of that time, not those of today', () => {
    const then = (o: fhir4.Observation) => ({ ...o, effectiveDateTime: daysAgo(200) });
    const known = condition('waldenstrom', { since: daysAgo(200) });
    const anaemicNow = hemoglobin('9 g/dL');
    const results = [b2m('3.0 mg/L'), ...QUIET_WM].map(then);
    expect(of('IPSSWM', BORN_65, known, ...results, anaemicNow)).toEqual(['low']);
  });

  test('results more than 30 days from the B2M do not count', () => {
    const apart = [b2m('3.1 mg/L'), ...QUIET_WM.map((o) => ({ ...o, effectiveDateTime: daysAgo(31) }))];
    expect(of('IPSSWM', BORN_65, wm, ...apart)).toEqual(['low', 'intermediate', 'high']);
  });

  describe('BALL, months since the start of the last therapy', () => {
    // B2M, LDH and haemoglobin that count: with a therapy of less than 24 months ago high, else intermediate.
    const relapsed = condition('cll', { clinical: 'relapse', since: daysAgo(9) });
    const results = [b2m('5.0 mg/L'), ldh('300 U/L'), hemoglobin('119 g/L')];
    const ballWith = (...therapies: readonly fhir4.FhirResource[]) =>
      of('BALL', { gender: 'male' }, relapsed, ...results, ...therapies);
    const LONG_AGO = 800;

    test.each<[what: string, therapies: readonly fhir4.FhirResource[], possible: readonly string[]]>([
      ['none on record: open', [], ['intermediate', 'high']],
      ['24 months and more', [given('ibrutinib', daysAgo(LONG_AGO))], ['intermediate']],
      ['less', [given('ibrutinib', daysAgo(700))], ['high']],
      ['a drug that goes on counts from its first record', [given('ibrutinib', daysAgo(LONG_AGO)), given('ibrutinib', daysAgo(20))], ['intermediate']],
      ['in whatever order they stand', [given('ibrutinib', daysAgo(20)), given('ibrutinib', daysAgo(LONG_AGO))], ['intermediate']],
      ['a second drug is a therapy of its own', [given('ibrutinib', daysAgo(LONG_AGO)), given('venetoclax', daysAgo(20))], ['high']],
      ['what begins after this B2M does not count', [given('ibrutinib', daysAgo(LONG_AGO)), given('venetoclax', daysAgo(-0.05))], ['intermediate']],
      ['one given for another disease is none', [given('ibrutinib', daysAgo(LONG_AGO)), given('rituximab', daysAgo(20), { reasonCode: [{ text: 'Rheumatoid arthritis' }] })], ['intermediate']],
      ['one that may have been begun leaves it open', [given('ibrutinib', daysAgo(LONG_AGO)), given('venetoclax', daysAgo(20), { status: 'unknown' })], ['intermediate', 'high']],
    ])('%s', (_, therapies, possible) => {
      expect(ballWith(...therapies)).toEqual(possible);
    }); // prettier-ignore
  });

  test('del(17p) and TP53 are read in CLL, and shown nowhere else', () => {
    const cytogenetics = (problem: string) =>
      read(
        chart([patient(), condition(problem, { since: daysAgo(5) }), b2m('3 mg/L'), fish('del17p', 'present')]),
      ).indices.map((i) => i.cytogenetics.length);
    expect(cytogenetics('cll')).toEqual([1]);
    expect(cytogenetics('waldenstrom')).toEqual([0, 0, 0]);
    expect(cytogenetics('dlbcl')).toEqual([0]);
  });
});
