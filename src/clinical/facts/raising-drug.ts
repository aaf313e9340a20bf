// A drug on the medication list that raises serum B2M.

/** A drug that raises serum B2M by itself. */
export interface RaisingDrug {
  readonly ingredient: 'lithium' | 'ciclosporin';
  readonly reference: string;
  /** When it began, at the earliest; undefined when the record does not say. */
  readonly at?: number;
  /** The record says that it is still taken. */
  readonly ongoing?: true;
}
