// A B2M after the baseline: what moved, how much of that is filtration, and that it is no stage.
import {
  covers,
  determined,
  diagnosisOf,
  ISS_B2M_CUTS,
  notUsed,
  number,
  orList,
  shown,
  shownDate,
  treatmentBegun,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { therapyPhrase } from '../treatment-words.ts';
import { b2mPhrase } from '../words.ts';

export const followUp = defineResultRule({
  id: 'follow-up',
  hooks: BOTH,
  evaluate({ reading, situation, settings }) {
    const { trend, focus, staging, kidney, elevated } = reading;
    if (!focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (kidney.dialysis) return { silent: 'on dialysis, where no trend is computed: see the dialysis rule' };
    const told = trend && rise(reading, trend, settings);
    if (told) return told;
    const staged = staging?.b2m;
    if (!staged || !isLater(focus, staged, staging))
      return { silent: silence(reading), over: ['medications', 'conditions'] };
    if (elevated === false) return { silent: 'a follow-up B2M within range' };
    if (situation.hook === 'patient-view')
      return { silent: 'a follow-up value is shown only when its result is opened' };
    return noStage(reading, focus, staged, staging);
  },
});

type Staging = NonNullable<Reading['staging']>;

/** Than a baseline; without the date of diagnosis nobody can tell. */
function isLater(focus: Measurement, staged: Measurement, { basis }: Staging): boolean {
  return basis === 'current' || focus.at > staged.at;
}

function silence({ trend }: Reading): string {
  if (!trend) return 'nothing to compare with';
  const pattern = orList(trend.assessment.possible);
  return trend.assessment.possible.some((p) => p === 'rising' || p === 'fall-then-rise')
    ? `${pattern}, but no treated myeloma, CLL or lymphoma on record`
    : `the course is ${pattern}`;
}

/** Rises are told for treated disease only; what filtration does is said before anything else. */
function rise(
  reading: Reading,
  trend: NonNullable<Reading['trend']>,
  settings: ResultInput['settings'],
): Finding | undefined {
  const pattern = determined(trend.assessment);
  const { change } = trend;
  if (!change || !isTreated(reading)) return undefined;
  const percent = number((change.measuredFold - 1) * 100, 0);
  const base = {
    because: `${orList(trend.assessment.possible)}: ×${number(change.measuredFold, 2)} since ${shownDate(change.from.at)}`,
    indicator: 'info' as const,
    topic: TOPIC.trend,
    assessments: [trend.assessment],
    inputs: trend.inputs,
    derived: trend.derived,
    citations: ['bianchi-2001', 'bataille-1984'],
    trend: true,
  };
  const since = change.reference === 'nadir' ? 'from its nadir' : `since ${shownDate(change.from.at)}`;
  const from = shown(change.from.b2m);
  const to = shown(change.to.b2m);
  const egfr = `${number(change.from.egfr ?? 0, 0)} → ${number(change.to.egfr ?? 0, 0)}`;
  if (pattern === 'rising-with-filtration') {
    return {
      ...base,
      weight: WEIGHTS['follow-up: rise with filtration'],
      summary: `B2M rose ${percent}% (${from} → ${to}), in keeping with the fall in eGFR (${egfr})`,
      lines: [
        `The fall in eGFR alone predicts ×${number(change.expectedFold ?? 1, 2)}; measured ×${number(change.measuredFold, 2)}.`,
      ],
    };
  }
  const check =
    'B2M is not a response criterion: check M-protein and free light chains, and confirm on a second sample.';
  if (pattern === 'rising' || pattern === 'fall-then-rise') {
    return {
      ...base,
      weight: WEIGHTS['follow-up: rise beyond filtration'],
      summary: `B2M rose ${percent}% ${since} (${from} → ${to}); eGFR ${egfr} does not explain it`,
      lines: [
        `More than biological and analytical variation (${number(settings.trendRelative * 100, 0)}% and ${settings.trendAbsolute} mg/L).`,
        check,
      ],
    };
  }
  const maybe = trend.assessment.possible.includes('rising') || trend.assessment.possible.includes('fall-then-rise');
  return maybe
    ? {
        ...base,
        weight: WEIGHTS['follow-up: rise, share open'],
        summary: `B2M rose ${percent}% ${since} (${from} → ${to}); without both eGFRs the kidneys' share stays open`,
        lines: [check],
      }
    : undefined;
}

/** Treated myeloma, CLL or lymphoma: a drug on record, or a state that only treatment brings. */
function isTreated({ facts }: Reading): boolean {
  const diseases = (
    ['myeloma', 'cll', 'waldenstrom', 'follicular-lymphoma', 'dlbcl', 'mantle-cell-lymphoma'] as const
  ).flatMap((d) => diagnosisOf(facts, d) ?? []);
  return diseases.some(
    (d) => d.activity === 'remission' || d.activity === 'relapse' || treatmentBegun(facts, d).firstDose !== undefined,
  );
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
      'B2M is not among the response criteria.',
    ],
    assessments: [staging.iss],
    inputs: [focus],
    citations: ['greipp-2005'],
    trend: true,
  };
}
