// The B2M a stage may be computed from: drawn around diagnosis and before treatment, or perhaps so, or only a current value.
import { covers } from '../facts/coverage.ts';
import type { Facts, Measurement } from '../facts/types.ts';
import { isOpen } from '../facts/unread.ts';
import type { Diagnosis } from './diagnosis.ts';
import { newest, resultsOf } from './select.ts';
import type { ReadingSettings } from './settings.ts';
import { beforeTreatment, treatmentBegun, type TreatmentBegun } from './treatment-begun.ts';
import { around, both, notAfter, type Inside } from './window.ts';

export interface Baseline {
  /** `if-baseline`: a stage if these are baseline values, which the dates on record leave open. */
  readonly basis: 'baseline' | 'current' | 'if-baseline';
  /** Why it is no baseline, or not known to be one. */
  readonly because?:
    | 'no-diagnosis-date'
    | 'rough-date'
    | 'treatment-date-open'
    | 'read-in-part'
    | 'diagnosis-in-doubt'
    | 'still-untreated'
    | 'outside-window'
    | 'after-treatment'
    | 'relapse'
    | 'remission'
    | undefined;
  readonly b2m?: Measurement<'b2m-serum'> | undefined;
  /** The diagnosis and its date are such that a stage may be offered for the record. */
  readonly forRecord: boolean;
  readonly treatment: TreatmentBegun;
  /** Only results on this side of treatment belong to a baseline. */
  readonly belongs: (m: Drawn) => boolean;
}

type Drawn = Parameters<typeof beforeTreatment>[0];

/** Days after diagnosis up to which a sample of an untreated patient may still be staged, as "if still untreated". Ours. */
const STILL_UNTREATED_DAYS = 365;

/**
 * Chooses the B2M for staging: the latest one drawn within the window around diagnosis and before the first dose, for all
 * that the dates may mean; failing that one that may have been; failing that, in a patient without treatment on record, one
 * of the first year; failing that the one being looked at, as a current value. @source clinical reference 1, general rules
 */
export function chooseBaseline(
  facts: Facts,
  diagnosis: Diagnosis,
  focus: Measurement<'b2m-serum'> | undefined,
  settings: ReadingSettings,
): Baseline {
  const treatment = treatmentBegun(facts, diagnosis);
  const { date, activity } = diagnosis;
  const test = (m: Drawn): Inside => {
    const found = both(
      around(m, date, settings.baselineBeforeDays, settings.baselineAfterDays),
      beforeTreatment(m, treatment),
    );
    return found === 'inside' && treatment.diagnosisInDoubt ? 'open' : found;
  };
  const serum = resultsOf(facts, 'b2m-serum');
  const rough = facts.roughlyDated['b2m-serum'] ?? [];
  const all = [...serum, ...rough];
  const latest = newest(serum.filter((m) => test(m) === 'inside')) ?? rough.find((m) => test(m) === 'inside');
  // Of one draw by two methods the one that is looked at, which spans the same.
  const found = focus && latest?.sameDraw?.some((m) => m.reference === focus.reference) ? focus : latest;
  if (found) {
    // the latest of that time may stand on a page that was not read
    const isLatest = covers(facts, 'b2m-serum', found.at, facts.asOf);
    return {
      basis: isLatest ? 'baseline' : 'if-baseline',
      because: isLatest ? undefined : 'read-in-part',
      b2m: found,
      forRecord: isLatest && date !== undefined && date.source !== 'recorded' && !diagnosis.encounterOnly,
      treatment,
      belongs: (m) => beforeTreatment(m, treatment) === 'inside',
    };
  }
  const perhaps = { basis: 'if-baseline', forRecord: false, treatment } as const;
  if (activity !== 'relapse' && activity !== 'remission') {
    const open = all.filter((m) => test(m) === 'open');
    const b2m = open.find((m) => m === focus) ?? open[0];
    // Without any B2M the other results are still looked for.
    if (b2m || (all.length === 0 && date === undefined)) {
      const because = openBecause(b2m, date, treatment);
      return { ...perhaps, because, b2m, belongs: (m) => beforeTreatment(m, treatment) !== 'outside' };
    }
    const late = isUntreated(facts, treatment) ? all.filter((m) => isLate(m, date, settings)) : [];
    const untreated = late.find((m) => m === focus) ?? late[0];
    if (untreated) return { ...perhaps, because: 'still-untreated', b2m: untreated, belongs: () => true };
  }
  return {
    basis: 'current',
    because: reason(diagnosis, focus, treatment),
    ...(focus && { b2m: focus }),
    forRecord: false,
    treatment,
    belongs: () => true,
  };
}

/** No drug for the disease on record, and everything that could hold one was read. */
function isUntreated(facts: Facts, { firstDose }: TreatmentBegun): boolean {
  return (
    firstDose === undefined &&
    covers(facts, 'medications') &&
    !facts.unread.some((u) => u.type.startsWith('Medication') && isOpen(u))
  );
}

/** After the window, but within a year of diagnosis, for all that the dates may mean. */
function isLate(drawn: Drawn, date: Diagnosis['date'], { baselineAfterDays }: ReadingSettings): boolean {
  return (
    date !== undefined &&
    notAfter(drawn, date, baselineAfterDays) === 'outside' &&
    notAfter(drawn, date, STILL_UNTREATED_DAYS) === 'inside'
  );
}

function openBecause(
  b2m: Drawn | undefined,
  date: Diagnosis['date'],
  treatment: TreatmentBegun,
): NonNullable<Baseline['because']> {
  if (!date) return 'no-diagnosis-date';
  if (treatment.diagnosisInDoubt) return 'diagnosis-in-doubt';
  return b2m && beforeTreatment(b2m, treatment) === 'open' ? 'treatment-date-open' : 'rough-date';
}

function reason(
  { activity, date }: Diagnosis,
  focus: Measurement<'b2m-serum'> | undefined,
  treatment: TreatmentBegun,
): NonNullable<Baseline['because']> {
  if (activity === 'relapse' || activity === 'remission') return activity;
  if (focus && beforeTreatment(focus, treatment) === 'outside') return 'after-treatment';
  return date === undefined ? 'no-diagnosis-date' : 'outside-window';
}
