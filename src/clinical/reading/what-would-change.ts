// What a stage would be if what is open were known: each open item is set, and the instruments are run.
import { determined, type Assessment, type FactName } from '../quantities/assessment.ts';
import { oncePer } from '../quantities/once-per.ts';
import { quantity, type Quantity } from '../quantities/quantity.ts';
import { ISS_ALBUMIN_CUT, ISS_B2M_CUTS, issIngredients, issStage } from '../instruments/iss-2005.ts';
import { r2IssStage, type R2IssInputs } from '../instruments/r2-iss-2022.ts';
import { rIssStage, type RIssInputs } from '../instruments/r-iss-2015.ts';
import type { StagingReading } from './staging.ts';

/** Any one of the open items found: one stratum, whatever the others show; none of them: another. */
export interface OpenItems {
  readonly items: readonly FactName[];
  readonly any: string;
  readonly none: string;
}

/** The stages with one value in place of what is open. */
export interface WithValue {
  readonly analyte: 'albumin-serum' | 'b2m-serum';
  /** From here on, in the unit of the instrument; undefined: below `below`. */
  readonly from?: number | undefined;
  readonly below?: number | undefined;
  readonly iss: string;
  /** Where this value alone determines it. */
  readonly rIss?: string | undefined;
}

type Inputs = RIssInputs & R2IssInputs;

const SWITCH = {
  'ldh-serum': 'ldhHigh',
  del17p: 'del17p',
  't4-14': 't4_14',
  't14-16': 't14_16',
  gain1q: 'gain1q',
} as const satisfies Partial<Record<FactName, keyof Inputs>>;

type Switch = keyof typeof SWITCH;

function isSwitch(fact: FactName): fact is Switch {
  return Object.hasOwn(SWITCH, fact);
}

/** As if these had been found, or had not. */
function withSwitches(inputs: Inputs, facts: readonly Switch[], found: boolean): Inputs {
  return { ...inputs, ...Object.fromEntries(facts.map((fact) => [SWITCH[fact], found])) };
}

function inputsOf({ b2m, albumin, ldhHigh, fish }: StagingReading): Inputs {
  return { b2m: b2m?.quantity, albumin: albumin?.quantity, ldhHigh, ...fish.inputs };
}

/**
 * Of R-ISS, by LDH and FISH; undefined where nothing is open, or where it takes more than one sentence to say. Several
 * sentences of one card ask, and each answer takes the instrument some six times.
 */
export const openOfRIss = oncePer((staging: StagingReading) => openItems(staging, staging.rIss, rIssStage));

/** The same of R2-ISS. */
export const openOfR2Iss = oncePer((staging: StagingReading) => openItems(staging, staging.r2Iss, r2IssStage));

/** All of them found: one stratum; none: another. */
export interface Extremes {
  readonly items: readonly FactName[];
  readonly all: string;
  readonly none: string;
}

/** Of R2-ISS, where no single item settles it; undefined where nothing is open but LDH and FISH. */
export function extremesOfR2Iss(staging: StagingReading): Extremes | undefined {
  const { missing } = staging.r2Iss;
  if (!missing.every(isSwitch)) return undefined;
  const inputs = inputsOf(staging);
  const of = (found: boolean): string | undefined => determined(r2IssStage(withSwitches(inputs, missing, found)));
  const [all, none] = [of(true), of(false)];
  return all === undefined || none === undefined || all === none ? undefined : { items: missing, all, none };
}

function openItems(
  staging: StagingReading,
  { missing }: Assessment,
  assess: (inputs: Inputs) => Assessment,
): OpenItems | undefined {
  if (!missing.every(isSwitch)) return undefined;
  const inputs = inputsOf(staging);
  const none = determined(assess(withSwitches(inputs, missing, false)));
  const [any, ...others] = new Set(missing.map((fact) => determined(assess(withSwitches(inputs, [fact], true)))));
  return any === undefined || none === undefined || others.length > 0 ? undefined : { items: missing, any, none };
}

/**
 * Of an ISS that is open, or that would be another by an albumin on the other side of its limit.
 *
 * @returns one entry for each range of the value that is still open; empty where one value does not settle the stage
 */
export function openOfIss(staging: StagingReading): readonly WithValue[] {
  const { b2m, albumin } = inputsOf(staging);
  const { missing } = staging.iss;
  if (missing.includes('b2m-serum')) {
    const [{ levels }] = issIngredients({ b2m });
    const [low, high] = ISS_B2M_CUTS;
    const ranges = [{ below: low }, { from: low, below: high }, { from: high }];
    return levels.toReversed().flatMap((level) => withB2m(staging, ranges[level] ?? {}));
  }
  if (!missing.includes('albumin-serum') && !(albumin && b2m)) return [];
  return [{ from: ISS_ALBUMIN_CUT }, { below: ISS_ALBUMIN_CUT }].flatMap((range) => withAlbumin(staging, range));
}

type Range = Pick<WithValue, 'from' | 'below'>;

/** A value of a range: its lower end, or half of its upper one. */
function valueIn({ from, below = 0 }: Range): number {
  return from ?? below / 2;
}

function withB2m(staging: StagingReading, range: Range): readonly WithValue[] {
  return settled('b2m-serum', range, { ...inputsOf(staging), b2m: quantity(valueIn(range), 'mg/L') });
}

function withAlbumin(staging: StagingReading, range: Range): readonly WithValue[] {
  const albumin: Quantity<'g/dL'> = quantity(valueIn(range), 'g/dL');
  return settled('albumin-serum', range, { ...inputsOf(staging), albumin });
}

function settled(analyte: WithValue['analyte'], range: Range, inputs: Inputs): readonly WithValue[] {
  const iss = determined(issStage(inputs));
  return iss === undefined ? [] : [{ analyte, ...range, iss, rIss: determined(rIssStage(inputs)) }];
}
