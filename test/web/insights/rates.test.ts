// Shares as people say them: of what can be accepted, of what was answered, and none of nothing.
import { expect, test } from '@jest/globals';
import { reasonInWords } from '../../../src/cards/override-reasons.ts';
import { acceptance, overrides, percent, perHundred, withInterval } from '../../../src/web/insights/rates.ts';
import { inWords } from '../../../src/web/insights/reasons.tsx';

const cards = {
  shown: 12,
  withAction: 5,
  accepted: 3,
  actionAccepted: 2,
  overridden: 1,
  ignored: 8,
  repeats: 0,
  linksOpened: 0,
};

test('acceptance is of the cards with something to accept, overriding of the answered', () => {
  expect(acceptance(cards)).toMatchObject({ part: 2, of: 5, share: 0.4 });
  expect(overrides(cards)).toMatchObject({ part: 1, of: 4, share: 0.25 });
  // Wilson 1927 for 1 of 4: 0.0456 to 0.6994
  expect(withInterval(overrides(cards))).toBe('25 % (5–70 %)');
});

test('nothing of nothing is a dash', () => {
  const none = { ...cards, withAction: 0, actionAccepted: 0, accepted: 0, overridden: 0 };
  expect(percent(acceptance(none).share)).toBe('–');
  expect(withInterval(overrides(none))).toBe('–');
  expect(perHundred(0, 0)).toBe('–');
  expect(perHundred(3, 200)).toBe('1.5');
});

test('a reason reads in words, and a code that is not ours as what it is', () => {
  expect(inWords('staged-elsewhere')).toBe(reasonInWords('staged-elsewhere'));
  expect(inWords('not-given')).toBe('No reason given');
  expect(inWords('constructor')).toBe('“constructor” (a code of the client)');
});
