// Acute kidney injury, decided a second time from the words alone: whose card, how urgent, which stage, and what is withheld.
import { expect, test } from '@jest/globals';
import { askHere } from './ask.ts';
import { compareInjury } from './compare.ts';
import { decide, PATIENTS, seeds } from './decide.ts';
import { injuryPatient } from './injury-patients.ts';

test(`${PATIENTS} random patients are decided the same`, async () => {
  const { differences, seen } = await decide(
    seeds(0, PATIENTS),
    injuryPatient,
    ({ card, course }) => [`card ${card}`, `stage ${course.stage}`, `steady ${course.steady}`],
    compareInjury,
    askHere,
  );
  expect(differences).toEqual([]);
  for (const card of ['critical', 'warning', 'info', 'undefined'])
    expect(seen.get(`card ${card}`)).toBeGreaterThan(PATIENTS / 100);
  for (const stage of [0, 1, 2, 3]) expect(seen.get(`stage ${stage}`)).toBeGreaterThan(PATIENTS / 50);
}, 120_000);
