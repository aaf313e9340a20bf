// What the cards say of values and light chains that reach myeloma-defining limits.
import { andList, capital, type DefiningEvent } from '../../../src/authoring.ts';

const NAMES: Readonly<Record<DefiningEvent['kind'], string>> = {
  hemoglobin: 'Hb',
  calcium: 'calcium',
  creatinine: 'creatinine',
  clearance: 'creatinine clearance',
  egfr: 'eGFR',
};

export const EVENTS = {
  ratioMethod: (isCalculated: boolean): string => `kappa ÷ lambda${isCalculated ? '' : ', as reported'}`,
  summary: (values: readonly string[], why: string): string =>
    `${capital(andList(values))} ${values.length === 1 ? 'reaches a myeloma-defining limit' : 'reach myeloma-defining limits'} (IMWG 2014); ${why}`,
  ratioSummary: (ratio: string, chain: string, why: string): string =>
    `Free light chain ratio ${ratio} with ${chain} is a myeloma-defining event (IMWG 2014); ${why}`,
  names: NAMES,
  named: (kind: DefiningEvent['kind'], value: string): string => `${NAMES[kind]} ${value}`,
  /** `below 10`, `more than 1 above its limit 10.2`. */
  reached: (limit: DefiningEvent['limit']): string =>
    'by' in limit
      ? `more than ${limit.by} ${limit.side === '>' ? 'above' : 'below'} its limit ${limit.ofLimit}`
      : `${limit.side === '>' ? 'above' : 'below'} ${limit.cut}${limit.unit === undefined ? '' : ` ${limit.unit}`}`,
  orMore: (limit: number): string => `${limit} or more`,
  chain: (analyte: 'free-kappa' | 'free-lambda', value: string): string =>
    `${analyte === 'free-kappa' ? 'kappa' : 'lambda'} ${value}`,
  involved: (isLambda: boolean): string => `${isLambda ? 'Lambda' : 'Kappa'}, involved`,
  ofLambda: (ratio: string): string => `${ratio} (lambda/kappa)`,
  /** Why myeloma is looked for. */
  onRecord: (disease: string): string => `${disease} is on record`,
  isSuspected: 'myeloma is suspected',
  diagnosisWouldChange: 'a confirmed myeloma diagnosis: ISS from this B2M and an albumin of the same time',
  /** The same where no B2M is told. */
  diagnosisWouldOpen: 'a confirmed myeloma diagnosis: ISS from a B2M and an albumin of one time',
  ratio: (isLambda: boolean): string => `${isLambda ? 'Lambda/kappa' : 'Kappa/lambda'} ratio`,
  limit: (limit: string): string => `event: ${limit}`,
  renalRange: (limit: number): string => `renal range only below ${limit}`,
  onlyMyeloma: 'ISS: only in myeloma',
  ofItsCause: 'A value counts only if the plasma-cell disease is its cause.',
  review: 'Consider specialist review of the diagnosis.',
  reviewWith: 'Consider specialist review of the diagnosis (marrow, imaging).',
  assay: 'Defined with the Freelite assay; others read differently.',
  earlierUnread: 'Earlier free light chains were not read in full: whether this is new is open.',
  noIss: 'No ISS until myeloma is on the problem list.',
} as const;
