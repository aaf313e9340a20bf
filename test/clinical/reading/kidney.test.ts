// Dialysis, transplant and acute injury: what is known of the kidneys besides numbers.
import { describe, expect, test } from '@jest/globals';
import {
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  patient,
  read,
  transplantation,
} from '../../support/chart.ts';

const kidneyOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).kidney;
const renalOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).renal;

describe('on dialysis', () => {
  test.each([
    [89, true],
    [90, true],
    [91, false],
  ])('by a session %p days ago: %p', (days, dialysis) => {
    expect(kidneyOf(dialysisSession(daysAgo(days))).dialysis).toBe(dialysis);
  });

  test.each(['dialysis', 'esrd', '236435004'])('by %s on the problem list', (problem) => {
    expect(kidneyOf(condition(problem)).dialysis).toBe(true);
    expect(kidneyOf(condition(problem, { clinical: 'resolved' })).dialysis).toBe(false);
    expect(kidneyOf(condition(problem, { verification: 'provisional' })).dialysis).toBe(false);
  });

  test.each(['ckd', 'ckd stage 5'])('not by %s alone', (problem) => {
    expect(kidneyOf(condition(problem)).dialysis).toBe(false);
  });

  test('since the first record of it', () => {
    const since = kidneyOf(condition('dialysis', { since: '2014-03-01' }), dialysisSession()).dialysisSince;
    expect(since).toBe(Date.parse('2014-03-01T12:00:00Z'));
    expect(kidneyOf(dialysisSession('2013-01-01')).dialysisSince).toBeUndefined();
  });

  test('since when is not told by another disease, nor lost to an entry without a date', () => {
    const others = [condition('lupus', { since: '1999-01-01' }), condition('dialysis')];
    expect(kidneyOf(...others, dialysisSession('2026-10-30')).dialysisSince).toBe(Date.parse('2026-10-30T12:00:00Z'));
    expect(kidneyOf(condition('esrd', { since: '2014-03-01' })).dialysisSince).toBeUndefined();
  });
});

describe('transplant', () => {
  const graft = condition('kidney transplant', { since: '2024-06-01' });

  test.each([
    ['end-stage disease that stayed on the list', [condition('esrd', { since: '2019-01-01' })], false],
    ['a dialysis entry from before', [condition('dialysis', { since: '2019-01-01' })], false],
    ['sessions before it', [dialysisSession('2024-05-20')], false],
    ['a dialysis entry from after: the graft failed', [condition('dialysis', { since: '2025-09-01' })], true],
    ['a current dialysis entry without a date', [condition('dialysis')], true],
    ['sessions now: the graft failed', [dialysisSession(daysAgo(2))], true],
  ])('with %s: on dialysis %p', (_, others, dialysis) => {
    expect(kidneyOf(graft, ...others)).toMatchObject({ transplant: true, dialysis });
  });

  test('of the same year as the dialysis entry, both to the year only: still on dialysis', () => {
    const sameYear = [condition('kidney transplant', { since: '2024' }), condition('dialysis', { since: '2024' })];
    expect(kidneyOf(...sameYear)).toMatchObject({ transplant: true, dialysis: true });
  });

  test('without a date ends no dialysis', () => {
    const undated = [condition('kidney transplant'), condition('dialysis', { since: '2019-01-01' })];
    expect(kidneyOf(...undated)).toMatchObject({ transplant: true, dialysis: true });
  });

  test('takes over from sessions of last month', () => {
    const sessions = [dialysisSession(daysAgo(40)), dialysisSession(daysAgo(35))];
    expect(kidneyOf(...sessions).dialysis).toBe(true);
    expect(kidneyOf(...sessions, transplantation(daysAgo(30))).dialysis).toBe(false);
  });

  test('a rejection is no later transplant: dialysis begun in between goes on', () => {
    const rejection = condition('T86.11', { system: 'http://hl7.org/fhir/sid/icd-10-cm', since: '2026-08-01' });
    expect(kidneyOf(graft, condition('dialysis', { since: '2026-02-01' }), rejection).dialysis).toBe(true);
  });
});

describe('acute kidney injury', () => {
  const hours = (h: number) => daysAgo(h / 24);

  test.each([
    ['K1', '1.0 → 1.3 in 40 h', [['1.0 mg/dL', 40], ['1.3 mg/dL', 0]], 1],
    ['K2', '1.0 → 1.29 in 40 h', [['1.0 mg/dL', 40], ['1.29 mg/dL', 0]], undefined],
    ['K3', '1.0 → 1.5 in 6 d', [['1.0 mg/dL', 144], ['1.5 mg/dL', 0]], 1],
    ['K4', '1.0 → 2.0 in 6 d', [['1.0 mg/dL', 144], ['2.0 mg/dL', 0]], 2],
    ['K4', '1.0 → 3.0 in 6 d', [['1.0 mg/dL', 144], ['3.0 mg/dL', 0]], 3],
    ['K5', '2.5 → 4.0 in 5 d', [['2.5 mg/dL', 120], ['4.0 mg/dL', 0]], 3],
    ['', 'the same in µmol/L', [['88 umol/L', 40], ['115 umol/L', 0]], 1],
    ['', '1.0 → 1.5 in 7 d to the hour', [['1.0 mg/dL', 168], ['1.5 mg/dL', 0]], 1],
    ['', 'a slow rise over 8 d', [['1.0 mg/dL', 192], ['1.6 mg/dL', 0]], undefined],
    ['', 'values that are censored', [['<1.0 mg/dL', 40], ['1.6 mg/dL', 0]], undefined],
  ] as const)('%s %s: stage %p', (_, __, values, stage) => {
    const reading = read(
      chart([patient(), b2m('4 mg/L'), ...values.map(([value, h]) => creatinine(value, { at: hours(h) }))]),
    );
    expect(reading.injury?.stage).toBe(stage);
    expect(reading.renal.withheld).toBe(stage === undefined ? undefined : 'acute-kidney-injury');
  }); // prettier-ignore

  const RISE = (days: number) => [
    creatinine('1.0 mg/dL', { at: daysAgo(days + 1.5) }),
    creatinine('1.6 mg/dL', { at: daysAgo(days) }),
  ];

  test('withholds every reading by eGFR of a sample within 7 days, and of that one only', () => {
    const near = renalOf(...RISE(10), b2m('4 mg/L', { at: daysAgo(6) }));
    expect(near).toMatchObject({ withheld: 'acute-kidney-injury', egfr: [] });
    expect([near.expected, near.ratio, near.clearance]).toEqual([undefined, undefined, undefined]);
    expect(near.confounding).toMatchObject({ possible: ['not-assessable'] });
    for (const days of [1, 20]) {
      const sample = [b2m('4 mg/L', { at: daysAgo(days) }), creatinine('1.1 mg/dL', { at: daysAgo(days) })];
      expect(renalOf(...RISE(10), ...sample).withheld).toBeUndefined();
    }
  });

  test('withholds the eGFR of a creatinine from the days of injury, however long ago', () => {
    expect(renalOf(...RISE(40), b2m('4 mg/L'))).toMatchObject({ withheld: 'acute-kidney-injury', egfr: [] });
    const steadySince = creatinine('1.1 mg/dL', { at: daysAgo(20) });
    expect(renalOf(...RISE(40), steadySince, b2m('4 mg/L')).withheld).toBeUndefined();
  });

  test.each([
    ['4.9 → 2.5 → 1.4 in 6 d', [['4.9 mg/dL', 144], ['2.5 mg/dL', 72], ['1.4 mg/dL', 0]], 'acute-kidney-injury'],
    ['1.5 → 1.0 in 6 d', [['1.5 mg/dL', 144], ['1.0 mg/dL', 0]], 'acute-kidney-injury'],
    ['1.3 → 1.0 in 40 h', [['1.3 mg/dL', 40], ['1.0 mg/dL', 0]], 'acute-kidney-injury'],
    ['1.4 → 1.0 in 6 d', [['1.4 mg/dL', 144], ['1.0 mg/dL', 0]], undefined],
    ['2.0 → 1.0 in 8 d', [['2.0 mg/dL', 192], ['1.0 mg/dL', 0]], undefined],
  ] as const)('a recovery is no steady state either: %s', (_, values, withheld) => {
    const fall = values.map(([value, h]) => creatinine(value, { at: hours(h) }));
    const reading = read(chart([patient(), b2m('4 mg/L'), ...fall]));
    expect([reading.renal.withheld, reading.injury]).toEqual([withheld, undefined]);
  }); // prettier-ignore

  test('what matters now is what the latest creatinine still shows', () => {
    const recovered = creatinine('1.1 mg/dL', { at: daysAgo(0) });
    expect(read(chart([patient(), b2m('4 mg/L'), ...RISE(3)])).injury).toMatchObject({ stage: 1, by: 'ratio' });
    const reading = read(chart([patient(), b2m('4 mg/L'), ...RISE(3), recovered]));
    expect(reading.injury).toBeUndefined();
    expect(reading.renal.withheld).toBe('acute-kidney-injury');
  });

  test.each([
    ['at that time', { since: daysAgo(20) }, 'acute-kidney-injury'],
    ['without a date', {}, 'acute-kidney-injury'],
    ['90 days before', { since: daysAgo(90) }, 'acute-kidney-injury'],
    ['91 days before', { since: daysAgo(91) }, undefined],
    ['over', { clinical: 'resolved' }, undefined],
    ['only suspected', { verification: 'provisional' }, undefined],
  ])('on the problem list, %s: %s', (_, options, withheld) => {
    const aki = condition('N17.9', { system: 'http://hl7.org/fhir/sid/icd-10', ...options });
    expect(renalOf(aki, b2m('4 mg/L'), creatinine('1.2 mg/dL')).withheld).toBe(withheld);
  });
});
