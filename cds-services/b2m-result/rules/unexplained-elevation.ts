// A raised B2M that neither filtration nor anything on the problem list explains, or one that something there does.
import {
  andList,
  daysSince,
  determined,
  openOver,
  producers,
  type Finding,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { askForCause, knownCauses } from '../causes.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import * as tests from '../orderables.ts';
import { isRead, suggestWorkUp } from '../suggest.ts';
import { b2mPhrase, egfrPhrase, expectedLine, expectedPhrase, RENAL_LIGHT_CHAIN_RATIO } from '../words.ts';

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
    return asked === 'known-cause' ? knownCause(reading, focus) : workUp(input, focus);
  },
});

function silence({ elevated, renal, facts }: Reading): string {
  if (elevated !== true) return 'no serum B2M above its upper limit';
  if (producers(facts).length > 0) return 'a plasma-cell or lymphoid disease is on the problem list';
  if (renal.withheld) return renal.confounding.notes?.[0] ?? 'no eGFR-based reading';
  const label = determined(renal.confounding);
  if (label === 'filtration') return 'explained by filtration';
  if (label === 'partly-beyond-filtration')
    return 'only partly higher than filtration explains: see the renal-confounding rule';
  return 'how much of it filtration explains is undetermined';
}

function knownCause(reading: Reading, focus: Measurement): Finding {
  const causes = knownCauses(reading);
  return {
    ...shared(reading, focus),
    because: `above what filtration explains; on the problem list: ${causes.join(', ')}`,
    indicator: 'info',
    weight: WEIGHTS['unexplained-elevation: known cause'],
    summary: `${b2mPhrase(reading)} is above what ${egfrPhrase(reading)} explains; ${andList(causes)} on record can raise it`,
    lines: [
      expectedLine(reading),
      'Such conditions raise B2M without a tumour; the level may follow their activity. That does not exclude another cause.',
    ],
  };
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
  const { reduced } = reading.renal;
  const open = openOver(reading.facts, ['conditions']);
  const suggestions = suggestWorkUp(input, [...WORK_UP, ...(reduced ? URINE : [])]);
  return {
    ...shared(reading, focus),
    because: `well beyond filtration, and nothing on the problem list explains it${open === undefined ? '' : ` (${open})`}`,
    // No warning is built on an absence that was not read.
    indicator: open === undefined ? 'warning' : 'info',
    weight: WEIGHTS['unexplained-elevation: no cause on record'],
    summary: `${b2mPhrase(reading)} exceeds what ${egfrPhrase(reading)} explains (${expectedPhrase(reading)}); ${open === undefined ? 'no known cause on record' : `no known cause among ${reading.facts.conditionsRead} problem-list entries read, others unreadable`}`,
    lines: [
      expectedLine(reading),
      ...(reading.palliative
        ? []
        : [
            suggestions.length > 0 || !WORK_UP.every((test) => isRead(input, test))
              ? `Consider a monoclonal work-up${suggestions.length > 0 ? ' with the tests offered here' : ''}; inflammatory, viral and liver disease also raise B2M.`
              : 'The monoclonal work-up is recent on record; inflammatory, viral and liver disease also raise B2M.',
          ]),
      ...(reduced && !reading.palliative
        ? [
            `With reduced filtration: read κ/λ free light chains with the renal range (${RENAL_LIGHT_CHAIN_RATIO}); add 24-h urine protein and electrophoresis.`,
          ]
        : []),
    ],
    suggestions,
    overrideReasons: ['already-ordered'],
  };
}

function shared(
  { renal }: Reading,
  focus: Measurement,
): Pick<Finding, 'topic' | 'assessments' | 'inputs' | 'derived' | 'citations'> {
  return {
    topic: TOPIC.b2m,
    assessments: [renal.confounding, renal.category],
    inputs: [focus, ...renal.inputs],
    derived: renal.derived,
    citations: ['bianchi-2001', 'inker-2021'],
  };
}
