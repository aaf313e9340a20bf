// What a card rests on, in the shape of the public contract `evidence.schema.json`.
import type { Assessment, Derived } from '../clinical/quantities/assessment.ts';
import type { Measurement } from '../clinical/facts/types.ts';
import type { Comparator } from '../clinical/quantities/quantity.ts';

export interface EvidenceInput {
  readonly analyte: string;
  readonly reference: string;
  readonly value: number;
  readonly comparator?: Comparator | undefined;
  readonly unit: string;
  readonly effective?: string;
  readonly reported: { readonly value: number; readonly unit?: string };
}

export interface Citation {
  readonly label: string;
  readonly doi?: string;
  readonly url?: string;
}

export interface Evidence {
  readonly rules: readonly { readonly id: string; readonly version: string }[];
  readonly assessments: readonly Assessment[];
  readonly inputs: readonly EvidenceInput[];
  readonly derived: readonly Derived[];
  readonly citations: readonly Citation[];
}

/** A measurement as the evidence contract shows it: as read, and as reported. */
export function toEvidenceInput(m: Measurement): EvidenceInput {
  const { value, unit, comparator } = m.quantity;
  return {
    analyte: m.analyte,
    reference: m.reference,
    value,
    comparator,
    unit,
    effective: m.effective,
    reported: m.reported,
  };
}
