// Phrases of every card, in English: one wording a concept.
import type { Disease, KeyWords } from '../../src/authoring.ts';

/** A card about B2M closes with what it is not. */
export const NOT_A_DIAGNOSIS = 'Not a diagnosis: B2M is not specific.';

/** Every other card. */
export const ADVICE_ONLY = 'Advice only.';

/** Values of a table that are missing. */
export const MISSING = {
  notOnRecord: 'not on record',
  noneWithin: (days: number): string => `none within ${days} days`,
  inPart: 'not in the part read',
  unread: 'could not be read',
  notUsed: (why: string): string => `not used: ${why}`,
  tooOld: (value: string): string => `${value}, too old`,
} as const;

/** What is missing, and for what. */
export function neededFor(what: readonly string[]): string {
  return `needed for ${what.join(', ')}`;
}

/** A change stands in the form `<finding>: <result>`. */
export function ifThen(finding: string, result: string): string {
  return `${finding}: ${result}`;
}

/** Plasma-cell diseases as clinicians call them. */
export const PLASMA_CELL_NAMES = {
  myeloma: 'myeloma',
  'plasma-cell-leukaemia': 'PCL',
  'al-amyloidosis': 'AL amyloidosis',
  'smouldering-myeloma': 'SMM',
  mgrs: 'MGRS',
  plasmacytoma: 'plasmacytoma',
  mgus: 'MGUS',
} as const satisfies Readonly<Partial<Record<Disease, string>>>;

/** Data that every service asks for, and what is unknown without them. */
export const KEY_WORDS = {
  conditions: ['the problem list', 'diagnosis and dialysis unknown'],
  medications: ['medications', 'treatment unknown'],
  procedures: ['procedures', 'dialysis sessions unknown'],
  patient: ['the patient record'],
} as const satisfies KeyWords;

export const NO_RESPONSE_CRITERION = 'B2M is no response criterion.';
export const NO_MYELOMA_RESPONSE_CRITERION = 'B2M is no response criterion; M-protein and free light chains are.';

/** On dialysis. */
export const NO_AMYLOID_SCREEN = 'Serum B2M is not advised as a screen for dialysis amyloid (KDOQI).';
export const DIALYSIS_SESSION = 'Dialysis session';
export const SAMPLE_BEFORE = 'sample before the session';

/** Beside a creatinine. */
export const STEADY = {
  since: (date: string): string => `steady since ${date}`,
  like: (value: string, date: string): string => `steady: ${value} on ${date}`,
  onlyOne: 'only value, not known to be steady',
} as const;

/** Of a urine. */
export function validPh(limit: string): string {
  return `valid: ${limit} or more`;
}

/** Tests: on the button that orders one, and in a sentence. */
export const TEST_NAMES = {
  b2m: ['serum beta-2 microglobulin', 'B2M'],
  albumin: ['serum albumin', 'albumin'],
  creatinine: ['creatinine with eGFR', 'creatinine'],
  ldh: ['LDH', 'LDH'],
  spep: ['serum protein electrophoresis', 'SPEP'],
  immunofixation: ['serum immunofixation', 'serum immunofixation'],
  freeLightChains: ['serum free light chains', 'serum free light chains'],
  bloodCount: ['blood count', 'blood count'],
  metabolicPanel: ['metabolic panel (with calcium)', 'metabolic panel'],
  urineElectrophoresis: ['24-h urine protein electrophoresis', '24-h urine protein electrophoresis'],
  urineProtein: ['24-h urine protein', '24-h urine protein'],
  urineCreatinine: ['urine creatinine', 'urine creatinine'],
  urinePh: ['urine pH', 'urine pH'],
} as const satisfies Readonly<Record<string, readonly [label: string, short: string]>>;

/** The link of every card to the page of its leading rule. */
export const BASIS = 'Basis: sources and limits';
