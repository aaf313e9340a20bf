// Free light chains as a card says them: the ratio of the involved to the other chain, and which chain that is.
import {
  CAST_NEPHROPATHY_CHAIN,
  comparatorWords,
  number,
  printedNumber,
  shown,
  type Finding,
  type LightChainReading,
  type Measurement,
} from '../../src/authoring.ts';
import { EVENTS } from './phrases/defining-events.en.ts';

/** Ratio, and mg/L of the involved chain; a number is never rounded onto it. @source rajkumar-2014 */
const CUT = 100;

/** `142`, `at least 1423`: involved ÷ uninvolved, from the chains as printed. */
export function involvedRatio({ ratio, bounds, kappa, lambda }: LightChainReading): string {
  const inverted = ratio < 1;
  const [least, most] = inverted ? [1 / bounds[1], 1 / bounds[0]] : bounds;
  if (kappa && lambda && least === most) {
    const [one, other] = inverted ? [lambda, kappa] : [kappa, lambda];
    return digits(printedNumber(one.quantity, [CUT]) / printedNumber(other.quantity, [CUT]));
  }
  if (least === most) return digits(least);
  return least > 0 ? `${comparatorWords('>=')}${digits(least)}` : `${comparatorWords('<=')}${digits(most)}`;
}

/** `142`, of an excess of lambda `142 (lambda/kappa)`. */
export function namedRatio(reading: LightChainReading): string {
  const ratio = involvedRatio(reading);
  return reading.ratio < 1 ? EVENTS.ofLambda(ratio) : ratio;
}

/** `kappa 1850 mg/L`; undefined where only the ratio is known. */
export function involvedChain({ involved }: LightChainReading): string | undefined {
  const cuts = [CUT, CAST_NEPHROPATHY_CHAIN];
  return involved && EVENTS.chain(involved.analyte, shown(involved.quantity, cuts));
}

export function lightChainInputs({ kappa, lambda, reported }: LightChainReading): readonly Measurement[] {
  return [kappa, lambda, kappa && lambda ? undefined : reported].filter((m) => m !== undefined);
}

/** κ ÷ λ, for the evidence. */
export function lightChainDerived(reading: LightChainReading | undefined): NonNullable<Finding['derived']> {
  if (!reading) return [];
  const { ratio, kappa, lambda } = reading;
  const method = EVENTS.ratioMethod(kappa !== undefined && lambda !== undefined);
  return [{ name: 'light-chain-ratio', value: ratio, unit: '1', method }];
}

function digits(ratio: number): string {
  return number(ratio, ratio >= 10 ? 0 : 2, [CUT]);
}
