// How much of a B2M the kidneys explain.
import {
  andList,
  coversAround,
  daysSince,
  determined,
  exceeds,
  ISS_B2M_CUTS,
  notUsed,
  PREGNANCY_B2M,
  producers,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { beyondIt } from '../beyond-filtration.ts';
import { askForCause } from '../causes.ts';
import { BOTH, defineResultRule, type ResultInput } from '../input.ts';
import { isToldWithInjury } from '../injury-urgency.ts';
import { CREATININE } from '../orderables.ts';
import {
  common,
  cystatinLine,
  fellLine,
  nephrologyLine,
  ratioOf,
  rejectionLine,
  renalCriterionLine,
  transplantLine,
} from '../renal-lines.ts';
import { riseOf } from '../rise.ts';
import { suggestMissing } from '../suggest.ts';
import { b2mPhrase, egfrPhrase, expectedLine, expectedPhrase, factWords, gfrPhrase, notReadPhrase } from '../words.ts';

export const renalConfounding = defineResultRule({
  id: 'renal-confounding',
  hooks: BOTH,
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, renal, elevated } = reading;
    if (!focus) return { silent: 'no serum B2M on record', over: ['b2m-serum'] };
    if (elevated === false) return { silent: 'B2M is not above its upper limit' };
    if (renal.withheld === 'dialysis') return { silent: 'on dialysis: see the dialysis rule' };
    if (situation.hook === 'patient-view' && !isOfInterest(input, focus)) {
      return {
        silent: `no relevant diagnosis, and the B2M is older than ${settings.recentDays} days`,
        over: ['conditions'],
      };
    }
    if (renal.withheld === 'unsteady') {
      return isToldWithInjury(reading)
        ? { silent: 'creatinine is not steady: see the acute-kidney-injury rule' }
        : unsteady(reading, focus);
    }
    if (renal.withheld === 'steadiness-unknown') return readInPart(reading, focus);
    if (renal.withheld === 'pregnancy') return inPregnancy(reading, focus);
    if (renal.withheld === 'end-stage' || renal.withheld === 'dialysis-open')
      return { silent: 'see the dialysis rule' };
    if (renal.withheld) return { silent: renal.confounding.notes?.[0] ?? 'no eGFR-based reading' };
    if (riseOf(reading)) return { silent: 'what filtration does is told with the rise: see the follow-up rule' };
    const beyond = renal.beyondFiltration;
    const label = determined(renal.confounding);
    if (!beyond && label === undefined) return undecided(input, focus);
    if (label === 'not-assessable')
      return { silent: `${egfrPhrase(reading)}: outside the range of eGFR in which the equation was derived` };
    if (!beyond) return explained(reading, focus);
    if (askForCause(reading)) return { silent: 'higher than filtration explains: see the unexplained-elevation rule' };
    return beyondIt(input, focus, beyond, WEIGHTS['renal-confounding: beyond filtration']);
  },
});

/** At chart opening: a disease that B2M belongs to, or an abnormal result that is news. */
function isOfInterest({ reading: { facts }, settings }: ResultInput, focus: Measurement): boolean {
  return producers(facts).length > 0 || daysSince(focus.at, facts.asOf) <= settings.recentDays;
}

/** The kidneys alone would do: for a stage that rests on this B2M, the one thing not to overlook. */
function explained(reading: Reading, focus: Measurement): Finding | Silence {
  const { staging, renal } = reading;
  if (!renal.reduced) return { silent: `in keeping with ${egfrPhrase(reading)}, and filtration is not reduced` };
  const staged = staging && staging.b2m === focus && staging.basis !== 'current';
  const stage = staged ? determined(staging.iss) : undefined;
  const misleading = stage !== undefined && exceeds(focus.quantity, ISS_B2M_CUTS[0], 'at-or-above') === true;
  const expected = `${expectedPhrase(reading)} expected at ${egfrPhrase(reading)}`;
  const summary = misleading
    ? `ISS stage ${stage}, but ${b2mPhrase(reading)} is in keeping with reduced filtration alone (${expected})`
    : `${b2mPhrase(reading)} is in keeping with reduced filtration (${expected})`;
  return {
    ...common(reading, focus),
    because: `measured ÷ expected${ratioOf(reading)}: in keeping with filtration`,
    indicator: misleading ? 'warning' : 'info',
    weight: WEIGHTS[misleading ? 'renal-confounding: explains a stage' : 'renal-confounding: explained'],
    summary,
    lines: [
      expectedLine(reading),
      ...fellLine(reading),
      ...cystatinLine(reading),
      ...(misleading
        ? [
            'Not by itself evidence of a large tumour mass. The stage stands as published: in 1,516 patients ISS kept its value in renal impairment (Dimopoulos 2012); a series of 204 found it informative only with GFR of 60 or more.',
          ]
        : []),
      ...transplantLine(reading),
      ...renalCriterionLine(reading),
    ],
    asides: nephrologyLine(reading),
  };
}

const UNSTEADY: Readonly<Record<NonNullable<Reading['renal']['steadiness']['unsteady']>, string>> = {
  injury: 'acute kidney injury',
  falling: 'falling',
  unknown: 'acute or chronic not known',
  coded: 'acute kidney injury on the problem list',
};

/** @source b2m-pregnancy */
function inPregnancy(reading: Reading, focus: Measurement): Finding {
  const above = exceeds(focus.quantity, PREGNANCY_B2M, 'above') === true;
  const rise = 'serum B2M rises by about 40% in the third trimester';
  return {
    ...common(reading, focus),
    because: above
      ? `pregnancy, and B2M above ${PREGNANCY_B2M} mg/L`
      : `pregnancy, and B2M not above ${PREGNANCY_B2M} mg/L`,
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: pregnancy'],
    summary: above
      ? `${b2mPhrase(reading)} in pregnancy is more than pregnancy explains (${rise})`
      : `${b2mPhrase(reading)} in pregnancy: ${rise}`,
    lines: ['eGFR equations are not valid in pregnancy: no eGFR and no expected B2M are given.'],
    changes: ['a repeat after the pregnancy'],
    derived: [],
    citations: ['b2m-pregnancy'],
  };
}

function unsteady(reading: Reading, focus: Measurement): Finding {
  const { renal } = reading;
  return {
    ...common(reading, focus),
    because: `creatinine is not steady (${UNSTEADY[renal.steadiness.unsteady ?? 'unknown']}), so no eGFR and no expected B2M`,
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: creatinine not steady'],
    summary: `${b2mPhrase(reading)}: creatinine is not steady (${UNSTEADY[renal.steadiness.unsteady ?? 'unknown']}), so no eGFR and no expected B2M`,
    lines: ['No eGFR and no expected B2M are given: creatinine is not steady.', ...rejectionLine(reading)],
    derived: [],
  };
}

/** Creatinine beside the B2M was read, but not what came before and after it. */
function readInPart(reading: Reading, focus: Measurement): Finding {
  return {
    ...common(reading, focus),
    because: 'creatinine was not read in full, so an acute kidney injury is not excluded',
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: no creatinine'],
    summary: `${b2mPhrase(reading)}: ${notReadPhrase(reading, 'creatinine-serum', 'creatinine')}, so how much the kidneys explain cannot be told`,
    lines: ['Whether creatinine is steady is not known: eGFR and expected B2M are withheld.'],
    derived: [],
  };
}

function undecided(input: ResultInput, focus: Measurement): Finding {
  const { reading } = input;
  const { renal } = reading;
  const missing = andList(factWords(renal.confounding.missing));
  const noCreatinine = renal.confounding.missing.includes('creatinine-serum');
  return {
    ...common(reading, focus),
    because: `undecided: ${renal.confounding.possible.join(', ')}; missing ${renal.confounding.missing.join(', ')}`,
    indicator: 'info',
    weight: WEIGHTS[noCreatinine ? 'renal-confounding: no creatinine' : 'renal-confounding: share open'],
    summary: noCreatinine
      ? `${b2mPhrase(reading)}${withoutCreatinine(input, focus)}`
      : `${b2mPhrase(reading)}: how much the kidneys explain stays open (${missing} missing)`,
    lines: [`Filtration alone would give this value at a GFR of ${gfrPhrase(focus.quantity)}.`],
    suggestions: noCreatinine && isRecentEnough(input, focus) ? suggestMissing(input, [CREATININE]) : [],
  };
}

/** A creatinine of that time that cannot be used is named with why; one that may be there is not said to be absent. */
function withoutCreatinine({ reading, settings }: ResultInput, focus: Measurement): string {
  const { facts } = reading;
  const days = settings.filtrationPairingDays;
  const [unused] = notUsed(facts, 'creatinine-serum', focus.at, days);
  if (unused) return ` with a creatinine that is not used (${unused.why}): the kidneys' share cannot be told`;
  return coversAround(facts, 'creatinine-serum', focus.at, days)
    ? ` without a creatinine within ${days} days: the kidneys' share cannot be told`
    : `: ${notReadPhrase(reading, 'creatinine-serum', 'creatinine')}, so the kidneys' share cannot be told`;
}

/** A creatinine drawn today belongs to this B2M. */
function isRecentEnough({ reading, settings }: ResultInput, focus: Measurement): boolean {
  return daysSince(focus.at, reading.facts.asOf) <= settings.filtrationPairingDays;
}
