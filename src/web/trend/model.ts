// What the trend shows, computed by the same clinical code as the cards: facts in, points, band and marks out.
import { remarkInWords } from '../../cards/evidence.ts';
import { orList } from '../../cards/format.ts';
import { diagnosisOf, type Diagnosis } from '../../clinical/reading/diagnosis.ts';
import { readKidneyStatus } from '../../clinical/reading/kidney.ts';
import { readRenal, type RenalReading } from '../../clinical/reading/renal.ts';
import { isOf, resultsOf } from '../../clinical/reading/select.ts';
import type { ReadingSettings } from '../../clinical/reading/settings.ts';
import { readStaging } from '../../clinical/reading/staging.ts';
import { isTreatedAt, treatmentBegun } from '../../clinical/reading/treatment-begun.ts';
import type { Analyte, Facts, Measurement, SetAside } from '../../clinical/facts/types.ts';
import type { Assessment } from '../../clinical/quantities/assessment.ts';
import { dayOf, daysSince, isoDay } from '../../clinical/quantities/time.ts';
import { toCanonical, UNITS } from '../../clinical/quantities/units.ts';
import type { Quantity } from '../../clinical/quantities/quantity.ts';
import type { Result } from './units.ts';

/** Everything known of one day. */
export interface Moment {
  readonly at: number;
  readonly iso: string;
  readonly b2m?: B2mPoint;
  readonly egfr?: Result;
  readonly creatinine?: Result;
  /** mg/L, expected from filtration alone. */
  readonly expected?: number;
}

export interface B2mPoint extends Result {
  readonly preliminary: boolean;
  readonly ratio?: number;
  /** The reading against filtration, as in the evidence contract. */
  readonly confounding?: Assessment;
  readonly baseline: boolean;
  readonly flags: readonly string[];
}

/** Where the cut-offs of the ISS mean something: with myeloma, at its baseline. */
export interface IssLines {
  /** Milliseconds since 1970: treatment begins, and from then on they are only faded; absent while it has not begun. */
  readonly until?: number;
  /** Treatment has begun. */
  readonly treated: boolean;
}

export interface Mark {
  readonly at: number;
  readonly kind: 'diagnosis' | 'treatment' | 'stage' | 'dialysis';
  readonly text: string;
}

export interface Trend {
  /** Oldest first. */
  readonly moments: readonly Moment[];
  readonly marks: readonly Mark[];
  /** Said once above the picture: stage at diagnosis, why there is no band, what was set aside. */
  readonly notes: readonly string[];
  readonly stage?: string;
  readonly iss?: IssLines;
  /** Why the latest B2M is not read against filtration. */
  readonly filtrationUnknown?: string;
}

/** The picture's content. */
export function toTrend(facts: Facts, settings: ReadingSettings): Trend {
  const kidney = readKidneyStatus(facts, settings);
  const diagnosis = diagnosisOf(facts, 'myeloma');
  const staging = diagnosis && readStaging(facts, diagnosis, resultsOf(facts, 'b2m-serum')[0], settings);
  const baseline = staging?.basis === 'baseline' ? staging.b2m : undefined;
  const days = new Map<string, Measurement[]>();
  for (const analyte of ['b2m-serum', 'creatinine-serum', 'egfr'] as const) {
    for (const m of resultsOf(facts, analyte)) days.set(keyOf(m), [...(days.get(keyOf(m)) ?? []), m]);
  }
  const read: ReadAt = (b2m, at) => readRenal(facts, b2m, kidney, settings, at);
  const usable = [...days.values()].map((results) => toMoment(results, read, baseline));
  const pending = facts.setAside.flatMap((s) => toPending(s) ?? []);
  return {
    moments: withPending(usable, pending).toSorted((a, b) => a.at - b.at),
    marks: marksOf(facts, diagnosis),
    notes: notesOf(facts, kidney.dialysis),
    ...(staging && baseline && { stage: `ISS ${orList(staging.iss.possible)}` }),
    ...(diagnosis && { iss: issLines(facts, diagnosis) }),
    ...filtrationUnknown(resultsOf(facts, 'b2m-serum')[0], read),
  };
}

/** Solid until the earliest moment at which treatment may have begun; remission and relapse follow treatment. */
function issLines(facts: Facts, diagnosis: Diagnosis): IssLines {
  const begun = treatmentBegun(facts, diagnosis);
  const after = diagnosis.activity === 'remission' || diagnosis.activity === 'relapse';
  const treated = after ? 'yes' : isTreatedAt(begun, facts.asOf);
  if (treated === 'no') return { treated: false };
  return { until: begun.firstDose?.earliest ?? -Infinity, treated: treated === 'yes' };
}

function filtrationUnknown(last: Measurement<'b2m-serum'> | undefined, read: ReadAt): Pick<Trend, 'filtrationUnknown'> {
  const renal = last && read(last, last.at);
  if (!renal?.confounding.possible.includes('not-assessable') || renal.confounding.possible.length > 1) return {};
  const because = renal.confounding.notes?.map(remarkInWords).join('; ');
  return because ? { filtrationUnknown: because } : {};
}

/** One point a day and analyte: the latest issued is the laboratory's word. */
function keyOf(m: Measurement): string {
  return isoDay(m.at);
}

/** Filtration at a moment, and a B2M of that moment against it. */
type ReadAt = (b2m: Measurement<'b2m-serum'> | undefined, at: number) => RenalReading;

function toMoment(results: readonly Measurement[], read: ReadAt, baseline: Measurement | undefined): Moment {
  const latest = <A extends Analyte>(analyte: A): Measurement<A> | undefined =>
    results
      .filter((m) => isOf(m, analyte))
      .toSorted((a, b) => a.issued - b.issued)
      .at(-1);
  const b2m = latest('b2m-serum');
  const creatinine = latest('creatinine-serum');
  const anchor = b2m ?? creatinine ?? results[0];
  if (!anchor) throw new RangeError('a moment needs at least one result');
  const renal = read(b2m, anchor.at);
  const egfr = renal.egfr.length === 1 ? renal.egfr[0] : undefined;
  return {
    at: anchor.at,
    iso: anchor.effective,
    ...(egfr && { egfr: egfrOf(egfr, renal) }),
    ...(creatinine && { creatinine }),
    ...(renal.expected !== undefined && { expected: renal.expected }),
    ...(b2m && { b2m: toPoint(b2m, renal, b2m === baseline) }),
  };
}

/** As reported, where the laboratory's own is the one used. */
function egfrOf(egfr: Quantity, { reportedEgfr }: RenalReading): Result {
  const own = reportedEgfr && reportedEgfr.quantity.value === egfr.value ? reportedEgfr.reported : undefined;
  return { quantity: egfr, ...(own && { reported: own }) };
}

function toPoint(m: Measurement, renal: RenalReading, baseline: boolean): B2mPoint {
  return {
    quantity: m.quantity,
    reported: m.reported,
    preliminary: false,
    ...(renal.ratio !== undefined && { ratio: renal.ratio }),
    confounding: renal.confounding,
    baseline,
    flags: m.flags,
  };
}

/** A preliminary B2M is drawn as such and never computed with. */
function toPending(s: SetAside): Moment | undefined {
  if (s.reason !== 'preliminary' || s.analyte !== 'b2m-serum' || s.at === undefined || !s.reported) return undefined;
  const read = s.read ?? toCanonical(UNITS.serumB2m, s.reported.value, s.reported.unit)?.quantity;
  if (!read) return undefined;
  const iso = isoDay(s.at);
  const { reported } = s;
  return { at: s.at, iso, b2m: { quantity: read, reported, preliminary: true, baseline: false, flags: [] } };
}

/** Beside the kidney results of its day, when there are any. */
function withPending(usable: readonly Moment[], pending: readonly Moment[]): readonly Moment[] {
  const joined = usable.map((m) => ({ ...pending.find((p) => !m.b2m && dayOf(p.at) === dayOf(m.at)), ...m }));
  const taken = new Set(joined.map((m) => m.b2m));
  return [...joined, ...pending.filter((p) => !taken.has(p.b2m))];
}

function marksOf(facts: Facts, diagnosis: Diagnosis | undefined): readonly Mark[] {
  const seen = new Set<string>();
  const treatments = facts.treatments
    .filter((t) => t.kind === 'anti-neoplastic' && !seen.has(t.ingredient) && seen.add(t.ingredient))
    .map((t): Mark => ({ at: t.at, kind: 'treatment', text: t.ingredient }));
  const firstDialysis = facts.dialysisSessions.at(-1);
  // A date that is known only roughly has no place on the line of time.
  const date = diagnosis?.date;
  return [
    ...(date === undefined || daysSince(date.earliest, date.latest) > 0
      ? []
      : [{ at: date.earliest, kind: 'diagnosis', text: 'myeloma diagnosed' } as const]),
    ...treatments,
    ...facts.recordedStages.flatMap(({ system, stage, at }): Mark[] =>
      at === undefined || stage === undefined ? [] : [{ at, kind: 'stage', text: `${system} ${stage} recorded` }],
    ),
    ...(firstDialysis ? [{ at: firstDialysis.at, kind: 'dialysis', text: 'dialysis' } as const] : []),
  ].toSorted((a, b) => a.at - b.at);
}

function notesOf(facts: Facts, dialysis: boolean): readonly string[] {
  const notes: string[] = [];
  if (dialysis) notes.push('On dialysis: B2M shows clearance, not disease burden, and is not read against filtration.');
  if (facts.patient.sex === undefined && resultsOf(facts, 'creatinine-serum').length > 0) {
    notes.push('The record does not say female or male: the eGFR has two values, and where it matters none is drawn.');
  }
  const aside = facts.setAside.filter((s) => s.analyte === 'b2m-serum' && s.reason !== 'preliminary');
  if (aside.length > 0) {
    const reasons = [...new Set(aside.map((s) => s.reason.replaceAll('-', ' ')))].join(', ');
    notes.push(`${aside.length} B2M ${aside.length === 1 ? 'result' : 'results'} not drawn (${reasons}).`);
  }
  return notes;
}
