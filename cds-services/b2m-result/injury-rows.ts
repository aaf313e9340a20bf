// The rows of the injury card: the creatinine with the limit of its stage, its baseline, and what is needed now.
import {
  AKI_ABSOLUTE_HOURS,
  AKI_ABSOLUTE_RISE,
  AKI_RATIOS,
  AKI_RELATIVE_DAYS,
  AKI_STAGE_3_CREATININE,
  analyteName,
  CAST_NEPHROPATHY_CHAIN,
  daysSince,
  ISS_B2M_CUTS,
  number,
  resultsOf,
  shownAsReported,
  shownDate,
  type Analyte,
  type CardRow,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { MISSING } from '../shared/phrases.en.ts';
import { isToldWithInjury, LIGHT_CHAIN_DAYS, URGENT_DAYS, type InjuryPatient } from './injury-urgency.ts';
import type { ResultInput } from './input.ts';
import { involvedChain, namedRatio } from './light-chain-words.ts';
import { missingRow } from './missing-rows.ts';
import { EN } from './phrases.en.ts';

const SAY = EN.injury;
const ROWS = SAY.rows;

type Injury = NonNullable<Reading['injury']>;
type Found = NonNullable<NonNullable<Injury['course']>['injury']>;

/** `stage 2: ×2 or more`: the limit by which the stage is reached. */
export function stageLimit({ stage, ratio }: Found): string {
  const [one] = AKI_RATIOS;
  if (ratio < one) return ROWS.stageByRise(AKI_ABSOLUTE_RISE, AKI_ABSOLUTE_HOURS);
  const needed = AKI_RATIOS[stage - 1] ?? one;
  return ratio < needed ? ROWS.stageByValue(AKI_STAGE_3_CREATININE) : ROWS.stage(stage, needed);
}

export function creatinineRow(result: string, m: Measurement, limit: string): CardRow {
  return { result, value: shownAsReported(m), date: shownDate(m.at), limit, place: 'decides', replaces: m.analyte };
}

export function nowRow(m: Measurement, limit: string): CardRow {
  return creatinineRow(analyteName(m.analyte, true), m, limit);
}

export function fromRow({ measurement }: NonNullable<Found['from']>, by: Found['by']): CardRow {
  const span = by.includes('seven-days') ? SAY.days(AKI_RELATIVE_DAYS) : SAY.hours(AKI_ABSOLUTE_HOURS);
  return creatinineRow(ROWS.baseline, measurement, ROWS.lowestOf(span));
}

export function longRow({ value, count, latestAt }: NonNullable<Found['baseline']>): CardRow {
  return {
    result: ROWS.baseline,
    value: `${mgdl(value)} mg/dL`,
    date: shownDate(latestAt),
    limit: count === 1 ? ROWS.onlyValue : ROWS.medianOf(count),
    place: 'decides',
  };
}

/** Where the stage on the same card shows it, that row stands. */
export function b2mRow(reading: Reading): readonly CardRow[] {
  const { focus } = reading;
  if (!focus || !isToldWithInjury(reading)) return [];
  return [
    {
      result: analyteName('b2m-serum', true),
      value: shownAsReported(focus, ISS_B2M_CUTS),
      date: shownDate(focus.at),
      limit: ROWS.noExpected,
      replaces: 'b2m-serum',
    },
  ];
}

export function lightChainRows({ lightChains }: InjuryPatient, input: ResultInput): readonly CardRow[] {
  if (!lightChains) {
    return [{ ...neededNow(input, 'free-kappa', LIGHT_CHAIN_DAYS), result: ROWS.lightChains }];
  }
  return [
    {
      result: ROWS.lightChains,
      value: ROWS.chains(involvedChain(lightChains), namedRatio(lightChains)),
      date: shownDate(lightChains.at),
      limit: ROWS.cast(CAST_NEPHROPATHY_CHAIN),
    },
  ];
}

export function calciumRow(input: ResultInput): readonly CardRow[] {
  const { facts } = input.reading;
  const [newest] = resultsOf(facts, 'calcium-serum');
  return newest && daysSince(newest.at, facts.asOf) <= URGENT_DAYS
    ? []
    : [neededNow(input, 'calcium-serum', URGENT_DAYS)];
}

function neededNow(input: ResultInput, analyte: Analyte, days: number): CardRow {
  const { facts } = input.reading;
  return { ...missingRow(input, analyte, facts.asOf, days, [], MISSING.notOnRecord), limit: ROWS.neededNow };
}

/** mg/dL, without its unit. */
export function mgdl(value: number): string {
  return number(value, 2);
}
