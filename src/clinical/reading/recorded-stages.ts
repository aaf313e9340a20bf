// Stages on record, each held against the one that is read: they are compared with, and keep one from being offered.
import type { RecordedStage } from '../facts/stage-fact.ts';
import { determined } from '../quantities/assessment.ts';
import type { Reading } from './reading.ts';

export interface ComparedStage {
  /** The newest of its index. */
  readonly recorded: RecordedStage;
  /** Undefined where no one stage of that index was determined. */
  readonly compared?: 'same' | 'differs' | undefined;
  /** How many others of that index stand on record. */
  readonly others: number;
}

export function comparedStage({ facts, staging }: Reading, system: RecordedStage['system']): ComparedStage | undefined {
  const [recorded, ...others] = facts.recordedStages.filter((r) => r.system === system);
  if (!recorded) return undefined;
  const stage = staging && determined(system === 'ISS' ? staging.iss : staging.rIss);
  const compared =
    stage === undefined || recorded.stage === undefined ? undefined : stage === recorded.stage ? 'same' : 'differs';
  return { recorded, compared, others: others.length };
}

export function comparedStages(reading: Reading): readonly ComparedStage[] {
  return (['ISS', 'R-ISS'] as const).flatMap((system) => comparedStage(reading, system) ?? []);
}
