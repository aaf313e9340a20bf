// Why a clinician may decline a card, coded: HL7's non-adherence reasons where one fits, ours where none does.
import { CARD_WORDS } from './phrases.en.ts';
import type { Coding } from './types.ts';

/** @source https://terminology.hl7.org/CodeSystem-non-adherence-reason-codes.html */
const HL7 = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
const OURS = 'https://clearstage.org/CodeSystem/override-reason';

type Name = keyof typeof CARD_WORDS.overrideReasons;

const CODES = {
  'already-ordered': [HL7, 'indication-order-exists'],
  'already-done': [HL7, 'action-completed'],
  'not-clinically-indicated': [HL7, 'action-not-priority'],
  disagree: [HL7, 'recipient-does-not-trust'],
  'chronic-kidney-disease': [OURS, 'chronic-kidney-disease'],
  'staged-elsewhere': [OURS, 'staged-elsewhere'],
  'unit-confirmed': [OURS, 'unit-confirmed'],
  'result-error': [OURS, 'result-error'],
  palliative: [OURS, 'palliative'],
  'new-therapy': [OURS, 'new-therapy'],
  'trial-protocol': [OURS, 'trial-protocol'],
} as const satisfies Readonly<Record<Name, readonly [system: string, code: string]>>;

function codingOf(name: Name): Coding {
  const [system, code] = CODES[name];
  return { system, code, display: CARD_WORDS.overrideReasons[name] };
}

/** What a card asks of its reader: to stage, to know, to order tests, to see to an injury, to ask the laboratory, to order well. */
export type CardKind = 'stage' | 'read' | 'work' | 'injury' | 'unit' | 'order';

/** Five at most, the one most worth knowing first. */
const BY_KIND: Readonly<Record<CardKind, readonly Name[]>> = {
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

const codings = (kind: CardKind): readonly Coding[] => BY_KIND[kind].map(codingOf);

const REASONS_BY_KIND: Readonly<Record<CardKind, readonly Coding[]>> = {
  stage: codings('stage'),
  read: codings('read'),
  work: codings('work'),
  injury: codings('injury'),
  unit: codings('unit'),
  order: codings('order'),
};

const NAMES: readonly Name[] = [...new Set(Object.values(BY_KIND).flat())];

/** The words of a reason by its code as feedback brings it; undefined for a code that is not of this file. */
export function reasonInWords(code: string): string | undefined {
  const found = NAMES.find((name) => CODES[name][1] === code);
  return found && CARD_WORDS.overrideReasons[found];
}
