// The B2M a stage may be computed from: drawn around diagnosis and before treatment, or perhaps so, or only a current value.
import { covers } from '../facts/coverage.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import type { Interval } from '../quantities/time.ts';
import { firstDose, type Diagnosis } from './diagnosis.ts';
import { newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { around, before, both, type Inside, type When } from './window.ts';

export interface Baseline {
  /** `if-baseline`: a stage if these are baseline values, which the dates on record leave open. */
  readonly basis: 'baseline' | 'current' | 'if-baseline';
  /** Why it is no baseline, or not known to be one. */
  readonly because?:
    | 'no-diagnosis-date'
    | 'rough-date'
    | 'treatment-date-open'
    | 'read-in-part'
    | 'outside-window'
    | 'after-treatment'
    | 'relapse'
    | undefined;
  readonly b2m?: Measurement<'b2m-serum'> | undefined;
  /** The diagnosis and its date are such that a stage may be offered for the record. */
  readonly forRecord: boolean;
  /** Only results on this side of treatment belong to a baseline. */
  belongs(m: When): boolean;
}

/**
 * Chooses the B2M for staging: the latest one drawn within the window around diagnosis and before the first dose (a
 * sample of the first treatment day counts as drawn before it), for all that the dates may mean; failing that one that
 * may have been; failing that the one being looked at, as a current value. @source clinical reference 1, general rules
 */
export function chooseBaseline(
  facts: Facts,
  diagnosis: Diagnosis,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): Baseline {
  const dose = firstDose(facts);
  const { date } = diagnosis;
  const test = (m: When): Inside =>
    both(around(m, date, settings.baselineBeforeDays, settings.baselineAfterDays), before(m, dose));
  const serum = resultsOf(facts, 'b2m-serum');
  const rough = facts.roughlyDated['b2m-serum'] ?? [];
  const all = [...serum, ...rough];
  const found = newest(serum.filter((m) => test(m) === 'inside')) ?? rough.find((m) => test(m) === 'inside');
  if (found) {
    // the latest of that time may stand on a page that was not read
    const isLatest = covers(facts, 'b2m-serum', found.at, facts.asOf);
    return {
      basis: isLatest ? 'baseline' : 'if-baseline',
      because: isLatest ? undefined : 'read-in-part',
      b2m: found,
      forRecord: isLatest && date !== undefined && date.source !== 'recorded' && !diagnosis.encounterOnly,
      belongs: (m) => before(m, dose) === 'inside',
    };
  }
  if (diagnosis.activity !== 'relapse') {
    const open = all.filter((m) => test(m) === 'open');
    const b2m = open.find((m) => m === focus) ?? open[0];
    // Without any B2M the other results are still looked for.
    if (b2m || (all.length === 0 && date === undefined)) {
      return {
        basis: 'if-baseline',
        because: openBecause(b2m, date, dose),
        b2m,
        forRecord: false,
        belongs: (m) => before(m, dose) !== 'outside',
      };
    }
  }
  return {
    basis: 'current',
    because: reason(diagnosis, focus, dose),
    ...(focus && { b2m: focus }),
    forRecord: false,
    belongs: () => true,
  };
}

function openBecause(
  b2m: When | undefined,
  date: Diagnosis['date'],
  dose: Interval | undefined,
): NonNullable<Baseline['because']> {
  if (!date) return 'no-diagnosis-date';
  return b2m && before(b2m, dose) === 'open' ? 'treatment-date-open' : 'rough-date';
}

function reason(
  diagnosis: Diagnosis,
  focus: Measurement<'b2m-serum'> | undefined,
  dose: Interval | undefined,
): NonNullable<Baseline['because']> {
  if (diagnosis.activity === 'relapse') return 'relapse';
  if (focus && before(focus, dose) === 'outside') return 'after-treatment';
  return diagnosis.date === undefined ? 'no-diagnosis-date' : 'outside-window';
}
