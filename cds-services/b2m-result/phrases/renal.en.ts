// What the cards say of filtration: the eGFR, what it predicts, and when neither is given.
import { comparatorWords, orList, type Comparator } from '../../../src/authoring.ts';

/** The lower the filtration, the higher the B2M. */
const OPPOSITE: Readonly<Record<Comparator, Comparator>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

export const RENAL = {
  egfrRow: (isComputed: boolean): string => `eGFR, ${isComputed ? 'calculated' : 'reported'}`,
  /** Two values: the sex is not on record. */
  egfrValue: (values: readonly string[], comparator: Comparator | undefined): string =>
    `${comparatorWords(comparator)}${orList(values)} mL/min/1.73 m²${values.length > 1 ? ' (sex not on record)' : ''}`,
  expectedLimit: (value: string, comparator: Comparator | undefined): string =>
    `B2M expected: ${comparatorWords(comparator && OPPOSITE[comparator])}${value} mg/L`,
  clearanceRow: (isMeasured: boolean): string => `Clearance, ${isMeasured ? 'measured' : 'calculated'}`,
  clearanceLimit: (limit: number): string => `IMWG renal: below ${limit}`,
};
