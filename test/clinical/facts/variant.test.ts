// TP53 variants: which count, and why the others do not.
import { describe, expect, test } from '@jest/globals';
import { chart, collect, LOINC, observation, patient } from '../../support/chart.ts';

const HGNC = 'http://www.genenames.org/geneId';
const component = (loinc: string, value: Partial<fhir4.ObservationComponent>): fhir4.ObservationComponent => ({
  code: { coding: [{ system: LOINC, code: loinc }] },
  ...value,
});
const concept = (code: string, system = LOINC, display?: string) => ({
  valueCodeableConcept: { coding: [{ system, code, ...(display && { display }) }] },
});
const TP53 = component('48018-6', concept('HGNC:11998', HGNC, 'TP53'));
const SIGNIFICANCE = '53037-8';
const variant = (components: readonly fhir4.ObservationComponent[] = [TP53], answer = 'LA9633-4') =>
  observation('69548-6', undefined, { id: 'v', with: { ...concept(answer), component: [...components] } });
const implication = (code: string, options: Partial<fhir4.Observation> = {}) =>
  observation('', undefined, {
    id: 'i',
    with: {
      code: { coding: [{ system: 'urn:genomics', code: 'diagnostic-implication' }] },
      component: [component(SIGNIFICANCE, concept(code))],
      derivedFrom: [{ reference: 'Observation/v' }],
      ...options,
    },
  });

/** `counts`, `absent`, the reason why it is open, or `nothing`. */
function answerOf(...observations: readonly fhir4.Observation[]): string {
  const facts = collect(chart([patient(), ...observations]));
  const [found] = facts.aberrations;
  const [open] = facts.openAberrations;
  if (found && open) return 'both';
  return found ? (found.present ? 'counts' : 'absent') : (open?.why ?? 'nothing');
}

describe('the gene', () => {
  test.each([
    ['HGNC with its prefix', [TP53], 'counts'],
    ['HGNC without it', [component('48018-6', concept('11998', 'http://www.genenames.org'))], 'counts'],
    ['under its OID', [component('48018-6', concept('HGNC:11998', 'urn:oid:2.16.840.1.113883.6.281'))], 'counts'],
    ['by name', [component('48018-6', { valueCodeableConcept: { text: 'TP53' } })], 'counts'],
    ['said twice', [TP53, TP53], 'counts'],
    ['another', [component('48018-6', concept('HGNC:3236', HGNC, 'EGFR'))], 'nothing'],
    ['the number in another system', [component('48018-6', concept('11998', 'urn:lab', 'XYZ'))], 'nothing'],
    ['by name, with blanks around it', [component('48018-6', { valueCodeableConcept: { text: ' TP53 ' } })], 'counts'],
    ['by name in text and display', [component('48018-6', { valueCodeableConcept: { text: 'TP53', coding: [{ display: 'TP53' }] } })], 'counts'],
    ['by name, and in a list in a display', [component('48018-6', { valueCodeableConcept: { text: 'TP53', coding: [{ display: 'TP53/KRAS' }] } })], 'variant-several-genes'],
    ['by name, and with its long name', [component('48018-6', { valueCodeableConcept: { text: 'TP53', coding: [{ display: 'tumor protein p53' }] } })], 'counts'],
    ['within other words, and with its long name', [component('48018-6', { valueCodeableConcept: { text: 'TP53 gene', coding: [{ display: 'tumor protein' }] } })], 'variant-several-genes'],
    ['in a list with semicolons', [component('48018-6', { valueCodeableConcept: { text: 'KRAS; TP53' } })], 'variant-several-genes'],
    ['within other words', [component('48018-6', { valueCodeableConcept: { text: 'TP53 gene' } })], 'variant-several-genes'],
    ['a gene whose name begins alike', [component('48018-6', { valueCodeableConcept: { text: 'TP53BP1' } })], 'nothing'],
    ['a gene whose name ends alike', [component('48018-6', { valueCodeableConcept: { text: 'XTP53' } })], 'nothing'],
    ['two others', ['KRAS', 'NRAS'].map((text) => component('48018-6', { valueCodeableConcept: { text } })), 'nothing'],
    ['another and one that is not named', [component('48018-6', { valueCodeableConcept: { text: 'KRAS' } }), component('48018-6', {})], 'variant-several-genes'],
    ['another by HGNC, whatever its name', [component('48018-6', concept('HGNC:3236', HGNC, 'TP53'))], 'nothing'],
    ['in a component that is another’s', [component('48019-4', concept('HGNC:11998', HGNC))], 'answer-not-read'],
    ['under https', [component('48018-6', concept('HGNC:11998', 'https://www.genenames.org/'))], 'counts'],
    ['not named', [], 'answer-not-read'],
    ['named by nothing but blanks', [component('48018-6', { valueCodeableConcept: { text: ' ' } })], 'answer-not-read'],
    ['with another one', [TP53, component('48018-6', concept('HGNC:3236', HGNC, 'EGFR'))], 'variant-several-genes'],
    ['in a list by name', [component('48018-6', { valueCodeableConcept: { text: 'TP53, KRAS' } })], 'variant-several-genes'],
    ['among two codes of one component', [component('48018-6', { valueCodeableConcept: { coding: [{ system: HGNC, code: 'HGNC:11998' }, { system: HGNC, code: 'HGNC:3236' }] } })], 'variant-several-genes'],
  ] as const)('%s: %j', (_, components, expected) => {
    expect(answerOf(variant(components))).toBe(expected);
  }); // prettier-ignore
});

describe('the significance', () => {
  test.each([
    ['LA6668-3', 'counts'],
    ['LA26332-9', 'counts'],
    ['LA26333-7', 'variant-uncertain'],
    ['LA6682-4', 'variant-uncertain'],
    ['LA26334-5', 'variant-benign'],
    ['LA6675-8', 'variant-benign'],
    ['LA6674-1', 'variant-benign'],
    ['LA6669-1', 'variant-uncertain'],
    ['LA99999-9', 'variant-uncertain'],
  ])('%s on the variant itself, or in what was derived from it: %s', (code, expected) => {
    expect(answerOf(variant([TP53, component(SIGNIFICANCE, concept(code))]))).toBe(expected);
    expect(answerOf(variant(), implication(code))).toBe(expected);
    expect(answerOf(implication(code), variant())).toBe(expected);
  });

  test.each([
    ['Oncogenic', 'counts'],
    ['likely oncogenic', 'counts'],
    ['Likely pathogenic', 'counts'],
    ['pathogenic', 'counts'],
    [' Pathogenic ', 'counts'],
    ['benign', 'variant-benign'],
    ['likely benign', 'variant-benign'],
    ['presumed benign', 'variant-benign'],
    ['not pathogenic', 'variant-uncertain'],
    ['probably harmless', 'variant-uncertain'],
  ])('%j in words: %s', (text, expected) => {
    expect(answerOf(variant([TP53, component(SIGNIFICANCE, { valueCodeableConcept: { text } })]))).toBe(expected);
  });

  const stated = (parts: fhir4.CodeableConcept) =>
    answerOf(variant([TP53, component(SIGNIFICANCE, { valueCodeableConcept: parts })]));

  test('by a code and in words, the code counts; of several codes or words all must say it', () => {
    const codes = (...list: readonly string[]) => list.map((code) => ({ system: LOINC, code }));
    expect(stated({ coding: codes('LA6668-3'), text: 'benign' })).toBe('counts');
    expect(stated({ coding: codes('LA6668-3', 'LA26332-9') })).toBe('counts');
    expect(stated({ coding: codes('LA6668-3', 'LA6675-8') })).toBe('variant-uncertain');
    expect(stated({ coding: [{ system: 'urn:lab', code: '5', display: 'Pathogenic' }] })).toBe('counts');
    expect(stated({ coding: [{ display: 'Pathogenic' }], text: 'benign' })).toBe('variant-uncertain');
    expect(stated({ coding: [{ code: 5 as never, display: 'Pathogenic' }] })).toBe('counts');
    expect(stated({})).toBe('variant-uncertain');
  });

  test('as the code of an observation of its own', () => {
    const own = implication('', {
      ...concept('LA6675-8'),
      code: { coding: [{ system: LOINC, code: SIGNIFICANCE }] },
      component: [],
    });
    expect(answerOf(variant(), own)).toBe('variant-benign');
    const coding = [...(own.code.coding ?? []), { system: 'urn:lab', code: 'S' }];
    expect(answerOf(variant(), { ...own, code: { coding } })).toBe('variant-benign');
  });

  test('not stated anywhere: counts, and is said', () => {
    const facts = collect(chart([patient(), variant()]));
    expect(facts.aberrations[0]).toMatchObject({ present: true, significanceNotStated: true });
  });

  test('two that contradict each other: does not count', () => {
    expect(answerOf(variant([TP53, component(SIGNIFICANCE, concept('LA6668-3'))]), implication('LA6675-8'))).toBe(
      'variant-benign',
    );
  });

  test('of another variant, or withdrawn, says nothing of this one; preliminary leaves it open', () => {
    expect(answerOf(variant(), implication('LA6675-8', { derivedFrom: [{ reference: 'Observation/w' }] }))).toBe(
      'counts',
    );
    expect(answerOf(variant(), implication('LA6675-8', { status: 'entered-in-error' }))).toBe('counts');
    expect(answerOf(variant(), implication('LA6668-3', { status: 'preliminary' }))).toBe('variant-uncertain');
  });
});

describe('origin and copies', () => {
  test.each([
    ['somatic', component('48002-0', concept('LA6684-0')), 'counts'],
    ['germline', component('48002-0', concept('LA6683-2')), 'variant-germline'],
    ['unknown origin', component('48002-0', concept('LA18197-6')), 'variant-germline'],
    ['two copies', component('82155-3', { valueQuantity: { value: 2, code: '1' } }), 'counts'],
    ['three copies', component('82155-3', { valueQuantity: { value: 3, code: '1' } }), 'variant-copy-number'],
    ['one copy', component('82155-3', { valueQuantity: { value: 1, code: '1' } }), 'variant-copy-number'],
    ['a gain in words', component('48019-4', { valueCodeableConcept: { text: 'Copy number gain' } }), 'variant-copy-number'],
    ['an amplification', component('48019-4', { valueCodeableConcept: { text: 'Amplification' } }), 'variant-copy-number'],
    ['a gain of a region', component('48019-4', { valueCodeableConcept: { text: 'gain of 17p' } }), 'variant-copy-number'],
    ['a word that ends alike', component('48019-4', { valueCodeableConcept: { text: 'seen again' } }), 'counts'],
    ['a word that begins alike', component('48019-4', { valueCodeableConcept: { text: 'gains' } }), 'counts'],
    ['a gain of function, written apart', component('48019-4', { valueCodeableConcept: { text: 'gain of function' } }), 'counts'],
    ['three copies of something else', component('48019-4', { valueQuantity: { value: 3, code: '1' } }), 'counts'],
    ['three copies, under the code of a site, too', component('82155-3', { code: { coding: [{ system: 'urn:lab', code: 'CN' }, { system: LOINC, code: '82155-3' }] }, valueQuantity: { value: 3 } }), 'variant-copy-number'],
    ['copies of no number', component('82155-3', {}), 'variant-copy-number'],
    ['somatic in words', component('48002-0', { valueCodeableConcept: { text: 'Somatic' } }), 'counts'],
    ['germline in words', component('48002-0', { valueCodeableConcept: { text: 'Germline' } }), 'variant-germline'],
    ['a gain of function', component('48019-4', { valueCodeableConcept: { text: 'gain-of-function' } }), 'counts'],
  ] as const)('%s', (_, more, expected) => {
    expect(answerOf(variant([TP53, more]))).toBe(expected);
  }); // prettier-ignore

  test('absent is absent, but not where only the germline was looked at', () => {
    expect(answerOf(variant([TP53], 'LA9634-2'))).toBe('absent');
    expect(answerOf(variant([TP53, component('48002-0', concept('LA6683-2'))], 'LA9634-2'))).toBe('variant-germline');
  });

  test('what does not count stands among what was not read', () => {
    const { unread } = collect(chart([patient(), variant([TP53, component(SIGNIFICANCE, concept('LA6675-8'))])]));
    expect(unread).toMatchObject([{ reference: 'Observation/v', why: 'variant-benign' }]);
  });
});
