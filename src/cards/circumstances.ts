// What stands on record besides results and bears on what is said, and the stages that stand there, as evidence shows them.
import type { Circumstance } from '../clinical/reading/circumstances.ts';
import type { ComparedStage } from '../clinical/reading/recorded-stages.ts';
import { shownDate } from './format.ts';

export interface EvidenceCircumstance extends Omit<Circumstance, 'earliest' | 'latest' | 'others'> {
  /** ISO dates: from when to when it was, or may have been. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly others?: { readonly count: number; readonly earliest?: string };
}

export interface EvidenceRecordedStage {
  readonly system: ComparedStage['recorded']['system'];
  /** Absent where it cannot be read. */
  readonly stage?: ComparedStage['recorded']['stage'];
  readonly reference: string;
  /** ISO date; absent where it is not known to the day. */
  readonly date?: string;
  /** With the stage that was read; absent where no one stage was. */
  readonly compared?: ComparedStage['compared'];
  readonly others?: number;
}

export function toEvidenceCircumstance(circumstance: Circumstance): EvidenceCircumstance {
  const { bears, kind, reference, counts, because, earliest, latest, others, ...rest } = circumstance;
  return {
    bears,
    kind,
    reference,
    counts,
    ...(because && { because }),
    ...rest,
    ...dayOf('earliest', earliest),
    ...dayOf('latest', latest),
    ...(others && { others: { count: others.count, ...dayOf('earliest', others.earliest) } }),
  };
}

/** Nothing where the record leaves it open. */
function dayOf(name: 'earliest' | 'latest', at = NaN): { readonly earliest?: string; readonly latest?: string } {
  return Number.isFinite(at) ? { [name]: shownDate(at) } : {};
}

export function toEvidenceRecordedStage({ recorded, compared, others }: ComparedStage): EvidenceRecordedStage {
  const { system, stage, reference, at } = recorded;
  return {
    system,
    ...(stage && { stage }),
    reference,
    ...(at !== undefined && { date: shownDate(at) }),
    ...(compared && { compared }),
    ...(others > 0 && { others }),
  };
}
