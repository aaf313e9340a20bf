// The tests a B2M is read with, and what shows that they are at hand.
import { DAY_MS, resultsOf, type Analyte, type Orderable } from '../../src/authoring.ts';
import type { OrderInput } from './input.ts';

export interface Companion extends Orderable {
  /** For the summary. */
  readonly short: string;
  /** Results of this kind, or orders of these codes, make the suggestion needless. */
  readonly analytes: readonly Analyte[];
  readonly codes: readonly string[];
}

// @source clinical reference 6 and 7.2–7.4
export const CREATININE: Companion = {
  code: '45066-8',
  display: 'Creatinine and Glomerular filtration rate.predicted panel',
  label: 'creatinine with eGFR',
  short: 'creatinine',
  analytes: ['creatinine-serum', 'egfr'],
  codes: [
    '45066-8',
    '2160-0',
    '14682-9',
    '35203-9',
    '38483-4',
    '59826-8',
    '77140-2',
    '24323-8',
    '98979-8',
    '98980-6',
    '62238-1',
  ],
};
export const ALBUMIN: Companion = {
  code: '1751-7',
  display: 'Albumin [Mass/volume] in Serum or Plasma',
  label: 'serum albumin',
  short: 'albumin',
  analytes: ['albumin-serum'],
  codes: ['1751-7', '61151-7', '61152-5', '2862-1', '77148-5', '76631-1', '54347-0', '24323-8'],
};
export const LDH: Companion = {
  code: '2532-0',
  display: 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma',
  label: 'LDH',
  short: 'LDH',
  analytes: ['ldh-serum'],
  codes: ['2532-0', '14804-9', '14805-6'],
};
export const URINE_CREATININE: Companion = {
  code: '2161-8',
  display: 'Creatinine [Mass/volume] in Urine',
  label: 'urine creatinine',
  short: 'urine creatinine',
  analytes: [],
  codes: ['2161-8', '14683-7', '2162-6', '14684-5', '13485-8', '39773-7'],
};
export const URINE_PH: Companion = {
  code: '2756-5',
  display: 'pH of Urine',
  label: 'urine pH',
  short: 'urine pH',
  analytes: [],
  codes: ['2756-5', '5803-2', '50560-2'],
};

/** Not recent on record and not ordered together with the B2M. */
export function isMissing(companion: Companion, { reading, drafts, settings }: OrderInput): boolean {
  if (companion.codes.some((code) => drafts.codes.has(code))) return false;
  const since = reading.facts.asOf - settings.recentDays * DAY_MS;
  return !companion.analytes.some((analyte) => resultsOf(reading.facts, analyte).some((m) => m.at >= since));
}

/** The newest result of a companion, however old. */
export function lastOf(companion: Companion, { reading }: OrderInput): number | undefined {
  const times = companion.analytes.flatMap((a) => resultsOf(reading.facts, a).map((m) => m.at));
  return times.length > 0 ? Math.max(...times) : undefined;
}
