// The tests that may be suggested: one table of their LOINC codes and of what shows that one has been done or ordered.
import { codesOf, type Analyte, type Orderable } from '../../src/authoring.ts';
import { TEST_NAMES } from './phrases.en.ts';

export interface LaboratoryTest extends Orderable {
  /** For a summary. */
  readonly short: string;
  /** Results of this kind, recent enough, make the test needless; none where each specimen needs its own. */
  readonly analytes: readonly Analyte[];
  /** A result or an order of one of these shows that the test has been done or ordered: its own, its panels', its parts'. */
  readonly codes: readonly string[];
}

/** Panels by what they hold: an order of one is an order of its members. @source clinical reference 7.11 */
const WITH_CREATININE = ['24320-4', '24321-2', '51990-0', '24323-8', '24362-6', '45066-8', '34555-3', '58446-6'];
const WITH_ALBUMIN = ['24323-8', '24362-6', '24325-3'];

/** Every code that a result of the analyte is recognised by. */
function resultCodes(...analytes: readonly Analyte[]): readonly string[] {
  return codesOf((e) => 'units' in e && analytes.includes(e.analyte));
}

function named(test: keyof typeof TEST_NAMES): Pick<LaboratoryTest, 'label' | 'short'> {
  const [label, short] = TEST_NAMES[test];
  return { label, short };
}

export const B2M: LaboratoryTest = {
  code: '1952-1',
  display: 'Beta-2-Microglobulin [Mass/volume] in Serum or Plasma',
  ...named('b2m'),
  analytes: ['b2m-serum'],
  codes: resultCodes('b2m-serum'),
};
export const ALBUMIN: LaboratoryTest = {
  code: '1751-7',
  display: 'Albumin [Mass/volume] in Serum or Plasma',
  ...named('albumin'),
  analytes: ['albumin-serum'],
  codes: [...WITH_ALBUMIN, ...resultCodes('albumin-serum')],
};
export const CREATININE: LaboratoryTest = {
  code: '45066-8',
  display: 'Creatinine and Glomerular filtration rate.predicted panel',
  ...named('creatinine'),
  analytes: ['creatinine-serum', 'egfr'],
  codes: [...WITH_CREATININE, ...resultCodes('creatinine-serum', 'egfr')],
};
export const LDH: LaboratoryTest = {
  code: '2532-0',
  display: 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma',
  ...named('ldh'),
  analytes: ['ldh-serum'],
  codes: resultCodes('ldh-serum'),
};
export const SPEP: LaboratoryTest = {
  code: '24351-9',
  display: 'Protein electrophoresis panel - Serum or Plasma',
  ...named('spep'),
  analytes: ['m-protein'],
  codes: ['24351-9', '90991-1', ...resultCodes('m-protein')],
};
export const IMMUNOFIXATION: LaboratoryTest = {
  code: '25700-6',
  display: 'Immunofixation for Serum or Plasma',
  ...named('immunofixation'),
  analytes: [],
  codes: ['25700-6', '90991-1'],
};
export const FREE_LIGHT_CHAINS: LaboratoryTest = {
  code: '104533-5',
  display: 'Immunoglobulin light chains.free panel - Serum or Plasma',
  ...named('freeLightChains'),
  analytes: [],
  codes: ['104533-5', '57778-3', '81632-2', ...resultCodes('free-kappa', 'free-lambda', 'free-light-chain-ratio')],
};
export const BLOOD_COUNT: LaboratoryTest = {
  code: '58410-2',
  display: 'CBC panel - Blood by Automated count',
  ...named('bloodCount'),
  analytes: ['hemoglobin'],
  codes: ['58410-2', '57021-8', ...resultCodes('hemoglobin')],
};
export const METABOLIC_PANEL: LaboratoryTest = {
  code: '24323-8',
  display: 'Comprehensive metabolic 2000 panel - Serum or Plasma',
  ...named('metabolicPanel'),
  analytes: [],
  codes: ['24323-8', '2885-2', ...resultCodes('calcium-serum')],
};
export const URINE_ELECTROPHORESIS: LaboratoryTest = {
  code: '81231-3',
  display: 'Protein electrophoresis panel - 24 hour Urine',
  ...named('urineElectrophoresis'),
  analytes: [],
  codes: ['81231-3', '101665-8', '34539-7'],
};
export const URINE_PROTEIN: LaboratoryTest = {
  code: '2889-4',
  display: 'Protein [Mass/time] in 24 hour Urine',
  ...named('urineProtein'),
  analytes: [],
  codes: ['2889-4'],
};
export const URINE_CREATININE: LaboratoryTest = {
  code: '2161-8',
  display: 'Creatinine [Mass/volume] in Urine',
  ...named('urineCreatinine'),
  analytes: [],
  codes: ['2162-6', '14684-5', ...resultCodes('creatinine-urine', 'b2m-urine-creatinine-ratio')],
};
export const URINE_PH: LaboratoryTest = {
  code: '2756-5',
  display: 'pH of Urine',
  ...named('urinePh'),
  analytes: [],
  codes: resultCodes('urine-ph'),
};
