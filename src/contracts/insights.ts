// The shape of /insights.json: what was shown and what became of it, by ISO week, service and rule.

export interface InsightWeek {
  /** ISO 8601 week in UTC: `2026-W47`. */
  readonly week: string;
  readonly service: string;
  readonly rule: string;
  readonly shown: number;
  readonly accepted: number;
  readonly overridden: number;
  /** Shown and not answered (so far). */
  readonly ignored: number;
  /** Overridden by reason code; `not-given` without one. */
  readonly reasons: Readonly<Record<string, number>>;
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
  readonly weeks: readonly InsightWeek[];
  /** Absent where there is none. */
  readonly shadow?: readonly ShadowWeek[];
  /** Answers received in this time for cards we have no record of. */
  readonly unknownFeedback: number;
}
