// The same decisions over real HTTP, of patients that the other tests do not meet, and the cards an EHR is then sent.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { services } from '../../fixtures/published.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Answer, Card } from './ask.ts';
import { baselinePatient } from './baseline-patients.ts';
import { compareBaseline, compareInjury, compareMgDl } from './compare.ts';
import { decide, seeds } from './decide.ts';
import { injuryPatient } from './injury-patients.ts';
import { mgDlPatient } from './mg-dl-patients.ts';
import { NOW } from './time.ts';

const EACH = 100;
const FROM = 1_000_000;
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ services, clock: () => NOW, deadlineMs: 10_000 });
});
afterAll(() => app.close());

/** Explained, and asked as an EHR asks: the same cards. */
async function ask(body: object): Promise<Answer> {
  const path = '/cds-services/b2m-result-view';
  const explained = await app.post(`${path}/explain`, body);
  expect(explained.status).toBe(200);
  const answer = (await explained.json()) as Answer;
  const shown = await app.post(path, body);
  expect(shown.status).toBe(200);
  const { cards } = (await shown.json()) as { readonly cards: readonly Card[] };
  expect(cards.map(inShort)).toEqual(answer.cards.map(inShort));
  return answer;
}

const inShort = ({ indicator, summary, suggestions = [] }: Card): readonly string[] => [
  indicator,
  summary,
  ...suggestions.map(({ label }) => label),
];

test(`acute kidney injury of ${EACH} patients`, async () => {
  const { differences } = await decide(seeds(FROM, EACH), injuryPatient, () => [], compareInjury, ask);
  expect(differences).toEqual([]);
}, 60_000);

test(`baseline and record of ${EACH} patients`, async () => {
  const { differences } = await decide(seeds(FROM, EACH), baselinePatient, () => [], compareBaseline, ask);
  expect(differences).toEqual([]);
}, 60_000);

test(`mg/dL of ${EACH} patients`, async () => {
  const { differences } = await decide(seeds(FROM, EACH), mgDlPatient, () => [], compareMgDl, ask);
  expect(differences).toEqual([]);
}, 60_000);
