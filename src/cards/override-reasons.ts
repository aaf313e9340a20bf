// Why a clinician may decline a card, coded: HL7's non-adherence reasons where one fits, ours where none does.
import type { Coding } from './types.ts';

/** @source https://terminology.hl7.org/CodeSystem-non-adherence-reason-codes.html */
const HL7 = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
const OURS = 'https://clearstage.org/CodeSystem/override-reason';

const REASONS: Readonly<Record<string, Coding>> = {
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
  'need-more-info': {
    system: HL7,
    code: 'need-more-info',
    display: 'Could not address recommended action due to need for more information/pending results/pending consult',
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
  'result-error': { system: OURS, code: 'result-error', display: 'Result in error' },
  palliative: { system: OURS, code: 'palliative', display: 'Palliative care' },
  'new-therapy': { system: OURS, code: 'new-therapy', display: 'New therapy since the last result' },
  'trial-protocol': { system: OURS, code: 'trial-protocol', display: 'Trial protocol' },
};

const ALWAYS = ['not-clinically-indicated', 'result-error', 'palliative', 'disagree'];

/**
 * The reasons that fit some findings, and the general ones.
 *
 * @param codes short names of this file
 */
export function overrideReasons(codes: readonly string[]): readonly Coding[] {
  const key = codes.join();
  let reasons = remembered.get(key);
  if (!reasons) {
    reasons = [...new Set([...codes, ...ALWAYS])].flatMap((code) => REASONS[code] ?? []);
    remembered.set(key, reasons);
  }
  return reasons;
}

/** The rules ask for a handful of combinations. */
const remembered = new Map<string, readonly Coding[]>();
