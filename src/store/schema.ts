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
    /** As the client's configuration names who was shown it; null where it names nobody. */
    role: string | null;
    department: string | null;
  };
  issued_rule: { card: string; rule: string };
  /** A link of a card, opened at least once. */
  link_opened: { card: string; link: string; opened_at: number };
  call_count: {
    /** Digest of what it counts: day, service, client, role and department. */
    id: string;
    /** The midnight it begins with, UTC. */
    day: number;
    service: string;
    client: string;
    role: string | null;
    department: string | null;
    calls: number;
  };
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
