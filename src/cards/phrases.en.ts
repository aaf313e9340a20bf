// Everything a clinician reads on the cards of every service, in English: names, table, what is missing, what was not read.
import type { Aberration, Analyte, SetAsideReason, UnreadReason } from '../clinical/facts/types.ts';
import type { Comparator } from '../clinical/quantities/quantity.ts';
import type { Baseline } from '../clinical/reading/baseline.ts';
import type { OpenReason } from '../clinical/reading/fish-result.ts';
import type { OutOfScope } from '../clinical/reading/reading.ts';
import type { RenalReading } from '../clinical/reading/renal.ts';

const ANALYTES: Readonly<Record<Analyte, string>> = {
  'b2m-serum': 'B2M',
  'b2m-serum-postdialysis': 'Serum B2M after dialysis',
  'b2m-urine': 'Urine B2M',
  'b2m-urine-24h': '24-h urine B2M',
  'b2m-urine-creatinine-ratio': 'Urine B2M/creatinine',
  'b2m-csf': 'CSF B2M',
  'creatinine-serum': 'Creatinine',
  'creatinine-urine': 'Urine creatinine',
  'creatinine-clearance': 'Creatinine clearance',
  'albumin-serum': 'Albumin',
  'calcium-serum': 'Calcium',
  'ldh-serum': 'LDH',
  egfr: 'eGFR, reported',
  'cystatin-c': 'Cystatin C',
  'urine-ph': 'Urine pH',
  hemoglobin: 'Hb',
  platelets: 'Platelets',
  'm-protein': 'M-protein',
  'free-kappa': 'Kappa',
  'free-lambda': 'Lambda',
  'free-light-chain-ratio': 'Kappa/lambda ratio',
  ecog: 'ECOG',
  'body-weight': 'Body weight',
};

const ABERRATIONS: Readonly<Record<Aberration, string>> = {
  del17p: 'del(17p)',
  tp53: 'TP53 mutation',
  't4-14': 't(4;14)',
  't14-16': 't(14;16)',
  't14-20': 't(14;20)',
  gain1q: '1q+',
  del1p32: 'del(1p32)',
};

/** A reader who is read to hears no sign. */
const COMPARATORS: Readonly<Record<Comparator, string>> = {
  '<': 'below ',
  '<=': 'at most ',
  '>': 'above ',
  '>=': 'at least ',
};

/** Why a result on record cannot be used. */
const NOT_USED: Readonly<Record<SetAsideReason, string>> = {
  'another-patient': 'another patient’s',
  'entered-in-error': 'entered in error',
  cancelled: 'cancelled',
  preliminary: 'preliminary',
  'status-unknown': 'its status is not known',
  'no-value': 'no value',
  'no-unit': 'no unit',
  'unknown-unit': 'a unit that cannot be read',
  'arbitrary-unit': 'arbitrary units',
  implausible: 'implausible',
  'unit-implausible': 'implausible in its unit',
  'no-date': 'no date',
  'future-date': 'dated in the future',
  'post-dialysis': 'drawn after dialysis',
  'other-specimen': 'another specimen',
  'not-numeric': 'text, no number',
  duplicate: 'reported twice',
  'free-text': 'free text',
  unreadable: 'a value that cannot be read',
  'unreadable-date': 'a date that cannot be read',
  'modifier-not-understood': 'modified in a way that is not understood',
  'not-about-the-patient': 'not about the patient',
  'not-to-be-performed': 'not to be performed',
  'contradictory-specimen': 'its specimen is another fluid',
};

/** Why a FISH or variant result leaves its answer open. */
const GENETICS_OPEN = {
  'variant-benign': 'benign variant, not counted',
  'variant-uncertain': 'variant of uncertain significance, not counted',
  'variant-germline': 'germline or of unknown origin, not counted',
  'variant-copy-number': 'change of copy number, not counted',
  'variant-several-genes': 'several genes in one result, not counted',
  'answer-not-read': 'not used: answer not read',
  'free-text': 'not used: text',
  'no-date': 'not used: no date',
  'unreadable-date': 'not used: date not read',
  'future-date': 'not used: date in the future',
} as const satisfies Readonly<Partial<Record<OpenReason, string>>>;

/** When a FISH result was taken, where that leaves its answer open. */
const GENETICS_TIME = {
  'older-negative': 'too old: open',
  'after-window': 'too late: open',
  'after-treatment': 'after treatment began: open',
  'time-not-known': 'of unknown time: open',
} as const satisfies Readonly<Partial<Record<OpenReason, string>>>;

/** Remarks of the evidence, by what an assessment notes. */
const REMARKS: Readonly<Record<Remark, string>> = {
  'withheld-child': 'below 18 years: the equations are for adults',
  'withheld-dialysis': 'on dialysis: B2M follows clearance by dialysis, not an eGFR',
  'withheld-end-stage': 'end-stage kidney disease, dialysis not on record: no eGFR',
  'withheld-dialysis-open':
    'dialysis without a date, or not known to have been done, is on record, so it is not excluded',
  'withheld-pregnancy': 'pregnancy: eGFR equations are not valid',
  'withheld-unsteady': 'creatinine is not steady: no eGFR',
  'withheld-dialysis-unknown': 'the problem list was not read in full, so dialysis is not excluded',
  'withheld-rough-date': 'the date of this B2M is known only roughly, so no creatinine can be said to be of its time',
  'withheld-steadiness-unknown':
    'creatinine was not read in full around this result, so an acute kidney injury is not excluded',
  'peak-stage-1': 'of the present value; the peak that it has fallen from was stage 1',
  'peak-stage-2': 'of the present value; the peak that it has fallen from was stage 2',
  'peak-stage-3': 'of the present value; the peak that it has fallen from was stage 3',
  'staging-no-diagnosis-date': 'the date of diagnosis is not known: a stage if these are baseline values',
  'staging-rough-date':
    'the date of diagnosis or of the sample is known only roughly: a stage if these are baseline values',
  'staging-read-in-part': 'B2M was read only in part: a stage if no later one of that time is on record',
  'staging-treatment-date-open': 'when treatment began is not known: a stage if drawn before treatment',
  'staging-diagnosis-in-doubt':
    'treatment older than the diagnosis leaves its date in doubt: a stage if these are baseline values',
  'staging-still-untreated': 'drawn after the window around diagnosis: a stage if still untreated',
  'staging-outside-window': 'drawn outside the window around diagnosis: current values, not a diagnostic stage',
  'staging-after-treatment': 'drawn after treatment began: current values, not a diagnostic stage',
  'staging-relapse': 'relapsed disease: current values, not a diagnostic stage',
  'staging-remission': 'disease in remission: current values, not a diagnostic stage',
  'trend-not-steady': 'Creatinine not at steady state at the time of the latest B2M.',
  'trend-nothing-earlier': 'No earlier B2M of the same kind that the latest can be compared with.',
  'urine-ph-not-reported': 'Urine pH not reported: B2M reads falsely low in acid urine (pH below 6).',
  'del17p-exactly-at-cut': 'del(17p) in exactly 20% of cells: the limit is more than 20%, and sources differ.',
  'del17p-share-not-given': 'del(17p) without the share of cells: criterion 1 is met if in more than 20% of cells.',
  'geltamo-stage-three': 'Stage III counts in the paper; one abstract of it counts only stage IV.',
};

type Remark =
  | `withheld-${NonNullable<RenalReading['withheld']>}`
  | `staging-${NonNullable<Baseline['because']>}`
  | 'peak-stage-1'
  | 'peak-stage-2'
  | 'peak-stage-3'
  | 'trend-not-steady'
  | 'trend-nothing-earlier'
  | 'urine-ph-not-reported'
  | 'del17p-exactly-at-cut'
  | 'del17p-share-not-given'
  | 'geltamo-stage-three';

const OUT_OF_SCOPE: Readonly<Record<OutOfScope, string>> = {
  child: 'below 18 years: equations and stages are for adults',
  deceased: 'the patient has died',
  'comfort-care': 'comfort care',
};

/** Why an entry of the problem list was not read. */
const ENTRY_NOT_READ = {
  'named-in-words-only': 'words only',
  'verification-not-understood': 'its verification is not understood',
  'clinical-status-not-understood': 'its clinical status is not understood',
  'modifier-not-understood': 'modified in a way that is not understood',
} as const satisfies Readonly<Partial<Record<UnreadReason, string>>>;

export const CARD_WORDS = {
  analytes: ANALYTES,
  serumB2m: 'Serum B2M',
  aberrations: ABERRATIONS,
  comparators: COMPARATORS,
  /** By which two results of one draw differ, where only the code tells. */
  methods: {
    immunoassay: 'immunoassay',
    electrophoresis: 'electrophoresis',
    'bromocresol green': 'bromocresol green',
    'bromocresol purple': 'bromocresol purple',
  },
  /** Of the laboratory's own range. */
  sides: { high: '(high)', low: '(low)' },
  or: (items: readonly string[]): string => join(items, 'or'),
  and: (items: readonly string[]): string => join(items, 'and'),
  /** UCUM → what stands on a laboratory report, where that is a word. */
  units: { 'ug/g{creat}': 'µg/g creatinine', a: 'y' },
  span: {
    fromTo: (from: string, to: string): string => `from ${from} to ${to}`,
    from: (from: string): string => `from ${from} on`,
    upTo: (to: string): string => `up to ${to}`,
    all: 'throughout',
  },

  genetics: {
    /** `45% of cells`. */
    cells: (share: string, isSelected: boolean): string =>
      `${share} of ${isSelected ? 'selected plasma cells' : 'cells'}`,
    present: 'present',
    presentIn: (cells: string): string => `present in ${cells}`,
    in: (cells: string): string => `in ${cells}`,
    notStated: 'present, significance not stated',
    shareNotGiven: 'present, share not given',
    absent: 'absent',
    absentIn: (cells: string): string => `absent, in ${cells}`,
    reported: (isPresent: boolean): string => (isPresent ? 'reported present' : 'reported absent'),
    reportedIn: (reported: string, cells: string): string => `${reported} in ${cells}`.trim(),
    belowCut: (said: string, percent: number): string => `${said}, below ${percent}%: open`,
    absentButIn: (cells: string): string => `reported absent, but in ${cells}: open`,
    timed: (said: string, when: string): string => `${said}, ${when}`,
    open: GENETICS_OPEN,
    time: GENETICS_TIME,
    dateNotKnown: 'not known',
    issued: (day: string): string => `issued ${day}`,
    byFish: (names: string): string => `${names}, FISH`,
    /** Of the evidence. */
    method: { variant: 'variant assessment', fish: 'FISH' },
  },

  table: {
    result: 'Result',
    value: 'Value',
    valueOf: (date: string): string => `Value, ${date}`,
    limit: 'Limit or expected',
    results: 'Results:',
    resultsOf: (date: string): string => `Results of ${date}:`,
    limitIs: (limit: string): string => `limit ${limit}`,
    laboratoryLimit: (limit: string): string => `laboratory limit ${limit}`,
  },
  change: 'What would change this:',
  closing: (sentence: string, version: string): string => `${sentence} Rules ${version}.`,
  order: (test: string): string => `Order ${test}`,
  orderAction: (test: string, loinc: string): string => `Add a draft order: ${test} (LOINC ${loinc})`,

  /** Why a card is declined: HL7's own words where the code is theirs. */
  overrideReasons: {
    'already-ordered': 'Patient has indication/order for intended action',
    'already-done': 'Recommended action was already completed',
    'not-clinically-indicated': 'Recommended action is not relevant or a priority in current state of health',
    disagree: 'Recipient does not agree with or trust the recommended action',
    'chronic-kidney-disease': 'Known chronic kidney disease',
    'staged-elsewhere': 'Staged elsewhere',
    'unit-confirmed': 'Laboratory confirms the unit',
    'result-error': 'Result in error',
    palliative: 'Palliative care',
    'new-therapy': 'New therapy since the last result',
    'trial-protocol': 'Trial protocol',
  },

  notUsed: {
    value: (why: string): string => `not used: ${why}`,
    why: NOT_USED,
    datedOnly: (date: string | undefined): string => `dated only ${date ?? 'roughly'}`,
    /** `albumin of 2026-11-20 not used: no unit`. */
    phrase: (name: string, date: string | undefined, why: string): string =>
      `${/^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name}${date === undefined ? '' : ` of ${date}`} not used: ${why}`,
    more: (count: number): string => `${count} more not used`,
  },
  notRead: {
    conditions: (count: number): string =>
      `${count} ${count === 1 ? 'entry' : 'entries'} of the problem list could not be read`,
    medications: (count: number): string => `${count} ${count === 1 ? 'medication' : 'medications'} could not be read`,
    procedures: (count: number): string => `${count} ${count === 1 ? 'procedure' : 'procedures'} could not be read`,
    results: (count: number): string => `${count} ${count === 1 ? 'result' : 'results'} could not be read`,
    among: (read: number, unread: string): string => `${read} read; ${unread}`,
    line: (unread: string, open: string): string => `${unread}: ${open}.`,
    /** `“Multiple myeloma, IgG kappa”, words only`. */
    entry: (name: string, why: string | undefined): string => `“${name}”${why === undefined ? '' : `, ${why}`}`,
    why: ENTRY_NOT_READ,
  },
  data: {
    lost: (what: string, unknown: string | undefined): string =>
      unknown === undefined ? what : `${what} (${unknown})`,
    couldNotBeRead: (what: readonly string[]): string => `Could not be read: ${what.join(', ')}.`,
    complete: (what: string, spans: string): string => `${what} (complete ${spans})`,
    inPart: (what: readonly string[]): string => `Read only in part: ${what.join(', ')}.`,
    backTo: (what: string, date: string, isOrdering: boolean): string =>
      `${what} were read in part, back to ${date} only; older ones may exist${isOrdering ? '' : ', so no order is offered'}.`,
    /** Of several, each back to its own day. */
    eachBackTo: (parts: readonly (readonly [what: string, date: string])[], isOrdering: boolean): string =>
      `Read only in part: ${parts.map(([what, date]) => `${what} back to ${date}`).join(', ')}; older ones may exist${isOrdering ? '' : ', so no order is offered'}.`,
    /** Added to the reason of a silent rule. */
    notReadKeys: (keys: readonly string[]): string => `not read: ${keys.join(', ')}`,
    inPartKeys: (keys: readonly string[]): string => `read only in part: ${keys.join(', ')}`,
  },
  remarks: REMARKS,
  /** Why nothing at all is said. */
  outOfScope: OUT_OF_SCOPE,
  /** Why a rule was not asked, or shows nothing, whatever it would say. */
  rules: {
    notAsked: (hook: string): string => `not asked at ${hook}`,
    off: 'switched off at this site',
    nothingToBeginWith: 'nothing on record that it could begin with',
    shadow: (said: string): string => `kept in shadow at this site; it would say: ${said}`,
    silent: (said: string): string => `kept silent at this site; it would say: ${said}`,
  },
};

export type CardWords = typeof CARD_WORDS;

function join(items: readonly string[], word: string): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`;
}
