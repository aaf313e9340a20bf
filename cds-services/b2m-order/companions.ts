// The tests a B2M is read with, and what shows that they are at hand.
import { daysSince, newest, resultsOf, type Analyte, type Measurement, type Orderable } from '../../src/authoring.ts';
import type { OrderInput } from './input.ts';

export interface Companion extends Orderable {
  /** For the summary. */
  readonly short: string;
  /** Results of this kind, or orders of these codes, make the suggestion needless. */
  readonly analytes: readonly Analyte[];
  readonly codes: readonly string[];
}

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
export const BLOOD_COUNT: Companion = {
  code: '58410-2',
  display: 'CBC panel - Blood by Automated count',
  label: 'blood count',
  short: 'blood count',
  analytes: ['hemoglobin'],
  codes: ['58410-2', '57021-8', '718-7'],
};
export const URINE_CREATININE: Companion = {
  code: '2161-8',
  display: 'Creatinine [Mass/volume] in Urine',
  label: 'urine creatinine',
  short: 'urine creatinine',
  analytes: [],
  codes: ['2161-8', '14683-7', '2162-6', '14684-5', '13485-8', '39773-7', '59177-6', '44303-6', '93729-2'],
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
export function isMissing(companion: Companion, input: OrderInput): boolean {
  return !companion.codes.some((code) => input.drafts.codes.has(code)) && recentOf(companion, input) === undefined;
}

/** The newest result of a companion, when it is recent enough to be read with a B2M of today. */
export function recentOf(companion: Companion, input: OrderInput): Measurement | undefined {
  const last = lastOf(companion, input);
  return last && daysSince(last.at, input.reading.facts.asOf) <= input.settings.recentDays ? last : undefined;
}

/** The newest result of a companion, however old. */
export function lastOf(companion: Companion, { reading }: OrderInput): Measurement | undefined {
  const results = companion.analytes.flatMap((a) => newest(resultsOf(reading.facts, a)) ?? []);
  return results.reduce<Measurement | undefined>((last, m) => (last && last.at >= m.at ? last : m), undefined);
}
