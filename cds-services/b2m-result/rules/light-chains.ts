// A free light chain ratio that is a myeloma-defining event, in MGUS or smouldering myeloma.
import {
  analyteName,
  covers,
  DAY_MS,
  dayOf,
  daysSince,
  DEFINING_CHAIN,
  isDefining,
  readLightChains,
  REDUCED_GFR,
  shownAsReported,
  shownDate,
  type CardRow,
  type Finding,
  type LightChainReading,
  type Measurement,
  type Reading,
} from '../../../src/authoring.ts';
import { WEIGHTS } from '../../weights.ts';
import { awaitedMyeloma } from '../awaited-myeloma.ts';
import { isInjuryTold } from '../injury-urgency.ts';
import { BOTH, defineResultRule, LIGHT_CHAIN_RESULTS, TOPIC, type ResultInput } from '../input.ts';
import { involvedChain, involvedRatio, lightChainDerived, lightChainInputs } from '../light-chain-words.ts';
import { BLOOD_COUNT, METABOLIC_PANEL } from '../orderables.ts';
import { EN } from '../phrases.en.ts';
import { egfrRow } from '../renal-rows.ts';
import { suggestWorkUp } from '../suggest.ts';
import { REASONS } from '../phrases/reasons.en.ts';

const WHY = REASONS.events;

const EVENTS = EN.events;
/** Ratio and, in mg/L, chain: one number. */
const EVENT = EVENTS.limit(EVENTS.orMore(DEFINING_CHAIN));

/** Days before which such a ratio must have been there for the present one to be no news. Ours. */
const KNOWN_DAYS = 90;

export const lightChains = defineResultRule({
  id: 'light-chains',
  hooks: BOTH,
  beginsWith: LIGHT_CHAIN_RESULTS,
  evaluate(input) {
    const { reading, situation, settings } = input;
    const { facts } = reading;
    const awaited = awaitedMyeloma(facts, ['mgus', 'smouldering-myeloma']);
    if (!awaited) return { silent: WHY.noneAwaitedForRatio, over: ['conditions'] };
    const read = readLightChains(facts, facts.asOf, settings.workUpRecentDays);
    if (!read) {
      return {
        silent: WHY.noRatio(settings.workUpRecentDays),
        over: ['free-kappa', 'free-lambda', 'free-light-chain-ratio'],
      };
    }
    if (!isDefining(read)) return { silent: WHY.ratioNotDefining };
    if (isInjuryTold(reading)) return { silent: WHY.toldWithInjury };
    if (situation.hook === 'patient-view' && daysSince(read.at, facts.asOf) > settings.recentDays) {
      return { silent: REASONS.all.olderThan(settings.recentDays) };
    }
    if (wasThereBefore(reading, read)) return { silent: WHY.ratioThereBefore(KNOWN_DAYS) };
    return tell(input, read, awaited.words);
  },
});

/** Every draw of at least 90 days before is asked, not only the newest of them. */
function wasThereBefore({ facts }: Reading, now: LightChainReading): boolean {
  let until = (dayOf(now.at) - KNOWN_DAYS) * DAY_MS;
  for (;;) {
    const earlier = readLightChains(facts, until, Infinity);
    if (!earlier) return false;
    if (isDefining(earlier)) return true;
    until = (dayOf(earlier.at) - 1) * DAY_MS;
  }
}

/** The involved chain with its limit, then the other. */
function chainRows({ involved, kappa, lambda }: LightChainReading): readonly CardRow[] {
  const chains = involved === lambda ? [lambda, kappa] : [kappa, lambda];
  return chains.flatMap((m) => (m ? [chainRow(m, m === involved)] : []));
}

function chainRow(m: Measurement, isInvolved: boolean): CardRow {
  return {
    result: isInvolved ? EVENTS.involved(m.analyte === 'free-lambda') : analyteName(m.analyte, true),
    value: shownAsReported(m, [DEFINING_CHAIN]),
    date: shownDate(m.at),
    limit: isInvolved ? EVENT : undefined,
    place: 'decides',
    replaces: m.analyte,
  };
}

function tell(input: ResultInput, read: LightChainReading, words: string): Finding {
  const { reading, settings } = input;
  const { facts, focus, renal } = reading;
  const known = (['free-kappa', 'free-lambda', 'free-light-chain-ratio'] as const).every((a) =>
    covers(facts, a, -Infinity, read.at),
  );
  const beside = focus && Math.abs(daysSince(focus.at, read.at)) <= settings.pairingDays ? [focus] : [];
  return {
    because: WHY.ratio(involvedRatio(read), involvedChain(read), KNOWN_DAYS),
    // No warning is built on an absence that was not read.
    indicator: known ? 'warning' : 'info',
    topic: TOPIC.b2m,
    weight: WEIGHTS['light-chains'],
    summary: EVENTS.ratioSummary(involvedRatio(read), involvedChain(read) ?? '', words),
    lines: [EVENTS.reviewWith, EVENTS.assay, ...(known ? [] : [EVENTS.earlierUnread]), EVENTS.noIss],
    rows: [
      ...(read.kappa && read.lambda
        ? [
            {
              result: EVENTS.ratio(read.ratio < 1),
              value: involvedRatio(read),
              limit: EVENT,
              place: 'decides' as const,
              replaces: 'free-light-chain-ratio' as const,
            },
          ]
        : []),
      ...chainRows(read),
      ...(beside.length > 0
        ? egfrRow(renal).map((row) => ({
            ...row,
            limit: EVENTS.renalRange(REDUCED_GFR),
            place: 'decides' as const,
          }))
        : []),
    ],
    changes: [beside.length > 0 ? EVENTS.diagnosisWouldChange : EVENTS.diagnosisWouldOpen],
    limits: {
      'free-light-chain-ratio': EVENT,
      'b2m-serum': EVENTS.onlyMyeloma,
    },
    inputs: [...lightChainInputs(read), ...beside, ...(beside.length > 0 ? renal.inputs : [])],
    derived: [...lightChainDerived(read), ...(beside.length > 0 ? renal.derived : [])],
    citations: ['rajkumar-2014'],
    suggestions: suggestWorkUp(input, [BLOOD_COUNT, METABOLIC_PANEL]),
    isAdvice: true,
    once: { what: [read.at, read.kappa?.reference, read.lambda?.reference, read.ratio].join('|') },
  };
}
