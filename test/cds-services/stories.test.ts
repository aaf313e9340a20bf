// Every story read in one piece, without a server: what searches leave out must make no difference, and a change of any
// rule shows here within a second.
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  BASE_URL,
  CARDS,
  GOLDEN_CASES,
  readGolden,
  readReasons,
  toGolden,
  toReasons,
  toWhy,
} from '../../fixtures/goldens.ts';
import { tell } from '../../fixtures/tell.ts';

test.each(GOLDEN_CASES)('$name: $story', async (golden) => {
  expect(toGolden(golden, await tell(golden), BASE_URL)).toEqual(readGolden(golden.name));
});

test('every rule spoke or was silent for the reviewed reasons', async () => {
  const told = await Promise.all(GOLDEN_CASES.map(async (golden) => [golden, toWhy(await tell(golden))] as const));
  expect(toReasons(told)).toEqual(readReasons());
});

test('no cards are kept of stories that are no longer told', () => {
  expect(readdirSync(CARDS).sort()).toEqual(GOLDEN_CASES.map(({ name }) => `${name}.json`).sort());
});
