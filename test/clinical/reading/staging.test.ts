// What a stage is made of beside its B2M, and which other B2M of the same window are told with theirs.
import { describe, expect, test } from '@jest/globals';
import { albumin, b2m, chart, condition, daysAgo, drug, given, patient, read } from '../../support/chart.ts';

const DIAGNOSED = 200;
/** So many days from diagnosis. */
const day = (days: number) => ({ at: daysAgo(DIAGNOSED - days) });
const myeloma = condition('myeloma', { since: day(0).at });
const stagingOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).staging;

describe('the albumin of a B2M of which only the month is known', () => {
  const ofMay = [condition('myeloma', { since: '2026-05-10' }), b2m('3.0 mg/L', { at: '2026-05' })];

  test.each([
    ['the day before that month', '2026-04-30', ['I', 'II']],
    ['its first day', '2026-05-01', ['I']],
    ['a day of that month', '2026-05-10', ['I']],
    ['its last day', '2026-05-31', ['I']],
    ['the day after it', '2026-06-01', ['I', 'II']],
  ])('lies within 30 days of every day of it: %s', (_, at, possible) => {
    expect(stagingOf(...ofMay, albumin('4 g/dL', { at }))?.iss.possible).toEqual(possible);
  });
});

describe('another B2M of the window', () => {
  /** ISS I: the latest of the window before treatment. */
  const used = [b2m('3.0 mg/L', day(5)), albumin('4 g/dL', day(5))];
  const others = (...resources: readonly fhir4.FhirResource[]) =>
    stagingOf(myeloma, ...resources)?.otherStages.map((o) => [o.b2m.quantity.value, o.stage]);

  test.each([
    ['91 days before diagnosis', -91, []],
    ['90 days before it', -90, [[6, 'III']]],
    ['on the day before the one that is used', 4, [[6, 'III']]],
  ])('%s is told with its stage, newest first', (_, days, told) => {
    expect(others(...used, b2m('6.0 mg/L', day(days)))).toEqual(told);
  });

  test('is told with the albumin of its own time, and only where that makes another stage', () => {
    expect(others(...used, b2m('3.1 mg/L', day(-60)), albumin('3.4 g/dL', day(-60)))).toEqual([[3.1, 'II']]);
    expect(others(...used, b2m('3.1 mg/L', day(-60)), albumin('3.5 g/dL', day(-60)))).toEqual([]);
    expect(others(...used, b2m('3.1 mg/L', day(-60)))).toEqual([]);
  });

  test('is none after treatment began', () => {
    const late = b2m('6.0 mg/L', day(20));
    expect(others(...used, late, given('bortezomib', day(19).at))).toEqual([]);
    expect(others(...used, late, given('bortezomib', day(21).at))).toEqual([[3, 'I']]);
  });

  test('is not the one that is used, by whatever albumin', () => {
    const nearer = albumin('3.0 g/dL', day(-92));
    const ofWindow = albumin('4 g/dL', day(-80));
    const staging = stagingOf(myeloma, b2m('3.0 mg/L', day(-88)), nearer, ofWindow);
    expect([staging?.iss.possible, staging?.otherStages]).toEqual([['II'], []]);
  });

  test('is told beside a baseline only', () => {
    const both = [b2m('3.0 mg/L', day(5)), albumin('4 g/dL', day(5)), b2m('6.0 mg/L', day(2))];
    const staging = stagingOf(myeloma, ...both, drug('bortezomib', day(1)));
    expect([staging?.basis, staging?.otherStages]).toEqual(['if-baseline', []]);
  });
});
