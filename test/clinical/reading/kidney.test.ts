// Dialysis, end-stage disease and transplant: what is known of the kidneys besides numbers.
import { describe, expect, test } from '@jest/globals';
import {
  b2m,
  chart,
  condition,
  creatinine,
  daysAgo,
  dialysisSession,
  egfr,
  patient,
  procedure,
  read,
  SNOMED,
  transplantation,
} from '../../support/chart.ts';

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';

const kidneyOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).kidney;
const renalOf = (...resources: readonly fhir4.FhirResource[]) => read(chart([patient(), ...resources])).renal;

/** Two that agree, 14 days apart, the later with an eGFR well above 15. */
const OWN_FUNCTION = [creatinine('1.4 mg/dL', { at: daysAgo(20) }), creatinine('1.5 mg/dL', { at: daysAgo(6) })];

describe('on dialysis', () => {
  test.each([
    [89, false],
    [90, false],
    [91, true],
    [1500, true],
  ])('by a session %p days ago, long ago only "recently": %p', (days, recently) => {
    expect(kidneyOf(dialysisSession(daysAgo(days)))).toMatchObject({ dialysis: true, recently });
  });

  test.each(['dialysis', '236435004', '714152005', '443596009'])('by %s on the problem list', (problem) => {
    expect(kidneyOf(condition(problem))).toMatchObject({ dialysis: true, recently: false });
    expect(kidneyOf(condition(problem, { clinical: 'resolved' })).dialysis).toBe(false);
    expect(kidneyOf(condition(problem, { verification: 'provisional' })).dialysis).toBe(false);
  });

  test.each(['ckd', 'ckd stage 5', 'esrd', '161693006'])('not by %s alone', (problem) => {
    expect(kidneyOf(condition(problem)).dialysis).toBe(false);
  });

  test('care that presupposes it is "recently", of catheters in ICD-10-CM only', () => {
    const adequacy = condition('Z49.31', { system: ICD10CM, since: daysAgo(10) });
    expect(kidneyOf(adequacy)).toMatchObject({ dialysis: true, recently: true });
    expect(kidneyOf(condition('Z49.0', { system: ICD10 })).dialysis).toBe(false);
    expect(kidneyOf(condition('Z49.1', { system: ICD10 })).dialysis).toBe(true);
  });

  test.each([
    ['two creatinines 14 days apart that agree', OWN_FUNCTION, false],
    ['13 days apart', [creatinine('1.4 mg/dL', { at: daysAgo(19) }), creatinine('1.4 mg/dL', { at: daysAgo(6) })], true],
    ['more than 15 % apart', [creatinine('1.4 mg/dL', { at: daysAgo(20) }), creatinine('1.62 mg/dL', { at: daysAgo(6) })], true],
    ['15 % apart', [creatinine('100 umol/L', { at: daysAgo(20) }), creatinine('115 umol/L', { at: daysAgo(6) })], false],
    ['15 % apart, falling', [creatinine('1.15 mg/dL', { at: daysAgo(20) }), creatinine('1.0 mg/dL', { at: daysAgo(6) })], false],
    ['the later one only a limit', [creatinine('1.4 mg/dL', { at: daysAgo(20) }), creatinine('<1.4 mg/dL', { at: daysAgo(6) })], true],
    ['the earlier one only a limit', [creatinine('<1.4 mg/dL', { at: daysAgo(20) }), creatinine('1.4 mg/dL', { at: daysAgo(6) })], true],
    ['one of them on the day of the last session', [creatinine('1.4 mg/dL', { at: daysAgo(40) }), creatinine('1.4 mg/dL', { at: daysAgo(6) })], true],
    ['one of them on the day after it', [creatinine('1.4 mg/dL', { at: daysAgo(39) }), creatinine('1.4 mg/dL', { at: daysAgo(6) })], false],
    ['one of them before the last session', [creatinine('1.4 mg/dL', { at: daysAgo(50) }), creatinine('1.4 mg/dL', { at: daysAgo(6) })], true],
    ['the later with an eGFR below 15', [creatinine('3.6 mg/dL', { at: daysAgo(20) }), creatinine('3.9 mg/dL', { at: daysAgo(6) })], true],
    ['an entry of dependence', [...OWN_FUNCTION, condition('dialysis')], true],
    ['an entry of end-stage disease', [...OWN_FUNCTION, condition('esrd')], true],
    ['nothing', [], true],
  ] as const)('ends, or not, with %s', (_, others, dialysis) => {
    expect(kidneyOf(dialysisSession(daysAgo(40)), ...others).dialysis).toBe(dialysis);
  }); // prettier-ignore

  const emptying = (days: number) => procedure('3257008', daysAgo(days));

  test('by the emptying of peritoneal fluid: care, and no session', () => {
    expect(kidneyOf(emptying(10))).toMatchObject({ dialysis: true, recently: true });
  });

  test('ends only after the last of sessions and care, whichever is later', () => {
    const between = [creatinine('1.4 mg/dL', { at: daysAgo(35) }), creatinine('1.4 mg/dL', { at: daysAgo(15) })];
    const adequacy = (days: number) => condition('Z49.31', { system: ICD10CM, since: daysAgo(days) });
    expect(kidneyOf(dialysisSession(daysAgo(40)), ...between).dialysis).toBe(false);
    for (const [session, care] of [
      [40, 10],
      [10, 40],
    ] as const) {
      expect(kidneyOf(dialysisSession(daysAgo(session)), adequacy(care), ...between).dialysis).toBe(true);
    }
    expect(kidneyOf(dialysisSession(daysAgo(40)), dialysisSession(daysAgo(10)), ...between).dialysis).toBe(true);
    expect(kidneyOf(adequacy(40), adequacy(10), ...between).dialysis).toBe(true);
  });

  test('a procedure without a date leaves it open', () => {
    const undated = { ...dialysisSession(), performedDateTime: undefined } as unknown as fhir4.Procedure;
    expect(kidneyOf(undated)).toMatchObject({ dialysis: false, dialysisOpen: 'no-date' });
    expect(renalOf(undated, b2m('4 mg/L'), creatinine('1.2 mg/dL'))).toMatchObject({
      withheld: 'dialysis-open',
      egfr: [],
    });
    expect(kidneyOf(undated, dialysisSession())).toMatchObject({ dialysis: true, dialysisOpen: undefined });
  });

  test.each([['unknown'], [undefined], ['done'], [4]])('a session of status %p leaves it open', (status) => {
    const session = { ...dialysisSession(), status } as unknown as fhir4.Procedure;
    expect(kidneyOf(session)).toMatchObject({ dialysis: false, dialysisOpen: 'status-unknown' });
    expect(renalOf(session, b2m('4 mg/L'), creatinine('1.2 mg/dL'))).toMatchObject({ withheld: 'dialysis-open' });
  });

  test('one that may have taken place is behind her after two steady creatinines', () => {
    const session = (at: string) => ({ ...dialysisSession(at), status: 'unknown' }) as fhir4.Procedure;
    const steady = [creatinine('1.0 mg/dL', { at: daysAgo(30) }), creatinine('1.0 mg/dL', { at: daysAgo(2) })];
    expect(kidneyOf(session(daysAgo(40)), ...steady).dialysisOpen).toBeUndefined();
    expect(kidneyOf(session(daysAgo(20)), ...steady).dialysisOpen).toBe('status-unknown');
    // somewhen in 2026: until the end of it
    expect(kidneyOf(session('2026'), ...steady).dialysisOpen).toBe('status-unknown');
  });

  test('a session somewhen in the month of the creatinines is not known to lie before them', () => {
    const steady = [creatinine('1.0 mg/dL', { at: daysAgo(30) }), creatinine('1.0 mg/dL', { at: daysAgo(2) })];
    expect(kidneyOf(dialysisSession('2026-09'), ...steady).dialysis).toBe(false);
    expect(kidneyOf(dialysisSession('2026-10'), ...steady).dialysis).toBe(true);
  });

  test('since the first record of it', () => {
    const since = kidneyOf(condition('dialysis', { since: '2014-03-01' }), dialysisSession()).dialysisSince;
    expect(since).toBe(Date.parse('2014-03-01T12:00:00Z'));
    expect(kidneyOf(dialysisSession('2013-01-01'), ...OWN_FUNCTION).dialysisSince).toBeUndefined();
  });

  test('since when is not told by another disease, nor lost to an entry without a date', () => {
    const others = [condition('lupus', { since: '1999-01-01' }), condition('dialysis')];
    expect(kidneyOf(...others, dialysisSession('2026-10-30')).dialysisSince).toBe(Date.parse('2026-10-30T12:00:00Z'));
    expect(kidneyOf(condition('esrd', { since: '2014-03-01' })).dialysisSince).toBeUndefined();
    expect(kidneyOf(condition('dialysis'))).not.toHaveProperty('dialysisSince');
  });
});

describe('transplant', () => {
  const graft = condition('kidney transplant', { since: '2024-06-01' });

  test.each([
    ['end-stage disease that stayed on the list', [condition('esrd', { since: '2019-01-01' })], false],
    ['a dialysis entry from before', [condition('dialysis', { since: '2019-01-01' })], false],
    ['sessions before it', [dialysisSession('2024-05-20')], false],
    ['care of dialysis before it', [condition('Z49.31', { system: ICD10CM, since: '2024-05-20' })], false],
    ['care of dialysis after it', [condition('Z49.31', { system: ICD10CM, since: '2024-06-02' })], true],
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

describe('end-stage disease without dialysis on record', () => {
  const wellFiltering = creatinine('1.2 mg/dL');
  const failing = creatinine('6 mg/dL');

  test.each([
    ['N18.6', ICD10CM, wellFiltering, true],
    ['46177005', SNOMED, wellFiltering, true],
    ['N18.5', ICD10CM, failing, false],
    ['N18.5', ICD10, failing, true],
    ['N18.5', ICD10GM, failing, true],
    ['N18.5', ICD10GM, wellFiltering, false],
    ['I12.0', ICD10CM, failing, true],
    ['I12.0', ICD10CM, wellFiltering, false],
    ['I13.11', ICD10CM, failing, true],
    ['I13.10', ICD10CM, failing, false],
    ['I13.2', ICD10CM, failing, true],
    ['I13.0', ICD10CM, failing, false],
  ])('%s of %s', (code, system, creatinineNow, endStage) => {
    const reading = read(chart([patient(), condition(code, { system }), creatinineNow, b2m('12 mg/L')]));
    expect(reading.kidney).toMatchObject({ endStage, dialysis: false });
    expect(reading.renal.withheld === 'end-stage').toBe(endStage);
    expect(reading.injury === undefined).toBe(endStage);
  });

  test('an eGFR reported later than the creatinine counts', () => {
    const entry = condition('N18.5', { system: ICD10GM });
    const older = creatinine('6 mg/dL', { at: daysAgo(30) });
    expect(kidneyOf(entry, older, egfr('15 mL/min/{1.73_m2}')).endStage).toBe(false);
    expect(kidneyOf(entry, older, egfr('14 mL/min/{1.73_m2}')).endStage).toBe(true);
    expect(kidneyOf(entry, older, egfr('<15 mL/min/{1.73_m2}')).endStage).toBe(true);
    expect(kidneyOf(entry, older, egfr('<=15 mL/min/{1.73_m2}')).endStage).toBe(true);
    expect(kidneyOf(entry, older, egfr('>15 mL/min/{1.73_m2}')).endStage).toBe(false);
  });

  test('of one day the reported eGFR counts, and one older than the creatinine does not', () => {
    const entry = condition('N18.5', { system: ICD10GM });
    const reported = (days: number) => egfr('40 mL/min/{1.73_m2}', { at: daysAgo(days) });
    expect(kidneyOf(entry, failing, reported(0)).endStage).toBe(false);
    expect(kidneyOf(entry, failing, reported(1)).endStage).toBe(true);
  });

  test('a creatinine shows a function of its own only where each eGFR that the record allows does', () => {
    const entry = condition('N18.5', { system: ICD10GM });
    // eGFR of a woman 12, of a man 16
    const of = (who: fhir4.Patient) => read(chart([who, entry, creatinine('3.9 mg/dL')])).kidney.endStage;
    expect(of(patient({ gender: 'male' }))).toBe(false);
    expect(of(patient({ gender: 'female' }))).toBe(true);
    expect(of(patient({ gender: 'unknown' }))).toBe(true);
    expect(of(patient({ gender: 'male', birthDate: '' }))).toBe(true);
  });

  test('not with a transplant, and not on dialysis', () => {
    expect(kidneyOf(condition('esrd'), condition('kidney transplant')).endStage).toBe(false);
    expect(kidneyOf(condition('esrd'), dialysisSession())).toMatchObject({ endStage: false, dialysis: true });
  });
});
