// Present or absent: each coded answer under its own system, one-word answers, and what is not plain.
import { describe, expect, test } from '@jest/globals';
import { answerOf } from '../../../src/clinical/facts/answers.ts';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const HL7 = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const coded = (...codings: readonly (readonly [system: unknown, code: unknown])[]) =>
  answerOf({ coding: codings.map(([system, code]) => ({ system, code })) as fhir4.Coding[] }, []);

describe('a code', () => {
  test.each<[system: string, code: string, answer: boolean | undefined]>([
    ...['LA9633-4', 'LA11882-0', 'LA6576-8'].map((code) => [LOINC, code, true] as [string, string, boolean]),
    ...['LA9634-2', 'LA11883-8', 'LA6577-6'].map((code) => [LOINC, code, false] as [string, string, boolean]),
    ...['260373001', '52101004', '10828004'].map((code) => [SNOMED, code, true] as [string, string, boolean]),
    ...['260415000', '2667000', '260385009', '410594000'].map((code) => [SNOMED, code, false] as [string, string, boolean]),
    [HL7, 'POS', true],
    [HL7, 'NEG', false],
    [`${HL7}/`, 'POS', true],
    ['http://hl7.org/fhir/v3/ObservationInterpretation', 'NEG', false],
    ['urn:oid:2.16.840.1.113883.5.83', 'POS', true],
    ['urn:oid:2.16.840.1.113883.5.831', 'POS', undefined],
    [LOINC, ' LA9633-4 ', true],
    [SNOMED, 'LA9633-4', undefined],
    ['urn:lab', 'POS', undefined],
    [LOINC, 'LA4489-6', undefined],
  ])('%s|%s: %p', (system, code, answer) => {
    expect(coded([system, code])).toBe(answer);
  }); // prettier-ignore

  test.each(['42425007', '64957009', '415684004'])('%s, that nobody knows, outweighs another', (code) => {
    expect(coded([LOINC, 'LA9633-4'], [SNOMED, code])).toBeUndefined();
    expect(coded([SNOMED, code], [LOINC, 'LA9633-4'])).toBeUndefined();
  });

  test('two that agree are one answer, two that do not are none; what is no code is passed over', () => {
    expect(coded([LOINC, 'LA9633-4'], [SNOMED, '52101004'])).toBe(true);
    expect(coded([LOINC, 'LA9633-4'], [SNOMED, '2667000'])).toBeUndefined();
    expect(coded([5, 'POS'], [LOINC, 7], [LOINC, 'LA9634-2'])).toBe(false);
    expect(answerOf(undefined, [])).toBeUndefined();
  });
});

describe('words', () => {
  const LA_PRESENT = { coding: [{ system: LOINC, code: 'LA9633-4' }] };

  test.each([
    ['detected', true],
    ['Positive', true],
    [' PRESENT. ', true],
    ['not detected', false],
    ['Negative.', false],
    ['absent', false],
    ['negative..', undefined],
    ['not present', undefined],
    ['detected in 5 cells', undefined],
    ['.present', undefined],
    ['', undefined],
  ])('%j: %p', (word, answer) => {
    expect(answerOf(undefined, [word])).toBe(answer);
  });

  test('beside a code prose is passed over, and another answer is a contradiction', () => {
    expect(answerOf(LA_PRESENT, ['see report'])).toBe(true);
    expect(answerOf(LA_PRESENT, ['present'])).toBe(true);
    expect(answerOf(LA_PRESENT, ['absent'])).toBeUndefined();
    expect(answerOf(undefined, ['present', 'see report'])).toBeUndefined();
    expect(answerOf(undefined, ['present', 'detected'])).toBe(true);
    expect(answerOf(undefined, ['present', 'absent'])).toBeUndefined();
  });
});
