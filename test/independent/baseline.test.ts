// Baseline or not, and recordable or not, decided a second time from the words alone.
import { expect, test } from '@jest/globals';
import { askHere, assessed, offered, type Answer } from './ask.ts';
import { baselinePatient, type BaselinePatient } from './baseline-patients.ts';

const PATIENTS = Number(process.env['INDEPENDENT_PATIENTS'] ?? 2000);

test(`${PATIENTS} random patients are decided the same`, async () => {
  const differences: string[] = [];
  const seen = new Map<string, number>();
  for (let seed = 0; seed < PATIENTS; seed++) {
    const made = baselinePatient(seed);
    const different = compare(made, await askHere(made.body));
    if (different) differences.push(`${different} in ${made.told}`);
    for (const kind of [[...(made.basis ?? ['none'])].join(' or '), `recordable ${made.recordable}`])
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  expect(differences.slice(0, 20)).toEqual([]);
  for (const kind of ['baseline', 'if-baseline', 'current', 'none', 'recordable true', 'recordable false'])
    expect([kind, seen.get(kind)]).toEqual([kind, expect.any(Number)]);
  expect(seen.get('recordable true')).toBeGreaterThan(PATIENTS / 50);
}, 120_000);

function compare({ basis, iss, recordable }: BaselinePatient, answer: Answer): string | undefined {
  const told = assessed(answer, 'ISS');
  const records = offered(answer);
  if (recordable !== records.length > 0) return `recordable ${recordable}, offered was ${records.join() || 'nothing'}`;
  if (!basis)
    return told?.basis === undefined || told.basis === 'current' ? undefined : `no stage, told was ${told.basis}`;
  if (told) {
    if (![...basis].some((b) => b === told.basis)) return `${[...basis].join(' or ')}, told was ${told.basis}`;
    if (told.basis !== 'current' && told.possible.join() !== iss.join())
      return `ISS ${iss.join()}, told was ${told.possible.join()}`;
    return undefined;
  }
  return basis.has('current') ? undefined : `${[...basis].join(' or ')}, told was nothing`;
}
