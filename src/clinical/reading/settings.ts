// The windows and factors a site may tune; their values stand in each service's knowledge.json with their sources.

export interface ReadingSettings {
  /** Results count as drawn together within this many days. */
  readonly pairingDays: number;
  /** A creatinine or eGFR older than this beside a B2M says nothing about its filtration. */
  readonly filtrationPairingDays: number;
  /** Baseline: this many days before the diagnosis … */
  readonly baselineBeforeDays: number;
  /** … to this many days after it. */
  readonly baselineAfterDays: number;
  /** A result counts as recent, and an acute kidney injury as current, for this many days. */
  readonly recentDays: number;
  /** A dialysis procedure this recent means that the patient is on dialysis. */
  readonly dialysisDays: number;
  /** A B2M rises or falls meaningfully by at least this fraction … */
  readonly trendRelative: number;
  /** … and by at least this much, mg/L. */
  readonly trendAbsolute: number;
}
