// What the store is given, and what it counts.

import type { FeedbackEntry } from '../contracts/ports.ts';
import type { Log } from '../ops/log.ts';
import type { SuppressedKey } from './suppression.ts';

export interface FeedbackBatch {
  readonly serviceId: string;
  readonly client: string;
  readonly entries: readonly FeedbackEntry[];
  /** Milliseconds since 1970, by our clock. */
  readonly receivedAt: number;
}

/** What is counted; the names are stable, the operator's dashboards hang on them. */
export type StoreMetric =
  | 'issued_stored'
  | 'issued_lost'
  | 'feedback_stored'
  | 'feedback_repeated'
  | 'feedback_unknown'
  | 'feedback_refused'
  | 'memory_unanswered'
  | 'cases_stored'
  | 'cases_lost';

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
  /** Milliseconds that only ever run; the process's own when absent. */
  readonly timer?: (() => number) | undefined;
  /** Between two clean-ups; a minute when absent. */
  readonly sweepMs?: number | undefined;
  readonly count?: Count | undefined;
  /** Other processes with the same embedded database, or none. */
  readonly siblings?: Siblings | undefined;
  /** Shown cards that may wait for the database; what does not fit is lost and counted. */
  readonly queueLimit?: number | undefined;
}

/** What processes that share an embedded database tell each other ahead of the database. */
export interface Siblings {
  /** Tells the others what is settled by having been shown, before it is written. */
  tellSettled(keys: readonly SuppressedKey[]): void;
  /** Resolves when each of the others has written what it has shown so far. */
  writeOthers(): Promise<void>;
}
