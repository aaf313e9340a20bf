// R-ISS and R2-ISS beside the ISS stage, as far as LDH and FISH are known.
import {
  comparedStage,
  aberrationName,
  CGS_DEL17P_CUT,
  covers,
  cutOf,
  determined,
  extremesOfR2Iss,
  number,
  openOfR2Iss,
  openOfRIss,
  suggestOrder,
  type CardRow,
  type Finding,
  type FishResult,
  type OpenItems,
  type Reading,
} from '../../../src/authoring.ts';
import { ifThen, MISSING, neededFor } from '../../shared/phrases.en.ts';
import { WEIGHTS } from '../../weights.ts';
import { contradictionOf } from '../genomics.ts';
import { BOTH, defineResultRule, TOPIC, type ResultInput } from '../input.ts';
import { missingRow, shortfall } from '../missing-rows.ts';
import { LDH } from '../orderables.ts';
import { EN } from '../phrases.en.ts';
import { offerToRecord } from '../record-stage.ts';
import { pointsLine, reasonsForFour, rIssLine, STAGED, untilKnown, wordsOf } from '../r-iss-words.ts';
import { canStillPair } from '../suggest.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.rIss;

type Staging = NonNullable<Reading['staging']>;
const SAY = EN.rIss;

export const rIssStage = defineResultRule({
  id: 'r-iss-stage',
  hooks: BOTH,
  beginsWith: ['myeloma'],
  evaluate(input) {
    const { staging, focus } = input.reading;
    if (!staging?.b2m) return { silent: WHY.noneToStage, over: ['conditions', 'b2m-serum'] };
    if (input.reading.kidney.dialysis) return { silent: REASONS.all.onDialysis };
    if (staging.basis === 'if-baseline') return { silent: WHY.ifBaseline };
    if (staging.basis !== 'baseline') return { silent: WHY.current };
    if (focus && focus.at > staging.b2m.at) {
      return { silent: REASONS.all.laterThanBaseline };
    }
    if (staging.rIss.possible.length === 3)
      return {
        silent: WHY.onlyIss,
        over: ['ldh-serum', 'cytogenetics'],
      };
    return tell(input, staging);
  },
});

function tell(input: ResultInput, staging: Staging): Finding {
  const { rIss, r2Iss } = staging;
  const isFour = determined(r2Iss) === 'IV';
  // Of a determined ISS: where that is open, R-ISS is told with what settles it.
  const isContradicted =
    !isFour && determined(staging.iss) !== undefined && contradictionOf(staging.fish, rIss.missing) !== undefined;
  const { joins, told } = wordsOf(input.reading, staging);
  const recorded = comparedStage(input.reading, 'R-ISS');
  const recording = offerToRecord('R-ISS', input);
  return {
    because: WHY.stages(rIss.possible, r2Iss.possible),
    indicator: 'info',
    topic: TOPIC.b2m,
    weight:
      WEIGHTS[isFour ? 'r-iss-stage: R2-ISS IV' : isContradicted ? 'r-iss-stage: FISH contradicted' : 'r-iss-stage'],
    summary: isFour
      ? SAY.r2Four(reasonsForFour(staging))
      : isContradicted
        ? SAY.contradictedLeads(EN.iss.stage(staging.iss.possible), untilKnown(staging))
        : SAY.both(rIss.possible, r2Iss.possible),
    ...(joins !== undefined && { joins }),
    told,
    lines: [
      ...(isContradicted ? [EN.fish.askLaboratory, told] : []),
      ...(isFour ? pointsLine(staging) : []),
      ...(isFour && determined(rIss) !== undefined ? [rIssLine(staging)] : []),
      ...recordedLine(recorded, staging),
    ],
    assessments: [rIss, r2Iss],
    inputs: staging.inputs.filter((m) => m.analyte !== 'creatinine-serum'),
    recordedStages: recorded ? [recorded] : [],
    notForRecord: recording.notForRecord,
    limits: ldhLimit(staging, isFour),
    rows: [...ldhRow(input, staging), ...fishRow(input.reading, staging)],
    changes: [...changesOf(staging), ...(isContradicted ? shareChange(staging) : [])],
    geneticLimits: geneticLimits(staging),
    cytogenetics: stagedResults(staging),
    ...(((isFour && staging.fish.inputs.del17p) || isContradicted) && { cytogeneticsLead: true }),
    citations: [
      ...(isContradicted ? ['greipp-2005'] : []),
      ...(isFour ? ['dagostino-2022', 'palumbo-2015'] : ['palumbo-2015', 'dagostino-2022']),
    ],
    suggestions: [
      ...([rIss, r2Iss].some(({ missing }) => missing.includes('ldh-serum')) &&
      !staging.ldh &&
      canStillPair(input, LDH) &&
      shortfall(input, 'ldh-serum', staging.b2m?.at ?? 0, input.settings.pairingDays) === undefined
        ? [suggestOrder(LDH, input.order)]
        : []),
      ...recording.suggestions,
    ],
  };
}

/** In their order in time where they contradict each other. */
function stagedResults({ fish, rIss }: Staging): readonly FishResult[] {
  const used = fish.used.filter((r) => STAGED.has(r.aberration));
  return contradictionOf(fish, rIss.missing) ? used.toSorted((a, b) => a.at - b.at) : used;
}

/** What one that was found still lacks for high risk, and what one that was not would make. */
function besideResult({ counts, aberration, share }: FishResult, stage: string): string | undefined {
  if (counts !== 'positive') return SAY.ifPresent(stage);
  return aberration === 'del17p' && share === undefined ? EN.highRisk.limits.share(CGS_DEL17P_CUT) : undefined;
}

function recordedLine(found: ReturnType<typeof comparedStage>, { rIss }: Staging): readonly string[] {
  const stage = determined(rIss);
  const recorded = found?.recorded.stage;
  const differs = found?.compared === 'differs' && recorded !== undefined && stage !== undefined;
  return differs ? [SAY.recordedTold(recorded, stage)] : [];
}

function ldhLimit({ ldh, ldhHigh }: Staging, isFour: boolean): Finding['limits'] & object {
  if (ldh && ldhHigh === undefined) return { 'ldh-serum': SAY.noLdhLimit };
  const high = ldh?.range?.high;
  // It is one of the reasons for R2-ISS IV.
  return isFour && ldhHigh && high !== undefined ? { 'ldh-serum': SAY.limit(number(high, 0)) } : {};
}

function needs({ rIss, r2Iss }: Staging, facts: readonly string[]): readonly string[] {
  return [rIss, r2Iss].filter((a) => a.missing.some((fact) => facts.includes(fact))).map(({ system }) => system);
}

function ldhRow(input: ResultInput, staging: Staging): readonly CardRow[] {
  // R-ISS before its revision: one name is enough beside the FISH that both need.
  const what = needs(staging, ['ldh-serum']).slice(0, 1);
  if (staging.ldh || !staging.b2m || what.length === 0) return [];
  return [missingRow(input, 'ldh-serum', staging.b2m.at, input.settings.pairingDays, what)];
}

/** `present: R-ISS III`, beside a result that leaves the answer open; beside another share of cells where it counts from. */
function geneticLimits(staging: Staging): NonNullable<Finding['geneticLimits']> {
  const open = openOfRIss(staging);
  const shares = staging.fish.used.filter((r) => r.share !== undefined);
  return Object.fromEntries([
    ...shares.map(({ aberration }) => [aberration, SAY.presentFrom(cutOf(aberration))]),
    ...(open?.items ?? [])
      .filter((fact) => STAGED.has(fact))
      .map((fact) => [fact, (r: FishResult) => besideResult(r, open?.any ?? '')]),
  ]);
}

/** The FISH results that are open and have no row of their own. */
function fishRow({ facts }: Reading, staging: Staging): readonly CardRow[] {
  const { fish, rIss, r2Iss } = staging;
  const shownAlready = new Set<string>(fish.used.map((r) => r.aberration));
  const open = (['del17p', 't4-14', 't14-16', 'gain1q'] as const).filter(
    (a) => (rIss.missing.includes(a) || r2Iss.missing.includes(a)) && !shownAlready.has(a),
  );
  if (open.length === 0) return [];
  const anyRead = fish.used.some((r) => STAGED.has(r.aberration));
  const isOther = fish.passedOver.some((r) => open.some((a) => a === r.aberration));
  return [
    {
      result: anyRead ? open.map(aberrationName).join(', ') : SAY.fishRow,
      value: !covers(facts, 'cytogenetics')
        ? MISSING.inPart
        : isOther
          ? SAY.notAtDiagnosis
          : facts.cytogeneticsAsText.length > 0
            ? SAY.asTextValue
            : MISSING.notOnRecord,
      limit: neededFor(needs(staging, open)),
      place: 'missing',
      of: 'cytogenetics',
    },
  ];
}

/** `LDH above its limit: R-ISS II`, each by running the instruments; one sentence where both hang on the same. */
function changesOf(staging: Staging): readonly string[] {
  const rIss = openOfRIss(staging);
  const r2Iss = openOfR2Iss(staging);
  if (rIss && r2Iss && rIss.items.join() === r2Iss.items.join()) {
    const of = (one: string, two: string): string => `${SAY.stage('R-ISS', [one])}, ${SAY.stage('R2-ISS', [two])}`;
    return changes(staging, rIss.items, of(rIss.any, r2Iss.any), of(rIss.none, r2Iss.none));
  }
  if (!rIss && !r2Iss && determined(staging.rIss) !== undefined) return changesOfExtremes(staging);
  return [
    ...(rIss ? changes(staging, rIss.items, SAY.stage('R-ISS', [rIss.any]), SAY.stage('R-ISS', [rIss.none])) : []),
    ...(r2Iss
      ? changes(staging, r2Iss.items, SAY.stage('R2-ISS', [r2Iss.any]), SAY.stage('R2-ISS', [r2Iss.none]))
      : []),
  ];
}

/** Which of two results counts decides on high risk, too, where it was found in a share of cells that is not given. */
function shareChange({ fish, rIss, imsImwg }: Staging): readonly string[] {
  const isAbout = contradictionOf(fish, rIss.missing)?.aberration === 'del17p';
  const isGiven = fish.used.some((r) => r.aberration === 'del17p' && r.share !== undefined);
  return isAbout && !isGiven && determined(imsImwg) !== 'high-risk'
    ? [ifThen(...EN.highRisk.shareWouldMake(CGS_DEL17P_CUT))]
    : [];
}

/** Where no single result settles the R2-ISS: all of them, and none. */
function changesOfExtremes(staging: Staging): readonly string[] {
  const open = extremesOfR2Iss(staging);
  if (!open) return [];
  const names = open.items.map((fact) => (fact === 'ldh-serum' ? SAY.items.ldh : nameOf(fact)));
  const stage = (one: string): string => SAY.stage('R2-ISS', [one]);
  return [ifThen(SAY.items.all(names), stage(open.all)), ifThen(SAY.items.none(names.length), stage(open.none))];
}

function changes({ fish, rIss }: Staging, items: OpenItems['items'], any: string, none: string): readonly string[] {
  const isLdh = items.length === 1 && items[0] === 'ldh-serum';
  const contradicted = contradictionOf(fish, rIss.missing)?.aberration;
  const names = items.map((fact) => {
    if (fact === 'ldh-serum') return SAY.items.ldh;
    return fact === contradicted ? SAY.items.confirmed(nameOf(fact)) : nameOf(fact);
  });
  return [ifThen(SAY.items.any(names), any), ifThen(isLdh ? SAY.items.ldhNotHigh : SAY.items.none(names.length), none)];
}

function nameOf(fact: string): string {
  const found = (['del17p', 't4-14', 't14-16', 'gain1q'] as const).find((a) => a === fact);
  return found ? aberrationName(found) : fact;
}
