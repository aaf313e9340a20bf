// A raised B2M without a known source: the M-protein or light chains that answer it, another cause, or none on record.
import {
  covers,
  daysSince,
  determined,
  kidneyCircumstances,
  isRenalRangeWanted,
  number,
  openOver,
  producers,
  remarkInWords,
  ratioRange,
  shown,
  SUMMARY_MAX,
  shownDate,
  type CardRow,
  type Finding,
  type LightChainReading,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { answerOf, askForCause, causesOf, causesOnRecord, isFarRaised, type Answer } from '../causes.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { lightChainInputs, namedRatio } from '../light-chain-words.ts';
import * as tests from '../orderables.ts';
import { EN } from '../phrases.en.ts';
import { RENAL_RANGE } from '../phrases/renal.en.ts';
import { cystatinBeside, cystatinLine } from '../renal-lines.ts';
import { egfrRow } from '../renal-rows.ts';
import { isRead, suggestWorkUp } from '../suggest.ts';
import { b2mPhrase, timesExpectedPhrase, timesOnly } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.causes;

const SAY = EN.causes;

export const unexplainedElevation = defineResultRule({
  id: 'unexplained-elevation',
  hooks: BOTH,
  beginsWith: ['b2m-serum'],
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, facts } = reading;
    const asked = askForCause(reading);
    if (!focus) return { silent: WHY.notHigh, over: ['b2m-serum'] };
    if (!asked) return { silent: silence(reading) };
    if (situation.hook === 'patient-view' && daysSince(focus.at, facts.asOf) > settings.recentDays) {
      return { silent: REASONS.all.olderThan(settings.recentDays) };
    }
    const answer = answerOf(reading);
    if (answer) return answered(input, focus, answer);
    return asked === 'known-cause' ? knownCause(reading, focus) : workUp(input, focus);
  },
});

function silence(reading: Reading): string {
  const { elevated, renal, facts } = reading;
  if (elevated !== true) return WHY.notHigh;
  const sources = producers(facts);
  if (sources.some((d) => d.certainty === 'confirmed')) return WHY.known;
  if (sources.length > 0) return WHY.suspected;
  if (renal.withheld) return remarkInWords(`withheld-${renal.withheld}`);
  const label = determined(renal.confounding);
  if (label === 'filtration') return REASONS.all.notBelow;
  if (label === 'partly-beyond-filtration') return WHY.partly;
  return WHY.undetermined;
}

/** The work-up was begun, and found something. */
function answered(input: ResultInput, focus: Measurement, { mProtein, lightChains, high }: Answer): Finding {
  const { reading } = input;
  const { known } = causesOf(reading);
  const lead = mProtein
    ? SAY.mProtein(shown(mProtein.quantity), shownDate(mProtein.at))
    : lightChains && SAY.lightChainRatio(namedRatio(lightChains), shownDate(lightChains.at));
  const common = shared(reading, focus);
  return {
    ...common,
    because: WHY.answered(mProtein !== undefined),
    indicator:
      high || (isFarRaised(reading) && openOver(reading.facts, ['conditions']) === undefined) ? 'warning' : 'info',
    weight: WEIGHTS['unexplained-elevation: M-protein or light chains'],
    summary: SAY.answered(lead ?? '', b2mPhrase(reading), timesOnly(reading), diseaseWords(reading)),
    rows: [...(lightChains ? ratioRow(input, lightChains, mProtein === undefined) : []), ...(common.rows ?? [])],
    lines: [
      ...(known.length > 0 ? [SAY.alsoOnRecord(known)] : []),
      SAY.remaining(mProtein && lightChains ? 'both' : mProtein ? 'm-protein' : 'light-chains'),
      ...cystatinLine(reading),
    ],
    changes: [SAY.diagnosisWould],
    limits: { 'm-protein': SAY.noneExpected },
    inputs: [
      focus,
      ...(mProtein ? [mProtein] : []),
      ...(lightChains ? lightChainInputs(lightChains) : []),
      ...reading.renal.inputs,
    ],
    suggestions: suggestWorkUp(input, WORK_UP),
  };
}

/** `Kappa/lambda ratio | 7.5 | range 0.26–1.65`. */
function ratioRow({ reading }: ResultInput, read: LightChainReading, leads: boolean): readonly CardRow[] {
  const [low, high] = ratioRange(read, isRenalRangeWanted(reading.renal));
  return [
    {
      result: SAY.ratioRow,
      value: number(read.ratio, 2, [low, high]),
      date: shownDate(read.at),
      limit: SAY.range(low.toFixed(2), high.toFixed(2)),
      replaces: 'free-light-chain-ratio',
      ...(leads && { place: 'decides' as const }),
    },
  ];
}

function diseaseWords({ facts }: Reading): string {
  const sources = producers(facts);
  if (sources.some((d) => d.certainty === 'suspected')) return SAY.suspectedOnly;
  if (sources.length > 0 || openOver(facts, ['conditions']) !== undefined) return SAY.problemsUnread;
  return SAY.noDisease;
}

function knownCause(reading: Reading, focus: Measurement): Finding {
  const { known } = causesOf(reading);
  return {
    ...shared(reading, focus),
    because: WHY.onRecord(known),
    indicator: 'info',
    weight: WEIGHTS['unexplained-elevation: known cause'],
    summary: SAY.known(timesExpectedPhrase(reading), fewOf(known)),
    lines: [SAY.another, ...cystatinLine(reading)],
  };
}

/** Causes named in a summary, at most. Ours. */
const MOST_NAMED = 2;

function fewOf(names: readonly string[]): readonly string[] {
  const more = names.length - MOST_NAMED;
  return more > 0 ? [...names.slice(0, MOST_NAMED), SAY.more(more)] : names;
}

// Marrow, imaging and FISH are for the specialist to order.
const WORK_UP = [
  tests.SPEP,
  tests.IMMUNOFIXATION,
  tests.FREE_LIGHT_CHAINS,
  tests.BLOOD_COUNT,
  tests.METABOLIC_PANEL,
  tests.LDH,
];
const URINE = [tests.URINE_PROTEIN, tests.URINE_ELECTROPHORESIS];

function workUp(input: ResultInput, focus: Measurement): Finding {
  const { reading } = input;
  const { facts, renal } = reading;
  const { possible } = causesOf(reading);
  const open = openOver(facts, ['conditions']);
  const suggestions = suggestWorkUp(input, [...WORK_UP, ...(renal.reduced ? URINE : [])]);
  return {
    ...shared(reading, focus),
    because: WHY.none(open),
    // No warning is built on an absence that was not read.
    indicator: open === undefined && isFarRaised(reading) ? 'warning' : 'info',
    weight: WEIGHTS['unexplained-elevation: no cause on record'],
    summary: summaryOf(reading, noneWords(reading, open, possible)),
    lines: [
      ...(possible.length > 0 ? [SAY.notCertain(possible)] : []),
      ...(reading.palliative ? [] : [workUpLine(input, suggestions.length > 0)]),
      ...(renal.reduced && !reading.palliative ? [SAY.reduced(RENAL_RANGE)] : []),
      ...medicationLine(reading),
      ...cystatinLine(reading),
    ],
    asides: [EN.renal.alsoRaised],
    changes: [SAY.findingWould],
    suggestions,
  };
}

function workUpLine(input: ResultInput, isOffered: boolean): string {
  return isOffered || !WORK_UP.every((test) => isRead(input, test)) ? SAY.considerTests(isOffered) : SAY.workUpDone;
}

/** Where two equations or both sexes count, the numbers behind the ratio leave no room. */
function summaryOf(reading: Reading, none: string): string {
  const full = SAY.none(timesExpectedPhrase(reading), none);
  return full.length <= SUMMARY_MAX ? full : SAY.none(`${b2mPhrase(reading)}${timesOnly(reading)}`, none);
}

function noneWords({ facts }: Reading, open: string | undefined, possible: readonly string[]): string {
  return open === undefined ? SAY.noneKnown(possible.length > 0) : SAY.noneAmong(facts.conditionsRead);
}

function medicationLine({ facts }: Reading): readonly string[] {
  const open = !covers(facts, 'medications') || openOver(facts, ['medications']) !== undefined;
  return open ? [SAY.medicationsUnread] : [];
}

function shared(
  reading: Reading,
  focus: Measurement,
): Pick<
  Finding,
  'topic' | 'assessments' | 'inputs' | 'besides' | 'derived' | 'circumstances' | 'citations' | 'rows' | 'limits'
> {
  const { renal } = reading;
  return {
    topic: TOPIC.b2m,
    rows: egfrRow(renal),
    assessments: [renal.confounding, ...(renal.withheld ? [] : [renal.category])],
    inputs: [focus, ...renal.inputs],
    besides: cystatinBeside(reading),
    derived: renal.derived,
    circumstances: [...causesOnRecord(reading), ...kidneyCircumstances(reading)],
    citations: ['bianchi-2001', 'inker-2021'],
  };
}
