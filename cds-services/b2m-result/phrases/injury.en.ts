// What the cards say of acute kidney injury, of recovery from it, and of a creatinine of which nobody knows.
const NOT_GIVEN = 'No eGFR and no expected B2M are given';

export const INJURY = {
  urgent: (summary: string): string => `Urgent: ${summary}`,
  /** `creatinine`: `creatinine 1.0 → 2.9 mg/dL in 6 days`. */
  acute: (stage: number, patient: string, creatinine: string): string =>
    `acute kidney injury stage ${stage} with ${patient}: ${creatinine}`,
  acuteOrChronic: (patient: string, creatinine: string): string =>
    `acute kidney injury or new chronic disease, with ${patient}; ${creatinine}`,
  recovering: (stage: number, patient: string, creatinine: string): string =>
    `creatinine is falling after acute kidney injury stage ${stage}, with ${patient}: ${creatinine}`,
  unknown: (value: string, patient: string, why: string): string =>
    `creatinine ${value} with ${patient}: acute or chronic not known, ${why}`,
  coded: (when: string, patient: string, value: string | undefined): string =>
    `acute kidney injury is on the problem list (${when}), with ${patient}; creatinine${value === undefined ? '' : ` ${value}`} counts as not steady`,
  undated: 'undated',
  /** Each reads on after "with". */
  patients: {
    myelomaKidney: 'myeloma kidney',
    suspected: 'suspected myeloma',
    highLightChains: (disease: string | undefined): string =>
      `high free light chains${disease === undefined ? '' : ` in ${disease}`}`,
  },
  checkChains: '; check free light chains',

  creatinine: (from: string, to: string, span: string): string => `creatinine ${from} → ${to} mg/dL in ${span}`,
  fallen: (from: string, to: string, span: string): string => `${from} → ${to} mg/dL in ${span}`,
  fromLong: (from: string, how: string, to: string): string => `creatinine ${from} (${how}) → ${to} mg/dL`,
  mgdl: (value: string): string => `${value} mg/dL`,
  days: (days: number): string => `${days} days`,
  daysAgo: (days: number): string => `${days} days ago`,
  medianAgo: (count: number, days: number): string => `median of ${count}, ${days} days ago`,
  hours: (hours: number): string => (hours === 1 ? '1 hour' : `${hours} hours`),

  why: {
    noPair: 'raised for more than 30 days without two values that agree',
    noneInPart: 'no earlier value in the part read',
    none: 'no earlier value on record',
  },

  rise: (ratio: string): string => `Rise ×${ratio}. ${NOT_GIVEN}: creatinine is not steady.`,
  notGiven: `${NOT_GIVEN}: creatinine is not steady.`,
  notGivenShort: `${NOT_GIVEN}.`,
  check: 'Check free light chains, calcium, volume and nephrotoxic drugs.',
  checkAndConsider: 'Check free light chains, calcium, volume and nephrotoxic drugs; consider nephrology advice.',
  considerUrgent:
    "Consider urgent advice from the myeloma team and nephrology; this does not replace the laboratory's own alert.",

  belowRepeat: (value: string): string => `a repeat creatinine below ${value} mg/dL: no injury by this criterion`,
  repeatOrChronic: (below: string, now: string): string =>
    `a repeat below ${below} mg/dL: no injury; about ${now} mg/dL again after 14 days: new chronic disease`,
  agreeing: 'two values that agree: creatinine is steady again',
  earlier: 'an earlier value, or a second one that agrees: acute or chronic is known',
  steadyAgain: 'a later creatinine that is steady or within its range: no injury now',

  rows: {
    baseline: 'Creatinine, baseline',
    peak: 'Creatinine, peak',
    stage: (stage: number, ratio: number): string => `stage ${stage}: ×${ratio} or more`,
    stageByValue: (value: number): string => `stage 3: ${value} or more`,
    stageByRise: (rise: number, hours: number): string => `stage 1: rise of ${rise} in ${hours} hours`,
    falling: 'falling: not steady',
    notKnown: 'not known to be steady',
    countsUnsteady: 'counts as not steady',
    lowestOf: (span: string): string => `lowest of ${span}`,
    onlyValue: 'only value, 8–365 days',
    medianOf: (count: number): string => `median of ${count}, 8–365 days`,
    noExpected: 'no expected B2M given',
    lightChains: 'Free light chains',
    neededNow: 'needed now',
    /** `kappa 1850 mg/L, ratio 154`. */
    chains: (involved: string | undefined, ratio: string): string =>
      `${involved === undefined ? '' : `${involved}, `}ratio ${ratio}`,
    cast: (limit: number): string => `cast nephropathy: ${limit} mg/L or more, by assay`,
  },
};
