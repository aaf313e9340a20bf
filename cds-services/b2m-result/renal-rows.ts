// The eGFR and the clearance as rows of the table: the eGFR with the B2M that filtration alone predicts.
import { IMWG_CRCL_CUT, orList, REDUCED_GFR, shown, type CardRow, type Reading } from '../../src/authoring.ts';
import { printedEgfr } from '../shared/egfr.ts';
import { EN } from './phrases.en.ts';
import { printedExpected } from './words.ts';

type Renal = Reading['renal'];

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
