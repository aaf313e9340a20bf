// What the cards say of a result whose unit or size cannot be right.
import { andList } from '../../../src/authoring.ts';

export const UNIT_CHECK = {
  names: { 'creatinine-serum': 'creatinine', 'albumin-serum': 'albumin', 'ldh-serum': 'LDH', 'b2m-serum': 'B2M' },
  /** `printed` as it stands on the report. */
  orRead: (printed: string, read: string, unit: string): string => `${printed}, or ${read} if ${unit} was meant`,
  misprint: (printed: string, read: string, orRead: string): string =>
    `Check the B2M unit: ${printed} is ${read}, or ${orRead} if misprinted; not used for any stage`,
  check: (name: string, readings: string): string => `Check the ${name} unit: ${readings}; not used`,
  checkTold: (names: readonly string[]): string => `Check the unit of ${andList(names)}.`,
  forAnyStage: ' for any stage',
  theResult: 'the result',
  unitNotShown: '(unit not shown)',
  arbitrary: 'arbitrary units',
  problems: {
    'unit-implausible': 'is implausible',
    implausible: 'is implausible',
    'no-unit': 'came without a unit',
    'unknown-unit': 'has a unit that cannot be read',
    'arbitrary-unit': 'is in arbitrary units of its assay',
  },
  ask: 'Ask the laboratory for value and unit. Usual is about 1–3 mg/L, which is 0.1–0.3 mg/dL.',
  askArbitrary: 'Every published limit is in mg/L: no stage and no trend is computed from it.',

  asPrinted: (name: string): string => `${name}, as printed`,
  ifRight: (unit: string): string => `if ${unit} is right`,
  ifMeant: (unit: string): string => `if ${unit} was meant`,
  notUsed: 'not used',
  noRange: 'no range given',
  laboratoryLimit: (limit: string): string => `laboratory limit ${limit}`,
  notUsedOr: (read: string, unit: string): string => `not used; ${read} if ${unit} was meant`,

  confirms: {
    first: (unit: string): string => `the laboratory confirms ${unit}`,
    second: (unit: string): string => `confirms ${unit}`,
    either: 'the laboratory confirms either unit',
  },
  veryHigh: (value: string): string =>
    `B2M ${value} is very high without advanced kidney disease on record: check the unit`,
  rare: (limit: number): string => `Values above ${limit} mg/L are rare without advanced kidney disease or dialysis.`,
};
