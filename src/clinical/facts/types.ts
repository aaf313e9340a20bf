// The facts of one patient: what the chart says, each in one unit with its source, or set aside with a reason.
import type { Quantity } from '../quantities/quantity.ts';

/** What is measured, by specimen; the first part are the analyte names of the evidence contract. */
export type Analyte =
  | 'b2m-serum'
  | 'b2m-serum-postdialysis'
  | 'b2m-urine'
  | 'b2m-urine-24h'
  | 'b2m-urine-creatinine-ratio'
  | 'b2m-csf'
  | 'creatinine-serum'
  | 'creatinine-urine'
  | 'creatinine-clearance'
  | 'albumin-serum'
  | 'ldh-serum'
  | 'egfr'
  | 'cystatin-c'
  | 'urine-ph'
  | 'hemoglobin'
  | 'platelets'
  | 'm-protein'
  | 'ecog'
  | 'body-weight';

/** A stretch of time, milliseconds since 1970, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A query that was answered in part or not at all. */
export interface PartlyRead {
  /** Its prefetch key. */
  readonly key: string;
  /** Resource type it asks for. */
  readonly type: string;
  /** LOINC codes it asks for; absent when it asks for everything of its type. */
  readonly codes?: ReadonlySet<string>;
  /** When nothing is missing, in order and apart from each other; none when that cannot be told. */
  readonly spans: readonly Span[];
}

/** Something about a value that a reader must know before acting on it. */
export type Flag =
  /** Reported in a unit in which this analyte is almost never reported (B2M in mg/dL). */
  | 'unit-suspect'
  /** Rounds to a cut-off at the precision laboratories report; the conversion alone decides the side. */
  | 'within-rounding'
  /** `effective` is absent; the date of issue stands in for it. */
  | 'dated-by-issue';

export interface Range {
  readonly low?: number;
  readonly high?: number;
}

/** One usable result. */
export interface Measurement {
  readonly analyte: Analyte;
  /** LOINC code it was recognised by. */
  readonly code: string;
  readonly quantity: Quantity;
  readonly reported: { readonly value: number; readonly unit?: string };
  /** When the specimen was taken: milliseconds since 1970, and as the chart states it. */
  readonly at: number;
  readonly effective: string;
  /** Milliseconds since 1970; decides between several results of one specimen. */
  readonly issued: number;
  /** `Observation/id`, or the place in the request for one without an id. */
  readonly reference: string;
  /** The laboratory's own limits, in the unit of `quantity`. */
  readonly range?: Range | undefined;
  readonly interpretation?: 'low' | 'normal' | 'high' | undefined;
  /** Taken before a dialysis session, when the code says so. */
  readonly predialysis?: true;
  readonly flags: readonly Flag[];
}

/** Why a result that concerns us is not a fact. */
export type SetAsideReason =
  | 'another-patient'
  | 'entered-in-error'
  | 'cancelled'
  | 'preliminary'
  | 'status-unknown'
  | 'no-value'
  | 'no-unit'
  | 'unknown-unit'
  | 'arbitrary-unit'
  | 'implausible'
  | 'unit-implausible'
  | 'no-date'
  | 'future-date'
  | 'post-dialysis'
  | 'other-specimen'
  | 'not-numeric'
  | 'duplicate'
  | 'free-text'
  | 'unreadable';

export interface SetAside {
  readonly reference: string;
  readonly reason: SetAsideReason;
  readonly analyte?: Analyte;
  readonly code?: string;
  readonly at?: number;
  readonly reported?: { readonly value: number; readonly unit?: string };
  /** The value read in the canonical unit, when only its plausibility failed. */
  readonly read?: Quantity;
}

export type Sex = 'female' | 'male';

export interface PatientFacts {
  /** Undefined when the record does not say female or male. */
  readonly sex?: Sex;
  /** ISO date or partial date as stated. */
  readonly birthDate?: string;
  readonly deceased: boolean;
}

export type Disease =
  | 'myeloma'
  | 'smouldering-myeloma'
  | 'mgus'
  | 'plasmacytoma'
  | 'plasma-cell-leukaemia'
  | 'al-amyloidosis'
  | 'cll'
  | 'waldenstrom'
  | 'follicular-lymphoma'
  | 'dlbcl'
  | 'mantle-cell-lymphoma'
  | 'all'
  | 'cmml'
  | 'myelofibrosis';

/** Other conditions that change how B2M is read. */
export type Context =
  | 'ckd'
  | 'ckd-4-5'
  | 'esrd'
  | 'dialysis'
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
  | 'heavy-metal'
  | 'tubular-disorder'
  | 'multiple-sclerosis'
  | 'dialysis-amyloidosis'
  | 'comfort-care';

export interface ConditionFact<K extends string = Disease | Context> {
  readonly kind: K;
  readonly reference: string;
  /** provisional, differential and unconfirmed are `suspected`. */
  readonly certainty: 'confirmed' | 'suspected';
  readonly activity: 'active' | 'relapse' | 'remission' | 'inactive';
  /** When it was diagnosed (onset, else recorded), milliseconds since 1970. */
  readonly at?: number;
  /** The diagnosis date as stated. */
  readonly since?: string;
}

export type Aberration = 'del17p' | 'tp53' | 't4-14' | 't14-16' | 't14-20' | 'gain1q' | 'del1p32';

export interface AberrationFact {
  readonly aberration: Aberration;
  /** As the laboratory says; undefined when it reports only a share of cells. */
  readonly present: boolean | undefined;
  /** Share of cells with the aberration, %, when reported. */
  readonly clonalFraction?: Quantity<'%'>;
  /** del(1p32) only. */
  readonly biallelic?: boolean;
  readonly reference: string;
  readonly at: number;
}

export interface TreatmentFact {
  readonly kind: 'anti-neoplastic' | 'nephrotoxic';
  readonly ingredient: string;
  readonly at: number;
  /** The record says that it is still taken. */
  readonly ongoing?: true;
  readonly reference: string;
}

export interface RecordedStage {
  readonly system: 'ISS' | 'R-ISS';
  readonly stage: string;
  readonly at?: number;
  readonly reference: string;
}

export interface Facts {
  /** The moment of reading, milliseconds since 1970. */
  readonly asOf: number;
  readonly patient: PatientFacts;
  /** Usable results by analyte, newest specimen first. */
  readonly measurements: ReadonlyMap<Analyte, readonly Measurement[]>;
  readonly setAside: readonly SetAside[];
  readonly diseases: readonly ConditionFact<Disease>[];
  readonly contexts: readonly ConditionFact<Context>[];
  readonly aberrations: readonly AberrationFact[];
  /** Cytogenetic reports that exist only as text: they tell that something was done, not what was found. */
  readonly cytogeneticsAsText: readonly string[];
  readonly treatments: readonly TreatmentFact[];
  /** Dialysis procedures, newest first. */
  readonly dialysisSessions: readonly { readonly at: number; readonly reference: string }[];
  readonly recordedStages: readonly RecordedStage[];
  /** What could not be obtained at all: prefetch keys, e.g. `conditions`. */
  readonly unavailable: readonly string[];
  /** The queries that were not answered in full; of what they may have left out nothing is claimed (`covers`). */
  readonly partlyRead: readonly PartlyRead[];
}
