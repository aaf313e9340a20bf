// The eGFR and the clearance as rows of the table: the eGFR with the B2M that filtration alone predicts.
import {
  expectedB2m,
  IMWG_CRCL_CUT,
  number,
  orList,
  REDUCED_GFR,
  SEVERELY_REDUCED_GFR,
  shown,
  type CardRow,
  type Quantity,
  type Reading,
} from '../../src/authoring.ts';
import { EN } from './phrases.en.ts';

type Renal = Reading['renal'];

/** mL/min; limits of KDIGO categories that a printed eGFR must not appear to cross. Ours. */
const GFR_CUTS = [15, SEVERELY_REDUCED_GFR, 45, REDUCED_GFR, 90];

/** `38`, `59.8`: as it is printed wherever it is printed. */
function printedEgfr({ value }: Quantity): string {
  return number(value, 0, GFR_CUTS);
}

/** mg/L, from the eGFR as printed, so that a reader who computes it finds the same. */
function printedExpected(egfr: Quantity): string {
  return number(expectedB2m(Number(printedEgfr(egfr))), 1);
}

/** `eGFR, reported | 20 mL/min/1.73 m² | B2M expected: 6.3 mg/L`; none where no eGFR is given. */
export function egfrRow({ egfr, derived }: Renal): readonly CardRow[] {
  const [first] = egfr;
  if (!first) return [];
  const isComputed = derived.some(({ name }) => name === 'egfr');
  const values = egfr.map(printedEgfr);
  const expected = orList([...new Set(egfr.map(printedExpected))]);
  return [
    {
      result: EN.renal.egfrRow(isComputed),
      value: EN.renal.egfrValue(values, first.comparator),
      limit: EN.renal.expectedLimit(expected, first.comparator),
      replaces: 'egfr',
    },
  ];
}

/** `Clearance, calculated | 32 mL/min | IMWG renal: below 40`. */
export function clearanceRow({ clearance, measuredClearance }: Renal): readonly CardRow[] {
  if (!clearance) return [];
  return [
    {
      result: EN.renal.clearanceRow(measuredClearance !== undefined),
      value: shown(clearance, [REDUCED_GFR, IMWG_CRCL_CUT]),
      limit: EN.renal.clearanceLimit(IMWG_CRCL_CUT),
      replaces: 'creatinine-clearance',
    },
  ];
}
