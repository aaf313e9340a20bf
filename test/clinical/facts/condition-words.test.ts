// What the words of an entry add to its code, in the languages they are written in: smouldering, relapse, remission, CLL/SLL.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, condition } from '../../support/chart.ts';

const ICD10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';

function read(code: string, text: string): { readonly kind?: string; readonly activity?: string } {
  const entry = condition(code, { system: ICD10_CM, with: { code: { coding: [{ system: ICD10_CM, code }], text } } });
  const [found] = collect(chart([entry])).diseases;
  return { ...(found && { kind: found.kind, activity: found.activity }) };
}

describe('a myeloma code beside words', () => {
  test.each([
    'Smoldering myeloma',
    'smouldering multiple myeloma',
    'SMM',
    'Multiple myeloma (SMM), IgG kappa',
    'asymptomatic myeloma',
    'Asymptomatisches Myelom',
    'indolent myeloma',
    'Indolentes Myelom',
    'Schwelendes Myelom',
    'mieloma indolente',
    'mieloma múltiple asintomático',
    'mieloma quiescente',
    'myélome indolent',
    'Myélome asymptomatique',
  ])('%s: it smoulders', (text) => expect(read('C90.00', text).kind).toBe('smouldering-myeloma'));

  test.each([
    'Multiple myeloma',
    'Symptomatic multiple myeloma',
    'symptomatisches Myelom',
    'Myeloma, not smoldering',
    'Plasmozytom',
    'Multiple myeloma, active',
    'Myeloma; SMMR study',
  ])('%s: it does not', (text) => expect(read('C90.00', text).kind).toBe('myeloma'));

  test('without a myeloma code the words make none', () => {
    expect(read('I10', 'Smoldering myeloma?').kind).toBeUndefined();
  });
});

describe('relapse and remission in words', () => {
  test.each([
    ['Relapsed multiple myeloma', 'relapse'],
    ['Myeloma, recurrent', 'relapse'],
    ['Multiples Myelom, Rezidiv', 'relapse'],
    ['mieloma en recaída', 'relapse'],
    ['myélome, rechute', 'relapse'],
    ['Multiple myeloma in remission', 'remission'],
    ['Myelom in Vollremission', 'remission'],
    ['mieloma en remisión', 'remission'],
    ['Multiple myeloma not having achieved remission', 'active'],
    ['Plasmozytom ohne Angabe einer kompletten Remission', 'active'],
    ['Multiple myeloma, remission status unknown', 'active'],
    ['Multiple myeloma', 'active'],
  ])('%s: %s', (text, activity) => expect(read('C90.00', text)).toEqual({ kind: 'myeloma', activity }));
});

describe('C83.0', () => {
  const named = (display: string): string | undefined => {
    const code = {
      coding: [
        { system: ICD10_CM, code: 'C83.00' },
        { system: 'urn:our:codes', code: 'x', display },
      ],
    };
    return collect(chart([condition('C83.00', { system: ICD10_CM, with: { code } })])).diseases[0]?.kind;
  };
  test.each([
    ['Chronic lymphocytic leukemia', 'cll'],
    ['SLL', 'cll'],
    ['Splenic marginal zone lymphoma', 'lymphoma'],
    ['Small cell B-cell lymphoma', 'lymphoma'],
  ])('with another coding that says %s: %s', (display, kind) => expect(named(display)).toBe(kind));
});
