// What the store takes and gives; structurally the same as the protocol's ports, which it must not import.

import type { Log } from '../ops/log.ts';

export interface IssuedCard {
  readonly uuid: string;
  readonly serviceId: string;
  readonly rules: readonly string[];
  readonly version: string;
  readonly indicator: string;
  readonly client: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly suggestions: readonly string[];
  /** Keyed hash of patient, rule and inputs; absent when memory is off. */
  readonly memoryKey?: string | undefined;
}

export interface FeedbackEntry {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  /** Milliseconds since 1970, by the client's clock. */
  readonly outcomeAt: number;
  readonly acceptedSuggestions: readonly string[];
  readonly reasonCode?: string | undefined;
  readonly reasonSystem?: string | undefined;
  /** Free text of a clinician: treated as PHI. */
  readonly userComment?: string | undefined;
}

export interface FeedbackBatch {
  readonly serviceId: string;
  readonly client: string;
  readonly entries: readonly FeedbackEntry[];
  /** Milliseconds since 1970, by our clock. */
  readonly receivedAt: number;
}

/** `known`: this client was shown a card of that id. */
export interface FeedbackReceipt {
  readonly card: string;
  readonly known: boolean;
}

/** What is counted; the names are stable, the operator's dashboards hang on them. */
export type StoreMetric =
  | 'issued_stored'
  | 'issued_lost'
  | 'feedback_stored'
  | 'feedback_repeated'
  | 'feedback_unknown'
  | 'feedback_refused'
  | 'memory_unanswered';

export type Count = (metric: StoreMetric, by: number) => void;

/** It is told codes and counts, never content: no comment, no SQL parameter, no driver message. */
export type StoreLog = Pick<Log, 'write'>;

export interface Retention {
  /** Days a shown card is kept. */
  readonly issuedCardsDays: number;
  /** Days a clinician's answer is kept. */
  readonly feedbackDays: number;
  /** Days a clinician's free text is kept. */
  readonly commentsDays: number;
}

export interface StoreOptions {
  /** `postgres://…`; absent means the embedded database in `dataDir`. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  readonly log: StoreLog;
  readonly memory: { readonly enabled: boolean; readonly days: number };
  readonly retention: Retention;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly count?: Count | undefined;
  /** Shown cards that may wait for the database; what does not fit is lost and counted. */
  readonly queueLimit?: number | undefined;
}

export const DAY_MS = 86_400_000;
