// Stages that a clinician recorded, as mCODE codes them.
import { describe, expect, test } from '@jest/globals';
import { NCIT } from '../../../src/clinical/facts/recorded-stage.ts';
import { chart, collect, patient, recordedStage, SNOMED } from '../../support/chart.ts';

const stagesOf = (...observations: readonly fhir4.Observation[]) =>
  collect(chart([patient(), ...observations])).recordedStages.map((s) => `${s.system} ${s.stage ?? 'not read'}`);
const coded = (...codes: readonly (readonly [string, string])[]) => ({
  coding: codes.map(([system, code]) => ({ system, code })),
});

describe('a recorded stage', () => {
  test.each([
    ['C139007', 'C70658', 'ISS I'],
    ['C139007', 'C70659', 'ISS II'],
    ['C139007', 'C70660', 'ISS III'],
    ['C141392', 'C141394', 'R-ISS I'],
    ['C141392', 'C141395', 'R-ISS II'],
    ['C141392', 'C141396', 'R-ISS III'],
  ])('%s with %s is %s', (observable, value, stage) => {
    const made = recordedStage('ISS', 'I', {
      with: { code: coded([NCIT, observable]), valueCodeableConcept: coded([NCIT, value]) },
    });
    expect(stagesOf(made)).toEqual([stage]);
  });

  test('stands beside codings of other systems', () => {
    const made = recordedStage('ISS', 'II', {
      with: {
        code: coded([SNOMED, '1149162008'], [NCIT, 'C139007']),
        valueCodeableConcept: coded(['urn:x', 'C70658'], [NCIT, 'C70659']),
      },
    });
    expect(stagesOf(made)).toEqual(['ISS II']);
  });

  test.each([
    ['a stratum of the other system', { valueCodeableConcept: coded([NCIT, 'C141394']) }],
    ['another code system', { valueCodeableConcept: coded(['urn:x', 'C70658']) }],
    ['no value', { valueCodeableConcept: undefined }],
    ['a value in words', { valueCodeableConcept: { text: 'ISS I' } }],
    ['a modifier that is not understood', { modifierExtension: [{ url: 'urn:not' }] }],
    ['no final status', { status: 'preliminary' }],
    ['a status that is not known', { status: 'unknown' }],
  ] as const)('with %s: on record, and which it is is not read', (_, parts) => {
    expect(stagesOf(recordedStage('ISS', 'I', { with: parts as object }))).toEqual(['ISS not read']);
  });

  test.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['cancelled', { status: 'cancelled' }],
    ['of another patient', { subject: { reference: 'Patient/other' } }],
    ['about a relative', { focus: [{ reference: 'RelatedPerson/mother' }] }],
  ] as const)('%s: not on record', (_, parts) => {
    expect(stagesOf(recordedStage('ISS', 'I', { with: parts as object }))).toEqual([]);
  });

  test('has its day where the record states one, and none where it states a year', () => {
    const datesOf = (at: string) =>
      collect(chart([patient(), recordedStage('ISS', 'I', { at })])).recordedStages.map((s) => s.at);
    expect([datesOf('2026-01-01'), datesOf('2026')]).toEqual([[Date.parse('2026-01-01T12:00Z')], [undefined]]);
  });

  test.each([
    ['2026-10-30T08:00:00Z', Date.parse('2026-10-30T08:00:00Z')],
    ['2026-10-30', Date.parse('2026-10-30T12:00:00Z')],
    ['2026-10', undefined],
    ['2026', undefined],
  ])('dated %s is of that day, and of no day where it may be of many', (at, day) => {
    const [stage] = collect(chart([patient(), recordedStage('ISS', 'II', { at })])).recordedStages;
    expect([stage?.stage, stage?.at]).toEqual(['II', day]);
  });

  test('the newest comes first', () => {
    const all = [recordedStage('ISS', 'II', { at: '2020-01-01' }), recordedStage('ISS', 'III', { at: '2026-01-01' })];
    expect(stagesOf(...all)).toEqual(['ISS III', 'ISS II']);
  });
});
