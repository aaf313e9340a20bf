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
    'latentes Myelom',
    'latente Myelomerkrankung',
    'mieloma latente, o latent mieloma',
  ])('%s: it smoulders', (text) => expect(read('C90.00', text).kind).toBe('smouldering-myeloma'));

  test.each([
    'Multiple myeloma',
    'Symptomatic multiple myeloma',
    'symptomatisches Myelom',
    'Myeloma, not smoldering',
    'Myeloma, no indolent course',
    'Myelom, keinesfalls indolent',
    'Plasmozytom',
    'Multiple myeloma, active',
    'Myeloma; SMMR study',
  ])('%s: it does not', (text) => expect(read('C90.00', text).kind).toBe('myeloma'));

  test('what else the entry is coded as stays what it is', () => {
    const coding = ['C90.00', 'N18.30'].map((code) => ({ system: ICD10_CM, code }));
    const entry = condition('C90.00', { system: ICD10_CM, with: { code: { coding, text: 'SMM' } } });
    const { diseases, contexts } = collect(chart([entry]));
    expect([diseases, contexts].map((facts) => facts.map((f) => f.kind))).toEqual([['smouldering-myeloma'], ['ckd-3']]);
  });

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

describe('beside CLL/SLL in words', () => {
  const OTHER = 'urn:our:codes';
  interface Coding {
    readonly code: string;
    readonly display?: string;
    readonly system?: string;
  }
  const named = (...codings: readonly Coding[]): readonly string[] => {
    const coding = codings.map((c) => ({ system: ICD10_CM, ...c }));
    const entry = condition('', { system: ICD10_CM, with: { code: { coding } } });
    const { diseases, contexts } = collect(chart([entry]));
    return [...diseases, ...contexts].map((f) => f.kind);
  };

  test.each([
    ['Chronic lymphocytic leukemia', 'cll'],
    ['SLL', 'cll'],
    ['B-CLL', 'cll'],
    ['BCLL', 'cll'],
    ['Chronische lymphatische Leukämie', 'cll'],
    ['Chronische lymphozytische Leukämie', 'lymphoma'],
    ['Splenic marginal zone lymphoma', 'lymphoma'],
    ['Small cell B-cell lymphoma', 'lymphoma'],
  ])('in another coding that says %s C83.0 is %s', (display, kind) => {
    expect(named({ code: 'C83.00' }, { system: OTHER, code: 'x', display })).toEqual([kind]);
    // a code of another system may look like one
    expect(named({ code: 'C83.00' }, { system: OTHER, code: 'XC83', display })).toEqual([kind]);
  });

  test('in its own words C83.0 is one of the diseases that it is broader than', () => {
    expect(named({ code: 'C83.00', display: 'Small lymphocytic lymphoma and others' })).toEqual(['lymphoma']);
  });

  test.each([
    ['another lymphoma', 'C83.30', ['dlbcl']],
    ['myeloma', 'C90.00', ['myeloma']],
    ['kidney disease', 'N18.30', ['ckd-3']],
  ])('%s stays what its code says', (_, code, kinds) => {
    expect(named({ code }, { system: OTHER, code: 'x', display: 'CLL' })).toEqual(kinds);
  });

  test('an entry with two diseases by their codes is both of them', () => {
    const cll = { system: OTHER, code: 'x', display: 'CLL' };
    expect(named({ code: 'C83.00' }, { code: 'N18.30' }, cll)).toEqual(['lymphoma', 'ckd-3']);
    expect(named({ code: 'C83.00' }, { code: 'C83.10' })).toEqual(['lymphoma', 'mantle-cell-lymphoma']);
  });

  test('of C83.0 and a code of CLL or Waldenström the latter is more exact', () => {
    expect(named({ code: 'C83.00' }, { code: 'C91.10' })).toEqual(['cll']);
    expect(named({ code: 'C83.00' }, { code: 'C88.00' })).toEqual(['waldenstrom']);
  });
});
