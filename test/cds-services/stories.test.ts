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
  whyOf,
  type Explained,
  type GoldenCase,
} from '../../fixtures/goldens.ts';
import { tell } from '../../fixtures/tell.ts';

const reasons = readReasons();
/** Of the stories told before: none is told twice. */
const answers = new Map<GoldenCase, Explained>();

test.each(GOLDEN_CASES)('$name: $story', async (golden) => {
  const answer = await tell(golden);
  answers.set(golden, answer);
  expect(toGolden(golden, answer, BASE_URL)).toEqual(readGolden(golden.name));
  const rules = answer.rules.map(({ id }) => id);
  expect(toWhy(answer)).toEqual(whyOf(reasons, golden, rules));
});

test('every rule spoke or was silent for the reviewed reasons', async () => {
  const told = await Promise.all(
    GOLDEN_CASES.map(async (golden) => [golden, toWhy(answers.get(golden) ?? (await tell(golden)))] as const),
  );
  expect(toReasons(told)).toEqual(reasons);
});

test('no cards are kept of stories that are no longer told', () => {
  expect(readdirSync(CARDS).sort()).toEqual(GOLDEN_CASES.map(({ name }) => `${name}.json`).sort());
});
