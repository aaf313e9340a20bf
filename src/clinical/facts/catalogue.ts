// Which LOINC code is which analyte, in which units, within which plausible limits.
import { UNITS, type UnitTable } from '../quantities/units.ts';
import type { Aberration, Analyte, SetAsideReason, UnitOf } from './types.ts';

export const LOINC = 'http://loinc.org';

export interface EntryOf<A extends Analyte> {
  readonly analyte: A;
  readonly units: UnitTable<UnitOf[A]>;
  /** In the canonical unit; outside it a value is a mistake, not a finding. @source clinical reference 7.5 */
  readonly plausible?: readonly [number, number];
  /** Units in which a number may have been meant that cannot be right in the one it carries. @source clinical reference 7.5 */
  readonly confusedWith?: readonly string[];
  /** Rank of a reported eGFR by its equation: 1 CKD-EPI 2021 … 4 race-based or unnamed. @source clinical reference 7.4 */
  readonly rank?: number;
  /** Of a reported eGFR. */
  readonly method?: string;
}

export type AnalyteEntry = { readonly [A in Analyte]: EntryOf<A> }[Analyte];

/** A code that must be recognised in order not to be mistaken for the analyte. */
export interface NotUsable {
  readonly unusable: SetAsideReason;
  readonly analyte?: Analyte;
  /** Its presence alone says that the patient is on dialysis. */
  readonly dialysisHint?: true;
}

export interface CytogeneticEntry {
  readonly aberration: Aberration;
  /** `fraction`: percent of cells; `presence`: coded present or absent. */
  readonly as: 'presence' | 'fraction';
}

export type CatalogueEntry =
  | AnalyteEntry
  | NotUsable
  | CytogeneticEntry
  | { readonly narrative: 'cytogenetics' }
  | { readonly variant: true }
  | { readonly pregnancyStatus: true };

const B2M = {
  analyte: 'b2m-serum',
  units: UNITS.serumB2m,
  plausible: [0.3, 150],
  confusedWith: ['mg/L', 'ug/L'],
} as const;
const B2M_URINE = { analyte: 'b2m-urine', units: UNITS.urineB2m } as const;
const CREATININE = {
  analyte: 'creatinine-serum',
  units: UNITS.creatinine,
  plausible: [0.2, 25],
  confusedWith: ['umol/L', 'mg/dL'],
} as const;
const ALBUMIN = {
  analyte: 'albumin-serum',
  units: UNITS.albumin,
  plausible: [1, 6],
  confusedWith: ['g/L', 'g/dL'],
} as const;
const CALCIUM = { analyte: 'calcium-serum', units: UNITS.calcium } as const;
const LDH = { analyte: 'ldh-serum', units: UNITS.enzyme } as const;
const ON_DIALYSIS = { unusable: 'post-dialysis', analyte: 'creatinine-serum', dialysisHint: true } as const;
const OTHER_FLUID = { unusable: 'other-specimen' } as const;
const NO_QUANTITY = { unusable: 'not-numeric' } as const;
const KAPPA = { analyte: 'free-kappa', units: UNITS.freeLightChain } as const;
const LAMBDA = { analyte: 'free-lambda', units: UNITS.freeLightChain } as const;
/** LOINC code of a weight that the patient states. */
export const STATED_WEIGHT = '3142-7';
const LIGHT_CHAIN_RATIO = { analyte: 'free-light-chain-ratio', units: UNITS.ratio } as const;

function egfr(rank: number, method: string): AnalyteEntry {
  return { analyte: 'egfr', units: UNITS.gfr, rank, method };
}

/** @source clinical reference 7.1–7.6 (mCODE TumorMarkerTestVS and VS_Genomics, VSAC, MIMIC-IV mapping) */
const entries: Readonly<Record<string, CatalogueEntry>> = {
  // B2M in serum or plasma
  '1952-1': B2M,
  '83078-6': B2M,
  '56786-7': B2M,
  '14626-6': B2M,
  '76484-5': B2M,
  '83076-0': { unusable: 'arbitrary-unit', analyte: 'b2m-serum' },
  '43818-4': { unusable: 'not-numeric', analyte: 'b2m-serum' },
  '87708-4': { analyte: 'b2m-serum-postdialysis', units: UNITS.serumB2m, plausible: [0.3, 150] },
  // B2M in urine
  '1953-9': B2M_URINE,
  '83077-8': B2M_URINE,
  '32302-2': B2M_URINE,
  '54356-1': B2M_URINE,
  '50824-2': B2M_URINE,
  '83079-4': { unusable: 'arbitrary-unit', analyte: 'b2m-urine' },
  '43819-2': { unusable: 'not-numeric', analyte: 'b2m-urine' },
  '10873-8': { analyte: 'b2m-urine-24h', units: UNITS.urineB2m24h },
  '56662-0': { analyte: 'b2m-urine-24h', units: UNITS.urineB2m24h },
  '13485-8': { analyte: 'b2m-urine-creatinine-ratio', units: UNITS.urineB2mRatio },
  '39773-7': { analyte: 'b2m-urine-creatinine-ratio', units: UNITS.urineB2mRatio },
  '59177-6': { analyte: 'b2m-urine-creatinine-ratio', units: UNITS.urineB2mRatio },
  '44303-6': { analyte: 'b2m-urine-creatinine-ratio', units: UNITS.urineB2mRatio },
  '93729-2': { analyte: 'b2m-urine-creatinine-ratio', units: UNITS.urineB2mRatio },
  // B2M in cerebrospinal fluid
  '1951-3': { analyte: 'b2m-csf', units: UNITS.serumB2m },
  '32301-4': { analyte: 'b2m-csf', units: UNITS.serumB2m },
  '43919-0': { unusable: 'not-numeric', analyte: 'b2m-csf' },
  // B2M in other fluids: never serum
  '48166-3': OTHER_FLUID,
  '39458-5': OTHER_FLUID,
  '49081-3': OTHER_FLUID,
  '88711-7': OTHER_FLUID,
  '59217-0': OTHER_FLUID,
  '59218-8': OTHER_FLUID,
  // creatinine
  '2160-0': CREATININE,
  '14682-9': CREATININE,
  '35203-9': CREATININE,
  '38483-4': CREATININE,
  '59826-8': CREATININE,
  '77140-2': CREATININE,
  '21232-4': CREATININE,
  '11042-9': ON_DIALYSIS,
  '11041-1': ON_DIALYSIS,
  '51619-5': ON_DIALYSIS,
  '51620-3': ON_DIALYSIS,
  '2161-8': { analyte: 'creatinine-urine', units: UNITS.creatinine },
  '14683-7': { analyte: 'creatinine-urine', units: UNITS.creatinine },
  // measured; 35591-7 is an estimate (Cockcroft-Gault) and is not read as one
  '2164-2': { analyte: 'creatinine-clearance', units: UNITS.clearance },
  // the duration of collection is not given
  '33558-8': { analyte: 'creatinine-clearance', units: UNITS.clearance },
  // albumin
  '1751-7': ALBUMIN,
  '61151-7': ALBUMIN,
  '61152-5': ALBUMIN,
  '2862-1': ALBUMIN,
  '77148-5': ALBUMIN,
  '76631-1': ALBUMIN,
  '103577-3': ALBUMIN,
  '101198-0': ALBUMIN,
  '54347-0': ALBUMIN,
  '62235-7': ALBUMIN,
  '62234-0': ALBUMIN,
  // calcium: total, as the myeloma-defining limit is
  '17861-6': CALCIUM,
  '2000-8': CALCIUM,
  // LDH, cystatin C
  '2532-0': LDH,
  '14804-9': LDH,
  '14805-6': LDH,
  '33863-2': { analyte: 'cystatin-c', units: UNITS.milligramPerLitre },
  // reported eGFR, by the equation its name states
  '98979-8': egfr(1, 'CKD-EPI 2021 (creatinine)'),
  '98980-6': egfr(1, 'CKD-EPI 2021 (creatinine and cystatin C)'),
  '50210-4': egfr(2, 'cystatin C-based'),
  '94677-2': egfr(3, 'CKD-EPI (creatinine and cystatin C)'),
  '62238-1': egfr(3, 'CKD-EPI (creatinine), year not stated'),
  '88294-4': egfr(4, 'CKD-EPI 2009'),
  '88293-6': egfr(4, 'CKD-EPI 2009'),
  '77147-7': egfr(4, 'MDRD'),
  '33914-3': egfr(4, 'MDRD'),
  '48642-3': egfr(4, 'MDRD'),
  '48643-1': egfr(4, 'MDRD'),
  '50044-7': egfr(4, 'MDRD'),
  '70969-1': egfr(4, 'MDRD'),
  '69405-9': egfr(4, 'equation not named'),
  // what other indices need
  '2756-5': { analyte: 'urine-ph', units: UNITS.ph },
  '5803-2': { analyte: 'urine-ph', units: UNITS.ph },
  '50560-2': { analyte: 'urine-ph', units: UNITS.ph },
  '718-7': { analyte: 'hemoglobin', units: UNITS.massPerDecilitre },
  '777-3': { analyte: 'platelets', units: UNITS.platelets },
  '26515-7': { analyte: 'platelets', units: UNITS.platelets },
  '778-1': { analyte: 'platelets', units: UNITS.platelets },
  '33358-3': { analyte: 'm-protein', units: UNITS.massPerDecilitre },
  '104837-0': { analyte: 'm-protein', units: UNITS.massPerDecilitre },
  '51435-6': { analyte: 'm-protein', units: UNITS.massPerDecilitre },
  // free light chains in serum
  '36916-5': KAPPA,
  '104544-2': KAPPA,
  '80515-0': KAPPA,
  '33944-0': LAMBDA,
  '80516-8': LAMBDA,
  '48378-4': LIGHT_CHAIN_RATIO,
  '104546-7': LIGHT_CHAIN_RATIO,
  '80517-6': LIGHT_CHAIN_RATIO,
  // light chains that are no free serum quantity: presence, not free, urine, with CSF
  '56125-8': NO_QUANTITY,
  '55898-1': NO_QUANTITY,
  '11219-3': NO_QUANTITY,
  '12777-9': OTHER_FLUID,
  '12778-7': OTHER_FLUID,
  '38178-0': OTHER_FLUID,
  '48777-7': OTHER_FLUID,
  '89247-1': { analyte: 'ecog', units: UNITS.score },
  '29463-7': { analyte: 'body-weight', units: UNITS.weight },
  '3141-9': { analyte: 'body-weight', units: UNITS.weight },
  '8341-0': { analyte: 'body-weight', units: UNITS.weight },
  [STATED_WEIGHT]: { analyte: 'body-weight', units: UNITS.weight },
  // cytogenetics
  '81746-0': { aberration: 'del17p', as: 'presence' },
  '72824-6': { aberration: 'del17p', as: 'presence' },
  '84916-6': { aberration: 'del17p', as: 'fraction' },
  '72726-3': { aberration: 't4-14', as: 'presence' },
  '77033-9': { aberration: 't14-16', as: 'presence' },
  '90043-1': { aberration: 't14-20', as: 'presence' },
  '81752-8': { aberration: 'gain1q', as: 'presence' },
  '103667-2': { aberration: 'del1p32', as: 'fraction' },
  '81751-0': { narrative: 'cytogenetics' },
  '95069-1': { narrative: 'cytogenetics' },
  '50659-2': { narrative: 'cytogenetics' },
  '69548-6': { variant: true },
  '82810-3': { pregnancyStatus: true },
};

/**
 * What laboratories of the United Kingdom send instead of LOINC. The rest of their codes is for the site's own map.
 * @source clinical reference 7.10
 */
export const SNOMED_LABORATORY: ReadonlyMap<string, string> = new Map([
  ['1000731000000107', '2160-0'],
  ['1000821000000103', '1751-7'],
]);

export const CATALOGUE: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(entries));

/** The LOINC codes of some analytes, for prefetch templates. */
export function codesOf(wanted: (entry: CatalogueEntry) => boolean): readonly string[] {
  return [...CATALOGUE].flatMap(([code, entry]) => (wanted(entry) ? code : []));
}

export function isAnalyte(entry: CatalogueEntry): entry is AnalyteEntry {
  return 'analyte' in entry && 'units' in entry;
}
