// A B2M after the baseline: what moved, how much of that is filtration, and that it is no stage.
import {
  covers,
  diagnosisOf,
  ISS_B2M_CUTS,
  notUsed,
  orList,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC } from '../input.ts';
import { riseOf, tellRise } from '../rise.ts';
import { therapyPhrase } from '../treatment-words.ts';
import { b2mPhrase } from '../words.ts';

export const followUp = defineResultRule({
  id: 'follow-up',
  hooks: BOTH,
  evaluate(input) {
    const { reading, situation } = input;
    const { focus, staging, kidney, elevated } = reading;
    if (!focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (kidney.dialysis) return { silent: 'on dialysis, where no trend is computed: see the dialysis rule' };
    const rise = riseOf(reading);
    if (rise) return tellRise(input, rise, RISE_WEIGHT[rise.filtration]);
    const staged = staging?.b2m;
    if (!staged || !isLater(focus, staged, staging))
      return { silent: silence(reading), over: ['medications', 'conditions'] };
    if (elevated === false) return { silent: 'a follow-up B2M within range' };
    if (situation.hook === 'patient-view')
      return { silent: 'a follow-up value is shown only when its result is opened' };
    return noStage(reading, focus, staged, staging);
  },
});

const RISE_WEIGHT = {
  all: WEIGHTS['follow-up: rise with filtration'],
  part: WEIGHTS['follow-up: rise beyond filtration'],
  open: WEIGHTS['follow-up: rise, share open'],
} as const;

type Staging = NonNullable<Reading['staging']>;

/** Than a baseline; without the date of diagnosis nobody can tell. */
function isLater(focus: Measurement, staged: Measurement, { basis }: Staging): boolean {
  return basis === 'current' || focus.at > staged.at;
}

function silence({ trend, facts }: Reading): string {
  if (!trend) return 'nothing to compare with';
  const { possible } = trend.assessment;
  const pattern = orList(possible);
  if (!possible.some((p) => p === 'rising' || p === 'fall-then-rise')) return `the course is ${pattern}`;
  return (['mgus', 'smouldering-myeloma'] as const).some((d) => diagnosisOf(facts, d))
    ? `${pattern}: in MGUS and SMM a rise is told only where filtration does not explain it`
    : `${pattern}, but no treated myeloma, CLL or lymphoma, no MGUS and no SMM on record`;
}

const WHY = {
  later: 'Drawn after the baseline',
  'after-treatment': 'Drawn after treatment began',
  'outside-window': 'Drawn outside the window around diagnosis',
  relapse: 'Relapsed disease',
  'no-diagnosis-date': 'The date of diagnosis is not on record',
  'rough-date': 'The date of diagnosis is known only roughly',
  'read-in-part': 'B2M was read only in part',
  remission: 'Disease in remission',
  'diagnosis-in-doubt': 'Treatment older than the diagnosis leaves its date in doubt',
  'still-untreated': 'Drawn after the window around diagnosis',
  'treatment-date-open': 'When treatment began is known only roughly',
} as const;

/** All of it was obtained, and all that was obtained could be used. */
function isWholeB2m({ facts }: Reading): boolean {
  return covers(facts, 'b2m-serum') && notUsed(facts, 'b2m-serum').length === 0;
}

/** `: bortezomib (ordered 2026-06-04)`: what began, where that is why. */
function beganWith({ because, treatment }: Staging): string {
  return because === 'after-treatment' && treatment.first ? `: ${therapyPhrase(treatment.first)}` : '';
}

function noStage(reading: Reading, focus: Measurement, staged: Measurement, staging: Staging): Finding {
  const baseline = `baseline ISS ${orList(staging.iss.possible)} (B2M ${shown(staged.quantity, ISS_B2M_CUTS)}, ${shownDate(staged.at)})`;
  return {
    because: 'drawn later than the baseline window, or after treatment began',
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['follow-up: no stage'],
    summary:
      staging.basis === 'baseline'
        ? `${b2mPhrase(reading)} is a follow-up value, not a stage; ${baseline}`
        : staging.basis === 'if-baseline'
          ? `${b2mPhrase(reading)} is a follow-up value, not a stage; ${baseline} if that is of diagnosis`
          : `${b2mPhrase(reading)} is a current value, not a stage: no baseline B2M ${isWholeB2m(reading) ? 'on record' : 'among those read'}`,
    lines: [
      `${WHY[staging.because ?? 'later']}${beganWith(staging)}; ISS and the indices built on it are defined at diagnosis, before treatment.`,
      'B2M is no response criterion; M-protein and free light chains are.',
    ],
    assessments: [staging.iss],
    inputs: [focus],
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
