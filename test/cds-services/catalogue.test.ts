// English is a whole language, and one that lacks a phrase, or says too little of what it is given, does not compile.
import { expect, test } from '@jest/globals';
import type { Catalogue } from '../../cds-services/catalogue.ts';
import * as order from '../../cds-services/b2m-order/phrases.en.ts';
import { EN as result } from '../../cds-services/b2m-result/phrases.en.ts';
import { REASONS as orderReasons } from '../../cds-services/b2m-order/reasons.en.ts';
import { REASONS as resultReasons } from '../../cds-services/b2m-result/phrases/reasons.en.ts';
import * as shared from '../../cds-services/shared/phrases.en.ts';
import { PROGNOSTIC_INDICES } from '../../src/clinical/instruments/registry.ts';
import { quantity } from '../../src/clinical/quantities/quantity.ts';
import { changesOfIndex } from '../../src/clinical/reading/index-changes.ts';
import { CARD_WORDS as cards } from '../../src/cards/phrases.en.ts';

const ENGLISH: Catalogue = {
  cards,
  shared,
  result,
  order,
  reasons: { result: resultReasons, order: orderReasons },
};

test('a further language says another word for each, and each of them', () => {
  const another: Catalogue = { ...ENGLISH, shared: { ...shared, BASIS: 'Grundlage', ADVICE_ONLY: 'Nur ein Rat.' } };
  expect(another.shared.BASIS).not.toBe(ENGLISH.shared.BASIS);
  const { change, ...lacking } = cards;
  expect(change).toBe('What would change this:');
  // @ts-expect-error a phrase is missing
  const incomplete: Catalogue = { ...ENGLISH, cards: lacking };
  // @ts-expect-error a cause is missing
  const uncaused: Catalogue = { ...ENGLISH, result: { ...result, causes: { ...result.causes, names: {} } } };
  expect([incomplete, uncaused]).toHaveLength(2);
});

test.each(PROGNOSTIC_INDICES)('$system has a name for each item that may be open, and for where it counts', (index) => {
  const known = { age: quantity(50, 'a'), sex: 'female', b2m: quantity(2, 'mg/L'), b2mHigh: false } as const;
  const open = changesOfIndex(index, known, index.assess(known))?.none.items ?? [];
  expect(open.length).toBeGreaterThan(0);
  expect(open.filter((fact) => result.indexItems[index.system]?.[fact] === undefined)).toEqual([]);
  expect(open.filter((fact) => result.indexLimits[index.system]?.[fact] === undefined)).toEqual([]);
});
