// Why a clinician may decline a card, coded.
import type { Coding } from '../../src/authoring.ts';

const OURS = 'https://clearstage.org/CodeSystem/override-reason';

/** @source clinical reference 11.2 */
const REASONS: Readonly<Record<string, string>> = {
  'already-ordered': 'Already ordered',
  'not-clinically-indicated': 'Not clinically indicated',
  'staged-elsewhere': 'Staged elsewhere',
  palliative: 'Palliative care',
  'result-error': 'Result in error',
  disagree: 'Disagree with the reading',
};

const ALWAYS = ['not-clinically-indicated', 'result-error', 'palliative', 'disagree'];

/** The general reasons and those that fit the findings. */
export function overrideReasons(codes: readonly string[]): readonly Coding[] {
  return [...new Set([...codes, ...ALWAYS])].flatMap((code) =>
    REASONS[code] === undefined ? [] : [{ system: OURS, code, display: REASONS[code] }],
  );
}
