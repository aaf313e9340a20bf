// What an index says of a patient, in the shape of the public evidence contract.

/** Published indices and our own readings; the names of the evidence contract. */
export type System =
  | 'ISS'
  | 'R-ISS'
  | 'R2-ISS'
  | 'IMS-IMWG-2025'
  | 'IMWG-renal'
  | 'Durie-Salmon-renal'
  | 'CLL-IPI'
  | 'IPSSWM'
  | 'rIPSSWM'
  | 'MSS-WM'
  | 'FLIPI2'
  | 'PRIMA-PI'
  | 'GELTAMO-IPI'
  | 'BALL'
  | 'kdigo-gfr'
  | 'KDIGO-AKI'
  | 'renal-confounding'
  | 'b2m-trend'
  | 'urine-localisation';

/** The inputs an index can miss, by the names of the evidence contract. */
export type FactName =
  | 'b2m-serum'
  | 'b2m-urine'
  | 'urine-ph'
  | 'creatinine-urine'
  | 'albumin-serum'
  | 'ldh-serum'
  | 'creatinine-serum'
  | 'egfr'
  | 'body-weight'
  | 'age'
  | 'sex'
  | 'del17p'
  | 'tp53'
  | 't4-14'
  | 't14-16'
  | 't14-20'
  | 'gain1q'
  | 'del1p32'
  | 'ighv'
  | 'rai-or-binet-stage'
  | 'ann-arbor-stage'
  | 'longest-node'
  | 'bone-marrow-involvement'
  | 'hemoglobin'
  | 'platelets'
  | 'm-protein'
  | 'performance-status'
  | 'time-since-last-therapy';

export interface Assessment {
  readonly system: System;
  /** Every stratum the known data still allow, in the index's own order. */
  readonly possible: readonly string[];
  /** The inputs whose absence keeps more than one stratum possible. */
  readonly missing: readonly FactName[];
  readonly basis?: 'baseline' | 'current' | 'if-baseline' | undefined;
  /** Remarks for the reader of the evidence, by key; the card layer has their words. */
  readonly notes?: readonly string[] | undefined;
}

/** The one stratum the data determine, or undefined. */
export function determined(assessment: Assessment | undefined): string | undefined {
  return assessment?.possible.length === 1 ? assessment.possible[0] : undefined;
}

/** A number computed from measurements. */
export interface Derived {
  readonly name:
    | 'egfr'
    | 'crcl'
    | 'b2m-expected'
    | 'b2m-ratio'
    | 'b2m-change'
    | 'fe-b2m'
    | 'age'
    | 'creatinine-baseline'
    | 'creatinine-ratio'
    | 'light-chain-ratio';
  /** Not rounded; the evidence shows it to nine significant digits. */
  readonly value: number;
  readonly unit: string;
  readonly method: string;
}
