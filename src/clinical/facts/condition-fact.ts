// What an entry of the problem list tells: a disease with an index, or a condition that changes how B2M is read.
import type { Interval } from '../quantities/time.ts';

export const DISEASES = [
  'myeloma',
  'smouldering-myeloma',
  'mgus',
  'plasmacytoma',
  'plasma-cell-leukaemia',
  'al-amyloidosis',
  /** Monoclonal gammopathy of renal significance, and the entities that are one. */
  'mgrs',
  'cll',
  'waldenstrom',
  /** One that has no index here. */
  'lymphoma',
  'follicular-lymphoma',
  'dlbcl',
  'mantle-cell-lymphoma',
  'all',
  'cmml',
  'myelofibrosis',
] as const;

export type Disease = (typeof DISEASES)[number];

/** Other conditions that change how B2M is read. */
export type Context =
  | 'ckd'
  | 'ckd-3'
  | 'ckd-4-5'
  /** Stage 5 in a code system that has no code for end-stage disease, and hypertensive disease of stage 5 or end-stage. */
  | 'ckd-5-or-esrd'
  | 'esrd'
  | 'dialysis'
  /** Care that presupposes dialysis. */
  | 'dialysis-care'
  | 'pregnancy'
  /** Birth, abortion, or an answer that she is not pregnant. */
  | 'pregnancy-ended'
  | 'aki'
  | 'kidney-transplant'
  | 'myeloma-kidney'
  | 'rheumatoid-arthritis'
  | 'lupus'
  | 'sjogren'
  | 'hiv'
  | 'cmv'
  | 'hepatitis'
  | 'cirrhosis'
  | 'inflammatory-bowel-disease'
  | 'tuberculosis'
  | 'solid-tumour'
  | 'hodgkin-lymphoma'
  | 'lymphoproliferative-disease'
  | 'myeloid-malignancy'
  | 'blood-malignancy'
  | 'mds-or-mpn'
  | 'sarcoidosis'
  | 'liver-disease'
  | 'sepsis'
  /** Any but a kidney; blood stem cells among them. */
  | 'organ-transplant'
  | 'heavy-metal'
  | 'tubular-disorder'
  | 'multiple-sclerosis'
  | 'dialysis-amyloidosis';

/** When a problem was diagnosed; `open` when the record says so in a way that cannot be read. */
export type DiagnosisDate =
  | 'open'
  | (Interval & {
      /** Where the interval begins: with the date of assertion, of onset, or only of recording. */
      readonly source: 'asserted' | 'onset' | 'recorded';
      /** As the record states it. */
      readonly stated: string;
      /** The day of an onset of another time: what was asserted dates it all the same. */
      readonly onset?: string;
    });

/** A coding as the record writes it. */
export interface RecordedCode {
  readonly system: string;
  readonly code: string;
}

export interface ConditionFact<K extends string = Disease | Context> {
  readonly kind: K;
  readonly reference: string;
  /** provisional, differential and unconfirmed are `suspected`; a status that is not understood is `unknown`. */
  readonly certainty: 'confirmed' | 'suspected' | 'unknown';
  readonly activity: 'active' | 'relapse' | 'remission' | 'inactive';
  /** Undefined when the record gives no date. */
  readonly date?: DiagnosisDate;
  /** The earliest it may have been diagnosed, milliseconds since 1970; undefined without a date that can be read. */
  readonly at?: number;
  /** The diagnosis date as stated. */
  readonly since?: string;
  /** By which it was recognised; absent where words did, or another kind of resource. */
  readonly code?: RecordedCode;
  /** A diagnosis of one encounter, not an entry of the problem list. */
  readonly encounter?: true;
}

export interface ComfortCareFact {
  /** `stop`: hospice, comfort, terminal care; `soft`: palliative care, which accompanies treatment; `discharge` from a hospice. */
  readonly kind: 'stop' | 'soft' | 'discharge';
  /** The record says that it goes on, whatever its date. */
  readonly current: boolean;
  /** It is not certain: suspected, or of a status that is not understood. */
  readonly doubtful?: true;
  /** Its latest date, milliseconds since 1970; undefined where none can be read. */
  readonly at?: number;
  readonly reference: string;
}
