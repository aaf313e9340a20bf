// What the cards say of B2M in urine and in cerebrospinal fluid.
import { andList, capital } from '../../../src/authoring.ts';
import { validPh } from '../../shared/phrases.en.ts';

export const CSF_PHRASES = {
  summary: (value: string, limit: string): string =>
    `CSF B2M ${value} is above the laboratory limit (${limit}); this alone does not show CNS lymphoma`,
  noStage: 'CSF B2M is never part of a stage or index.',
  hiv: 'HIV infection also raises it.',
} as const;

export const URINE_PHRASES = {
  named: (value: string, limit: string): string => `${value} (limit ${limit})`,
  notKnown: 'not known',
  serumB2m: 'serum B2M',
  /** What on record raises urine B2M, beside drugs. */
  causeNames: {
    'heavy-metal': 'heavy metal exposure',
    sjogren: 'Sjögren syndrome',
    lupus: 'lupus',
    'tubular-disorder': 'a tubulo-interstitial disorder',
    'kidney-transplant': 'kidney transplant',
    'myeloma-kidney': 'myeloma kidney',
  },
  tubular: (urine: string, serum: string, cause: string | undefined): string =>
    `Urine B2M ${urine} with serum ${serum}: proximal tubular pattern${cause === undefined ? '' : `; ${cause}`}`,
  tubularTold: 'Urine B2M is high with a serum B2M that is not: proximal tubular pattern.',
  bothHigh: (urine: string, serum: string): string =>
    `Urine B2M ${urine} with serum ${serum}: both high, overflow possible; no tubular conclusion`,
  bothHighTold: 'Urine and serum B2M are both high: overflow possible, no tubular conclusion.',
  noConclusion: (urine: string, serum: string): string =>
    `Urine B2M ${urine} with serum ${serum}: both high; no conclusion on tubules or overflow`,
  noConclusionTold: 'Urine and serum B2M are both high: no conclusion on tubules or overflow.',
  notTubular: (urine: string, serum: string): string =>
    `Urine B2M ${urine} with serum ${serum} (high): filtration or overproduction, no tubular pattern`,
  notTubularTold: 'Urine B2M is not high: filtration or overproduction, no tubular pattern.',
  mayBeLow: (ph: string): string => `Urine B2M may be falsely low: urine pH ${ph}`,
  mayBeLowTold: 'Urine B2M may be falsely low: the urine is acid.',
  differ: (high: string, not: string): string =>
    `Urine B2M of one day differ: ${high} is high, ${not} is not; no conclusion`,
  differTold: 'Urine B2M of one day differ: one is high and one is not; no conclusion.',
  repeatBoth: 'Repeat both, with urine pH and urine creatinine, before concluding on the tubules.',
  otherWay: (value: string): string => `Urine B2M of the same day measured another way: ${value}.`,
  withoutSerum: (urine: string, why: string): string =>
    `Urine B2M ${urine}: ${why}, so a tubular pattern is not told from overflow`,
  withoutSerumTold: 'Urine B2M is high without a serum B2M of its time: a tubular pattern is not told from overflow.',
  noSerum: (days: number): string => `no serum B2M within ${days} days`,
  since: (cause: string, date: string): string => `${cause} since ${date}`,
  onRecord: 'on record',
  raises: 'raises urine B2M',
  knownCauses: (names: readonly string[], isAdvised: boolean): string =>
    `${capital(andList(names))} ${names.length > 1 ? 'are known causes' : 'is a known cause'}${isAdvised ? '; consider nephrology advice' : ''}.`,
  causes:
    'Consider drugs (aminoglycosides, platinum compounds, tenofovir, lithium), heavy metals, Sjögren syndrome, pyelonephritis.',
  nephrology: 'Consider nephrology advice.',
  inPlasmaCell: 'In plasma-cell disease think of light-chain proximal tubulopathy; consider nephrology advice.',
  withoutExcretion: (urine: string, serum: string): string =>
    `Urine B2M ${urine} with serum ${serum}: no conclusion without the fractional excretion`,
  withoutExcretionTold: 'Urine B2M is high: no conclusion without the fractional excretion.',
  excretionIs: (percent: number): string =>
    `Fractional excretion of ${percent}% or more is a tubular pattern (normally about 0.1% or less).`,
  serumNotUsed: (why: string): string => `serum B2M is not used (${why})`,
  limit: (limit: string): string => `limit ${limit}`,
  laboratoryLimit: (limit: string): string => `laboratory limit ${limit}`,
  validPh,
  excretion: 'Fractional excretion',
  excretionLimit: (percent: number): string => `tubular: ${percent}% or more; normally about 0.1% or less`,
  noPh: (isRead: boolean): string =>
    `Urine pH is not ${isRead ? 'on record' : 'known'}; a high value stands whether the urine is acid or not.`,
  phNotReported: 'Urine pH not reported: B2M reads falsely low in acid urine (pH below 6).',
  openPh: 'The urine pH leaves open whether it was acid; a high value stands either way.',
  acid: (ph: string): string => `Urine pH ${ph}: acid urine degrades B2M, so the true value may be higher still.`,
  overflow: 'A high serum level alone can exceed what the tubules take up.',
  degraded: (invalidBelow: number | undefined): string =>
    `B2M is degraded in acid urine${invalidBelow === undefined ? '' : `; below pH ${invalidBelow} the result is invalid`}.`,
  recollect: 'Recollect: void, drink 0.5 L of water, collect within 1 hour, bring to pH 6–8.',
  secondSample: 'a second urine sample at pH 6 or more',
  creatinine: 'urine creatinine for the fractional excretion (normally about 0.1% or less)',
} as const;
