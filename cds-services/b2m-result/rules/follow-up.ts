// A B2M after the baseline: what moved, how much of that is filtration, and that it is no stage.
import {
  capital,
  covers,
  DAY_MS,
  diagnosisOf,
  ISS_B2M_CUTS,
  notUsed,
  shown,
  shownDate,
  type CardRow,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { diagnosisRow } from '../dating.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { EN } from '../phrases.en.ts';
import { egfrRow } from '../renal-rows.ts';
import { riseOf, tellRise } from '../rise.ts';
import { dateWords, therapyName } from '../treatment-words.ts';
import { b2mPhrase } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.followUp;

const SAY = EN.followUp;

export const followUp = defineResultRule({
  id: 'follow-up',
  hooks: BOTH,
  beginsWith: ['b2m-serum'],
  evaluate(input) {
    const { reading, situation } = input;
    const { focus, staging, kidney, elevated } = reading;
    if (!focus) return { silent: REASONS.all.noB2m, over: ['b2m-serum'] };
    if (kidney.dialysis) return { silent: WHY.onDialysis };
    const rise = riseOf(reading);
    if (rise) return tellRise(input, rise, RISE_WEIGHT[rise.filtration]);
    const staged = staging?.b2m;
    if (!staged || !isLater(focus, staged, staging))
      return { silent: silence(reading), over: ['medications', 'conditions'] };
    if (elevated === false) return { silent: WHY.withinRange };
    if (situation.hook === 'patient-view') return { silent: WHY.whenOpened };
    return noStage(input, focus, staged, staging);
  },
});

const RISE_WEIGHT = {
  all: WEIGHTS['follow-up: rise with filtration'],
  part: WEIGHTS['follow-up: rise beyond filtration'],
  open: WEIGHTS['follow-up: rise, share open'],
} as const;

function isOfIss({ analyte }: Measurement): boolean {
  return analyte === 'b2m-serum' || analyte === 'albumin-serum';
}

type Staging = NonNullable<Reading['staging']>;

/** Than a baseline; without the date of diagnosis nobody can tell. */
function isLater(focus: Measurement, staged: Measurement, { basis }: Staging): boolean {
  return basis === 'current' || focus.at > staged.at;
}

function silence({ trend, facts }: Reading): string {
  if (!trend) return WHY.nothingEarlier;
  const { possible } = trend.assessment;
  if (!possible.some((p) => p === 'rising' || p === 'fall-then-rise')) return WHY.course(possible);
  return (['mgus', 'smouldering-myeloma'] as const).some((d) => diagnosisOf(facts, d))
    ? WHY.watched(possible)
    : WHY.noDisease(possible);
}

/** All of it was obtained, and all that was obtained could be used. */
function isWholeB2m({ facts }: Reading): boolean {
  return covers(facts, 'b2m-serum') && notUsed(facts, 'b2m-serum').length === 0;
}

function noStage(input: ResultInput, focus: Measurement, staged: Measurement, staging: Staging): Finding {
  const { reading } = input;
  const { renal } = reading;
  return {
    because: WHY.later,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['follow-up: no stage'],
    summary: summaryOf(reading, staged, staging),
    lines: [SAY.notResponse],
    limits: { 'b2m-serum': SAY.limit },
    rows: [
      ...treatmentRow(staging),
      ...(staging.because === 'outside-window' ? diagnosisRow(staging, input) : []),
      ...egfrRow(renal),
    ],
    changes: changesOf(input, staging),
    assessments: [staging.iss],
    inputs: [focus, ...renal.inputs],
    // The baseline that is named beside it.
    besides: staging.basis === 'current' ? [] : staging.inputs.filter(isOfIss),
    citations: ['greipp-2005'],
    trend: true,
    // Once of a patient, until it is another kind of value: of another time, or with another reason.
    ...(staging.basis === 'current' && {
      once: {
        what: `current value: ${staging.because ?? ''} ${staging.treatment.first ? 'treated' : ''}`,
        ofPatient: true,
      },
    }),
  };
}

function summaryOf(reading: Reading, staged: Measurement, staging: Staging): string {
  const { basis, iss } = staging;
  const b2m = b2mPhrase(reading);
  if (basis !== 'current') {
    const value = shown(staged.quantity, ISS_B2M_CUTS);
    const baseline = SAY.baseline(EN.iss.stage(iss.possible), value, shownDate(staged.at));
    return SAY.later(b2m, baseline, basis === 'if-baseline' ? SAY.ifOfDiagnosis : '');
  }
  const isWhole = isWholeB2m(reading);
  const began = treatmentOf(staging);
  return began
    ? SAY.current(b2m, SAY.treatmentBegan(began.when, began.isOrdered), SAY.noneBefore(isWhole))
    : SAY.current(b2m, SAY.why[staging.because ?? 'later'], SAY.noBaseline(isWhole));
}

/** What began, where that is why it is no stage. */
function treatmentOf({
  because,
  treatment: { first },
}: Staging): { readonly name: string; readonly when: string; readonly isOrdered: boolean } | undefined {
  const { name, how, date } = first?.therapy ?? {};
  if (because !== 'after-treatment' || name === undefined || !date) return undefined;
  return { name: capital(therapyName(name)), when: dateWords(date), isOrdered: how === 'ordered' };
}

function treatmentRow(staging: Staging): readonly CardRow[] {
  const began = treatmentOf(staging);
  return began
    ? [
        {
          result: began.name,
          value: SAY.treatmentValue(began.isOrdered),
          date: began.when,
          limit: SAY.startOfTreatment,
        },
      ]
    : [];
}

/** Where to look for what would make a stage: the window around diagnosis, until treatment began. */
function changesOf(
  { settings, reading: { facts } }: ResultInput,
  { basis, because, diagnosis, treatment }: Staging,
): readonly string[] {
  const { date } = diagnosis;
  if (basis !== 'current' || !date || because === 'relapse' || because === 'remission') return [];
  const from = date.earliest - settings.baselineBeforeDays * DAY_MS;
  const to = Math.min(date.latest + settings.baselineAfterDays * DAY_MS, treatment.firstDose?.earliest ?? Infinity);
  // Still untreated within the window: the stage can yet be made.
  if (to > facts.asOf && treatment.firstDose === undefined) return [EN.iss.newBaseline];
  return to > from ? [SAY.earlierPair(shownDate(from), shownDate(to))] : [];
}
