// First or repeat, and what is told once: for as many days as the server of that configuration remembers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { engineAt } from '../../src/cli/engine.ts';
import { createTallier } from '../../src/population/output/tally.ts';
import { replayPatient } from '../../src/population/replay/replay.ts';
import { albumin, b2m, chart, condition, creatinine, patient, PATIENT_ID } from '../support/chart.ts';

const folder = mkdtempSync(join(tmpdir(), 'clearstage-memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY_MS = 86_400_000;
const START = Date.parse('2026-03-01T09:00:00Z');
const day = (n: number): string => new Date(START + n * DAY_MS).toISOString();

/** A visit, so many days after the first. */
const visitOf =
  (user?: string) =>
  (n: number): fhir4.Encounter => ({
    resourceType: 'Encounter',
    id: `visit-${n}`,
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: `Patient/${PATIENT_ID}` },
    period: { start: day(n) },
    participant: [{ individual: { reference: user ?? `Practitioner/of-visit-${n}` } }],
  });

/** Myeloma of the day before the first visit, staged at each of them. */
async function replayed(memory: object | undefined, visits: readonly number[], user?: string) {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(memory ? { memory } : {}));
  const at = { at: day(-1), issued: day(-1) };
  const located = chart([
    patient(),
    condition('myeloma', { since: day(-2), with: { recordedDate: day(-1) } }),
    b2m('6.1 mg/L', at),
    albumin('3.2 g/dL', at),
    creatinine('0.9 mg/dL', at),
    ...visits.map(visitOf(user)),
  ]);
  const tallier = createTallier();
  const { cases } = await replayPatient(
    {
      id: PATIENT_ID,
      patient: patient(),
      resources: located,
      partly: new Set(),
      skipped: [],
      repeated: 0,
      deleted: 0,
    },
    tallier,
    {
      engine: engineAt(memory && file),
      period: { from: START - DAY_MS / 2, to: START + 400 * DAY_MS },
      exportedAt: START + 400 * DAY_MS,
      seed: '1',
    },
  );
  return cases
    .filter((c) => c.hook === 'patient-view')
    .map((c) => `${c.at.slice(0, 10)} ${c.repeat ? 'repeat' : 'first'}`);
}

const FIRST = '2026-03-01 first';

test.each([
  ['as published', undefined, ['2026-03-21 repeat']],
  ['a day longer than between the visits', { days: 21 }, ['2026-03-21 repeat']],
  ['exactly as long', { days: 20 }, ['2026-03-21 first']],
  ['not at all', { enabled: false }, ['2026-03-21 first']],
] as const)('remembered %s', async (_, memory, later) => {
  expect(await replayed(memory, [0, 20])).toEqual([FIRST, ...later]);
});

test('after that time it is a first one again, from which the days count anew', async () => {
  expect(await replayed({ days: 12 }, [0, 10, 15, 20])).toEqual([
    FIRST,
    '2026-03-11 repeat',
    '2026-03-16 first',
    '2026-03-21 repeat',
  ]);
});

test('what one user is told once is told again after as many days', async () => {
  const told = (memory: object) => replayed(memory, [0, 3, 5], 'Practitioner/one');
  expect(await told({ days: 90 })).toEqual([FIRST]);
  expect(await told({ days: 4 })).toEqual([FIRST, '2026-03-06 first']);
  expect(await told({ enabled: false })).toHaveLength(3);
});
