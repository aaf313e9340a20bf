// The B2M a stage may be computed from: drawn around diagnosis and before treatment, or else only a current value.
import type { ConditionFact, Facts, Measurement } from '../facts/types.ts';
import { dayOf } from '../quantities/time.ts';
import { treatmentStart } from './diagnosis.ts';
import { newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';

type Dated = Pick<Measurement, 'at'>;

export interface Baseline {
  readonly basis: 'baseline' | 'current';
  /** Why a current value is no baseline. */
  readonly because?: 'no-diagnosis-date' | 'outside-window' | 'after-treatment' | 'relapse' | undefined;
  readonly b2m?: Measurement<'b2m-serum'> | undefined;
  /** Only results on this side of treatment belong to a baseline. */
  belongs(m: Dated): boolean;
}

/**
 * Chooses the B2M for staging: the latest one drawn within the window around diagnosis and not after treatment began
 * (a sample of the first treatment day counts as drawn before the first dose); failing that the one being looked at,
 * as a current value. @source clinical reference 1, general rules
 */
export function chooseBaseline(
  facts: Facts,
  diagnosis: ConditionFact,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): Baseline {
  const start = treatmentStart(facts);
  const untreated = (m: Dated): boolean => start === undefined || dayOf(m.at) <= dayOf(start);
  const at = diagnosis.at;
  if (at !== undefined) {
    const from = dayOf(at) - settings.baselineBeforeDays;
    const to = dayOf(at) + settings.baselineAfterDays;
    const atDiagnosis = newest(
      resultsOf(facts, 'b2m-serum').filter((m) => dayOf(m.at) >= from && dayOf(m.at) <= to && untreated(m)),
    );
    if (atDiagnosis) return { basis: 'baseline', b2m: atDiagnosis, belongs: untreated };
  }
  return {
    basis: 'current',
    because: reason(diagnosis, focus, untreated),
    ...(focus && { b2m: focus }),
    belongs: () => true,
  };
}

function reason(
  diagnosis: ConditionFact,
  focus: Measurement | undefined,
  untreated: (m: Dated) => boolean,
): NonNullable<Baseline['because']> {
  if (diagnosis.activity === 'relapse') return 'relapse';
  if (focus && !untreated(focus)) return 'after-treatment';
  return diagnosis.at === undefined ? 'no-diagnosis-date' : 'outside-window';
}
