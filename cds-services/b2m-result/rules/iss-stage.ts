// ISS stage of a patient with myeloma, or the stages still possible and what would settle it.
import {
  comparedStage,
  covers,
  coversAround,
  daysSince,
  determined,
  escapeText,
  exceeds,
  ISS_ALBUMIN_CUT,
  ISS_B2M_CUTS,
  kidneyCircumstances,
  notUsed,
  number,
  shown,
  shownDate,
  suggestOrder,
  toEvidenceDating,
  type CardRow,
  type Finding,
  type Measurement,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { albuminFrom, albuminRow } from '../awaited-albumin.ts';
import { awaitsB2m } from '../awaits-b2m.ts';
import { conditionOf, datingLines, diagnosisRow } from '../dating.ts';
import { creatinineWouldMakeHighRisk } from '../high-risk.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { changesOf, isNearLimit } from '../iss-changes.ts';
import { issLimits } from '../iss-limits.ts';
import { missingRow, shortfall } from '../missing-rows.ts';
import { ALBUMIN, B2M } from '../orderables.ts';
import { EN } from '../phrases.en.ts';
import { offerToRecord } from '../record-stage.ts';
import { cystatinBeside, cystatinLine } from '../renal-lines.ts';
import { canStillPair, suggestMissing } from '../suggest.ts';
import { notCountedLines, openTreatmentLine, undatedTreatment } from '../treatment-words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.iss;

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.iss;

export const issStage = defineResultRule({
  id: 'iss-stage',
  hooks: BOTH,
  beginsWith: ['myeloma'],
  evaluate(input) {
    const { staging, focus } = input.reading;
    if (!staging) return { silent: silenceWithoutStaging(input.reading), over: ['conditions'] };
    if (input.reading.kidney.dialysis) return { silent: REASONS.all.onDialysis };
    if (!staging.b2m) return withoutB2m(input, staging);
    if (focus && focus.at > staging.b2m.at) {
      return { silent: WHY.laterThanBaseline };
    }
    if (staging.basis === 'current') {
      return { silent: WHY.current };
    }
    return tell(input, staging, staging.b2m);
  },
});

function silenceWithoutStaging({ facts }: Reading): string {
  if (facts.patient.replaced) return WHY.replaced;
  return facts.unavailable.includes('conditions')
    ? WHY.problemsUnread
    : !covers(facts, 'conditions')
      ? WHY.noMyelomaInPart
      : WHY.noMyeloma;
}

/** A newly diagnosed, untreated patient without a B2M: the one test that opens the stage. */
function withoutB2m(input: ResultInput, staging: Staging): Finding | Silence {
  const { reading, settings } = input;
  const { albumin } = staging;
  const { facts } = reading;
  const { asOf } = facts;
  if (!awaitsB2m(input, staging) || !albumin) {
    return { silent: WHY.noneToStage, over: ['b2m-serum', 'albumin-serum'] };
  }
  const isOpen = staging.iss.possible.length === 3;
  const window = settings.baselineBeforeDays + settings.baselineAfterDays;
  if (!coversAround(facts, 'b2m-serum', asOf, window, 0)) {
    return { silent: WHY.noneToStageRead };
  }
  const [unused] = notUsed(facts, 'b2m-serum');
  const why = input.pending.length > 0 ? SAY.b2mPreliminary : unused ? SAY.b2mNotUsed(unused.why) : SAY.noUsableB2m;
  return {
    because: WHY.b2mMissing,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['iss-stage: B2M missing'],
    summary: SAY.noB2m(
      why,
      SAY.albumin(shown(albumin.quantity, [ISS_ALBUMIN_CUT])),
      isOpen ? undefined : staging.iss.possible,
    ),
    // The unit check tells what is not used.
    told: unused ? '' : SAY.noB2mTold(staging.iss.possible),
    lines: [],
    asides: unused || input.pending.length > 0 ? [] : [SAY.drawTogether],
    assessments: [staging.iss],
    inputs: staging.inputs,
    dating: toEvidenceDating(staging.diagnosis, staging.treatment),
    limits: { 'albumin-serum': SAY.limits.albumin(ISS_ALBUMIN_CUT) },
    rows: [missingRow(input, 'b2m-serum', asOf, window, ['ISS'])],
    // One that is there and cannot be used is asked about, not guessed.
    changes: unused ? [] : changesOf(staging),
    citations: ['greipp-2005'],
    suggestions: suggestMissing(input, [B2M]),
  };
}

function tell(input: ResultInput, staging: Staging, b2m: Measurement): Finding {
  const { reading } = input;
  const { iss, basis } = staging;
  const stage = determined(iss);
  const condition = basis === 'if-baseline' ? conditionOf(staging) : '';
  const recorded = comparedStage(reading, 'ISS');
  const recording = offerToRecord('ISS', input);
  const differs = stage !== undefined ? recordedAs(recorded, stage) : undefined;
  const leads = differs !== undefined && basis === 'baseline';
  return {
    because: stage === undefined ? WHY.open(iss.possible, iss.missing) : WHY.stage(stage, basis),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS[leads ? 'iss-stage: recorded stage differs' : 'iss-stage: stage'],
    summary: leads
      ? SAY.recordedDiffers(
          differs.stage,
          differs.date,
          deciding(staging, b2m, differs.ours),
          shownDate(b2m.at),
          differs.ours,
        )
      : summaryOf(input, staging, b2m, condition),
    joins: SAY.stage(iss.possible, condition),
    ...(differs && { told: SAY.recordedTold(differs.stage, differs.date, differs.ours) }),
    lines: [
      ...(leads ? [SAY.recordedMayRest] : differs ? [SAY.recordedTold(differs.stage, differs.date, differs.ours)] : []),
      ...staging.otherStages
        .slice(0, 2)
        .map((o) => SAY.otherB2m(shown(o.b2m.quantity, ISS_B2M_CUTS), shownDate(o.b2m.at), o.stage)),
      ...datingLines(staging, b2m, stage === undefined),
      ...notCountedLines(staging, b2m),
      ...(b2m.flags.includes('within-rounding') ? [SAY.withinRounding(iss.missing.includes('b2m-serum'))] : []),
      ...(isNearLimit(staging, b2m) ? [SAY.method] : []),
      ...(reading.focus === b2m ? cystatinLine(reading) : []),
    ],
    assessments: [iss],
    inputs: decidingFirst(staging, b2m, stage),
    besides: reading.focus === b2m ? cystatinBeside(reading) : [],
    // Counted only where that line stands.
    tells: [{ references: undatedTreatment(staging), line: openTreatmentLine(staging) }],
    // They keep a stage from being offered for the record.
    circumstances: kidneyCircumstances(reading),
    recordedStages: recorded ? [recorded] : [],
    notForRecord: recording.notForRecord,
    // The card is about the B2M, whichever stands first.
    dates: b2m.until === undefined ? shownDate(b2m.at) : escapeText(b2m.effective, 20),
    limits: issLimits(staging),
    rows: [
      ...(leads ? [recordedRow(differs)] : []),
      // What the condition rests on stands last.
      ...(staging.because === 'still-untreated'
        ? diagnosisRow(staging, input).map((row) => ({ ...row, place: 'missing' as const }))
        : []),
      ...albuminRow(input, staging, b2m),
    ],
    changes: [
      ...(stage === undefined || isNearLimit(staging, b2m)
        ? changesOf(staging, stage, albuminFrom(input, staging, b2m))
        : []),
      ...creatinineWouldMakeHighRisk(staging),
      ...(staging.because === 'still-untreated' ? [SAY.newBaseline] : []),
    ],
    citations: ['greipp-2005'],
    suggestions: [
      ...(iss.missing.includes('albumin-serum') &&
      !staging.albumin &&
      canStillPair(input, ALBUMIN) &&
      shortfall(input, 'albumin-serum', b2m.at, input.settings.pairingDays) === undefined
        ? [suggestOrder(ALBUMIN, input.order)]
        : []),
      ...(staging.because === 'still-untreated'
        ? [...suggestMissing(input, [B2M], SAME_DAY), ...suggestMissing(input, [ALBUMIN], input.settings.pairingDays)]
        : []),
      ...recording.suggestions,
    ],
    kind: 'stage',
  };
}

/** B2M and albumin; the albumin first where that alone makes the stage. */
function decidingFirst(
  { inputs }: Staging,
  { quantity }: Measurement,
  stage: string | undefined,
): readonly Measurement[] {
  const isByAlbumin = stage === 'II' && exceeds(quantity, ISS_B2M_CUTS[0], 'at-or-above') === false;
  const [b2m, albumin] = (['b2m-serum', 'albumin-serum'] as const).map((a) => inputs.filter((m) => m.analyte === a));
  return isByAlbumin ? [...(albumin ?? []), ...(b2m ?? [])] : [...(b2m ?? []), ...(albumin ?? [])];
}

/** Days: a new baseline is offered from the day after the last draw on, before the first dose. Ours. */
const SAME_DAY = 0;

function summaryOf(input: ResultInput, staging: Staging, b2m: Measurement, condition: string): string {
  const { iss, albumin } = staging;
  const stage = determined(iss);
  const value = shown(b2m.quantity, ISS_B2M_CUTS);
  const albuminValue = albumin && shown(albumin.quantity, [ISS_ALBUMIN_CUT]);
  const sides = sidesOf(b2m);
  if (iss.missing.includes('b2m-serum') && sides) {
    return SAY.openByMethods(SAY.stage(iss.possible, condition), sides.values, sides.cuts);
  }
  if (stage === undefined) {
    const values = [SAY.b2m(value), ...(albuminValue === undefined ? [] : [SAY.albumin(albuminValue)])].join(', ');
    return SAY.open(SAY.stage(iss.possible, condition), values, openBecause(input, staging, b2m));
  }
  if (condition !== '') return SAY.conditional(stage, condition, value, whyConditional(staging, b2m));
  const isByB2m = exceeds(b2m.quantity, ISS_B2M_CUTS[0], 'at-or-above') === true;
  if (isByB2m || albuminValue === undefined) return SAY.byB2m(stage, value);
  if (stage === 'I') return SAY.one(value, albuminValue);
  return exceeds(b2m.quantity, ISS_B2M_CUTS[0], 'at-or-above') === false
    ? SAY.twoByAlbumin(value, albuminValue, ISS_ALBUMIN_CUT)
    : SAY.byBoth(stage, value, albuminValue);
}

/** Two B2M of one draw that lie on both sides of a limit of the ISS. */
function sidesOf(
  b2m: Measurement,
): { readonly values: readonly string[]; readonly cuts: readonly string[] } | undefined {
  if (!b2m.sameDraw) return undefined;
  const all = [b2m, ...b2m.sameDraw].map((m) => m.own ?? m.quantity).toSorted((a, b) => a.value - b.value);
  const cuts = ISS_B2M_CUTS.filter((cut) => {
    const above = all.map((q) => exceeds(q, cut, 'at-or-above'));
    return above.includes(true) && above.includes(false);
  });
  if (cuts.length === 0) return undefined;
  return {
    values: all.map((q) => shown(q, ISS_B2M_CUTS).replace(' mg/L', '')),
    cuts: cuts.map((cut) => number(cut, 1)),
  };
}

/** `, drawn 75 days after diagnosis; no treatment on record`. */
function whyConditional({ because, diagnosis }: Staging, b2m: Measurement): string {
  return because === 'still-untreated' && diagnosis.date
    ? SAY.drawnAfter(daysSince(diagnosis.date.earliest, b2m.at))
    : '';
}

function openBecause(input: ResultInput, { iss, albumin }: Staging, b2m: Measurement): string {
  const isAlbuminOpen = iss.missing.includes('albumin-serum');
  if (iss.missing.includes('b2m-serum')) return SAY.exactB2m(isAlbuminOpen ? (albumin ? 'censored' : 'none') : 'known');
  if (albumin) return SAY.exactAlbumin;
  const days = input.settings.pairingDays;
  const [unused] = notUsed(input.reading.facts, 'albumin-serum', b2m.at, days);
  if (unused) return SAY.albuminNotUsed(unused.why);
  const short = shortfall(input, 'albumin-serum', b2m.at, days);
  if (short === undefined) return SAY.noAlbumin(days);
  return short === 'unread' ? SAY.albuminUnread : SAY.albuminInPart;
}

/** What makes the stage, for the sentence that sets it against the recorded one. */
function deciding({ albumin }: Staging, b2m: Measurement, stage: string): readonly string[] {
  const value = SAY.b2m(shown(b2m.quantity, ISS_B2M_CUTS));
  const other = albumin && SAY.albumin(shown(albumin.quantity, [ISS_ALBUMIN_CUT]));
  if (other === undefined || exceeds(b2m.quantity, ISS_B2M_CUTS[0], 'at-or-above') === true) return [value];
  return stage === 'I' ? [value, other] : [other];
}

interface Recorded {
  readonly stage: string;
  readonly date: string;
  /** The computed stage. */
  readonly ours: string;
}

/** A clinician's stage that is another one; of one that cannot be read nobody knows. */
function recordedAs(found: ReturnType<typeof comparedStage>, ours: string): Recorded | undefined {
  const { stage, at } = found?.recorded ?? {};
  if (stage === undefined || found?.compared !== 'differs') return undefined;
  return { stage, date: at === undefined ? SAY.undated : shownDate(at), ours };
}

function recordedRow({ stage, date, ours }: Recorded): CardRow {
  return { result: SAY.recordedRow, value: stage, date, limit: SAY.recordedLimit(ours), place: 'decides' };
}
