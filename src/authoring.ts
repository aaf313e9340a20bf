// Everything a service in cds-services/ may use: its one door into src.
export { determined, type FactName } from './clinical/quantities/assessment.ts';
export { codeSearches, codeTokens, plainKey, type LocalCodes } from './clinical/facts/code-search.ts';
export { CATALOGUE, codesOf, isAnalyte, LOINC, STATED_WEIGHT } from './clinical/facts/catalogue.ts';
export { covers, coversAround, coversCodes, shortfallOf, type Subject } from './clinical/facts/coverage.ts';
export { readConditions } from './clinical/facts/conditions.ts';
export { B2M_RARE_WITHOUT_RENAL_FAILURE, entryOf, loincOf } from './clinical/facts/observation.ts';
export { isOpen } from './clinical/facts/unread.ts';
export { around } from './clinical/reading/window.ts';
export { HIGH_FIRST, LONG_DAYS } from './clinical/reading/creatinine-course.ts';
export { NCIT, STAGE_CODES } from './clinical/facts/recorded-stage.ts';
export { codesOrdered } from './clinical/facts/order-codes.ts';
export { asWords as foldedWords, textsOf } from './clinical/facts/words.ts';
export { codingsOf } from './clinical/facts/listed.ts';
export { systemOf } from './clinical/facts/systems.ts';
export { asReported, readRenal } from './clinical/reading/renal.ts';
export { gateOf } from './clinical/facts/gate.ts';
export { indexReferences } from './clinical/facts/references.ts';
export { ingredientIn, medicationIn } from './clinical/facts/treatment.ts';
export type {
  Aberration,
  Analyte,
  Context,
  Disease,
  Facts,
  Measurement,
  SetAside,
  TherapyFact,
  Unread,
} from './clinical/facts/types.ts';
export { BALL_B2M_CUT, BALL_HEMOGLOBIN_CUTS, BALL_MONTHS_CUT } from './clinical/instruments/ball-2019.ts';
export { CLL_IPI_AGE_CUT, CLL_IPI_B2M_CUT, CLL_IPI_POINTS } from './clinical/instruments/cll-ipi-2016.ts';
export { FLIPI2_AGE_CUT, FLIPI2_HEMOGLOBIN_CUT } from './clinical/instruments/flipi2-2009.ts';
export { GELTAMO_AGE_CUTS, GELTAMO_ECOG_CUTS } from './clinical/instruments/geltamo-ipi-2017.ts';
export {
  IPSSWM_AGE_CUT,
  IPSSWM_B2M_CUT,
  IPSSWM_HEMOGLOBIN_CUT,
  IPSSWM_M_PROTEIN_CUT,
  IPSSWM_PLATELETS_CUT,
} from './clinical/instruments/ipsswm-2009.ts';
export { MSS_WM_AGE_CUTS, MSS_WM_ALBUMIN_CUT } from './clinical/instruments/mss-wm-2024.ts';
export { PRIMA_PI_B2M_CUT } from './clinical/instruments/prima-pi-2018.ts';
export {
  RIPSSWM_AGE_CUTS,
  RIPSSWM_ALBUMIN_CUT,
  RIPSSWM_B2M_CUT,
  RIPSSWM_LDH_CUT,
  RIPSSWM_LDH_LIMIT,
} from './clinical/instruments/ripsswm-2019.ts';
export { ALL_B2M_CUT, isAdverseB2mInAll } from './clinical/instruments/all-1992.ts';
export { expectedB2m, expectedFold, gfrForB2m } from './clinical/instruments/b2m-expected.ts';
export { CGS_B2M_CUT, CGS_CREATININE_CUT, CGS_DEL17P_CUT } from './clinical/instruments/ims-imwg-2025.ts';
export { IMWG_CRCL_CUT, IMWG_CREATININE_CUT } from './clinical/instruments/imwg-renal-2014.ts';
export {
  AKI_ABSOLUTE_HOURS,
  AKI_ABSOLUTE_RISE,
  AKI_RATIOS,
  AKI_RELATIVE_DAYS,
  AKI_STAGE_3_CREATININE,
} from './clinical/instruments/kdigo-aki-2012.ts';
export { REDUCED_GFR, SEVERELY_REDUCED_GFR } from './clinical/instruments/kdigo-gfr-2012.ts';
export { FILTRATION_RATIO, GFR_VALIDITY, WELL_BEYOND_RATIO } from './clinical/instruments/renal-confounding.ts';
export type { Instrument } from './clinical/instruments/instrument.ts';
export { INSTRUMENTS, PROGNOSTIC_INDICES } from './clinical/instruments/registry.ts';
export { ISS, ISS_ALBUMIN_CUT, ISS_B2M_CUTS } from './clinical/instruments/iss-2005.ts';
export { R2_ISS_CUTS, R2_ISS_POINTS } from './clinical/instruments/r2-iss-2022.ts';
export { exceeds, quantity, tidy, type Comparator, type Quantity } from './clinical/quantities/quantity.ts';
export {
  openOfIss,
  extremesOfR2Iss,
  openOfR2Iss,
  openOfRIss,
  type OpenItems,
} from './clinical/reading/what-would-change.ts';
export { changesOfIndex, shareOfItem } from './clinical/reading/index-changes.ts';
export { cutOf, type FishResult } from './clinical/reading/fish-result.ts';
export {
  DEFINING_CALCIUM,
  DEFINING_HEMOGLOBIN,
  readDefiningEvents,
  type DefiningEvent,
} from './clinical/reading/defining-events.ts';
export { diagnosisOf, PLASMA_CELL, producers, suspected, type Diagnosis } from './clinical/reading/diagnosis.ts';
export { isTherapy, readTherapies } from './clinical/facts/therapy.ts';
export {
  COUNTED_BEFORE_DAYS,
  isTreatedAt,
  steroidsBefore,
  treatmentBegun,
} from './clinical/reading/treatment-begun.ts';
export { injuryAssessment, injuryBaselines, injuryDerived } from './clinical/reading/injury.ts';
export {
  CAST_NEPHROPATHY_CHAIN,
  DEFINING_CHAIN,
  isCastLevel,
  isDefining,
  isOutsideRange,
  isRenalRangeWanted,
  readLightChains,
  type LightChainReading,
  ratioRange,
} from './clinical/reading/light-chains.ts';
export { HIGH_M_PROTEIN, readMProtein } from './clinical/reading/m-protein.ts';
export { newestOfEach, ofCondition, type Circumstance } from './clinical/reading/circumstances.ts';
export { kidneyCircumstances, kidneyCircumstancesOf } from './clinical/reading/kidney-circumstances.ts';
export { careCircumstances } from './clinical/reading/care-circumstances.ts';
export { comparedStage } from './clinical/reading/recorded-stages.ts';
export { oncePer } from './clinical/quantities/once-per.ts';
export { PREGNANCY_B2M } from './clinical/reading/pregnancy.ts';
export { isPending } from './clinical/reading/pending.ts';
export { isUnitInDoubt } from './clinical/reading/unit-doubt.ts';
export { isHigh } from './clinical/reading/staging.ts';
export { type Reading } from './clinical/reading/reading.ts';
export { nearest, newest, resultsOf } from './clinical/reading/select.ts';
export { ACID_URINE_PH, INVALID_URINE_PH, OVERFLOW_SERUM_B2M, TUBULAR_EXCRETION } from './clinical/reading/urine.ts';
export type { ReadingSettings } from './clinical/reading/settings.ts';
export type { Site } from './contracts/site.ts';
export { ageOn, DAY_MS, dayOf, daysSince, toInstant } from './clinical/quantities/time.ts';
export { analyteName, methodName } from './cards/analyte-name.ts';
export type { CardRow } from './cards/body.ts';
export { createAction, SUMMARY_MAX } from './cards/build.ts';
export {
  andList,
  capital,
  comparatorWords,
  number,
  orList,
  printedNumber,
  shown,
  shownAsReported,
  shownDate,
  shownUnit,
} from './cards/format.ts';
export { toEvidenceDating, type EvidenceDating } from './cards/dating.ts';
export { aberrationName, cytogeneticRows, resultDate, shareText } from './cards/cytogenetics.ts';
export { remarkInWords } from './cards/evidence.ts';
export { escapeText } from './cards/markdown.ts';
export { CARD_WORDS, type CardWords } from './cards/phrases.en.ts';
export { suggestOrder, type Orderable, type OrderContext } from './cards/orders.ts';
export type { Coding, Link, Suggestion } from './cards/types.ts';
export { MOST_ROWS } from './decision/card-rows.ts';
export type { CardPlan } from './decision/compose.ts';
export { missingDataNotes, type KeyWords } from './decision/data-notes.ts';
export {
  notUsed,
  notUsedPhrase,
  openOver,
  reasonIn,
  unreadLine,
  unreadNames,
  unreadOf,
  unreadPhrase,
  type NotUsed,
} from './decision/not-read.ts';
export { toEvaluation, withShadow } from './decision/evaluation.ts';
export type { ChartReading } from './decision/read-chart.ts';
export { frameFor } from './decision/service-frame.ts';
export { readBibliography, readServiceFile } from './decision/data-files.ts';
export { readLists, readSettings } from './decision/knowledge.ts';
export { tunableOf, type ServiceModule } from './decision/service-module.ts';
export { siteKnowledge, type SiteKnowledge } from './decision/site-knowledge.ts';
export { siteFaults, siteSchema } from './decision/site-schema.ts';
export { defineRule, runRules, type Finding, type Rule, type Silence } from './decision/rule.ts';
export { silenceOf } from './decision/silence.ts';
export type { Chart, Evaluation, Example, Located, Service, Situation } from './contracts/service.ts';
