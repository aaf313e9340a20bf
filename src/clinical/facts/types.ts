// The facts of one patient: what the chart says, each in one unit with its source, or set aside with a reason.
import type { OfDraw } from './draw.ts';
import type { Quantity } from '../quantities/quantity.ts';
import type { ComfortCareFact, ConditionFact, Context, Disease } from './condition-fact.ts';
import type { DialysisEvidence, OpenDialysis } from './dialysis-evidence.ts';
import type { RaisingDrug } from './raising-drug.ts';
import type { RecordedStage } from './stage-fact.ts';
import type { OtherIndication } from './therapy-codes.ts';
import type { TherapyFact } from './therapy-fact.ts';

/** A resource and what it is called: `Observation/123`, or its place in the request. */
export interface Sourced<R extends fhir4.FhirResource = fhir4.FhirResource> {
  readonly resource: R;
  readonly reference: string;
  /** Of its entry in a Bundle, by which others may refer to it. */
  readonly fullUrl?: string | undefined;
}

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
  'calcium-serum': 'mg/dL';
  'ldh-serum': 'U/L';
  egfr: 'mL/min/{1.73_m2}';
  'cystatin-c': 'mg/L';
  'urine-ph': '[pH]';
  hemoglobin: 'g/dL';
  platelets: '10*9/L';
  'm-protein': 'g/dL';
  'free-kappa': 'mg/L';
  'free-lambda': 'mg/L';
  'free-light-chain-ratio': '1';
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
  /** The laboratory's flag and its own range contradict each other: neither is used. */
  | 'range-contradicted'
  /** `effective` is absent; the date of issue stands in for it. */
  | 'dated-by-issue';

export interface Range {
  readonly low?: number;
  readonly high?: number;
}

/** One usable result; its analyte tells its unit. */
export interface Measurement<A extends Analyte = Analyte> extends OfDraw<Measurement<A>, Quantity<UnitOf[A]>> {
  readonly analyte: A;
  /** LOINC code it was recognised by. */
  readonly code: string;
  readonly quantity: Quantity<UnitOf[A]>;
  readonly reported: { readonly value: number; readonly unit?: string };
  /** When the specimen was taken: milliseconds since 1970, and as the chart states it. */
  readonly at: number;
  /** The latest it may have been taken, where the date is only a year, a month or a long period; `at` is the earliest. */
  readonly until?: number | undefined;
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
  | 'unreadable'
  | 'unreadable-date'
  | 'modifier-not-understood'
  | 'not-about-the-patient'
  | 'not-to-be-performed'
  | 'contradictory-specimen';

/** Why a TP53 variant is neither counted as present nor as absent. */
export type VariantOpen =
  | 'answer-not-read'
  | 'variant-several-genes'
  | 'variant-benign'
  | 'variant-uncertain'
  | 'variant-germline'
  | 'variant-copy-number';

/** Why an entry of the record could not be read. */
export type UnreadReason =
  | SetAsideReason
  | 'text-only'
  | 'unknown-code-system'
  | 'no-code'
  | 'reference-not-found'
  | 'named-in-words-only'
  | VariantOpen
  | 'verification-not-understood'
  | 'clinical-status-not-understood';

/** An entry that stands in the record and was not read: it makes answers open, never absent. */
export interface Unread {
  readonly reference: string;
  readonly type: string;
  readonly coding?: { readonly system?: string; readonly code?: string; readonly display?: string };
  readonly text?: string;
  /** Of a result that we know for what it is, and that cannot be used. */
  readonly analyte?: Analyte;
  readonly why: UnreadReason;
}

export interface SetAside {
  readonly reference: string;
  readonly reason: SetAsideReason;
  /** What was not understood: a URL or a coding, as it stands in the record. */
  readonly told?: string;
  readonly analyte?: Analyte;
  readonly code?: string;
  readonly at?: number;
  /** The latest it may have been taken, where the date is rough. */
  readonly until?: number;
  readonly reported?: { readonly value: number; readonly unit?: string };
  /** The value read in the canonical unit, when only its plausibility failed. */
  readonly read?: Quantity;
  /** What it would be if the unit `as` had been meant. */
  readonly orRead?: Quantity & { readonly as: string };
  /** Of one whose unit is in doubt: the laboratory's upper limit in the unit as printed; `none` without any range. */
  readonly printedLimit?: number | 'none';
}

export type Sex = 'female' | 'male';

export interface PatientFacts {
  /** Undefined when the record does not say female or male. */
  readonly sex?: Sex;
  /** ISO date or partial date as stated. */
  readonly birthDate?: string;
  readonly deceased: boolean;
  /** The record says that another one has replaced it: what is missing here may stand there. */
  readonly replaced?: true;
}

export type { RaisingDrug } from './raising-drug.ts';
export type { ConditionFact, Context, DiagnosisDate, Disease } from './condition-fact.ts';
export type { TherapyFact } from './therapy-fact.ts';

export type Aberration = 'del17p' | 'tp53' | 't4-14' | 't14-16' | 't14-20' | 'gain1q' | 'del1p32';

/** Where a cytogenetic result stands, and of what time it is. */
interface CytogeneticSource {
  readonly aberration: Aberration;
  readonly reference: string;
  /** The specimen it was found in, as the record refers to it. */
  readonly specimen?: string;
  /** When the specimen was taken; -Infinity where no date can be read. */
  readonly at: number;
  /** The latest it may have been found, where the date is rough. */
  readonly until?: number;
  /** The date as the record states it. */
  readonly effective: string;
  /** There is no effective date: the date of issue stands in for it. */
  readonly datedByIssue?: true;
  /** As the record names it; otherwise by the name of its code. */
  readonly method?: string;
}

export interface AberrationFact extends CytogeneticSource {
  /** As the laboratory says; undefined when it reports only a share of cells. */
  readonly present: boolean | undefined;
  /** Share of cells with the aberration, %, when reported. */
  readonly clonalFraction?: Quantity<'%'>;
  /** Plasma cells were selected before they were counted. */
  readonly selected?: true;
  /** del(1p32) only. */
  readonly biallelic?: boolean;
  /** A variant whose significance is stated nowhere. */
  readonly significanceNotStated?: true;
}

/** A cytogenetic result on record of which nothing can be concluded: it makes the answer open. */
export interface OpenAberration extends CytogeneticSource {
  readonly why: UnreadReason;
}

export interface TreatmentFact {
  readonly kind: 'anti-neoplastic' | 'nephrotoxic' | 'steroid';
  readonly ingredient: string;
  readonly at: number;
  /** The latest it may have begun, where the date is rough; `at` is the earliest. */
  readonly until?: number;
  /** The record says that it is still taken. */
  readonly ongoing?: true;
  readonly reference: string;
}

/** A test that has been ordered or begun and is not yet answered. */
export interface PendingTest {
  /** LOINC codes, a panel's own among them. */
  readonly codes: readonly string[];
  /** The latest it may have been ordered or drawn, milliseconds since 1970; undefined where the record does not say. */
  readonly at?: number;
  readonly reference: string;
}

export interface Facts {
  /** The moment of reading, milliseconds since 1970. */
  readonly asOf: number;
  readonly patient: PatientFacts;
  readonly measurements: Measurements;
  /** Usable results whose date is a year, a month or a long period, earliest date newest first. */
  readonly roughlyDated: Measurements;
  readonly setAside: readonly SetAside[];
  /** What stands in the record and was not read, results set aside among it. */
  readonly unread: readonly Unread[];
  /** Problem-list entries that were read, whatever they say. */
  readonly conditionsRead: number;
  readonly diseases: readonly ConditionFact<Disease>[];
  readonly contexts: readonly ConditionFact<Context>[];
  readonly aberrations: readonly AberrationFact[];
  readonly openAberrations: readonly OpenAberration[];
  /** Cytogenetic reports that exist only as text: they tell that something was done, not what was found. */
  readonly cytogeneticsAsText: readonly string[];
  readonly treatments: readonly TreatmentFact[];
  /** Treatments of plasma-cell and lymphoid disease by date, those without one first. */
  readonly therapies: readonly TherapyFact[];
  /** Other diseases on record that some of these drugs treat. */
  readonly otherIndications: readonly OtherIndication[];
  readonly raisingDrugs: readonly RaisingDrug[];
  /** Dialysis procedures, newest first; `care` presupposes dialysis and is no session. */
  readonly dialysisSessions: readonly DialysisEvidence[];
  /** Dialysis whose date cannot be read, or of which nobody knows whether it took place. */
  readonly openDialysis: readonly OpenDialysis[];
  readonly comfortCare: readonly ComfortCareFact[];
  readonly recordedStages: readonly RecordedStage[];
  readonly pendingTests: readonly PendingTest[];
  /** What could not be obtained at all: prefetch keys, e.g. `conditions`. */
  readonly unavailable: readonly string[];
  /** The queries that were not answered in full; of what they may have left out nothing is claimed (`covers`). */
  readonly partlyRead: readonly PartlyRead[];
}
