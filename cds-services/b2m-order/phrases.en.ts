// Everything a clinician reads of this service, in English; a rule holds no words.
import { andList, capital, type KeyWords } from '../../src/authoring.ts';
import {
  DIALYSIS_SESSION,
  KEY_WORDS,
  NO_AMYLOID_SCREEN,
  NO_MYELOMA_RESPONSE_CRITERION,
  NO_RESPONSE_CRITERION,
  SAMPLE_BEFORE,
  validPh,
} from '../shared/phrases.en.ts';

const OF_THIS_SERVICE: KeyWords = { ...KEY_WORDS, labs: ['laboratory results'] };

export const NOTES = { keyWords: OF_THIS_SERVICE };

/** What a B2M is ordered for, and the indices it can serve. */
export const PURPOSE = {
  names: {
    myeloma: 'myeloma',
    waldenstrom: 'Waldenström',
    'follicular-lymphoma': 'follicular lymphoma',
    dlbcl: 'DLBCL',
    cll: 'CLL',
  },
  suspectedMyeloma: 'suspected myeloma',
  relapsed: (disease: string): string => `relapsed ${disease}`,
  /** In a list that names the index it revises. */
  revision: 'its revision',
} as const;

export const TOPIC_NAMES = { order: 'Ordering beta-2 microglobulin' } as const;

/** Groups of drugs that can injure the kidney, where only the group's code tells. */
export const NEPHROTOXIN_GROUPS = {
  nsaid: 'an NSAID',
  bisphosphonate: 'a bisphosphonate',
  polymyxin: 'a polymyxin',
  aminoglycoside: 'an aminoglycoside',
  antiviral: 'an antiviral',
  contrast: 'iodinated contrast',
} as const;

const FISH = 'FISH on selected plasma cells is for the specialist to order.';
const WHAT_IF_FIRST = ', if the first treatment';

export const COMPANIONS = {
  /** `open`: what cannot be told without them. */
  serum: (missing: readonly string[], open: readonly string[]): string =>
    `B2M ordered without ${andList(missing)}: ${andList(open)} would stay open`,
  serumTold: (missing: readonly string[], open: readonly string[]): string =>
    `Without ${andList(missing)} ${andList(open)} would stay open.`,
  urine: (missing: readonly string[]): string => `Urine B2M ordered without ${andList(missing)}, which it is read with`,
  filtration: 'filtration',
  serumCreatinine: 'serum creatinine',
  draw: (isOne: boolean, isBeforeTreatment: boolean): string =>
    `Draw ${isOne ? 'it' : 'them'} with the B2M${isBeforeTreatment ? ', before treatment' : ''}.`,
  filtrationMatters: 'Without filtration of the same time the cause of a raised B2M stays open.',
  fish: FISH,
  onRecord: 'on record',
  dilution: 'accounts for dilution',
  notOrdered: 'not ordered',
  validPh,
} as const;

export const DIALYSIS = {
  summary: 'B2M ordered on dialysis: draw it before the session; it shows clearance, not disease burden',
  amyloid: NO_AMYLOID_SCREEN,
  session: DIALYSIS_SESSION,
  onRecord: 'on record',
  limit: SAMPLE_BEFORE,
} as const;

export const URINE = {
  /** `add`: what is to be ordered with it. */
  summary: (add: readonly string[]): string =>
    `Urine B2M needs an alkaline sample (pH 6–8): below pH 6 it reads falsely low${add.length > 0 ? `; add ${ofUrine(add)}` : ''}`,
  timed: '24-h collection: keep refrigerated, bring to pH 6–8 as your laboratory asks.',
  spot: 'Void, drink 0.5 L of water, collect within 1 hour, bring to pH 6–8; freeze or test within 48 hours.',
  biotin: 'No biotin for 12 hours before.',
  raise: (drugs: readonly string[]): string =>
    `${capital(andList(drugs))} on record ${drugs.length > 1 ? 'raise' : 'raises'} urine B2M.`,
  medicationsUnread:
    'Medications were not read in full; cisplatin, carboplatin, gentamicin, tobramycin, nifedipine and X-ray contrast raise urine B2M.',
} as const;

/** `urine creatinine and pH`: named as urine once. */
function ofUrine([first = '', ...others]: readonly string[]): string {
  return andList([first, ...others.map((name) => name.replace(/^urine /, ''))]);
}

export const REPEAT = {
  summary: (days: number, value: string, within: number): string =>
    `Serum B2M was measured ${ago(days)} (${value}); a repeat within ${within} days seldom changes care`,
  limit: (days: number): string => `repeat: from ${days} days on`,
  inPlasmaCellDisease: NO_MYELOMA_RESPONSE_CRITERION,
  elsewhere: NO_RESPONSE_CRITERION,
} as const;

function ago(days: number): string {
  if (days === 0) return 'earlier today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

export const NEPHROTOXIC = {
  /** `ordered in myeloma with eGFR 26`. */
  ordered: (drugs: string, disease: string | undefined, why: string): string =>
    `${drugs} ordered${disease === undefined ? '' : ` in ${disease}`} ${why}`,
  summary: (ordered: string): string => `${capital(ordered)}: it can injure the kidney further`,
  names: (names: readonly string[], more: number): string =>
    more > 0 ? `${names.join(', ')} and ${more} more` : andList(names),
  consider: 'Consider nephrology advice before the first dose.',
  raise: (drugs: string, several: boolean): string =>
    `${capital(drugs)} also ${several ? 'raise' : 'raises'} urine B2M.`,
  withEgfr: (egfr: string): string => `with eGFR ${egfr}`,
  tubular: 'while urine B2M shows a proximal tubular pattern',
  rising: (from: string, to: string): string => `while creatinine is rising (${from} → ${to} mg/dL)`,
  recovering: (now: string): string => `while the kidneys are recovering from injury (creatinine ${now} mg/dL)`,
  falling: (now: string): string => `while creatinine is not steady (falling, ${now} mg/dL)`,
  unknown: (now: string): string => `while creatinine is ${now} mg/dL, acute or chronic not known`,
  coded: 'while acute kidney injury is on the problem list',
  egfrRow: 'eGFR, calculated',
  egfrValue: (egfr: string): string => `${egfr} mL/min/1.73 m²`,
  limit: (isWarning: boolean, egfr: number): string => `${isWarning ? 'warning' : 'caution'} below ${egfr}`,
} as const;

export const FIRST_DOSE = {
  b2mNotUsed: (why: string): string => `The B2M on record is not used (${why})`,
  noB2m: (albuminToo: boolean, isRead: boolean): string =>
    `No B2M${albuminToo ? ' or albumin' : ''} ${isRead ? 'on record' : 'among the results read'}`,
  summary: (absent: string, drug: string, lost: string): string => `${absent} before ${drug}: ${lost}`,
  summaryInDoubt: (absent: string, drug: string, lost: string): string =>
    `${absent} before ${drug}${WHAT_IF_FIRST}: ${lost}`,
  noAlbumin: (days: number, date: string): string => `No albumin within ${days} days of the B2M of ${date}`,
  oneDraw: 'One draw before the dose is enough.',
  oneDrawOfBoth: 'One draw of both before the dose is enough.',
  open: (why: string): string => `Open: ${why}.`,
  b2mUnread: 'B2M was not read in full',
  fish: 'FISH is for the specialist to order.',
  onRecord: 'on record',

  given: (drug: string | undefined, date: string | undefined): string =>
    `whether ${drug ?? 'a drug'}${date === undefined ? '' : ` of ${date}`} on record has been given, or for this`,
  noDate: 'the date of diagnosis is not known',
  notRead: {
    medications: 'medications were not read in full',
    procedures: 'procedures were not read in full',
    conditions: 'entries of the problem list were not read in full',
  },

  myeloma: {
    name: 'myeloma',
    lost: 'the ISS stage cannot be made after the first dose',
    lostInDoubt: 'ISS cannot be made after it',
    albuminFor: 'ISS needs both, drawn before the first dose',
    albuminForInDoubt: 'ISS needs both, drawn before it',
  },
  cll: {
    name: 'CLL',
    lost: 'CLL-IPI is made of values before treatment',
    lostInDoubt: 'CLL-IPI needs values before treatment',
    albuminFor: '',
    albuminForInDoubt: '',
  },
  waldenstrom: {
    name: 'Waldenström',
    lost: 'IPSSWM and its revision are made of values before treatment',
    lostInDoubt: 'IPSSWM needs values before it',
    albuminFor: 'the revised IPSSWM needs both, drawn before it',
    albuminForInDoubt: 'the revised IPSSWM needs both',
  },
} as const;
