// Why a clinician may decline a card, coded: HL7's non-adherence reasons where one fits, ours where none does.
import type { Coding } from './types.ts';

/** @source https://terminology.hl7.org/CodeSystem-non-adherence-reason-codes.html */
const HL7 = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
const OURS = 'https://clearstage.org/CodeSystem/override-reason';

const REASONS = {
  'already-ordered': {
    system: HL7,
    code: 'indication-order-exists',
    display: 'Patient has indication/order for intended action',
  },
  'already-done': { system: HL7, code: 'action-completed', display: 'Recommended action was already completed' },
  'not-clinically-indicated': {
    system: HL7,
    code: 'action-not-priority',
    display: 'Recommended action is not relevant or a priority in current state of health',
  },
  disagree: {
    system: HL7,
    code: 'recipient-does-not-trust',
    display: 'Recipient does not agree with or trust the recommended action',
  },
  'chronic-kidney-disease': {
    system: OURS,
    code: 'chronic-kidney-disease',
    display: 'Known chronic kidney disease',
  },
  'staged-elsewhere': { system: OURS, code: 'staged-elsewhere', display: 'Staged elsewhere' },
  'unit-confirmed': { system: OURS, code: 'unit-confirmed', display: 'Laboratory confirms the unit' },
  'result-error': { system: OURS, code: 'result-error', display: 'Result in error' },
  palliative: { system: OURS, code: 'palliative', display: 'Palliative care' },
  'new-therapy': { system: OURS, code: 'new-therapy', display: 'New therapy since the last result' },
  'trial-protocol': { system: OURS, code: 'trial-protocol', display: 'Trial protocol' },
} as const satisfies Readonly<Record<string, Coding>>;

/** What a card asks of its reader: to stage, to know, to order tests, to see to an injury, to ask the laboratory, to order well. */
export type CardKind = 'stage' | 'read' | 'work' | 'injury' | 'unit' | 'order';

/** Five at most, the one most worth knowing first. */
const BY_KIND: Readonly<Record<CardKind, readonly (keyof typeof REASONS)[]>> = {
  stage: ['staged-elsewhere', 'result-error', 'not-clinically-indicated', 'palliative', 'disagree'],
  read: ['result-error', 'not-clinically-indicated', 'palliative', 'disagree'],
  work: ['already-ordered', 'already-done', 'result-error', 'palliative', 'disagree'],
  injury: ['already-done', 'chronic-kidney-disease', 'result-error', 'palliative', 'disagree'],
  unit: ['unit-confirmed', 'result-error', 'not-clinically-indicated', 'palliative', 'disagree'],
  order: ['already-ordered', 'new-therapy', 'trial-protocol', 'not-clinically-indicated', 'disagree'],
};

export function overrideReasons(kind: CardKind): readonly Coding[] {
  return REASONS_BY_KIND[kind];
}

const codings = (kind: CardKind): readonly Coding[] => BY_KIND[kind].map((name) => REASONS[name]);

const REASONS_BY_KIND: Readonly<Record<CardKind, readonly Coding[]>> = {
  stage: codings('stage'),
  read: codings('read'),
  work: codings('work'),
  injury: codings('injury'),
  unit: codings('unit'),
  order: codings('order'),
};

/** The words of a reason by its code as feedback brings it; undefined for a code that is not of this file. */
export function reasonInWords(code: string): string | undefined {
  return Object.values(REASONS).find((reason) => reason.code === code)?.display;
}
