// What a card rests on, in the shape of the public contract `evidence.schema.json`.
import type { Assessment, Derived } from '../clinical/quantities/assessment.ts';
import type { Measurement } from '../clinical/facts/types.ts';
import type { EvidenceCircumstance, EvidenceRecordedStage } from './circumstances.ts';
import type { EvidenceCytogenetics } from './cytogenetics.ts';
import type { EvidenceDating } from './dating.ts';
import type { Comparator } from '../clinical/quantities/quantity.ts';
import { CARD_WORDS } from './phrases.en.ts';

/** Significant digits of a computed number; far finer than any of its inputs is measured. */
const DERIVED_DIGITS = 9;

export interface EvidenceInput {
  readonly analyte: string;
  readonly reference: string;
  readonly value: number;
  readonly comparator?: Comparator | undefined;
  readonly unit: string;
  readonly effective?: string;
  readonly reported: { readonly value: number; readonly unit?: string };
  /** The laboratory's own limits that were used, in the unit of the value. */
  readonly range?: { readonly low?: number; readonly high?: number };
}

export interface Citation {
  readonly label: string;
  readonly doi?: string;
  readonly url?: string;
}

/** A stage that is told and not offered for the record, with the conditions that are not met (docs/recording-a-stage.md). */
export interface EvidenceNotForRecord {
  readonly system: 'ISS' | 'R-ISS';
  readonly unmet: readonly string[];
}

export interface Evidence extends Partial<EvidenceDating> {
  readonly rules: readonly { readonly id: string; readonly version: string }[];
  readonly assessments: readonly Assessment[];
  readonly inputs: readonly EvidenceInput[];
  readonly cytogenetics?: readonly EvidenceCytogenetics[];
  readonly derived: readonly Derived[];
  readonly circumstances?: readonly EvidenceCircumstance[];
  readonly recordedStages?: readonly EvidenceRecordedStage[];
  readonly notForRecord?: readonly EvidenceNotForRecord[];
  readonly citations: readonly Citation[];
}

/** Evidence as it is sent: lists that are empty are absent. */
export interface SentEvidence extends Partial<Omit<Evidence, 'assessments'>> {
  readonly assessments?: readonly (Omit<Assessment, 'missing'> & Partial<Pick<Assessment, 'missing'>>)[];
}

/**
 * A computed number as the evidence contract shows it: rounded once, here, so that every platform tells the same one (the
 * last binary digit of a power differs between versions of V8). What is decided is decided on the unrounded number.
 */
export function toEvidenceDerived(derived: Derived): Derived {
  return { ...derived, value: Number(derived.value.toPrecision(DERIVED_DIGITS)) };
}

/** A measurement as the evidence contract shows it: as read, and as reported. */
export function toEvidenceInput(m: Measurement): EvidenceInput {
  const { value, unit, comparator } = m.own ?? m.quantity;
  return {
    analyte: m.analyte,
    reference: m.reference,
    value,
    comparator,
    unit,
    effective: m.effective,
    reported: m.reported,
    ...(m.range && { range: m.range }),
  };
}

/** An assessment with its remarks in words. */
export function toEvidenceAssessment(assessment: Assessment): Assessment {
  const { notes } = assessment;
  return notes === undefined ? assessment : { ...assessment, notes: notes.map(remarkInWords) };
}

/** @param note as an assessment names it */
export function remarkInWords(note: string): string {
  return isRemark(note) ? CARD_WORDS.remarks[note] : note;
}

function isRemark(note: string): note is keyof typeof CARD_WORDS.remarks {
  return Object.hasOwn(CARD_WORDS.remarks, note);
}
