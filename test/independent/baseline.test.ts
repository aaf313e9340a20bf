// Baseline or not, and recordable or not, decided a second time from the words alone.
import { expect, test } from '@jest/globals';
import { askHere } from './ask.ts';
import { baselinePatient } from './baseline-patients.ts';
import { compareBaseline } from './compare.ts';
import { decide, PATIENTS, seeds } from './decide.ts';

test(`${PATIENTS} random patients are decided the same`, async () => {
  const { differences, seen } = await decide(
    seeds(0, PATIENTS),
    baselinePatient,
    ({ basis, recordable }) => [[...(basis ?? ['none'])].join(' or '), `recordable ${recordable}`],
    compareBaseline,
    askHere,
  );
  expect(differences).toEqual([]);
  for (const basis of ['baseline', 'if-baseline', 'current', 'none'])
    expect(seen.get(basis)).toBeGreaterThan(PATIENTS / 20);
  expect(seen.get('recordable true')).toBeGreaterThan(PATIENTS / 50);
}, 120_000);
