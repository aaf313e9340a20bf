// How much of a B2M the kidneys explain.
import {
  capital,
  coversAround,
  daysSince,
  determined,
  exceeds,
  ISS_B2M_CUTS,
  notUsed,
  PREGNANCY_B2M,
  producers,
  remarkInWords,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { beyondIt } from '../beyond-filtration.ts';
import { askForCause } from '../causes.ts';
import { conditionOf } from '../dating.ts';
import { BOTH, defineResultRule, type ResultInput } from '../input.ts';
import { isToldWithInjury } from '../injury-urgency.ts';
import { b2mLimit } from '../iss-limits.ts';
import { CREATININE } from '../orderables.ts';
import { EN } from '../phrases.en.ts';
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
import { besideEgfr, egfrRow, unsteadyRow } from '../renal-rows.ts';
import { riseOf } from '../rise.ts';
import { suggestMissing } from '../suggest.ts';
import { b2mPhrase, egfrPhrase, expectedPhrase, factWords, gfrPhrase, notReadPhrase } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.renal;

const SAY = EN.renal;

export const renalConfounding = defineResultRule({
  id: 'renal-confounding',
  hooks: BOTH,
  beginsWith: ['b2m-serum'],
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, renal, elevated } = reading;
    if (!focus) return { silent: REASONS.all.noB2m, over: ['b2m-serum'] };
    if (elevated === false) return { silent: WHY.notHigh };
    if (renal.withheld === 'dialysis') return { silent: REASONS.all.onDialysis };
    if (situation.hook === 'patient-view' && !isOfInterest(input, focus)) {
      return {
        silent: WHY.notOfInterest(settings.recentDays),
        over: ['conditions'],
      };
    }
    if (renal.withheld === 'unsteady') {
      return isToldWithInjury(reading) ? { silent: WHY.unsteadyElsewhere } : unsteady(reading, focus);
    }
    if (renal.withheld === 'steadiness-unknown') return readInPart(reading, focus);
    if (renal.withheld === 'pregnancy') return inPregnancy(reading, focus);
    if (renal.withheld === 'end-stage' || renal.withheld === 'dialysis-open') return { silent: WHY.dialysisElsewhere };
    if (renal.withheld) return { silent: remarkInWords(`withheld-${renal.withheld}`) };
    if (riseOf(reading)) return { silent: WHY.withRise };
    const beyond = renal.beyondFiltration;
    const label = determined(renal.confounding);
    if (!beyond && label === undefined) return undecided(input, focus);
    if (label === 'not-assessable') return { silent: WHY.outOfRange(egfrPhrase(reading)) };
    if (!beyond) return explained(reading, focus);
    if (askForCause(reading)) return { silent: WHY.unexplainedElsewhere };
    return beyondIt(input, focus, beyond, WEIGHTS['renal-confounding: beyond filtration']);
  },
});

/** At chart opening: a disease that B2M belongs to, or an abnormal result that is news. */
function isOfInterest({ reading: { facts }, settings }: ResultInput, focus: Measurement): boolean {
  return producers(facts).length > 0 || daysSince(focus.at, facts.asOf) <= settings.recentDays;
}

/** The kidneys alone would do: for a stage that rests on this B2M, the one thing not to overlook. */
function explained(reading: Reading, focus: Measurement<'b2m-serum'>): Finding | Silence {
  const { staging, renal } = reading;
  if (!renal.reduced) return { silent: WHY.notReduced(egfrPhrase(reading)) };
  const staged = staging && staging.b2m === focus && staging.basis !== 'current' ? staging : undefined;
  const misleading =
    staged !== undefined &&
    determined(staged.iss) !== undefined &&
    exceeds(focus.quantity, ISS_B2M_CUTS[0], 'at-or-above') === true;
  const condition = staged?.basis === 'if-baseline' ? conditionOf(staged) : '';
  const [b2m, expected, egfr] = [b2mPhrase(reading), expectedPhrase(reading), egfrPhrase(reading)];
  const lines = [
    ...fellLine(reading),
    ...cystatinLine(reading),
    ...transplantLine(reading),
    ...renalCriterionLine(reading),
  ];
  return {
    ...common(reading, focus),
    because: WHY.asExpected(ratioOf(reading)),
    indicator: misleading ? 'warning' : 'info',
    weight: WEIGHTS[misleading ? 'renal-confounding: explains a stage' : 'renal-confounding: explained'],
    summary: misleading
      ? SAY.explainsStage(EN.iss.stage(staged.iss.possible, condition), condition, b2m, expected, egfr)
      : SAY.asExpected(b2m, expected, egfr),
    told: SAY.asExpectedTold,
    ...(misleading && { limits: { 'b2m-serum': b2mLimit(focus.quantity) } }),
    rows: [...egfrRow(renal), ...besideEgfr(reading)],
    lines: misleading
      ? [SAY.stageStands, ...(lines.length < MOST_LINES - 1 ? [SAY.diseaseBurden] : []), ...lines]
      : lines,
    asides: misleading ? [] : [EN.causes.another, ...nephrologyLine(reading)],
  };
}

/** Of a card. Ours. */
const MOST_LINES = 3;

/** @source b2m-pregnancy */
function inPregnancy(reading: Reading, focus: Measurement): Finding {
  const above = exceeds(focus.quantity, PREGNANCY_B2M, 'above') === true;
  return {
    ...common(reading, focus),
    because: WHY.pregnancy(above, PREGNANCY_B2M),
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: pregnancy'],
    summary: SAY.pregnancy(b2mPhrase(reading), above),
    lines: [SAY.notInPregnancy],
    changes: [SAY.afterPregnancy],
    derived: [],
    citations: ['b2m-pregnancy'],
  };
}

function unsteady(reading: Reading, focus: Measurement): Finding {
  const state = reading.renal.steadiness.unsteady ?? 'unknown';
  const why = SAY.unsteadyWhy[state];
  return {
    ...common(reading, focus),
    because: WHY.unsteady(why),
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: creatinine not steady'],
    summary: SAY.unsteady(b2mPhrase(reading), why),
    told: SAY.unsteadyTold(state),
    rows: unsteadyRow(reading.renal),
    lines: rejectionLine(reading),
    changes: [SAY.whenSteady],
    derived: [],
  };
}

/** Creatinine beside the B2M was read, but not what came before and after it. */
function readInPart(reading: Reading, focus: Measurement): Finding {
  const why = notReadPhrase(reading, 'creatinine-serum', SAY.facts['creatinine-serum']);
  return {
    ...common(reading, focus),
    because: WHY.readInPart,
    indicator: 'info',
    weight: WEIGHTS['renal-confounding: no creatinine'],
    summary: SAY.unknown(b2mPhrase(reading), why),
    told: SAY.unknownTold(capital(why)),
    lines: [SAY.notKnownSteady],
    derived: [],
  };
}

function undecided(input: ResultInput, focus: Measurement): Finding | Silence {
  const { reading } = input;
  const { renal } = reading;
  const isExactWanted = renal.confounding.missing.every((fact) => fact === 'b2m-serum');
  if (isExactWanted && !renal.mayBeReduced) return { silent: WHY.notReduced(egfrPhrase(reading)) };
  const noCreatinine = renal.confounding.missing.includes('creatinine-serum');
  const why = noCreatinine ? withoutCreatinine(input, focus) : SAY.missing(factWords(renal.confounding.missing));
  const [summary, told] = isExactWanted
    ? [SAY.exactWanted(b2mPhrase(reading), egfrPhrase(reading)), SAY.exactWantedTold]
    : [SAY.unknown(b2mPhrase(reading), why), SAY.unknownTold(capital(why))];
  const suggestions = noCreatinine && isRecentEnough(input, focus) ? suggestMissing(input, [CREATININE]) : [];
  return {
    ...common(reading, focus),
    because: WHY.undecided(renal.confounding.possible, renal.confounding.missing),
    indicator: 'info',
    weight: WEIGHTS[noCreatinine ? 'renal-confounding: no creatinine' : 'renal-confounding: share open'],
    summary,
    told,
    rows: egfrRow(renal),
    lines: [SAY.atGfr(gfrPhrase(focus.quantity))],
    suggestions,
    ...(suggestions.length > 0 && { changes: [SAY.creatinineWould] }),
  };
}

/** A creatinine of that time that cannot be used is named with why; one that may be there is not said to be absent. */
function withoutCreatinine({ reading, settings }: ResultInput, focus: Measurement): string {
  const { facts } = reading;
  const days = settings.filtrationPairingDays;
  const [unused] = notUsed(facts, 'creatinine-serum', focus.at, days);
  if (unused) return SAY.creatinineNotUsed(unused.why);
  return coversAround(facts, 'creatinine-serum', focus.at, days)
    ? SAY.noCreatinine(days)
    : notReadPhrase(reading, 'creatinine-serum', SAY.facts['creatinine-serum']);
}

/** A creatinine drawn today belongs to this B2M. */
function isRecentEnough({ reading, settings }: ResultInput, focus: Measurement): boolean {
  return daysSince(focus.at, reading.facts.asOf) <= settings.filtrationPairingDays;
}
