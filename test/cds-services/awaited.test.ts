// In whom myeloma is looked for, and in whom a B2M of now still makes its stage.
import { describe, expect, test } from '@jest/globals';
import { awaitedMyeloma } from '../../cds-services/b2m-result/awaited-myeloma.ts';
import { isB2mAwaited } from '../../cds-services/b2m-result/awaits-b2m.ts';
import { albumin, b2m, chart, collect, condition, daysAgo, dialysisSession, given, patient } from '../support/chart.ts';
import { resultInput } from '../support/result-input.ts';

const ALL = ['smouldering-myeloma', 'mgus', 'suspected'] as const;
const PCL = condition('C90.10', { system: 'http://hl7.org/fhir/sid/icd-10-cm' });
const MGUS = condition('mgus');
const SMM = condition('smouldering myeloma');
const SUSPECTED = condition('myeloma', { verification: 'provisional' });

describe('myeloma is looked for', () => {
  test.each([
    ['MGUS', [MGUS], 'MGUS is on record'],
    ['smouldering before MGUS', [MGUS, SMM], 'SMM is on record'],
    ['suspected myeloma', [SUSPECTED], 'suspected'],
    ['MGUS before suspected', [SUSPECTED, MGUS], 'MGUS is on record'],
    ['none of them', [], undefined],
    [
      'not once myeloma is known',
      [condition('mgus', { since: '2020-01-01' }), condition('myeloma', { since: daysAgo(6) })],
      undefined,
    ],
    ['nor plasma-cell leukaemia', [MGUS, PCL], undefined],
  ])('%s', (_, conditions, words) => {
    const found = awaitedMyeloma(collect(chart([patient(), ...conditions])), ALL)?.words;
    expect(found ?? '').toContain(words ?? '');
    expect(found === undefined).toBe(words === undefined);
  });

  test('only where that is wanted', () => {
    const facts = collect(chart([patient(), MGUS, SUSPECTED]));
    expect(awaitedMyeloma(facts, ['smouldering-myeloma'])).toBeUndefined();
    expect(awaitedMyeloma(facts, ['suspected'])?.words).toContain('suspected');
  });
});

describe('a B2M is awaited', () => {
  const days = (n: number) => condition('myeloma', { since: daysAgo(n).slice(0, 10) });
  const later = (clinical: string) => condition('myeloma', { since: daysAgo(9), clinical });
  test.each([
    ['60 days after the diagnosis', [days(60), albumin('3.9 g/dL')], true],
    ['not after 61', [days(61), albumin('3.9 g/dL')], false],
    ['not where the diagnosis has no date', [condition('myeloma'), albumin('3.9 g/dL')], false],
    ['not without an albumin', [days(6)], false],
    ['not where there is one', [days(6), albumin('3.9 g/dL'), b2m('6.1 mg/L')], false],
    ['not on dialysis', [days(6), albumin('3.9 g/dL'), dialysisSession()], false],
    ['on the day of the first dose', [days(6), albumin('3.9 g/dL'), given('bortezomib', daysAgo(0))], true],
    ['not a day later', [days(6), albumin('3.9 g/dL', { at: daysAgo(2) }), given('bortezomib', daysAgo(1))], false],
    ['not in remission', [days(50), later('remission'), albumin('3.9 g/dL')], false],
    ['not in relapse', [days(50), later('relapse'), albumin('3.9 g/dL')], false],
    ['not without myeloma', [albumin('3.9 g/dL')], false],
  ])('%s', (_, resources, is) => {
    expect(isB2mAwaited(resultInput(resources))).toBe(is);
  });
});
