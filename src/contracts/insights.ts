// The shape of /insights.json: how often was called, what was shown and what became of it, by ISO week.

/**
 * What a clinician can do with a card: accept one of its suggestions; only read it; and the critical ones by
 * themselves, whether or not they suggest anything.
 */
export type CardClass = 'action' | 'information' | 'critical';

/** Cards and what became of them; of several answers to a card the latest by the clinician's clock counts. */
export interface Outcomes {
  readonly shown: number;
  /** Of them, with a suggestion: these can be accepted. */
  readonly withAction: number;
  readonly accepted: number;
  /** Of those with a suggestion, accepted. */
  readonly actionAccepted: number;
  readonly overridden: number;
  /** Shown and not answered (so far). */
  readonly ignored: number;
  /** Saying of a patient what an earlier card had said, on the same values; counted while memory is on. */
  readonly repeats: number;
  /** Cards of which a link was opened. */
  readonly linksOpened: number;
}

/** Cards that a rule wrote, alone or with others: a card of two rules counts for both. */
export interface InsightWeek extends Outcomes {
  /** ISO 8601 week in UTC: `2026-W47`. */
  readonly week: string;
  readonly service: string;
  readonly rule: string;
  /** Shown, by what can be done with them. */
  readonly classes: Readonly<Partial<Record<CardClass, number>>>;
  /** Overridden by reason code; `not-given` without one. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Of the knowledge, in the order in which the week saw them first. */
  readonly versions: readonly string[];
}

/** Cards, each counted once. */
export interface CardWeek extends Outcomes {
  readonly week: string;
  readonly service: string;
  readonly class: CardClass;
}

export interface CallWeek {
  readonly week: string;
  readonly service: string;
  /** Hook calls that were answered, with cards or without. */
  readonly calls: number;
}

/** Who was shown cards: a client, and where its configuration names them a role and a department. */
export interface Group {
  readonly client: string;
  readonly role?: string;
  readonly department?: string;
}

/** Over the whole time, each card counted once. */
export interface GroupSum extends Group, Outcomes {
  readonly calls: number;
}

/** What would have been shown, and was not: in shadow mode, or by a rule that a site keeps in shadow. */
export interface ShadowWeek {
  readonly week: string;
  readonly service: string;
  readonly rule: string;
  readonly indicator: string;
  readonly cards: number;
}

export interface Insights {
  /** UTC days, both included: `2026-11-22`. */
  readonly from: string;
  readonly to: string;
  /** Of the group that was asked for. */
  readonly calls: readonly CallWeek[];
  readonly cards: readonly CardWeek[];
  readonly weeks: readonly InsightWeek[];
  /** Of all groups, whichever was asked for. */
  readonly groups: readonly GroupSum[];
  /** Of all groups. Absent where there is none. */
  readonly shadow?: readonly ShadowWeek[];
  /** Answers received in this time for cards we have no record of. */
  readonly unknownFeedback: number;
}

/** What a clinician wrote when overriding a card: free text, to be treated as patient data. */
export interface Comment {
  /** When it was received, milliseconds since 1970. */
  readonly at: number;
  readonly service: string;
  readonly rules: readonly string[];
  readonly client: string;
  readonly reason?: string;
  readonly comment: string;
}
