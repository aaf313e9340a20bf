// Evidence of dialysis: when it took place, or what leaves that open.

export interface DialysisEvidence {
  /** The earliest it may have been, milliseconds since 1970. */
  readonly at: number;
  /** The latest, where the date is rough. */
  readonly until?: number;
  readonly reference: string;
  /** Care that presupposes dialysis, but is no session. */
  readonly care?: true;
}

/** Dialysis of which the record does not say when it was, or whether it took place at all. */
export interface OpenDialysis {
  readonly reference: string;
  readonly why: 'no-date' | 'status-unknown';
  /** The latest it may have been, milliseconds since 1970; undefined where no date can be read. */
  readonly until?: number;
}
