// A rise of serum B2M in a disease where its course matters: how much of it filtration explains, and what is left.
import {
  andList,
  determined,
  diagnosisOf,
  expectedFold,
  number,
  PLASMA_CELL,
  shown,
  shownDate,
  treatmentBegun,
  type CardRow,
  type Disease,
  type Finding,
  type Reading,
} from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { TOPIC, type ResultInput } from './input.ts';
import { BLOOD_COUNT, FREE_LIGHT_CHAINS, METABOLIC_PANEL, SPEP } from './orderables.ts';
import { suggestWorkUp } from './suggest.ts';

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
}

const WATCHED: readonly (readonly [Disease, string])[] = [
  ['smouldering-myeloma', 'SMM'],
  ['mgus', 'MGUS'],
];

/**
 * A rise that is told: in treated disease whatever filtration does; in MGUS and SMM only one that is beyond variation
 * and filtration.
 */
export function riseOf(reading: Reading): Rise | undefined {
  const { trend, facts } = reading;
  const change = trend?.change;
  const filtration = trend && filtrationIn(trend);
  if (!change || !filtration) return undefined;
  if (isTreated(reading)) return { in: 'treated', filtration, change };
  const watched = WATCHED.find(([disease]) => diagnosisOf(facts, disease));
  return watched && filtration === 'part' ? { in: 'watched', filtration, change, words: watched[1] } : undefined;
}

function filtrationIn({ assessment }: Trend): Rise['filtration'] | undefined {
  const pattern = determined(assessment);
  if (pattern === 'rising-with-filtration') return 'all';
  if (pattern === 'rising' || pattern === 'fall-then-rise') return 'part';
  const { possible } = assessment;
  if (!possible.includes('rising') && !possible.includes('fall-then-rise')) return undefined;
  return possible.every((p) => p === 'rising' || p === 'fall-then-rise') ? 'part' : 'open';
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

/** @param weight its place among the findings */
export function tellRise(input: ResultInput, rise: Rise, weight: number): Finding {
  const { reading, settings } = input;
  const { change, filtration } = rise;
  const { trend } = reading;
  const clonal = reading.facts.diseases.some((d) => PLASMA_CELL.has(d.kind) && d.activity !== 'inactive');
  const tests = rise.in === 'watched' ? [...COURSE, BLOOD_COUNT, METABOLIC_PANEL] : clonal ? COURSE : [];
  return {
    because: `${trend?.assessment.possible.join(' or ')}: ×${number(change.measuredFold, 2)} since ${shownDate(change.from.at)}, more than ${number(settings.trendRelative * 100, 0)}% and ${settings.trendAbsolute} mg/L`,
    indicator: 'info',
    topic: TOPIC.trend,
    weight,
    summary: `${course(rise)}: ${share(change, filtration)}`,
    rows: egfrRow(change),
    limits: { 'b2m-serum': `rise: ${number(settings.trendRelative * 100, 0)}% and ${settings.trendAbsolute} or more` },
    lines: [
      ...(rise.in === 'watched'
        ? [
            'No ISS until myeloma is on the problem list.',
            'Consider M-protein, free light chains, blood count, calcium and creatinine.',
          ]
        : [
            'A value under treatment: not a stage.',
            clonal
              ? 'B2M is no response criterion; M-protein and free light chains are.'
              : 'B2M is no response criterion.',
          ]),
      'Confirm on a second sample.',
    ],
    assessments: trend ? [trend.assessment] : [],
    inputs: trend?.inputs ?? [],
    derived: trend?.derived ?? [],
    citations: ['bianchi-2001', 'nhanes-b2m-variation', 'bataille-1984'],
    suggestions: filtration === 'all' ? [] : suggestWorkUp(input, tests),
    overrideReasons: ['already-ordered'],
    trend: true,
  };
}

const COURSE = [FREE_LIGHT_CHAINS, SPEP];

/** `B2M 3.0 → 6.0 mg/L (×2.00) since 2026-06-30`. */
function course({ change, words }: Rise): string {
  const { from, to } = change;
  const since = `since ${change.reference === 'nadir' ? 'its lowest of ' : ''}${shownDate(from.at)}`;
  const start = shown(from.b2m).replace(/ mg\/L$/, '');
  const atLeast = from.b2m.comparator || to.b2m.comparator ? 'at least ' : '';
  return `B2M ${start} → ${shown(to.b2m)} (${atLeast}×${measured(change).toFixed(2)}) ${since}${words === undefined ? '' : ` with ${words}`}`;
}

/** `filtration explains ×1.36 (eGFR 80 → 55), ×1.47 is left`: each follows from what is printed. */
function share(change: Change, filtration: Rise['filtration']): string {
  const expected = printedFold(change);
  if (filtration === 'open' || expected === undefined)
    return 'without an eGFR of both times the share of filtration stays open';
  const egfr = egfrs(change).join(' → ');
  if (filtration === 'all') return `filtration explains all of it (eGFR ${egfr}, expected ×${expected.toFixed(2)})`;
  if (expected <= 1) return `filtration explains none of it (eGFR ${egfr})`;
  return `filtration explains ×${expected.toFixed(2)} (eGFR ${egfr}), ×${(measured(change) / expected).toFixed(2)} is left`;
}

function egfrRow(change: Change): readonly CardRow[] {
  const expected = printedFold(change);
  if (expected === undefined) return [];
  const by = [...new Set([change.from.egfrBy, change.to.egfrBy])].flatMap((b) =>
    b === undefined ? [] : b === 'reported' ? ['reported'] : ['calculated'],
  );
  return [
    {
      result: `eGFR, ${andList(by)}`,
      value: `${egfrs(change).join(' → ')} mL/min/1.73 m²`,
      limit: `B2M expected: ×${expected.toFixed(2)}`,
    },
  ];
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
  return Number((printed(to) / printed(from)).toFixed(2));
}

function printed({ b2m }: Change['from']): number {
  return Number(/[\d.]+/.exec(shown(b2m))?.[0]);
}
