// Acute kidney injury, recovery from it, or a creatinine of which nobody knows, in a plasma-cell disease: the one critical card.
import {
  AKI_ABSOLUTE_RISE,
  AKI_RATIOS,
  capital,
  comparatorWords,
  coversCodes,
  DAY_MS,
  daysSince,
  injuryAssessment,
  injuryBaselines,
  injuryDerived,
  kidneyCircumstancesOf,
  number,
  PLASMA_CELL,
  shownDate,
  suggestOrder,
  type CardRow,
  type Finding,
  type Measurement,
  type Reading,
  type Suggestion,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import {
  injuryPatientOf,
  injuryUrgency,
  isToldWithInjury,
  URGENT_DAYS,
  type InjuryPatient,
} from '../injury-urgency.ts';
import {
  b2mRow,
  calciumRow,
  creatinineRow,
  fromRow,
  lightChainRows,
  longRow,
  mgdl,
  nowRow,
  stageLimit,
} from '../injury-rows.ts';
import { BOTH, defineResultRule, LIGHT_CHAIN_RESULTS, TOPIC, type ResultInput } from '../input.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { CREATININE, FREE_LIGHT_CHAINS, METABOLIC_PANEL } from '../orderables.ts';
import { lightChainDerived, lightChainInputs } from '../light-chain-words.ts';
import { EN } from '../phrases.en.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.injury;

const SAY = EN.injury;
const ROWS = SAY.rows;

type Injury = NonNullable<Reading['injury']>;
type Indicator = Finding['indicator'];

export const acuteKidneyInjury = defineResultRule({
  id: 'acute-kidney-injury',
  hooks: BOTH,
  beginsWith: [...PLASMA_CELL, 'myeloma-kidney', ...LIGHT_CHAIN_RESULTS],
  whateverIsOpened: true,
  evaluate(input, atMost) {
    const { reading, settings } = input;
    const { injury, kidney } = reading;
    if (kidney.dialysis) return { silent: WHY.onDialysis };
    if (kidney.endStage) return { silent: WHY.endStage };
    if (!injury)
      return {
        silent: WHY.noCreatinine(settings.recentDays),
        over: ['creatinine-serum', 'conditions'],
      };
    if (injury.state === 'steady') return { silent: WHY.none, over: ['creatinine-serum'] };
    const patient = injuryPatientOf(reading);
    if (!patient)
      return {
        silent: WHY.noClone(injury.state),
        over: ['conditions'],
      };
    const indicator = injuryUrgency(injury, patient);
    if (!indicator) {
      return {
        silent: injury.state === 'falling' ? WHY.falling : WHY.treated(patient.words),
      };
    }
    return tell(input, injury, patient, indicator === 'critical' ? (atMost ?? indicator) : indicator);
  },
});

function tell(input: ResultInput, injury: Injury, patient: InjuryPatient, indicator: Indicator): Finding {
  const { course } = injury;
  const told = WORDS[injury.state === 'steady' || injury.state === 'falling' ? 'unknown' : injury.state](
    injury,
    patient,
  );
  const urgent = indicator === 'critical';
  const chains = lightChainRows(patient, input);
  const summary = urgent ? SAY.urgent(told.summary) : capital(told.summary);
  return {
    because: WHY.with(told.because, patient.words),
    indicator,
    topic: TOPIC.injury,
    alone: true,
    weight: WEIGHTS['acute-kidney-injury'],
    summary: !urgent && told.asksForChains && !patient.lightChains ? `${summary}${SAY.checkChains}` : summary,
    lines: [...told.lines, ...(urgent ? [SAY.check, SAY.considerUrgent] : [SAY.checkAndConsider])],
    ...(told.change !== undefined && { changes: [told.change] }),
    rows: [...told.rows, ...b2mRow(input.reading), ...chains, ...calciumRow(input)],
    assessments: injuryAssessment(injury),
    inputs: creatininesOf(injury),
    besides: [
      ...injuryBaselines(injury),
      ...(isToldWithInjury(input.reading) && input.reading.focus ? [input.reading.focus] : []),
      ...(patient.lightChains ? lightChainInputs(patient.lightChains) : []),
    ],
    circumstances: [
      ...kidneyCircumstancesOf(input.reading, 'acute-kidney-injury', 'kidney-transplant'),
      ...(patient.circumstances ?? []),
    ],
    derived: [...injuryDerived(injury), ...lightChainDerived(patient.lightChains)],
    ...(patient.dating && { dating: patient.dating }),
    citations: ['kdigo-aki-2012', 'nhs-england-aki', 'dimopoulos-2016'],
    suggestions: offers(input),
    kind: 'injury',
    isAdvice: true,
    // A warning is said once of a value; what is urgent until it is answered.
    ...(urgent
      ? {}
      : { once: { what: [course?.now.measurement.reference ?? '', course?.now.value ?? '', injury.state].join('|') } }),
  };
}

interface Told {
  readonly because: string;
  /** Begins small, so that "Urgent:" may stand before it. */
  readonly summary: string;
  readonly lines: readonly string[];
  readonly rows: readonly CardRow[];
  readonly change?: string | undefined;
  readonly asksForChains?: true;
}

const WORDS: Readonly<
  Record<'injury' | 'recovering' | 'unknown' | 'coded', (injury: Injury, patient: InjuryPatient) => Told>
> = { injury: injured, recovering, unknown, coded };

/** `2.6`, `above 5`. */
function shownNow({ value, measurement }: NonNullable<Injury['course']>['now']): string {
  return `${comparatorWords(measurement.quantity.comparator)}${mgdl(value)}`;
}

function injured({ course }: Injury, { words }: InjuryPatient): Told {
  const found = course?.injury;
  if (!course || !found) return unknown({ state: 'unknown', course }, { words });
  const { now } = course;
  const { from, baseline, by, ratio, stage } = found;
  const line = ratio >= AKI_RATIOS[0] ? SAY.rise(number(ratio, 1, AKI_RATIOS)) : SAY.notGiven;
  const rows = [
    nowRow(now.measurement, stageLimit(found)),
    ...(from ? [fromRow(from, by)] : []),
    ...(baseline && by.includes('long-baseline') ? [longRow(baseline)] : []),
  ];
  if (from) {
    const values = SAY.creatinine(mgdl(from.value), shownNow(now), spanOf(from, now));
    const repeat = by.includes('seven-days') ? from.value * AKI_RATIOS[0] : from.value + AKI_ABSOLUTE_RISE;
    return {
      because: WHY.short(values, stage, by),
      summary: SAY.acute(stage, words, values),
      lines: [line],
      rows,
      change: SAY.belowRepeat(mgdl(repeat)),
      asksForChains: true,
    };
  }
  const base = baseline ?? { value: now.value, count: 0, latestAt: now.at };
  const age = daysSince(base.latestAt, now.at);
  const how = base.count === 1 ? SAY.daysAgo(age) : SAY.medianAgo(base.count, age);
  return {
    because: WHY.long(shownNow(now), number(ratio, 1, AKI_RATIOS), mgdl(base.value), how, stage),
    summary: SAY.acuteOrChronic(words, SAY.fromLong(mgdl(base.value), how, shownNow(now))),
    lines: [line],
    rows,
    change: SAY.repeatOrChronic(mgdl(base.value * AKI_RATIOS[0]), shownNow(now)),
  };
}

function recovering(injury: Injury, { words }: InjuryPatient): Told {
  const { course, peak } = injury;
  const stage = peak?.injury?.stage;
  if (!course || !peak || stage === undefined) return unknown(injury, { words });
  const values = SAY.fallen(mgdl(peak.now.value), shownNow(course.now), spanOf(peak.now, course.now));
  return {
    because: WHY.recovering(values, stage),
    summary: SAY.recovering(stage, words, values),
    lines: [SAY.notGivenShort],
    rows: [
      nowRow(course.now.measurement, ROWS.falling),
      creatinineRow(ROWS.peak, peak.now.measurement, peak.injury ? stageLimit(peak.injury) : ''),
    ],
    change: SAY.agreeing,
  };
}

function unknown({ course, wholeYear }: Injury, { words }: Pick<InjuryPatient, 'words'>): Told {
  const value = course ? SAY.mgdl(shownNow(course.now)) : '';
  const why =
    course?.unknown === 'no-steady-pair' ? SAY.why.noPair : wholeYear === false ? SAY.why.noneInPart : SAY.why.none;
  return {
    because: WHY.unknown(value, why),
    summary: SAY.unknown(value, words, why),
    lines: [SAY.notGivenShort],
    rows: course ? [nowRow(course.now.measurement, ROWS.notKnown)] : [],
    change: SAY.earlier,
  };
}

function coded({ course, coded: entry }: Injury, { words }: InjuryPatient): Told {
  const when = entry?.at === undefined ? SAY.undated : shownDate(entry.at);
  return {
    because: WHY.coded(when),
    summary: SAY.coded(when, words, course && SAY.mgdl(shownNow(course.now))),
    lines: [SAY.notGivenShort],
    rows: course ? [nowRow(course.now.measurement, ROWS.countsUnsteady)] : [],
    change: SAY.steadyAgain,
  };
}

function creatininesOf({ course, peak }: Injury): readonly Measurement[] {
  const from = course?.injury?.from?.measurement;
  return [course?.now.measurement, from, peak?.now.measurement].filter((m) => m !== undefined);
}

/** Calcium, and the panel that holds it: what shows that a metabolic panel is fresh. */
const CALCIUM_CODES: readonly string[] = ['24323-8', '17861-6', '2000-8'];
/** Days up to which a result is fresh enough in acute kidney injury. Ours. */
const FRESH: readonly (readonly [LaboratoryTest, readonly string[], number])[] = [
  [FREE_LIGHT_CHAINS, FREE_LIGHT_CHAINS.codes, 30],
  [METABOLIC_PANEL, CALCIUM_CODES, URGENT_DAYS],
  [CREATININE, CREATININE.codes, URGENT_DAYS],
];

/** What is on record, pending, unread, or may stand in what was not read, is not offered. */
function offers(input: ResultInput): readonly Omit<Suggestion, 'uuid'>[] {
  const { facts } = input.reading;
  return FRESH.flatMap(([test, doneBy, days]) => {
    const fresh = daysSince(input.lastDone(doneBy), facts.asOf) <= days;
    const read = coversCodes(facts, doneBy, facts.asOf - days * DAY_MS);
    return fresh || !read ? [] : [suggestOrder(test, input.order)];
  });
}

function spanOf(from: { readonly at: number }, to: { readonly at: number }): string {
  const days = daysSince(from.at, to.at);
  return days > 2 ? SAY.days(days) : SAY.hours(Math.round((to.at - from.at) / 3_600_000));
}
