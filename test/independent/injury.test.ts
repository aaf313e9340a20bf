// Acute kidney injury, decided a second time from the words alone: whose card, how urgent, which stage, and what is withheld.
import { expect, test } from '@jest/globals';
import { askHere, assessed, cardOf, type Answer } from './ask.ts';
import { injuryPatient, type InjuryPatient } from './injury-patients.ts';

const PATIENTS = Number(process.env['INDEPENDENT_PATIENTS'] ?? 2000);

test(`${PATIENTS} random patients are decided the same`, async () => {
  const differences: string[] = [];
  const seen = new Map<string, number>();
  for (let seed = 0; seed < PATIENTS; seed++) {
    const made = injuryPatient(seed);
    const answer = await askHere(made.body);
    const different = compare(made, answer);
    if (different) differences.push(`${different} in ${made.told}`);
    for (const kind of [`card ${made.card}`, `stage ${made.course.stage}`, `steady ${made.course.steady}`])
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  expect(differences.slice(0, 20)).toEqual([]);
  // The patients reach every answer, so that none is agreed on for want of a case.
  for (const card of ['critical', 'warning', 'info', 'undefined']) expect(seen.get(`card ${card}`)).toBeGreaterThan(20);
  for (const stage of [0, 1, 2, 3]) expect(seen.get(`stage ${stage}`)).toBeGreaterThan(50);
}, 120_000);

function compare({ course, card }: InjuryPatient, answer: Answer): string | undefined {
  const told = cardOf(answer, 'acute-kidney-injury')?.indicator;
  if (told !== card) return `card ${card}, told was ${told}`;
  const stage = Number(assessed(answer, 'KDIGO-AKI')?.possible[0] ?? 0);
  if (card !== undefined && stage !== course.stage) return `stage ${course.stage}, told was ${stage}`;
  const filtration = (answer.evidence.derived ?? []).filter(({ name }) =>
    ['egfr', 'b2m-expected', 'b2m-ratio'].includes(name),
  );
  if (!course.steady && filtration.length > 0)
    return `not steady, but ${filtration.map((d) => d.name).join()} was told`;
  if (course.steady && filtration.length === 0) return 'steady, but nothing about filtration was told';
  return undefined;
}
