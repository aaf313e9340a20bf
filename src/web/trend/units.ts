// Mass or molar units: one switch for the whole page, by the factors of the clinical code.
import { number } from '../../cards/format.ts';
import { ISS_B2M_CUTS } from '../../clinical/instruments/iss-2005.ts';
import type { Quantity } from '../../clinical/quantities/quantity.ts';
import { CREATININE_UMOL_PER_MG_DL, respell, toCanonical, UNITS } from '../../clinical/quantities/units.ts';

export interface Display {
  readonly unit: string;
  readonly factor: number;
  readonly digits: number;
  /** Decimals that a result has at least when it is shown as it was reported. */
  readonly least: number;
}

/** A result as read, and as the laboratory reported it. */
export interface Result {
  readonly quantity: Quantity;
  readonly reported?: { readonly value: number; readonly unit?: string };
}

export interface UnitSystem {
  readonly b2m: Display;
  readonly creatinine: Display;
}

const MG_L_PER_NMOL_L = toCanonical(UNITS.serumB2m, 1, 'nmol/L')?.quantity.value ?? Number.NaN;

export const UNIT_SYSTEMS = {
  mass: {
    b2m: { unit: 'mg/L', factor: 1, digits: 1, least: 1 },
    creatinine: { unit: 'mg/dL', factor: 1, digits: 2, least: 1 },
  },
  molar: {
    b2m: { unit: 'nmol/L', factor: 1 / MG_L_PER_NMOL_L, digits: 0, least: 0 },
    creatinine: { unit: 'µmol/L', factor: CREATININE_UMOL_PER_MG_DL, digits: 0, least: 0 },
  },
} as const satisfies Record<string, UnitSystem>;

export type UnitChoice = keyof typeof UNIT_SYSTEMS;

/** `show(5.5, b2m)` → `5.5 mg/L`; a comparator goes in front, and no value is rounded onto an ISS cut-off. */
export function show(value: number, { unit, factor, digits }: Display, comparator = ''): string {
  const cuts = ISS_B2M_CUTS.map((cut) => cut * factor);
  return `${comparator}${number(value * factor, digits, cuts)} ${unit}`;
}

/** A result with the digits it was reported with, where it was reported in the unit shown; else converted. */
export function showResult({ quantity, reported }: Result, display: Display): string {
  const { value, comparator = '' } = quantity;
  if (reported?.unit === undefined || respell(reported.unit) !== respell(display.unit))
    return show(value, display, comparator);
  const text = String(reported.value);
  const decimals = text.split('.')[1]?.length ?? 0;
  return `${comparator}${decimals < display.least ? reported.value.toFixed(display.least) : text} ${display.unit}`;
}
