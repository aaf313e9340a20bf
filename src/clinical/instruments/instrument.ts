// What an instrument says of itself; lists, tables, the evidence contract's test and what is ordered with a B2M follow it.
import type { Analyte, Disease, Sex } from '../facts/types.ts';
import type { Assessment, System } from '../quantities/assessment.ts';
import type { Items, Points } from '../quantities/possible.ts';
import type { Quantity } from '../quantities/quantity.ts';

export interface Instrument<Inputs extends object = object> {
  /** Its name in the evidence contract. */
  readonly system: System;
  /** The disease it is made for; none for what is read in everybody. */
  readonly disease?: Disease;
  /** Every stratum, in the contract's order. */
  readonly strata: readonly string[];
  /** Ids of the bibliography. */
  readonly citations: readonly string[];
  /** What a laboratory measures for it beside B2M and is worth ordering with it. */
  readonly companions?: readonly Analyte[];
  /** The index that it revises: a list that names both calls it the revision. */
  readonly revises?: System;
  /** With nothing known, every stratum is possible. */
  assess(inputs: Inputs): Assessment;
}

/** What the indices of diseases other than myeloma are made of; each takes what it needs. */
export interface IndexInputs {
  /** Completed years at the specimen. */
  readonly age?: Quantity<'a'> | undefined;
  readonly sex?: Sex | undefined;
  readonly b2m?: Quantity<'mg/L'> | undefined;
  /** Above the laboratory's own upper limit; undefined where it is not on record. */
  readonly b2mHigh?: boolean | undefined;
  readonly ldh?: Quantity<'U/L'> | undefined;
  /** The laboratory's own, U/L. */
  readonly ldhUpperLimit?: number | undefined;
  readonly ldhHigh?: boolean | undefined;
  readonly hemoglobin?: Quantity<'g/dL'> | undefined;
  readonly platelets?: Quantity<'10*9/L'> | undefined;
  readonly albumin?: Quantity<'g/dL'> | undefined;
  readonly mProtein?: Quantity<'g/dL'> | undefined;
  readonly ecog?: Quantity<'1'> | undefined;
  /** Since the start of the last therapy, calendar months; undefined where none is on record or its date leaves it open. */
  readonly monthsSinceTherapy?: number | undefined;
  readonly del17p?: boolean | undefined;
  readonly tp53?: boolean | undefined;
  /** No record that is read holds these: they are open, and set to tell what they would change. */
  readonly ighvUnmutated?: boolean | undefined;
  readonly advancedStage?: boolean | undefined;
  readonly annArborStage?: 1 | 2 | 3 | 4 | undefined;
  readonly nodeOver6cm?: boolean | undefined;
  readonly marrowInvolved?: boolean | undefined;
}

/** An index with B2M that is told by the same rule as all others of its kind. */
export interface PrognosticIndex extends Instrument<IndexInputs> {
  readonly disease: Disease;
  /** One made for relapse is read from the B2M of now, whatever was measured at diagnosis. */
  readonly madeFor: 'diagnosis' | 'relapse';
  /**
   * Whether the B2M counts in it. Only of an index that is told alone; of several of one disease a headline names the groups.
   *
   * @param inputs B2M in mg/L, and whether it is above its limit
   * @returns undefined where a limit sign leaves it open
   */
  contribution?(inputs: Pick<IndexInputs, 'b2m' | 'b2mHigh'>): boolean | undefined;
  /** Least and most points that the data allow, where the index is told alone and they say more than its group. */
  points?(inputs: IndexInputs): Points;
  /** What counts in it for certain; absent where its group is no sum, or the points are told of all together. */
  items?(inputs: IndexInputs): Items;
  /** Its items weigh the same: they are counted, not added. */
  readonly countsFactors?: true;
  /** Points from which its highest group begins. */
  readonly highestFrom?: number;
}
