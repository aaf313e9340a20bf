// ISS stage of a patient with myeloma, or the stages still possible and what would settle it.
import {
  covers,
  coversAround,
  dayOf,
  daysSince,
  determined,
  exceeds,
  ISS_ALBUMIN_CUT,
  ISS_B2M_CUTS,
  notUsed,
  orList,
  shown,
  shownDate,
  suggestOrder,
  type Finding,
  type Measurement,
  type NotUsed,
  type Reading,
  type Silence,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { ALBUMIN, B2M } from '../orderables.ts';
import { conditionOf, datingLines } from '../dating.ts';
import { canStillPair, suggestMissing } from '../suggest.ts';
import { notCountedLines } from '../treatment-words.ts';
import { notReadPhrase } from '../words.ts';
import { offerToRecord } from '../record-stage.ts';

type Staging = NonNullable<Reading['staging']>;

export const issStage = defineResultRule({
  id: 'iss-stage',
  hooks: BOTH,
  evaluate(input) {
    const { staging, focus } = input.reading;
    if (!staging) return { silent: silenceWithoutStaging(input.reading), over: ['conditions'] };
    if (input.reading.kidney.dialysis) return { silent: 'on dialysis: see the dialysis rule' };
    if (!staging.b2m) return withoutB2m(input, staging);
    if (focus && focus.at > staging.b2m.at) {
      return { silent: 'the B2M looked at is later than the baseline: see the follow-up rule' };
    }
    if (staging.basis === 'current') {
      return { silent: 'current values are no diagnostic stage: see the follow-up rule' };
    }
    return tell(input, staging, staging.b2m);
  },
});

function silenceWithoutStaging({ facts }: Reading): string {
  if (facts.patient.replaced) return 'the patient record was replaced by another one: nothing is staged from it';
  return facts.unavailable.includes('conditions')
    ? 'the problem list could not be read'
    : !covers(facts, 'conditions')
      ? 'no confirmed, current multiple myeloma in the part of the problem list that was read'
      : 'no confirmed, current multiple myeloma on the problem list';
}

/** A newly diagnosed, untreated patient without a B2M: the one test that opens the stage. */
function withoutB2m(input: ResultInput, staging: Staging): Finding | Silence {
  const { reading, settings } = input;
  const { diagnosis } = staging;
  const { asOf } = reading.facts;
  const fresh = daysSince(diagnosis.date?.earliest ?? -Infinity, asOf) <= settings.baselineAfterDays;
  const treated = dayOf(staging.treatment.firstDose?.earliest ?? Infinity) < dayOf(asOf);
  if (!fresh || treated || diagnosis.activity !== 'active' || !staging.albumin) {
    return { silent: 'no serum B2M that could be staged', over: ['b2m-serum', 'albumin-serum'] };
  }
  const albumin = `albumin ${shown(staging.albumin.quantity, [ISS_ALBUMIN_CUT])}`;
  const open = staging.iss.possible.length === 3;
  const window = settings.baselineBeforeDays + settings.baselineAfterDays;
  if (!coversAround(reading.facts, 'b2m-serum', asOf, window, 0)) {
    return { silent: 'no serum B2M that could be staged among those read' };
  }
  return {
    because: 'newly diagnosed myeloma without a serum B2M',
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['iss-stage: B2M missing'],
    summary: `ISS cannot be completed: ${input.pending.length > 0 ? 'the serum B2M is still preliminary' : b2mPhraseOf(reading)} (${albumin}${open ? '' : `: stage ${orList(staging.iss.possible)}`})`,
    lines: ['A serum B2M before treatment, drawn with albumin and creatinine, settles the stage.'],
    assessments: [staging.iss],
    inputs: staging.inputs,
    citations: ['greipp-2005'],
    suggestions: suggestMissing(input, [B2M]),
  };
}

/** A B2M on record that cannot be used is named with why; otherwise there is none. */
function b2mPhraseOf({ facts }: Reading): string {
  const [first] = notUsed(facts, 'b2m-serum');
  return first ? `the serum B2M on record is not used: ${first.why}` : 'no usable serum B2M';
}

/** An albumin of the B2M's time that cannot be used. */
function albuminNotUsed({ reading, settings }: ResultInput, b2m: Measurement): NotUsed | undefined {
  return notUsed(reading.facts, 'albumin-serum', b2m.at, settings.pairingDays)[0];
}

/** What is on record but open, censored or at the edge of rounding, is wanted exactly; the rest is wanted at all. */
function settling({ iss, albumin }: Staging, isUnusable: boolean): readonly string[] {
  return iss.missing.map((fact) => {
    if (fact === 'b2m-serum') return 'an exact B2M';
    if (albumin) return 'an exact albumin';
    return isUnusable ? 'a usable albumin' : 'albumin';
  });
}

function tell(input: ResultInput, staging: Staging, b2m: Measurement): Finding {
  const stage = determined(staging.iss);
  const value = `B2M ${shown(b2m.quantity, ISS_B2M_CUTS)}`;
  const albumin = staging.albumin && `albumin ${shown(staging.albumin.quantity, [ISS_ALBUMIN_CUT])}`;
  const condition = staging.basis === 'if-baseline' ? ` ${conditionOf(staging)}` : '';
  const lines: string[] = [];
  let summary: string;
  if (stage) {
    const whatever = albumin ?? 'whatever the albumin';
    summary = `ISS stage ${stage}${condition}: ${value}, ${whatever}`;
  } else {
    summary = `ISS stage ${orList(staging.iss.possible)}${condition}: ${value}${albumin ? `, ${albumin}` : withoutAlbumin(input, b2m)}`;
    lines.push(`${capital(orList(settling(staging, albuminNotUsed(input, b2m) !== undefined)))} would settle it.`);
  }
  for (const other of staging.otherStages.slice(0, 2)) {
    lines.push(
      `B2M ${shown(other.b2m.quantity, ISS_B2M_CUTS)} of ${shownDate(other.b2m.at)} makes ISS ${other.stage}; the latest before treatment counts.`,
    );
  }
  lines.push(...datingLines(staging, b2m), ...notCountedLines(staging, b2m));
  if (b2m.flags.includes('within-rounding')) {
    lines.push(
      'Reported in molar units and within rounding of a cut-off: the conversion factor alone decides the side.',
    );
  }
  if (staging.albumin && albuminDecides(b2m) && dependsOnMethod(staging.albumin)) {
    lines.push(`Albumin this close to ${ISS_ALBUMIN_CUT} g/dL depends on the laboratory method.`);
  }
  const recorded = input.reading.facts.recordedStages.find((r) => r.system === 'ISS');
  if (recorded && stage && recorded.stage !== stage) {
    lines.push(
      `Recorded in the chart: ISS ${recorded.stage}${recorded.at ? ` (${shownDate(recorded.at)})` : ''}; the results read here give ${stage}.`,
    );
  }
  return {
    because: stage
      ? `ISS ${stage} from ${staging.basis} values`
      : `ISS ${orList(staging.iss.possible)}: missing ${staging.iss.missing.join(', ')}`,
    indicator: 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['iss-stage: stage'],
    summary,
    lines,
    asides: stage ? [meaning(stage, b2m, input.reading)] : [],
    assessments: [staging.iss],
    inputs: staging.inputs.filter((m) => m.analyte !== 'ldh-serum'),
    citations: ['greipp-2005'],
    suggestions: [
      ...(staging.iss.missing.includes('albumin-serum') &&
      !staging.albumin &&
      canStillPair(input, ALBUMIN) &&
      isAlbuminRead(input, b2m) &&
      albuminNotUsed(input, b2m) === undefined
        ? [suggestOrder(ALBUMIN, input.order)]
        : []),
      ...(staging.because === 'still-untreated' ? suggestMissing(input, [B2M, ALBUMIN]) : []),
      ...offerToRecord('ISS', input),
    ],
    overrideReasons: ['staged-elsewhere'],
  };
}

function isAlbuminRead({ reading, settings }: ResultInput, b2m: Measurement): boolean {
  return coversAround(reading.facts, 'albumin-serum', b2m.at, settings.pairingDays);
}

function withoutAlbumin(input: ResultInput, b2m: Measurement): string {
  const unused = albuminNotUsed(input, b2m);
  if (unused) return `; the albumin on record is not used: ${unused.why}`;
  return isAlbuminRead(input, b2m)
    ? ` but no albumin within ${input.settings.pairingDays} days`
    : `; ${notReadPhrase(input.reading, 'albumin-serum', 'albumin')}`;
}

/** Above the first cut-off albumin changes nothing. */
function albuminDecides({ quantity }: Measurement): boolean {
  return exceeds(quantity, ISS_B2M_CUTS[0], 'at-or-above') !== true;
}

/** g/dL; so close to the cut-off the laboratory's method may decide the side. Ours. */
const METHOD_DEPENDENT = [3.4, 3.6] as const;

function dependsOnMethod({ quantity }: Measurement<'albumin-serum'>): boolean {
  const [from, to] = METHOD_DEPENDENT;
  return exceeds(quantity, from, 'at-or-above') === true && exceeds(quantity, to, 'above') === false;
}

/** Median overall survival by stage, months. @source greipp-2005 */
const MEDIAN_MONTHS: Readonly<Record<string, number>> = { I: 62, II: 44, III: 29 };

function meaning(stage: string, { quantity }: Measurement, { palliative }: Reading): string {
  const byB2m = exceeds(quantity, ISS_B2M_CUTS[0], 'at-or-above');
  const why =
    stage === 'II' && byB2m === false
      ? `stage II by albumin below ${ISS_ALBUMIN_CUT} g/dL. `
      : stage === 'II' && byB2m === true
        ? `stage II by B2M from ${ISS_B2M_CUTS[0]} to below ${ISS_B2M_CUTS[1]} mg/L, whatever the albumin. `
        : '';
  const survival = palliative
    ? ''
    : `Median survival in the original series (before 2005): ${MEDIAN_MONTHS[stage]} months. `;
  return `${capital(why)}${survival}By the measured B2M; ISS is not corrected for kidney function.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
