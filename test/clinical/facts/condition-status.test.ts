// How sure an entry is and whether it is current: HL7's tokens, their absence, their contradictions, the German letter.
import { describe, expect, test } from '@jest/globals';
import { plainIcd10, statusOf } from '../../../src/clinical/facts/condition-status.ts';

const VER = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const CLIN = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const entry = (parts: object): fhir4.Condition => ({
  resourceType: 'Condition',
  subject: {},
  code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'C90.00' }] },
  ...parts,
});
const verified = (...codes: readonly string[]) => ({
  verificationStatus: { coding: codes.map((code) => ({ system: VER, code })) },
});
const clinical = (...codes: readonly string[]) => ({
  clinicalStatus: { coding: codes.map((code) => ({ system: CLIN, code })) },
});

describe('verification', () => {
  test.each([
    [{}, 'confirmed'],
    [{ verificationStatus: null }, 'confirmed'],
    [{ verificationStatus: {} }, 'confirmed'],
    [verified('confirmed'), 'confirmed'],
    [{ verificationStatus: { coding: [{ code: 'confirmed' }] } }, 'confirmed'],
    [
      { verificationStatus: { coding: [{ system: 'http://hl7.org/fhir/condition-ver-status', code: 'confirmed' }] } },
      'confirmed',
    ],
    [{ verificationStatus: { coding: [{ system: `${VER}/`, code: 'confirmed' }] } }, 'confirmed'],
    [{ verificationStatus: { coding: [{ system: `${VER}-of-ours`, code: 'confirmed' }] } }, 'unknown'],
    [{ verificationStatus: { coding: [{ system: `urn:${VER}`, code: 'confirmed' }] } }, 'unknown'],
    [{ verificationStatus: { coding: [{ system: [VER], code: 'confirmed' }] } }, 'unknown'],
    [verified('unconfirmed'), 'suspected'],
    [verified('provisional', 'unconfirmed'), 'suspected'],
    [verified('differential'), 'suspected'],
    [verified('refuted'), 'refuted'],
    [verified('entered-in-error'), 'refuted'],
    [verified('confirmed', 'provisional'), 'unknown'],
    [verified('confirmed', 'refuted'), 'unknown'],
    [verified('certain'), 'unknown'],
    [{ verificationStatus: { text: 'confirmed' } }, 'unknown'],
    [{ verificationStatus: 'confirmed' }, 'unknown'],
    [{ verificationStatus: { coding: [{ system: 'urn:ehr', code: 'confirmed' }] } }, 'unknown'],
  ])('%j: %s', (parts, certainty) => {
    expect(statusOf(entry(parts)).certainty).toBe(certainty);
  });
});

describe('clinical status', () => {
  test.each([
    [{}, undefined],
    [{ abatementDateTime: '2020-01-01' }, 'inactive'],
    [{ abatementAge: { value: 60, unit: 'a' } }, 'inactive'],
    [{ abatementString: 'gone' }, 'inactive'],
    [clinical('active'), undefined],
    [clinical('active', 'recurrence'), 'relapse'],
    [clinical('relapse'), 'relapse'],
    [clinical('inactive', 'remission'), 'remission'],
    [clinical('resolved'), 'inactive'],
    [
      { clinicalStatus: { coding: [{ system: 'http://hl7.org/fhir/condition-clinical', code: 'resolved' }] } },
      'inactive',
    ],
    [{ clinicalStatus: { coding: [{ system: `${CLIN}/`, code: 'resolved' }] } }, 'inactive'],
  ])('%j: %s', (parts, activity) => {
    expect(statusOf(entry(parts))).toMatchObject({ certainty: 'confirmed' });
    expect(statusOf(entry(parts)).activity).toBe(activity);
  });

  test.each([
    clinical('active', 'resolved'),
    clinical('unknown'),
    { clinicalStatus: { text: 'active' } },
    { clinicalStatus: 'active' },
    { clinicalStatus: { coding: [{ system: 'urn:ehr', code: 'active' }] } },
    { clinicalStatus: { coding: [{ system: `${CLIN}-of-ours`, code: 'active' }] } },
    { clinicalStatus: { coding: [{ system: `urn:${CLIN}`, code: 'active' }] } },
    { clinicalStatus: { coding: [{ system: [CLIN], code: 'active' }] } },
  ])('%j is not understood', (parts) => {
    expect(statusOf(entry(parts))).toMatchObject({ certainty: 'unknown', why: 'clinical-status-not-understood' });
  });

  test.each(['active', 'relapse', 'recurrence'])('%s beside an end is a contradiction', (code) => {
    const ended = statusOf(entry({ ...clinical(code), abatementDateTime: '2026-01-01' }));
    expect(ended).toMatchObject({ certainty: 'unknown', why: 'clinical-status-not-understood', activity: undefined });
  });

  test('of blanks only it says nothing', () => {
    expect(statusOf(entry({ clinicalStatus: { text: ' ' }, verificationStatus: { text: '' } }))).toEqual({
      certainty: 'confirmed',
      activity: undefined,
    });
  });

  test('not understood, it does not make a refuted entry open', () => {
    expect(statusOf(entry({ ...verified('refuted'), clinicalStatus: 'active' })).certainty).toBe('refuted');
  });
});

describe('Diagnosesicherheit', () => {
  const lettered = (letter: string) => ({
    code: {
      coding: [
        {
          system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
          code: 'C90.00',
          extension: [
            {
              url: 'http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit',
              valueCoding: {
                system: 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT',
                code: letter,
              },
            },
          ],
        },
      ],
    },
  });

  test.each([
    ['G', {}, 'confirmed', undefined],
    ['V', {}, 'suspected', undefined],
    ['A', {}, 'refuted', undefined],
    ['Z', {}, 'confirmed', 'inactive'],
    ['X', {}, 'unknown', undefined],
    ['AG', {}, 'unknown', undefined],
    ['GA', {}, 'unknown', undefined],
    ['v', {}, 'suspected', undefined],
    ['G', verified('provisional'), 'suspected', undefined],
    ['V', verified('confirmed'), 'suspected', undefined],
    ['A', verified('confirmed'), 'refuted', undefined],
    ['G', verified('refuted'), 'refuted', undefined],
    ['Z', clinical('active'), 'confirmed', 'inactive'],
  ])('%s with %j: %s, %s', (letter, parts, certainty, activity) => {
    const status = statusOf(entry({ ...lettered(letter), ...parts }));
    expect([status.certainty, status.activity]).toEqual([certainty, activity]);
  });

  test('is told by its own extension only', () => {
    const extension = [{ url: 'http://fhir.de/StructureDefinition/seitenlokalisation', valueCode: 'A' }];
    expect(statusOf(entry({ code: { coding: [{ code: 'C90.00', extension }] } })).certainty).toBe('confirmed');
  });

  test('behind the code, in older data', () => {
    const coded = (code: string) => statusOf(entry({ code: { coding: [{ code }] } })).certainty;
    expect(['C90.00 G', 'C90.00 V', 'C90.00 A', 'C90.0A'].map(coded)).toEqual([
      'confirmed',
      'suspected',
      'refuted',
      'confirmed',
    ]);
    expect(plainIcd10('C90.00 V')).toBe('C9000');
    expect(plainIcd10('C83.0A')).toBe('C830A');
    expect(coded('C90.00 Vx')).toBe('confirmed');
    expect(plainIcd10('C90.00 Vx')).toBe('C9000 VX');
  });
});
