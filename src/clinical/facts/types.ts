// The facts of one patient: what the chart says, each in one unit with its source, or set aside with a reason.
import type { Quantity } from '../quantities/quantity.ts';

/** What is measured, by specimen, and the one unit it is computed in; the first part are the names of the evidence contract. */
export interface UnitOf {
  'b2m-serum': 'mg/L';
  'b2m-serum-postdialysis': 'mg/L';
  'b2m-urine': 'ug/L';
  'b2m-urine-24h': 'ug/(24.h)';
  'b2m-urine-creatinine-ratio': 'ug/g{creat}';
  'b2m-csf': 'mg/L';
  'creatinine-serum': 'mg/dL';
  'creatinine-urine': 'mg/dL';
  'creatinine-clearance': 'mL/min';
  'albumin-serum': 'g/dL';
  'ldh-serum': 'U/L';
  egfr: 'mL/min/{1.73_m2}';
  'cystatin-c': 'mg/L';
  'urine-ph': '[pH]';
  hemoglobin: 'g/dL';
  platelets: '10*9/L';
  'm-protein': 'g/dL';
  ecog: '1';
  'body-weight': 'kg';
}

export type Analyte = keyof UnitOf;

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

/** One usable result; its analyte tells its unit. */
export interface Measurement<A extends Analyte = Analyte> {
  readonly analyte: A;
  /** LOINC code it was recognised by. */
  readonly code: string;
  readonly quantity: Quantity<UnitOf[A]>;
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

/** Usable results by analyte, newest specimen first. */
export type Measurements = { readonly [A in Analyte]?: readonly Measurement<A>[] };

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
  readonly measurements: Measurements;
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
