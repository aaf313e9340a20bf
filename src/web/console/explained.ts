// The answer of `explain`, as the console reads it.
import type { Card } from '../../cards/types.ts';
import type { SentEvidence } from '../../cards/evidence.ts';
import type { RuleOutcome } from '../../contracts/service.ts';

export interface CardsAnswer {
  readonly cards: readonly Card[];
}

export interface Explained extends CardsAnswer {
  readonly evidence: SentEvidence;
  readonly rules: readonly RuleOutcome[];
  readonly facts: unknown;
  readonly gathered: unknown;
  /** Suppressed cards: a clinician has already accepted or overridden them. */
  readonly withheld?: readonly WithheldCard[];
}

export interface WithheldCard {
  readonly summary: string;
  readonly rules: readonly string[];
  readonly because: string;
  readonly card?: Pick<Card, 'summary' | 'detail' | 'indicator'>;
}
