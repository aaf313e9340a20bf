// A B2M printed in mg/dL, decided a second time from the words alone: believed, misprinted or in doubt, and what follows.
import { expect, test } from '@jest/globals';
import { askHere } from './ask.ts';
import { compareMgDl } from './compare.ts';
import { decide, PATIENTS, seeds } from './decide.ts';
import { mgDlPatient } from './mg-dl-patients.ts';

test(`${PATIENTS} random patients are decided the same`, async () => {
  const { differences, seen } = await decide(
    seeds(0, PATIENTS),
    mgDlPatient,
    ({ reading }) => [reading.as],
    compareMgDl,
    askHere,
  );
  expect(differences).toEqual([]);
  for (const as of ['believed', 'misprint', 'in doubt']) expect(seen.get(as)).toBeGreaterThan(PATIENTS / 20);
}, 120_000);
