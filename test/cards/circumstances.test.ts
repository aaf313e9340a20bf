// What else on record decided, in the shape of the public contract: whatever stands there, and whatever is open of its dates.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { toEvidenceCircumstance, toEvidenceRecordedStage } from '../../src/cards/circumstances.ts';
import type { Circumstance } from '../../src/clinical/reading/circumstances.ts';
import { evidenceFaults } from '../support/card-schema.ts';

const BASE = { bears: 'dialysis', kind: 'dialysis', reference: 'Condition/1', counts: 'yes' } as const;
const DAY = Date.UTC(2026, 9, 5, 8);

describe('a circumstance', () => {
  test('is told with the days that are known', () => {
    expect(toEvidenceCircumstance({ ...BASE, earliest: DAY, latest: DAY + 86_400_000 })).toEqual({
      ...BASE,
      earliest: '2026-10-05',
      latest: '2026-10-06',
    });
    expect(toEvidenceCircumstance({ ...BASE, others: { count: 3, earliest: DAY } }).others).toEqual({
      count: 3,
      earliest: '2026-10-05',
    });
    expect(toEvidenceCircumstance({ ...BASE, earliest: -Infinity, others: { count: 1 } })).toEqual({
      ...BASE,
      others: { count: 1 },
    });
  });

  test('keeps the contract', () => {
    const at = fc.option(fc.oneof(fc.constantFrom(-Infinity, Infinity), fc.integer({ min: -1e12, max: 4e12 })), {
      nil: undefined,
    });
    const made: fc.Arbitrary<Circumstance> = fc.record({
      bears: fc.constantFrom('raises-b2m', 'dialysis', 'pregnancy', 'comfort-care'),
      kind: fc.string(),
      reference: fc.string(),
      counts: fc.constantFrom('yes', 'open', 'no'),
      because: fc.constantFrom(undefined, 'suspected', 'undated', 'over'),
      certainty: fc.constantFrom('confirmed', 'suspected', 'unknown'),
      activity: fc.constantFrom('active', 'relapse', 'remission', 'inactive'),
      earliest: at,
      latest: at,
    });
    fc.assert(
      fc.property(made, (circumstance) => {
        const circumstances: unknown = JSON.parse(JSON.stringify([toEvidenceCircumstance(circumstance)]));
        expect(evidenceFaults({ circumstances })).toEqual([]);
      }),
    );
  });
});

test('a stage that cannot be read is told without it', () => {
  const recorded = { system: 'ISS', reference: 'Observation/1' } as const;
  expect(toEvidenceRecordedStage({ recorded, others: 0 })).toEqual(recorded);
  expect(
    toEvidenceRecordedStage({ recorded: { ...recorded, stage: 'II', at: DAY }, compared: 'differs', others: 2 }),
  ).toEqual({ ...recorded, stage: 'II', date: '2026-10-05', compared: 'differs', others: 2 });
});
