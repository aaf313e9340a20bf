// Urine B2M with serum: where a raised B2M comes from, and when the urine cannot be read.
import {
  coversAround,
  DAY_MS,
  daysSince,
  determined,
  INVALID_URINE_PH,
  notUsed,
  number,
  PLASMA_CELL,
  producers,
  resultsOf,
  shown,
  TUBULAR_EXCRETION,
  type Finding,
  type Reading,
  type Suggestion,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { B2M, URINE_CREATININE } from '../orderables.ts';
import { suggestMissing } from '../suggest.ts';
import { EN } from '../phrases.en.ts';
import {
  causeRows,
  excretionRow,
  namedUrine,
  onlyCause,
  PH_CUTS,
  phLimit,
  phLine,
  serumValue,
  tubularCauses,
  tubularCausesOnRecord,
} from '../urine-words.ts';
import { notReadPhrase } from '../words.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.urine;

const SAY = EN.urine;

export const urineLocalisation = defineResultRule({
  id: 'urine-localisation',
  hooks: BOTH,
  beginsWith: ['b2m-urine', 'b2m-urine-24h', 'b2m-urine-creatinine-ratio'],
  evaluate(input) {
    const { reading, situation, lookedAt, settings } = input;
    const { urine, focus, facts } = reading;
    if (!urine) return { silent: withoutLimit(reading), over: ['b2m-urine'] };
    const isLookedAt =
      urine.inputs.some((m) => m.analyte !== 'b2m-serum' && lookedAt.has(m.reference)) ||
      (lookedAt.size === 0 && urine.urine.at >= (focus?.at ?? 0) - DAY_MS);
    if (situation.hook === 'result-view' && !isLookedAt) return { silent: WHY.another };
    if (situation.hook === 'patient-view' && daysSince(urine.urine.at, facts.asOf) > settings.recentDays) {
      return { silent: WHY.older(settings.recentDays) };
    }
    const named = namedUrine(urine.urine, urine.limit);
    switch (determined(urine.assessment)) {
      case 'tubular':
        return tubular(input, urine);
      case 'mixed-or-overflow':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: overflow']),
          because: WHY.bothHigh,
          summary: SAY.bothHigh(named, serumValue(urine)),
          told: SAY.bothHighTold,
          lines: [SAY.overflow],
        };
      case 'no-conclusion':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: no conclusion']),
          because: WHY.noConclusion,
          summary: SAY.noConclusion(named, serumValue(urine)),
          told: SAY.noConclusionTold,
          lines: [],
        };
      case 'filtration-or-production':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: no tubular pattern']),
          because: WHY.notTubular,
          summary: SAY.notTubular(named, serumValue(urine)),
          told: SAY.notTubularTold,
          lines: urine.ph ? [] : [SAY.phNotReported],
        };
      case 'invalid':
        return {
          ...shared(urine, 'info', WEIGHTS['urine-localisation: acid urine']),
          because: WHY.acid,
          summary: SAY.mayBeLow(urine.ph ? shown(urine.ph.quantity, PH_CUTS) : ''),
          told: SAY.mayBeLowTold,
          lines: [SAY.degraded(urine.tooAcid ? INVALID_URINE_PH : undefined), SAY.recollect],
        };
      case 'none':
        return {
          silent: WHY.neither(urine.ph !== undefined),
        };
      case undefined:
      default:
        if (urine.contrary) return contrary(urine, urine.contrary);
        return urine.high === true ? open(input, urine) : { silent: WHY.undetermined(urine.assessment.possible) };
    }
  },
});

type Urine = NonNullable<Reading['urine']>;

function withoutLimit({ facts }: Reading): string {
  return resultsOf(facts, 'b2m-urine-creatinine-ratio').length > 0 ? WHY.withoutLimit : WHY.none;
}

function tubular(input: ResultInput, urine: Urine): Finding {
  const { reading } = input;
  const reasons = tubularCauses(reading, urine);
  const { fractionalExcretion: excreted, wasHigh, farAbove } = urine;
  const byExcretion = excreted !== undefined && excreted >= TUBULAR_EXCRETION;
  const clonal = producers(reading.facts).some((d) => PLASMA_CELL.has(d.kind));
  const isOneLine = reasons.length > 0 && !clonal;
  const advice = clonal ? SAY.inPlasmaCell : isOneLine ? '' : SAY.nephrology;
  return {
    // A pattern that was there before is no news, and one close to the limit none to act on at once.
    ...shared(urine, !wasHigh && farAbove ? 'warning' : 'info', WEIGHTS['urine-localisation: tubular']),
    because: WHY.tubular(byExcretion, wasHigh),
    summary: SAY.tubular(namedUrine(urine.urine, urine.limit), serumValue(urine), onlyCause(reasons)),
    told: SAY.tubularTold,
    circumstances: tubularCausesOnRecord(reading, urine),
    rows: [...excretionRow(urine), ...causeRows(reasons)],
    lines: [
      reasons.length > 0
        ? SAY.knownCauses(
            reasons.map(({ name }) => name),
            isOneLine,
          )
        : SAY.causes,
      ...(urine.contrary ? [contraryLine(urine.contrary, urine.contraryLimit)] : []),
      // Of several lines the pH and the advice are one.
      [phLine(reading, urine), advice].filter((line) => line !== '').join(' '),
    ],
    changes: [SAY.secondSample, ...(excreted === undefined ? [SAY.creatinine] : [])],
    suggestions: withCreatinine(input, urine),
  };
}

function contrary(urine: Urine, other: NonNullable<Urine['contrary']>): Finding {
  const [one, two] = [namedUrine(urine.urine, urine.limit), namedUrine(other, urine.contraryLimit)];
  const [high, not] = urine.high === true ? [one, two] : [two, one];
  return {
    ...shared(urine, 'info', WEIGHTS['urine-localisation: no conclusion']),
    because: WHY.differ,
    summary: SAY.differ(high, not),
    told: SAY.differTold,
    lines: [SAY.repeatBoth],
  };
}

function contraryLine(other: NonNullable<Urine['contrary']>, limit: number | undefined): string {
  return SAY.otherWay(namedUrine(other, limit));
}

/** High in urine, but without the serum, or without the fractional excretion, nobody can tell why. */
function open(input: ResultInput, urine: Urine): Finding {
  const { reading } = input;
  const named = namedUrine(urine.urine, urine.limit);
  if (!urine.serum) {
    return {
      ...shared(urine, 'info', WEIGHTS['urine-localisation: no conclusion']),
      because: WHY.withoutSerum(urine.assessment.possible),
      summary: SAY.withoutSerum(named, noSerum(input, urine)),
      told: SAY.withoutSerumTold,
      lines: [phLine(reading, urine)],
      suggestions: isRecentEnough(input, urine) ? suggestMissing(input, [B2M], input.settings.pairingDays) : [],
    };
  }
  return {
    ...shared(urine, 'info', WEIGHTS['urine-localisation: no conclusion']),
    because: WHY.open(urine.assessment.possible),
    summary: SAY.withoutExcretion(named, serumValue(urine)),
    told: SAY.withoutExcretionTold,
    lines: [SAY.excretionIs(TUBULAR_EXCRETION), phLine(reading, urine)],
    suggestions: withCreatinine(input, urine),
  };
}

/** A serum B2M that stands on record and cannot be used, or that was not read, is not said to be absent. */
function noSerum({ reading, settings }: ResultInput, { urine }: Urine): string {
  const { facts } = reading;
  const [unused] = notUsed(facts, 'b2m-serum', urine.at, settings.pairingDays);
  if (unused) return SAY.serumNotUsed(unused.why);
  return coversAround(facts, 'b2m-serum', urine.at, settings.pairingDays)
    ? SAY.noSerum(settings.pairingDays)
    : notReadPhrase(reading, 'b2m-serum', SAY.serumB2m);
}

function isRecentEnough({ reading, settings }: ResultInput, { urine }: Urine): boolean {
  return daysSince(urine.at, reading.facts.asOf) <= settings.pairingDays;
}

/** For the fractional excretion, which a concentration alone allows. */
function withCreatinine(input: ResultInput, urine: Urine): readonly Omit<Suggestion, 'uuid'>[] {
  const wanted =
    urine.urine.analyte === 'b2m-urine' && urine.fractionalExcretion === undefined && isRecentEnough(input, urine);
  return wanted ? suggestMissing(input, [URINE_CREATININE], 0) : [];
}

function shared(
  urine: Urine,
  indicator: Finding['indicator'],
  weight: number,
): Pick<
  Finding,
  'indicator' | 'topic' | 'weight' | 'assessments' | 'inputs' | 'derived' | 'citations' | 'rows' | 'limits'
> {
  return {
    indicator,
    topic: TOPIC.urine,
    weight,
    assessments: [urine.assessment],
    rows: excretionRow(urine),
    limits: {
      ...(urine.contrary &&
        urine.contraryLimit !== undefined && { [urine.contrary.analyte]: SAY.limit(number(urine.contraryLimit, 0)) }),
      [urine.urine.analyte]: SAY.limit(number(urine.limit, 0)),
      // With it the serum stands beside the urine, before the pH.
      ...(urine.serum?.range?.high !== undefined && {
        'b2m-serum': SAY.laboratoryLimit(number(urine.serum.range.high, 2)),
      }),
      ...phLimit(urine),
    },
    inputs: urine.inputs,
    derived: urine.derived,
    citations: ['mayo-b2mu', 'peterson-1969'],
  };
}
