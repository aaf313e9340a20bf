// Pregnancy status as an Observation: each answer by its code, and what is not read or of no known time.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, LOINC, observation, patient, SNOMED } from '../../support/chart.ts';

const STATUS = '82810-3';
const answered = (
  coding: readonly { readonly system?: string; readonly code?: unknown }[],
  parts: Partial<fhir4.Observation> = {},
) => {
  const valueCodeableConcept = { coding } as fhir4.CodeableConcept;
  const { contexts, unread } = collect(
    chart([patient(), observation(STATUS, undefined, { with: { valueCodeableConcept, ...parts } })]),
  );
  return { kinds: contexts.map((c) => c.kind), why: unread.map((u) => u.why) };
};

describe('an answer', () => {
  test.each([
    ['pregnant', LOINC, 'LA15173-0', ['pregnancy']],
    ['pregnant', SNOMED, '77386006', ['pregnancy']],
    ['not pregnant', LOINC, 'LA26683-5', ['pregnancy-ended']],
    ['not pregnant', SNOMED, '60001007', ['pregnancy-ended']],
    ['unknown', LOINC, 'LA4489-6', []],
    ['possibly pregnant', SNOMED, '152231000119106', []],
    ['a positive test', SNOMED, '146799005', []],
  ])('%s (%s %s): %j, and it was read', (_, system, code, kinds) => {
    expect(answered([{ system, code }])).toEqual({ kinds, why: [] });
    expect(answered([{ system, code: ` ${code} ` }])).toEqual({ kinds, why: [] });
  });

  test.each([
    ['of another system', [{ system: LOINC, code: '77386006' }]],
    ['of no system', [{ code: '77386006' }]],
    ['that is no text', [{ system: SNOMED, code: 77_386_006 }]],
    ['without a code', [{ system: SNOMED }]],
    ['of none of the codes', [{ system: SNOMED, code: '1' }]],
    [
      'that says both',
      [
        { system: SNOMED, code: '77386006' },
        { system: LOINC, code: 'LA26683-5' },
      ],
    ],
    ['that is none', []],
  ])('%s is not read', (_, coding) => {
    expect(answered(coding)).toEqual({ kinds: [], why: ['answer-not-read'] });
  });

  test('carries the code that it was read by, without blanks', () => {
    const valueCodeableConcept = { coding: [{ code: 'x' }, { system: SNOMED, code: ' 77386006 ' }] };
    const { contexts } = collect(
      chart([patient(), observation(STATUS, undefined, { with: { valueCodeableConcept } })]),
    );
    expect(contexts[0]?.code).toEqual({ system: SNOMED, code: '77386006' });
  });

  test('said twice in two systems is said once', () => {
    const both = [
      { system: SNOMED, code: '77386006' },
      { system: LOINC, code: 'LA15173-0' },
    ];
    expect(answered(both)).toEqual({ kinds: ['pregnancy'], why: [] });
  });

  test('without a date, or of a status that is none, is told as that', () => {
    const pregnant = [{ system: SNOMED, code: '77386006' }];
    expect(answered(pregnant, { effectiveDateTime: undefined })).toEqual({ kinds: [], why: ['no-date'] });
    expect(answered(pregnant, { status: 'entered-in-error' })).toEqual({ kinds: [], why: ['entered-in-error'] });
    expect(answered([{ system: LOINC, code: 'LA4489-6' }], { effectiveDateTime: undefined })).toEqual({
      kinds: [],
      why: [],
    });
  });
});
