// A stage on record.
export interface RecordedStage {
  readonly system: 'ISS' | 'R-ISS';
  /** Undefined where one is recorded and which it is cannot be read. */
  readonly stage?: 'I' | 'II' | 'III';
  readonly at?: number;
  readonly reference: string;
}
