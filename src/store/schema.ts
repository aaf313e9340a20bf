// The tables as the queries see them; one schema for SQLite and PostgreSQL (ids text, times bigint milliseconds).

export interface Tables {
  issued_card: {
    uuid: string;
    service: string;
    version: string;
    indicator: string;
    client: string;
    issued_at: number;
    /** JSON array of suggestion uuids. */
    suggestions: string;
    memory_key: string | null;
    /** 1 when it would have been shown, and was not. */
    shadow: number;
  };
  issued_rule: { card: string; rule: string };
  feedback: {
    /** Digest of the entry, so that a repeat is the same row. */
    id: string;
    card: string;
    service: string;
    client: string;
    outcome: string;
    outcome_at: number;
    received_at: number;
    /** JSON array of suggestion uuids. */
    accepted_suggestions: string;
    reason_code: string | null;
    reason_system: string | null;
    /** 1 when this client was shown the card. */
    known: number;
  };
  /** Apart from feedback, because it is PHI and leaves earlier. */
  feedback_comment: { feedback: string; digest: string; comment: string; received_at: number };
  settled: { memory_key: string; settled_at: number };
  replay_nonce: { id: string; expires_at: number };
  rate_window: { key: string; reset_at: number; hits: number };
}
