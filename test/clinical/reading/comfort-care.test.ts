// Comfort care in two classes: what stops everything, what only drops survival and work-up. Every code stands here again.
import { describe, expect, test } from '@jest/globals';
import { READING } from '../../../fixtures/published.ts';
import { comfortCare, weighCare } from '../../../src/clinical/reading/comfort-care.ts';
import { chart, collect, condition, daysAgo, procedure } from '../../support/chart.ts';

const SCT = 'http://snomed.info/sct';
const CPT = 'http://www.ama-assn.org/go/cpt';
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const careOf = (...entries: readonly fhir4.FhirResource[]): string | undefined =>
  comfortCare(weighCare(collect(chart(entries)), READING.settings));

const HOSPICE = '385763009';
const PALLIATIVE = '103735009';

describe('the codes', () => {
  const STOP = `133918004 182964004 385736008 710819007 385763009 170935008 170936009 305911006 305336008 183919006 183920000
    385765002 444933003 428361000124107 428371000124100 1891000124102 1921000124108 1951000124104 448451000124101
    452531000124108`;
  const SOFT = `183921001 306205009 719414000 103735009 395669003 395670002 395694002 395695001 443761007 105402000
    1841000124106 433181000124107 305381007 305284002 305686008 305824005 441874000 713281006 306237005 306288008`;
  const HCPCS_STOP = `G0182 G9473 G9474 G9475 G9476 G9477 G9478 G9479 Q5003 Q5004 Q5005 Q5006 Q5007 Q5008 Q5010 S9126 T2042
    T2043 T2044 T2045 T2046`;
  const words = (text: string): readonly string[] => text.split(/\s+/);
  const coded = (system: string, code: string): fhir4.Condition => condition(code, { system });

  test('that stop', () => {
    for (const code of words(STOP)) expect([code, careOf(coded(SCT, code))]).toEqual([code, 'stop']);
    for (const code of words(HCPCS_STOP)) expect([code, careOf(coded(HCPCS, code))]).toEqual([code, 'stop']);
    for (const code of ['99377', '99378']) expect([code, careOf(coded(CPT, code))]).toEqual([code, 'stop']);
    expect(READING.lists.comfortCareCodes).toHaveLength(words(STOP).length + words(HCPCS_STOP).length + 2);
  });

  test('that are soft', () => {
    for (const code of words(SOFT)) expect([code, careOf(coded(SCT, code))]).toEqual([code, 'soft']);
    for (const code of ['M1017', 'G9054']) expect([code, careOf(coded(HCPCS, code))]).toEqual([code, 'soft']);
    for (const system of ['http://hl7.org/fhir/sid/icd-10-cm', 'http://fhir.de/CodeSystem/bfarm/icd-10-gm']) {
      expect(['Z51.5', 'Z515', 'z51.5 G'].map((code) => careOf(coded(system, code)))).toEqual(['soft', 'soft', 'soft']);
    }
    expect(READING.lists.palliativeCareCodes).toHaveLength(words(SOFT).length + 3);
  });

  test.each([
    ['education', '385764003'],
    ['referral by a palliative physician', '305981001'],
    ['palliative chemotherapy', '1255904006'],
    ['palliative intent', '363676003'],
    ['a place', '284546000'],
  ])('of %s is neither', (_, code) => {
    expect(careOf(condition(code))).toBeUndefined();
  });

  test('with blanks around them', () => {
    expect(careOf(coded(SCT, ` ${HOSPICE} `))).toBe('stop');
  });

  test('under the OID of their system', () => {
    expect(careOf(coded('urn:oid:2.16.840.1.113883.6.96', HOSPICE))).toBe('stop');
    expect(careOf(coded('urn:other', HOSPICE))).toBeUndefined();
  });
});

describe('on the problem list', () => {
  test('active counts however old, resolved no more, refuted never', () => {
    expect(careOf(condition(HOSPICE, { since: daysAgo(900).slice(0, 10) }))).toBe('stop');
    expect(careOf(condition(HOSPICE, { clinical: 'resolved', since: daysAgo(20).slice(0, 10) }))).toBeUndefined();
    expect(careOf(condition(HOSPICE, { clinical: 'inactive' }))).toBeUndefined();
    expect(careOf(condition(HOSPICE, { verification: 'refuted' }))).toBeUndefined();
  });

  test('one that is not certain, or not understood, does not silence', () => {
    expect(careOf(condition(HOSPICE, { verification: 'provisional' }))).toBe('soft');
    expect(careOf(condition(HOSPICE, { verification: 'perhaps' }))).toBe('soft');
  });

  test('a diagnosis of one encounter without a status counts for 180 days', () => {
    const category = [{ coding: [{ code: 'encounter-diagnosis' }] }];
    const of = (days: number): fhir4.Condition =>
      condition(PALLIATIVE, { since: daysAgo(days).slice(0, 10), with: { category, clinicalStatus: undefined } });
    expect(careOf(of(180))).toBe('soft');
    expect(careOf(of(181))).toBeUndefined();
    const active = { coding: [{ code: 'active' }] };
    expect(careOf({ ...of(181), clinicalStatus: active })).toBe('soft');
  });
});

describe('a procedure', () => {
  test('completed counts for 180 days, in progress as long as it goes on', () => {
    expect(careOf(procedure(HOSPICE, daysAgo(180)))).toBe('stop');
    expect(careOf(procedure(HOSPICE, daysAgo(181)))).toBeUndefined();
    expect(careOf({ ...procedure(HOSPICE, daysAgo(400)), status: 'in-progress' })).toBe('stop');
    expect(careOf({ ...procedure(HOSPICE, daysAgo(4)), status: 'not-done' })).toBeUndefined();
    expect(careOf(procedure(PALLIATIVE, daysAgo(10)))).toBe('soft');
  });

  test('that was broken off may go on elsewhere: it does not silence', () => {
    expect(careOf({ ...procedure(HOSPICE, daysAgo(4)), status: 'stopped' })).toBe('soft');
  });

  test('without a date is open: it does not silence', () => {
    expect(careOf({ ...procedure(HOSPICE, daysAgo(4)), performedDateTime: undefined })).toBe('soft');
  });
});

describe('a discharge from the hospice', () => {
  const discharge = (days: number, text = 'Discharge from hospice'): fhir4.Procedure => ({
    ...procedure('1', daysAgo(days)),
    code: { text },
  });

  test('ends it when it is later or of the same day', () => {
    for (const text of [
      'Discharge from hospice',
      'Discharged from the hospice',
      'Entlassung aus dem Hospiz',
      'Entlassen aus einem Hospiz',
      'Entlassung aus Hospiz',
      'Hospizentlassung',
    ]) {
      expect(careOf(procedure(HOSPICE, daysAgo(30)), discharge(10, text))).toBeUndefined();
    }
    expect(careOf(procedure(HOSPICE, daysAgo(30)), discharge(30))).toBeUndefined();
    expect(careOf(procedure(HOSPICE, daysAgo(30)), discharge(31))).toBe('stop');
    expect(careOf(condition(HOSPICE, { since: daysAgo(30).slice(0, 10) }), discharge(10))).toBeUndefined();
  });

  test('that is not certain, or may not have taken place, leaves it open', () => {
    const unclear: fhir4.Procedure = { ...discharge(10), status: 'unknown' };
    expect(careOf(procedure(HOSPICE, daysAgo(30)), unclear)).toBe('soft');
    expect(careOf(procedure(HOSPICE, daysAgo(5)), unclear)).toBe('soft');
    expect(careOf(procedure(HOSPICE, daysAgo(30)), { ...discharge(10), status: 'not-done' })).toBe('stop');
  });

  test('is itself no such care, and does not end palliative care', () => {
    expect(careOf(discharge(10))).toBeUndefined();
    expect(careOf({ ...discharge(10), status: 'unknown' })).toBeUndefined();
    expect(careOf(procedure(PALLIATIVE, daysAgo(30)), discharge(10))).toBe('soft');
  });

  test('leaves an undated entry open, and is not a discharge to one', () => {
    expect(careOf(condition(HOSPICE), discharge(10))).toBe('soft');
    expect(careOf(procedure(HOSPICE, daysAgo(30)), discharge(10, 'Discharge to home for hospice care'))).toBe('stop');
  });
});

test('hospice outweighs palliative care; no entry, no such care', () => {
  expect(careOf(condition(PALLIATIVE), condition(HOSPICE))).toBe('stop');
  expect(careOf(condition('myeloma'))).toBeUndefined();
});
