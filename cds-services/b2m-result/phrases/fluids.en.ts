// What the cards say of B2M in urine and in cerebrospinal fluid.
export const CSF_PHRASES = {
  summary: (value: string, limit: string): string =>
    `CSF B2M ${value} is above the laboratory limit (${limit}); this alone does not show CNS lymphoma`,
  noStage: 'CSF B2M is never part of a stage or index.',
  hiv: 'HIV infection also raises it.',
} as const;

export const URINE_PHRASES = {
  limit: (limit: string): string => `limit ${limit}`,
  validPh: (limit: string): string => `valid: ${limit} or more`,
  excretion: 'Fractional excretion',
  excretionLimit: (percent: number): string => `tubular: ${percent}% or more; usual: about 0.1% or less`,
  noPh: (isRead: boolean): string =>
    `Urine pH is not ${isRead ? 'on record' : 'known'}; a high value stands whether the urine is acid or not.`,
  openPh: 'The urine pH leaves open whether it was acid; a high value stands either way.',
  acid: (ph: string): string => `Urine pH ${ph}: acid urine degrades B2M, so the true value may be higher still.`,
  overflow: 'A high serum level alone can exceed what the tubules take up.',
  degraded: (invalidBelow: number | undefined): string =>
    `B2M is degraded in acid urine${invalidBelow === undefined ? '' : `; below pH ${invalidBelow} the result is invalid`}.`,
  recollect: 'Recollect: void, drink 0.5 L of water, collect within 1 hour, bring to pH 6–8.',
  secondSample: 'a second urine sample at pH 6 or more',
  creatinine: 'urine creatinine for the fractional excretion (about 0.1% or less is usual)',
} as const;
