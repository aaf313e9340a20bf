// What a concept says in words, and words made alike.
import { expect, test } from '@jest/globals';
import { asWords, folded, textsOf } from '../../../src/clinical/facts/words.ts';

test('the text and the displays of a concept, those that say something', () => {
  const coding = [
    { display: 'Two' },
    { code: '3' },
    { display: '' },
    { display: ' ' },
    { display: 4 },
    { display: 'Five' },
  ];
  expect(textsOf({ text: 'One', coding } as fhir4.CodeableConcept)).toEqual(['One', 'Two', 'Five']);
  expect(textsOf({ text: 1 as never })).toEqual([]);
  expect(textsOf(undefined)).toEqual([]);
});

test.each([
  ['Myélome', 'myelome'],
  ['LEUKÄMIE', 'leukamie'],
  ['Ångström', 'angstrom'],
])('%s is %s without accents and case', (text, plain) => {
  expect(folded(text)).toBe(plain);
});

test.each([
  ['Bortezomib 3.5 mg', ' bortezomib 3 5 mg '],
  ['VELCADE (bortezomib)', ' velcade bortezomib '],
  ['daratumumab-fihj', ' daratumumab fihj '],
  ['Myélome', ' myelome '],
  ['', '  '],
])('%j as words: %j', (text, words) => {
  expect(asWords(text)).toBe(words);
});
