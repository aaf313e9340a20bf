// A raised B2M without a known source: the M-protein or light chains that answer it, another cause, or none on record.
import {
  andList,
  covers,
  daysSince,
  determined,
  number,
  openOver,
  producers,
  shown,
  shownDate,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { answerOf, askForCause, causesOf, isFarRaised, type Answer } from '../causes.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { ratioWords, involvedRatio, lightChainInputs } from '../light-chain-words.ts';
import * as tests from '../orderables.ts';
import { cystatinLine } from '../renal-lines.ts';
import { isRead, suggestWorkUp } from '../suggest.ts';
import { RENAL_LIGHT_CHAIN_RATIO, b2mPhrase, expectedInTable, timesExpectedPhrase, timesOnly } from '../words.ts';

export const unexplainedElevation = defineResultRule({
  id: 'unexplained-elevation',
  hooks: BOTH,
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { focus, facts } = reading;
    const asked = askForCause(reading);
    if (!focus) return { silent: 'no serum B2M above its upper limit', over: ['b2m-serum'] };
    if (!asked) return { silent: silence(reading) };
    if (situation.hook === 'patient-view' && daysSince(focus.at, facts.asOf) > settings.recentDays) {
      return { silent: `older than ${settings.recentDays} days` };
    }
    const answer = answerOf(reading);
    if (answer) return answered(input, focus, answer);
    return asked === 'known-cause' ? knownCause(reading, focus) : workUp(input, focus);
  },
});

function silence(reading: Reading): string {
  const { elevated, renal, facts } = reading;
  if (elevated !== true) return 'no serum B2M above its upper limit';
  const sources = producers(facts);
  if (sources.some((d) => d.certainty === 'confirmed'))
    return 'a plasma-cell or lymphoid disease is on the problem list';
  if (sources.length > 0) return 'a plasma-cell or lymphoid disease is suspected: see the renal-confounding rule';
  if (renal.withheld) return renal.confounding.notes?.[0] ?? 'no eGFR-based reading';
  const label = determined(renal.confounding);
  if (label === 'filtration') return 'as expected from filtration';
  if (label === 'partly-beyond-filtration')
    return 'only partly higher than filtration explains: see the renal-confounding rule';
  return 'how much of it filtration explains is undetermined';
}

/** The work-up was begun, and found something. */
function answered(input: ResultInput, focus: Measurement, { mProtein, lightChains, high }: Answer): Finding {
  const { reading } = input;
  const { known } = causesOf(reading);
  const lead = mProtein
    ? `M-protein ${shown(mProtein.quantity)} (${shownDate(mProtein.at)})`
    : lightChains && `Free light chain ratio ${involvedRatio(lightChains)} (${shownDate(lightChains.at)})`;
  return {
    ...shared(reading, focus),
    because: `${mProtein ? 'an M-protein' : 'a light chain ratio outside its range'} on record is the answer to a raised B2M`,
    indicator:
      high || (isFarRaised(reading) && openOver(reading.facts, ['conditions']) === undefined) ? 'warning' : 'info',
    weight: WEIGHTS['unexplained-elevation: M-protein or light chains'],
    summary: `${lead ?? ''} with ${b2mPhrase(reading)}${timesOnly(reading)}; ${diseaseWords(reading)}`,
    lines: [
      ...(mProtein && lightChains ? [`Free light chain ratio ${ratioWords(lightChains)}, outside its range.`] : []),
      ...(known.length > 0 ? [`On record: ${andList(known)}, which can raise B2M, too.`] : []),
      'Consider the remaining tests and specialist advice; what is done is not offered again.',
      ...cystatinLine(reading),
    ],
    changes: ['a plasma-cell or lymphoid diagnosis on the problem list: its own stage or index'],
    limits: { ...shared(reading, focus).limits, 'm-protein': 'none expected' },
    inputs: [
      ...(mProtein ? [mProtein] : []),
      ...(lightChains ? lightChainInputs(lightChains) : []),
      focus,
      ...reading.renal.inputs,
    ],
    suggestions: suggestWorkUp(input, WORK_UP),
    overrideReasons: ['already-ordered'],
  };
}

function diseaseWords({ facts }: Reading): string {
  const sources = producers(facts);
  if (sources.some((d) => d.certainty === 'suspected')) return 'the disease is only suspected on the problem list';
  if (sources.length > 0 || openOver(facts, ['conditions']) !== undefined)
    return 'the problem list could not be read in full';
  return 'no plasma-cell disease on the problem list';
}

function knownCause(reading: Reading, focus: Measurement): Finding {
  const { known } = causesOf(reading);
  return {
    ...shared(reading, focus),
    because: `above what filtration explains; on record: ${known.join(', ')}`,
    indicator: 'info',
    weight: WEIGHTS['unexplained-elevation: known cause'],
    summary: `${b2mPhrase(reading)} ${timesExpectedPhrase(reading)}; ${fewOf(known)} on record can raise it`,
    lines: [
      'Such conditions and drugs raise B2M without a plasma-cell disease; the level may follow their activity.',
      'Another cause is not excluded.',
      ...cystatinLine(reading),
    ],
  };
}

/** Causes named in a summary, at most. Ours. */
const MOST_NAMED = 2;

function fewOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return andList(more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names);
}

// Marrow, imaging and FISH are haematology's to order.
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
    because: `more than twice what filtration explains, and none of the causes known here is on record${open === undefined ? '' : ` (${open})`}`,
    // No warning is built on an absence that was not read.
    indicator: open === undefined && isFarRaised(reading) ? 'warning' : 'info',
    weight: WEIGHTS['unexplained-elevation: no cause on record'],
    summary: `${b2mPhrase(reading)} ${timesExpectedPhrase(reading)}; ${noneWords(reading, open, possible)}`,
    lines: [
      ...(possible.length > 0 ? [`Not certain: ${andList(possible)}.`] : []),
      ...(reading.palliative ? [] : [workUpLine(input, suggestions.length > 0)]),
      'Inflammation, virus infection and liver disease also raise B2M.',
      ...medicationLine(reading),
      ...cystatinLine(reading),
      ...(renal.reduced && !reading.palliative
        ? [
            `With reduced filtration: read κ/λ free light chains with the renal range (${RENAL_LIGHT_CHAIN_RATIO}); add 24-h urine protein and electrophoresis.`,
          ]
        : []),
    ],
    changes: ['an M-protein or a light chain ratio outside its range, or a cause added to the problem list'],
    suggestions,
    overrideReasons: ['already-ordered'],
  };
}

function workUpLine(input: ResultInput, isOffered: boolean): string {
  return isOffered || !WORK_UP.every((test) => isRead(input, test))
    ? `Consider ${isOffered ? 'the tests offered here' : 'tests'} for a monoclonal protein.`
    : 'The monoclonal work-up is recent on record.';
}

function noneWords({ facts }: Reading, open: string | undefined, possible: readonly string[]): string {
  if (open !== undefined)
    return `no cause among ${number(facts.conditionsRead, 0)} problems read; others could not be read`;
  return `none of the causes ClearStage knows is ${possible.length > 0 ? 'confirmed ' : ''}on the problem list`;
}

function medicationLine({ facts }: Reading): readonly string[] {
  const open = !covers(facts, 'medications') || openOver(facts, ['medications']) !== undefined;
  return open ? ['Lithium and ciclosporin raise it, too: the medications were not read in full.'] : [];
}

function shared(
  reading: Reading,
  focus: Measurement,
): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'derived' | 'citations' | 'rows' | 'limits'> {
  const { renal } = reading;
  return {
    ...expectedInTable(reading),
    topic: TOPIC.b2m,
    assessments: [renal.confounding, ...(renal.withheld ? [] : [renal.category])],
    inputs: [focus, ...renal.inputs],
    derived: renal.derived,
    citations: ['bianchi-2001', 'inker-2021'],
  };
}
