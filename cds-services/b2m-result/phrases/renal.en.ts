// What the cards say of filtration: the eGFR, what it predicts, and when neither is given.
import { orList } from '../../../src/authoring.ts';

type Comparator = '<' | '<=' | '>' | '>=';

const OF_EGFR = { '<': 'below ', '<=': 'at most ', '>': 'above ', '>=': 'at least ' } as const;
/** The lower the filtration, the higher the B2M. */
const OF_EXPECTED = { '<': 'above ', '<=': 'at least ', '>': 'below ', '>=': 'at most ' } as const;

export const RENAL = {
  egfrRow: (isComputed: boolean): string => `eGFR, ${isComputed ? 'calculated' : 'reported'}`,
  /** Two values: the sex is not on record. */
  egfrValue: (values: readonly string[], comparator: Comparator | undefined): string =>
    `${comparator === undefined ? '' : OF_EGFR[comparator]}${orList(values)} mL/min/1.73 m²${values.length > 1 ? ' (sex not on record)' : ''}`,
  expectedLimit: (value: string, comparator: Comparator | undefined): string =>
    `B2M expected: ${comparator === undefined ? '' : OF_EXPECTED[comparator]}${value} mg/L`,
  clearanceRow: (isMeasured: boolean): string => `Clearance, ${isMeasured ? 'measured' : 'calculated'}`,
  clearanceLimit: (limit: number): string => `IMWG renal: below ${limit}`,
};
