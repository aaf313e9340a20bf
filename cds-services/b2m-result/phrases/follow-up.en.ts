// What the cards say of a B2M after the baseline: that it is no stage, and how much of its rise filtration explains.
import { andList } from '../../../src/authoring.ts';
import { NO_MYELOMA_RESPONSE_CRITERION, NO_RESPONSE_CRITERION } from '../../shared/phrases.en.ts';

export const FOLLOW_UP = {
  later: (b2m: string, baseline: string, condition: string): string =>
    `${b2m} is a follow-up value, not a stage; baseline ${baseline}${condition}`,
  baseline: (stage: string, b2m: string, date: string): string => `${stage} (B2M ${b2m}, ${date})`,
  ifOfDiagnosis: ' if that is of diagnosis',
  current: (b2m: string, why: string, baseline: string): string =>
    `${b2m} is a current value, not a stage: ${why}${baseline}`,
  treatmentBegan: (date: string, isOrdered: boolean): string =>
    isOrdered ? `treatment was ordered ${date}` : `treatment began ${date}`,
  noneBefore: (isWhole: boolean): string =>
    isWhole ? ' and no B2M before it is on record' : ' and no B2M before it is among those read',
  noBaseline: (isWhole: boolean): string => `; no baseline B2M ${isWhole ? 'on record' : 'among those read'}`,
  why: {
    later: 'drawn after the baseline',
    'after-treatment': 'drawn after treatment began',
    'outside-window': 'drawn outside the window around diagnosis',
    relapse: 'relapsed disease',
    'no-diagnosis-date': 'the date of diagnosis is not on record',
    'rough-date': 'the date of diagnosis is known only roughly',
    'read-in-part': 'B2M was read only in part',
    remission: 'disease in remission',
    'diagnosis-in-doubt': 'treatment is older than the diagnosis on record',
    'still-untreated': 'drawn after the window around diagnosis',
    'treatment-date-open': 'when treatment began is known only roughly',
  },
  limit: 'ISS: before treatment only',
  treatmentValue: (isOrdered: boolean): string => (isOrdered ? 'ordered' : 'on record'),
  startOfTreatment: 'start of treatment',
  notResponse: NO_MYELOMA_RESPONSE_CRITERION,
  notResponseElsewhere: NO_RESPONSE_CRITERION,
  earlierPair: (from: string, to: string): string =>
    `a B2M and albumin from ${from} to ${to}, here or elsewhere: an ISS stage`,
};

export const RISE = {
  course: (start: string, now: string, factor: string, since: string, words: string | undefined): string =>
    `B2M ${start} → ${now} (${factor}) ${since}${words === undefined ? '' : ` with ${words}`}`,
  factor: (fold: string, isAtLeast: boolean): string => `${isAtLeast ? 'at least ' : ''}×${fold}`,
  since: (date: string, isNadir: boolean): string => `since ${isNadir ? 'its lowest of ' : ''}${date}`,
  shareOpen: 'without an eGFR of both times the share of filtration stays open',
  all: (egfr: string, fold: string): string => `filtration explains all of it (eGFR ${egfr}, expected ×${fold})`,
  none: (egfr: string): string => `filtration explains none of it (eGFR ${egfr})`,
  part: (fold: string, egfr: string, left: string): string =>
    `filtration explains ×${fold} (eGFR ${egfr}), ×${left} is left`,
  summary: (course: string, share: string): string => `${course}: ${share}`,
  egfrRow: (by: readonly string[]): string => `eGFR, ${andList(by)}`,
  by: { reported: 'reported', creatinine: 'calculated' },
  egfrValue: (course: string): string => `${course} mL/min/1.73 m²`,
  expected: (fold: string): string => `B2M expected: ×${fold}`,
  limit: (percent: string, absolute: number): string => `rise: ${percent}% and ${absolute} or more`,
  arrow: (from: string, to: string): string => `${from} → ${to}`,
  /** Reported in another unit: `4.1 mg/L, reported as 350 nmol/L (4.1 mg/L)`. */
  reported: (now: string, reported: string): string => `${now}, reported as ${reported.replace(` (${now})`, '')}`,
  underTreatment: 'A value under treatment: not a stage.',
  notForRelapse: 'A value under treatment: not a stage; ISS is not for relapse.',
  consider: 'Consider M-protein, free light chains, blood count, calcium and creatinine.',
  confirm: 'Confirm on a second sample.',
};
