// May a stage be offered for the record? Every condition, each by its name; nothing else offers one (docs/recording-a-stage.md).
import {
  around,
  CATALOGUE,
  COUNTED_BEFORE_DAYS,
  covers,
  coversAround,
  determined,
  exceeds,
  HIGH_FIRST,
  isOpen,
  isUnitInDoubt,
  LONG_DAYS,
  notUsed,
  readRenal,
  type Facts,
  type Reading,
  type ReadingSettings,
  type Unread,
} from '../../src/authoring.ts';

type Staging = NonNullable<Reading['staging']>;
/** Of the R2-ISS no stage is offered: it has no profile. */
export type RecordedSystem = 'ISS' | 'R-ISS';

interface Ground {
  readonly system: RecordedSystem;
  readonly reading: Reading;
  readonly staging: Staging;
  readonly b2m: NonNullable<Staging['b2m']>;
  /** Of the B2M that makes the stage, whichever was opened. */
  readonly renal: Reading['renal'];
  readonly settings: ReadingSettings;
}

/** An unread result of another kind leaves an ISS as it is; an unread diagnosis, drug or procedure may not. */
const RESULTS: ReadonlySet<string> = new Set(['Observation', 'DiagnosticReport']);

type Condition = (ground: Ground) => boolean;

/** What an ISS stage needs before it may be offered; an R-ISS stage needs these too. */
export const FOR_ISS = {
  'one-stage': ({ staging }) => determined(staging.iss) !== undefined,
  'baseline-values': ({ staging }) => staging.basis === 'baseline',
  'both-values': ({ staging }) => staging.albumin !== undefined,
  'no-rival-value': ({ reading: { facts }, b2m, settings: { pairingDays } }) =>
    (['b2m-serum', 'albumin-serum'] as const).every(
      (a) => coversAround(facts, a, b2m.at, pairingDays) && notUsed(facts, a, b2m.at, pairingDays).length === 0,
    ),
  'unit-certain': ({ reading: { facts, kidney }, b2m, renal }) =>
    [b2m, ...(b2m.sameDraw ?? [])].every(
      (m) => !m.flags.includes('unit-suspect') && !isUnitInDoubt(facts, m.own ?? m.quantity, kidney, renal),
    ),
  'date-of-diagnosis': ({ staging: { diagnosis } }) =>
    diagnosis.date !== undefined && diagnosis.date.source !== 'recorded',
  'on-the-problem-list': ({ staging: { diagnosis } }) => !diagnosis.encounterOnly,
  'problem-list-read': ({ reading: { facts } }) =>
    covers(facts, 'conditions') && !facts.unread.some((u) => u.type === 'Condition' && isOpen(u)),
  'treatment-read': ({ reading: { facts }, staging: { diagnosis } }) =>
    covers(facts, 'medications') &&
    coversAround(facts, 'procedures', diagnosis.date?.earliest ?? facts.asOf, COUNTED_BEFORE_DAYS, Infinity) &&
    !facts.unread.some((u) => !RESULTS.has(u.type) && u.type !== 'Condition' && isOpen(u)),
  'drugs-named': ({ staging: { treatment } }) => !treatment.unnamed,
  'not-on-dialysis': ({ reading: { facts, kidney }, settings: { dialysisDays } }) =>
    !kidney.dialysis && coversAround(facts, 'procedures', facts.asOf, dialysisDays, 0),
  'creatinine-steady': ({ reading: { steadyNow, facts }, staging, b2m, renal, settings }) =>
    staging.steady &&
    steadyNow &&
    !renal.withheld &&
    // none of that time, or none that was read
    (staging.creatinine !== undefined ||
      coversAround(facts, 'creatinine-serum', b2m.at, settings.filtrationPairingDays)) &&
    !mayBeUnsteady(facts, b2m.at),
  'not-yet-recorded': ({ reading: { facts }, system }) => facts.recordedStages.every((r) => r.system !== system),
} as const satisfies Readonly<Record<string, Condition>>;

/** What an R-ISS stage needs in addition. */
export const FOR_R_ISS = {
  'one-r-iss-stage': ({ staging }) => determined(staging.rIss) !== undefined,
  'ldh-with-limit': ({ staging }) => staging.ldhHigh !== undefined,
  'fish-of-that-time': ({ staging }) => staging.fishRead,
  'nothing-unread-could-change-it': ({ reading: { facts }, b2m, settings: { pairingDays } }) =>
    covers(facts, 'cytogenetics') &&
    coversAround(facts, 'ldh-serum', b2m.at, pairingDays) &&
    !facts.unread.some((u) => RESULTS.has(u.type) && isOpen(u) && mayChangeRiss(u)),
} as const satisfies Readonly<Record<string, Condition>>;

/** A creatinine that is dated roughly or cannot be used may be the one that would show an injury, or its end. */
function mayBeUnsteady(facts: Facts, at: number): boolean {
  const span = { earliest: at, latest: facts.asOf };
  const all = notUsed(facts, 'creatinine-serum').filter(
    (m) => m.at === undefined || around({ at: m.at, until: m.until }, span, LONG_DAYS, 0) !== 'outside',
  );
  const [only, ...others] = all;
  return only !== undefined && (others.length > 0 || !isSteadyAsMeant(facts, only.reference));
}

/** The first creatinine on record, in a unit that cannot be right, and not high in the one that was meant. */
function isSteadyAsMeant({ measurements, setAside }: Facts, reference: string): boolean {
  const meant = setAside.find((s) => s.reference === reference)?.orRead;
  return exceeds(meant, HIGH_FIRST.milligrams, 'above') === false && !measurements['creatinine-serum']?.length;
}

/** A variant of TP53 is no part of R-ISS, nor is a pregnancy. */
function mayChangeRiss({ analyte, why, coding }: Unread): boolean {
  if (analyte !== undefined) return analyte === 'ldh-serum';
  const entry = CATALOGUE.get(coding?.code ?? '');
  return !why.startsWith('variant-') && !(entry && 'pregnancyStatus' in entry);
}

/**
 * The conditions that are not met.
 *
 * @returns their names, in the order of the page; empty: the stage may be offered
 */
export function unmet(system: RecordedSystem, reading: Reading, settings: ReadingSettings): readonly string[] {
  const { staging } = reading;
  const b2m = staging?.b2m;
  if (!staging || !b2m) return ['a-stage'];
  const { facts, focus, kidney } = reading;
  const renal = focus === b2m ? reading.renal : readRenal(facts, b2m, kidney, settings);
  const ground = { system, reading, staging, b2m, renal, settings };
  const conditions: Readonly<Record<string, Condition>> = system === 'ISS' ? FOR_ISS : { ...FOR_ISS, ...FOR_R_ISS };
  return Object.entries(conditions).flatMap(([name, holds]) => (holds(ground) ? [] : [name]));
}
