// Diseases outside the indices that the same drugs are given for: every code stands here a second time.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, condition, patient, SNOMED } from '../../support/chart.ts';

const ICD10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10_GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';

/** What each is, by SNOMED CT and by ICD-10. */
const CODES: readonly (readonly [indications: string, snomed: string, icd10: string])[] = [
  [
    'solid-tumour',
    '363346000 128462008 372244006',
    'C00.0 C18.9 C25.9 C34.90 C43.9 C44.91 C4A.9 C50.911 C64.9 C73 C7A.1 C79.51 C80.1 C97',
  ],
  [
    'lymphoma',
    '118600007 118601006 118599009 109978004 109977009 447100004 307623001 308121000 109969005 443487006 190818004',
    'C81.90 C82.00 C83.30 C84.00 C85.90 C86.00 C88.00',
  ],
  ['lymphoma leukaemia', '277473004 92814006 302841002', 'C91.10'],
  ['leukaemia', '93143009 91861009 92818009 91857003 118613001', 'C91.00 C92.00 C93.10 C94.00 C95.90'],
  ['mds', '109995007', 'D46.9'],
  ['myelofibrosis', '52967002 307651005', 'D47.4'],
  ['al-amyloidosis', '23132008 237865009 402453006', 'E85.81'],
  ['autoimmune', '69896004 55464009 83901003', 'M05.79 M06.9 M32.10 M35.04'],
  ['multiple-sclerosis', '24700007', 'G35 G35.A'],
  ['hepatitis', '66071002 50711007 61977001 128302006', 'B16.9 B18.2'],
];
/** Plasma-cell disease is no other indication; what lies beside a range is none. */
const NONE = 'C90.00 C90.10 C96.9 D45 D47.2 D47.1 E85.9 M07 M31 M35.9 G36 B15.9 B17.1 N18.4';

const indicationsOf = (...conditions: readonly fhir4.Condition[]) =>
  collect(chart([patient(), ...conditions])).otherIndications;

describe('codes', () => {
  const rows = CODES.flatMap(([indications, snomed, icd10]) => [
    ...snomed.split(' ').map((code) => [SNOMED, code, indications] as const),
    ...icd10.split(' ').map((code) => [ICD10_CM, code, indications] as const),
  ]);
  test.each(rows)('%s %s: %s', (system, code, indications) => {
    expect(indicationsOf(condition(code, { system }))).toEqual(indications.split(' '));
  });

  test.each(NONE.split(' '))('%s is none', (code) => {
    expect(indicationsOf(condition(code, { system: ICD10_CM }))).toEqual([]);
  });

  test('count under their own system only, with blanks around, a certainty or in small letters, too', () => {
    expect(indicationsOf(condition('C50.9', { system: 'http://www.whocc.no/atc' }))).toEqual([]);
    expect(indicationsOf(condition('C50.9', { system: 'urn:local' }))).toEqual([]);
    expect(indicationsOf(condition('C50.9 G', { system: ICD10_GM }))).toEqual(['solid-tumour']);
    expect(indicationsOf(condition(' c50.9', { system: ICD10_GM }))).toEqual(['solid-tumour']);
    expect(indicationsOf(condition(' 363346000 ', { system: SNOMED }))).toEqual(['solid-tumour']);
  });
});

test.each([
  ['resolved: it may have been what a drug was given for', { clinical: 'resolved' }, ['solid-tumour']],
  ['suspected', { verification: 'provisional' }, ['solid-tumour']],
  ['refuted', { verification: 'refuted' }, []],
])('%s', (_, options, indications) => {
  expect(indicationsOf(condition('C50.9', { system: ICD10_CM, ...options }))).toEqual(indications);
});

test('of several entries and codings each stands once, in one order', () => {
  const both = condition('', {
    with: {
      code: {
        coding: [
          { system: ICD10_CM, code: 'B18.2' },
          { system: SNOMED, code: '363346000' },
        ],
      },
    },
  });
  const cancer = condition('C50.9', { system: ICD10_CM });
  expect(indicationsOf(both, cancer)).toEqual(['solid-tumour', 'hepatitis']);
});
