// A rise of serum B2M in a disease where its course matters: how much of it filtration explains, and what is left.
import {
  analyteName,
  determined,
  diagnosisOf,
  expectedFold,
  kidneyCircumstances,
  number,
  PLASMA_CELL,
  printedNumber,
  shown,
  shownAsReported,
  shownDate,
  toEvidenceDating,
  treatmentBegun,
  type CardRow,
  type Diagnosis,
  type Finding,
  type Reading,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { PLASMA_CELL_NAMES } from '../shared/phrases.en.ts';
import { TOPIC, type ResultInput } from './input.ts';
import { BLOOD_COUNT, FREE_LIGHT_CHAINS, METABOLIC_PANEL, SPEP } from './orderables.ts';
import { EN } from './phrases.en.ts';
import { suggestWorkUp } from './suggest.ts';
import { REASONS } from './phrases/reasons.en.ts';

const SAY = EN.rise;

type Trend = NonNullable<Reading['trend']>;
type Change = NonNullable<Trend['change']>;

export interface Rise {
  /** `watched`: MGUS or SMM. */
  readonly in: 'treated' | 'watched';
  /** What filtration does: all of it, not all of it, or nobody can tell. */
  readonly filtration: 'all' | 'part' | 'open';
  /** As it reads after "with". */
  readonly words?: string | undefined;
  readonly change: Change;
  /** The disease in which its course matters. */
  readonly diagnosis: Diagnosis;
}

const WATCHED = ['smouldering-myeloma', 'mgus'] as const;

/**
 * A rise that is told: in treated disease whatever filtration does; in MGUS and SMM only one that is beyond variation
 * and filtration.
 */
export function riseOf(reading: Reading): Rise | undefined {
  const { trend, facts } = reading;
  const change = trend?.change;
  const filtration = trend && filtrationIn(trend);
  if (!change || !filtration) return undefined;
  const treated = treatedDiagnosis(reading);
  if (treated) return { in: 'treated', filtration, change, diagnosis: treated };
  const [watched] = WATCHED.flatMap((disease) => diagnosisOf(facts, disease) ?? []);
  return watched && filtration === 'part'
    ? { in: 'watched', filtration, change, words: PLASMA_CELL_NAMES[watched.kind], diagnosis: watched }
    : undefined;
}

function filtrationIn({ assessment }: Trend): Rise['filtration'] | undefined {
  if (determined(assessment) === 'rising-with-filtration') return 'all';
  const { possible } = assessment;
  if (!possible.includes('rising') && !possible.includes('fall-then-rise')) return undefined;
  return possible.every((p) => p === 'rising' || p === 'fall-then-rise') ? 'part' : 'open';
}

/** Treated myeloma, CLL or lymphoma: a drug on record, or a state that only treatment brings. */
function treatedDiagnosis({ facts }: Reading): Diagnosis | undefined {
  const diseases = (
    ['myeloma', 'cll', 'waldenstrom', 'follicular-lymphoma', 'dlbcl', 'mantle-cell-lymphoma'] as const
  ).flatMap((d) => diagnosisOf(facts, d) ?? []);
  return diseases.find(
    (d) => d.activity === 'remission' || d.activity === 'relapse' || treatmentBegun(facts, d).firstDose !== undefined,
  );
}

/** @param weight its place among the findings */
export function tellRise(input: ResultInput, rise: Rise, weight: number): Finding {
  const { reading, settings } = input;
  const { change, filtration } = rise;
  const { trend } = reading;
  const clonal = reading.facts.diseases.some((d) => PLASMA_CELL.has(d.kind) && d.activity !== 'inactive');
  const tests = rise.in === 'watched' ? [...COURSE, BLOOD_COUNT, METABOLIC_PANEL] : clonal ? COURSE : [];
  const percent = number(settings.trendRelative * 100, 0);
  const dates = SAY.arrow(shownDate(change.from.at), shownDate(change.to.at));
  return {
    because: REASONS.followUp.rise(
      trend?.assessment.possible ?? [],
      number(change.measuredFold, 2),
      shownDate(change.from.at),
      percent,
      settings.trendAbsolute,
    ),
    indicator: 'info',
    topic: TOPIC.trend,
    weight,
    summary: SAY.summary(course(rise), share(change, filtration)),
    dates,
    rows: [
      {
        result: analyteName('b2m-serum', true),
        value: shownCourse(change),
        date: dates,
        limit: SAY.limit(percent, settings.trendAbsolute),
        place: 'decides',
        replaces: 'b2m-serum',
      },
      ...egfrRow(change, dates),
    ],
    lines: [
      ...(rise.in === 'watched'
        ? [EN.events.noIss, SAY.consider]
        : [
            isRelapsed(reading) ? SAY.notForRelapse : SAY.underTreatment,
            clonal ? EN.followUp.notResponse : EN.followUp.notResponseElsewhere,
          ]),
      SAY.confirm,
    ],
    assessments: trend ? [trend.assessment] : [],
    inputs: (trend?.inputs ?? []).filter((m) => m.analyte === 'b2m-serum'),
    besides: trend?.inputs ?? [],
    dating: toEvidenceDating(rise.diagnosis, treatmentBegun(reading.facts, rise.diagnosis)),
    derived: trend?.derived ?? [],
    circumstances: kidneyCircumstances(reading),
    citations: ['bianchi-2001', 'nhanes-b2m-variation', 'bataille-1984'],
    suggestions: filtration === 'all' ? [] : suggestWorkUp(input, tests),
    trend: true,
  };
}

const COURSE = [FREE_LIGHT_CHAINS, SPEP];

function isRelapsed({ facts }: Reading): boolean {
  return diagnosisOf(facts, 'myeloma')?.activity === 'relapse';
}

/** `B2M 3.0 → 6.0 mg/L (×2.00) since 2026-06-30`. */
function course({ change, words }: Rise): string {
  const { from, to } = change;
  const isAtLeast = from.b2m.comparator !== undefined || to.b2m.comparator !== undefined;
  return SAY.course(
    bare(from),
    shown(to.b2m),
    SAY.factor(measured(change).toFixed(2), isAtLeast),
    SAY.since(shownDate(from.at), change.reference === 'nadir'),
    words,
  );
}

/** `3.0 → 6.0 mg/L (high)`; the newest as reported. */
function shownCourse({ from, to }: Change): string {
  const [reported, now] = [shownAsReported(to.measurement), shown(to.b2m)];
  return SAY.arrow(bare(from), reported.startsWith(now) ? reported : SAY.reported(now, reported));
}

function bare({ b2m }: Change['from']): string {
  return shown(b2m).replace(/ mg\/L$/, '');
}

/** `filtration explains ×1.36 (eGFR 80 → 55), ×1.47 is left`: each follows from what is printed. */
function share(change: Change, filtration: Rise['filtration']): string {
  const expected = printedFold(change);
  if (filtration === 'open' || expected === undefined) return SAY.shareOpen;
  const egfr = egfrCourse(change);
  if (filtration === 'all') return SAY.all(egfr, expected.toFixed(2));
  if (expected <= 1) return SAY.none(egfr);
  return SAY.part(expected.toFixed(2), egfr, (measured(change) / expected).toFixed(2));
}

function egfrRow(change: Change, dates: string): readonly CardRow[] {
  const expected = printedFold(change);
  if (expected === undefined) return [];
  const by = [...new Set([change.from.egfrBy, change.to.egfrBy])].flatMap((b) => (b === undefined ? [] : [SAY.by[b]]));
  return [
    {
      result: SAY.egfrRow(by),
      value: SAY.egfrValue(egfrCourse(change)),
      date: dates,
      limit: SAY.expected(expected.toFixed(2)),
      place: 'decides',
      replaces: 'egfr',
    },
  ];
}

function egfrCourse(change: Change): string {
  const [from = '', to = ''] = egfrs(change);
  return SAY.arrow(from, to);
}

function egfrs({ from, to }: Change): readonly string[] {
  return [from.egfr, to.egfr].flatMap((egfr) => (egfr === undefined ? [] : [printedEgfr({ value: egfr })]));
}

/** What filtration predicts from the eGFRs as printed, as printed. */
function printedFold(change: Change): number | undefined {
  const [then, now] = egfrs(change).map(Number);
  return then === undefined || now === undefined ? undefined : Number(expectedFold(then, now).toFixed(2));
}

function measured({ from, to }: Change): number {
  return Number((printedNumber(to.b2m) / printedNumber(from.b2m)).toFixed(2));
}
