// `clearstage/reading`: FHIR R4 resources of one patient in, what a specialist would read off them out. Pure; runs in browsers.
/// <reference types="fhir" />
import type { Evidence, Explanation } from './index.d.ts';

/** Windows, drug lists and laboratory codes: what a site may set in the section `site` of the configuration. */
export interface ReadingKnowledge {
  /** By name, each in the unit that cds-services/reading.json states for it. */
  readonly settings: Readonly<Record<string, number>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** The site's own laboratory codes as `system|code` → LOINC. */
  readonly localCodes: Readonly<Record<string, string>>;
}

export interface ReadOptions {
  /** The moment of reading: later results are not read. */
  readonly asOf: Date;
  /** Whose record it is; needed where it holds not exactly one Patient. */
  readonly patientId?: string;
  /** References (`Observation/1`) of the results being looked at; else the newest serum B2M is. */
  readonly lookedAt?: readonly string[];
  /** Resource types that could not be had (`Condition`): nothing is concluded from their absence. */
  readonly notRead?: readonly string[];
  /** What a site reads by where that is not what is published; a setting or list that is not named stays. */
  readonly knowledge?: Partial<ReadingKnowledge>;
}

export interface RecordReading {
  /** The serum B2M that is looked at. */
  readonly b2m?: {
    readonly reference: string;
    readonly value: number;
    /** The laboratory's limit sign: the true value lies on that side. */
    readonly comparator?: '<' | '<=' | '>=' | '>';
    readonly unit: 'mg/L';
    /** As the record states it. */
    readonly effective: string;
    /** The laboratory's own, else a published one, mg/L. */
    readonly upperLimit?: number;
    /** Absent where a limit sign leaves it open. */
    readonly elevated?: boolean;
    /** Too high to be believed without a look at its unit: nothing is staged. */
    readonly unitInDoubt: boolean;
  };
  /** By the contract docs/contracts/evidence.schema.json, without rules and citations, which belong to cards. */
  readonly evidence: Evidence;
  /** What stands in the record and was not read: it makes answers open, never absent. */
  readonly unread: Explanation['unread'];
  /** Why nothing is read: below 18 years, comfort care, deceased. */
  readonly outOfScope?: string;
}

/** What is read by, where a site has changed nothing. */
export const PUBLISHED: ReadingKnowledge;

/**
 * Reads the record of one patient.
 *
 * @param record a Bundle, also one that goes on (then nothing is concluded from what may follow); or resources and Bundles
 * @throws RangeError where it cannot be told whose record it is, `asOf` is no moment, or `knowledge` names what there is not
 */
export function readRecord(record: fhir4.Resource | readonly fhir4.Resource[], options: ReadOptions): RecordReading;
