// R-ISS, R2-ISS and IMS/IMWG high risk by FISH, decided a second time from the words alone.
import { expect, test } from '@jest/globals';
import { askHere } from './ask.ts';
import { compareGenetics } from './compare.ts';
import { decide, PATIENTS, seeds } from './decide.ts';
import { rIss } from './genetics-oracle.ts';
import { geneticsPatient } from './genetics-patients.ts';

test(`${PATIENTS} random patients are decided the same`, async () => {
  const { differences, seen } = await decide(
    seeds(0, PATIENTS),
    geneticsPatient,
    ({ genetics, criteria }) => [`R-ISS ${rIss(genetics).join(' or ')}`, ...criteria.map((c) => `criterion ${c}`)],
    compareGenetics,
    askHere,
  );
  expect(differences).toEqual([]);
  for (const stages of ['I or II', 'II', 'II or III', 'III'])
    expect(seen.get(`R-ISS ${stages}`)).toBeGreaterThan(PATIENTS / 50);
  for (const criterion of [1, 2, 4]) expect(seen.get(`criterion ${criterion}`)).toBeGreaterThan(PATIENTS / 50);
}, 120_000);
