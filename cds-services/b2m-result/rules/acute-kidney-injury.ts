// Acute kidney injury, recovery from it, or a creatinine of which nobody knows, in a plasma-cell disease: the one critical card.
import {
  type CardRow,
  AKI_ABSOLUTE_RISE,
  AKI_RATIOS,
  capital,
  CAST_NEPHROPATHY_CHAIN,
  covers,
  coversCodes,
  DAY_MS,
  daysSince,
  injuryAssessment,
  injuryDerived,
  ISS_B2M_CUTS,
  number,
  shown,
  shownDate,
  suggestOrder,
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
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import type { LaboratoryTest } from '../../shared/laboratory-tests.ts';
import { CREATININE, FREE_LIGHT_CHAINS, METABOLIC_PANEL } from '../orderables.ts';

type Injury = NonNullable<Reading['injury']>;
type Indicator = Finding['indicator'];

export const acuteKidneyInjury = defineResultRule({
  id: 'acute-kidney-injury',
  hooks: BOTH,
  whateverIsOpened: true,
  evaluate(input, atMost) {
    const { reading, settings } = input;
    const { injury, kidney } = reading;
    if (kidney.dialysis) return { silent: 'on dialysis or recently on it, where creatinine rises between sessions' };
    if (kidney.endStage) return { silent: 'end-stage kidney disease on record' };
    if (!injury)
      return {
        silent: `no creatinine of the last ${settings.recentDays} days`,
        over: ['creatinine-serum', 'conditions'],
      };
    if (injury.state === 'steady')
      return { silent: 'the newest creatinine shows no acute kidney injury', over: ['creatinine-serum'] };
    const patient = injuryPatientOf(reading);
    if (!patient)
      return {
        silent: `creatinine is not steady (${injury.state}), but no plasma-cell disease is known or suspected`,
        over: ['conditions'],
      };
    const indicator = injuryUrgency(injury, patient);
    if (!indicator) {
      return {
        silent:
          injury.state === 'falling'
            ? 'creatinine is falling, from no peak that met a criterion'
            : `acute or chronic not known, and treatment of the ${patient.words} has begun`,
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
  return {
    because: `${told.because}, with ${patient.words}`,
    indicator,
    topic: TOPIC.injury,
    weight: WEIGHTS['acute-kidney-injury'],
    summary: urgent ? `Urgent: ${told.summary}` : capital(told.summary),
    lines: [
      ...told.lines,
      ...(urgent
        ? [
            'Check free light chains, calcium, volume and nephrotoxic drugs.',
            'Consider urgent advice from the myeloma team and nephrology.',
            "This does not replace the laboratory's own alert.",
          ]
        : ['Check free light chains, calcium, volume and nephrotoxic drugs; consider nephrology advice.']),
    ],
    ...(told.change !== undefined && { changes: [told.change] }),
    rows: [...told.rows, ...b2mRow(input.reading), ...lightChainRows(patient, input)],
    assessments: injuryAssessment(injury),
    inputs: creatininesOf(injury),
    derived: injuryDerived(injury),
    citations: ['kdigo-aki-2012', 'nhs-england-aki', 'dimopoulos-2016'],
    suggestions: offers(input),
    overrideReasons: ['already-done', 'chronic-kidney-disease'],
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
}

const NO_EGFR = 'No eGFR and no expected B2M are given: creatinine is not steady.';

const WORDS: Readonly<
  Record<'injury' | 'recovering' | 'unknown' | 'coded', (injury: Injury, patient: InjuryPatient) => Told>
> = { injury: injured, recovering, unknown, coded };

function injured({ course }: Injury, { words }: InjuryPatient): Told {
  const found = course?.injury;
  if (!course || !found) return unknown({ state: 'unknown', course }, { words });
  const { now } = course;
  const { from, baseline, by, ratio, stage } = found;
  const short = by.includes('seven-days') || by.includes('forty-eight-hours');
  const rise = ratio >= AKI_RATIOS[0] ? `Rise ×${number(ratio, 1, AKI_RATIOS)}. ` : '';
  const baselineRow = baseline && by.includes('long-baseline') ? [longRow(baseline)] : [];
  if (short && from) {
    const values = `${mgdl(from.value)} → ${mgdl(now.value)} mg/dL in ${spanOf(from, now)}`;
    const repeat = by.includes('seven-days') ? from.value * AKI_RATIOS[0] : from.value + AKI_ABSOLUTE_RISE;
    return {
      because: `creatinine ${values}: stage ${stage} by ${by.join(', ')}`,
      summary: `acute kidney injury stage ${stage} with ${words}; creatinine ${values}`,
      lines: [`${rise}${NO_EGFR}`],
      rows: baselineRow,
      change: `a repeat creatinine below ${mgdl(repeat)} mg/dL: no injury by this criterion`,
    };
  }
  const base = baseline ?? { value: now.value, count: 0, latestAt: now.at };
  const age = daysSince(base.latestAt, now.at);
  const how = base.count === 1 ? `${age} days ago` : `median of ${base.count}, latest ${age} days ago`;
  return {
    because: `creatinine ${mgdl(now.value)} mg/dL is ${number(ratio, 1, AKI_RATIOS)} times its baseline ${mgdl(base.value)} (${how}): stage ${stage} by the long baseline alone`,
    summary: `acute kidney injury or new chronic disease, with ${words}; creatinine ${mgdl(base.value)} (${how}) → ${mgdl(now.value)} mg/dL`,
    lines: [`Stage ${stage} if acute. ${rise}${NO_EGFR}`],
    rows: baselineRow,
    change: `a repeat below ${mgdl(base.value * AKI_RATIOS[0])} mg/dL: no injury; about ${mgdl(now.value)} mg/dL again after 14 days: new chronic disease`,
  };
}

function recovering(injury: Injury, { words }: InjuryPatient): Told {
  const { course, peak } = injury;
  if (!course || !peak) return unknown(injury, { words });
  const values = `${mgdl(peak.now.value)} → ${mgdl(course.now.value)} mg/dL in ${spanOf(peak.now, course.now)}`;
  return {
    because: `creatinine ${values}: recovering from stage ${peak.injury?.stage}`,
    summary: `creatinine is falling after acute kidney injury stage ${peak.injury?.stage}, with ${words}: ${values}`,
    lines: [NO_EGFR],
    rows: [],
    change: 'two values that agree: creatinine is steady again',
  };
}

function unknown({ course, wholeYear }: Injury, { words }: Pick<InjuryPatient, 'words'>): Told {
  const value = course ? `${mgdl(course.now.value)} mg/dL` : '';
  const why =
    course?.unknown === 'no-steady-pair'
      ? 'raised for more than 30 days without two values that agree'
      : wholeYear === false
        ? 'no earlier value in the part read'
        : 'no earlier value on record';
  return {
    because: `creatinine ${value}: acute or chronic not known, ${why}`,
    summary: `creatinine ${value} with ${words}: acute or chronic not known, ${why}`,
    lines: [NO_EGFR],
    rows: [],
    change: 'an earlier value, or a second one that agrees',
  };
}

function coded({ course, coded: entry }: Injury, { words }: InjuryPatient): Told {
  const when = entry?.at === undefined ? 'undated' : shownDate(entry.at);
  const value = course ? `, creatinine ${mgdl(course.now.value)} mg/dL` : '';
  return {
    because: `acute kidney injury on the problem list (${when}), not followed by a steady creatinine`,
    summary: `acute kidney injury is on the problem list (${when}), with ${words}${value}`,
    lines: [`Creatinine counts as not steady. ${NO_EGFR}`],
    rows: [],
    change: 'a later creatinine that is steady or within its range',
  };
}

function longRow({
  value,
  count,
  latestAt,
}: NonNullable<NonNullable<NonNullable<Injury['course']>['injury']>['baseline']>) {
  const how = count === 1 ? 'only value, 8–365 days before' : `median of ${count} results, 8–365 days before`;
  return { result: 'Creatinine, baseline', value: `${mgdl(value)} mg/dL`, date: shownDate(latestAt), limit: how };
}

function b2mRow(reading: Reading): Told['rows'] {
  const { focus } = reading;
  if (!focus || !isToldWithInjury(reading)) return [];
  return [
    {
      result: 'B2M',
      value: shown(focus.quantity, ISS_B2M_CUTS),
      date: shownDate(focus.at),
      limit: 'no expected B2M given',
    },
  ];
}

function lightChainRows({ lightChains }: InjuryPatient, { reading: { facts } }: ResultInput): Told['rows'] {
  if (!lightChains) {
    return covers(facts, 'free-kappa')
      ? [{ result: 'Free light chains', value: 'not on record', limit: 'needed now' }]
      : [];
  }
  const { involved, ratio, at } = lightChains;
  const chain =
    involved &&
    `${involved.analyte === 'free-kappa' ? 'κ' : 'λ'} ${shown(involved.quantity, [CAST_NEPHROPATHY_CHAIN])}, `;
  return [
    {
      result: 'Free light chains',
      value: `${chain ?? ''}κ/λ ${number(ratio, 2)}`,
      date: shownDate(at),
      limit: `cast nephropathy: ${CAST_NEPHROPATHY_CHAIN} mg/L or more, by assay`,
    },
  ];
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
  if (days > 2) return `${days} days`;
  const hours = Math.round((to.at - from.at) / 3_600_000);
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

function mgdl(value: number): string {
  return number(value, 2);
}
