// The tests this service may suggest, with their LOINC codes and those that show they have been done.
import type { Orderable } from '../../src/authoring.ts';

export interface Test extends Orderable {
  /** Results that come of it: with one of them recent, the test is not suggested again. */
  readonly doneBy: readonly string[];
}

export const B2M: Test = {
  code: '1952-1',
  display: 'Beta-2-Microglobulin [Mass/volume] in Serum or Plasma',
  label: 'serum beta-2 microglobulin',
  doneBy: ['1952-1', '83078-6', '56786-7', '14626-6', '76484-5'],
};
export const ALBUMIN: Test = {
  code: '1751-7',
  display: 'Albumin [Mass/volume] in Serum or Plasma',
  label: 'serum albumin',
  doneBy: ['1751-7', '61151-7', '61152-5', '54347-0'],
};
export const CREATININE: Test = {
  code: '45066-8',
  display: 'Creatinine and Glomerular filtration rate.predicted panel',
  label: 'creatinine with eGFR',
  doneBy: ['2160-0', '14682-9', '35203-9', '98979-8'],
};
export const LDH: Test = {
  code: '2532-0',
  display: 'Lactate dehydrogenase [Enzymatic activity/volume] in Serum or Plasma',
  label: 'LDH',
  doneBy: ['2532-0', '14804-9', '14805-6'],
};
export const SPEP: Test = {
  code: '24351-9',
  display: 'Protein electrophoresis panel - Serum or Plasma',
  label: 'serum protein electrophoresis',
  doneBy: ['24351-9', '90991-1', '33358-3', '51435-6'],
};
export const IMMUNOFIXATION: Test = {
  code: '25700-6',
  display: 'Immunofixation for Serum or Plasma',
  label: 'serum immunofixation',
  doneBy: ['25700-6', '90991-1'],
};
export const FREE_LIGHT_CHAINS: Test = {
  code: '104533-5',
  display: 'Immunoglobulin light chains.free panel - Serum or Plasma',
  label: 'serum free light chains',
  doneBy: ['104533-5', '57778-3', '81632-2', '36916-5', '33944-0', '48378-4'],
};
export const BLOOD_COUNT: Test = {
  code: '58410-2',
  display: 'CBC panel - Blood by Automated count',
  label: 'blood count',
  doneBy: ['58410-2', '57021-8', '718-7'],
};
export const METABOLIC_PANEL: Test = {
  code: '24323-8',
  display: 'Comprehensive metabolic 2000 panel - Serum or Plasma',
  label: 'comprehensive metabolic panel',
  doneBy: ['24323-8', '17861-6', '2885-2'],
};
export const URINE_ELECTROPHORESIS: Test = {
  code: '81231-3',
  display: 'Protein electrophoresis panel - 24 hour Urine',
  label: '24-h urine protein electrophoresis',
  doneBy: ['81231-3', '101665-8', '34539-7'],
};
export const URINE_PROTEIN: Test = {
  code: '2889-4',
  display: 'Protein [Mass/time] in 24 hour Urine',
  label: '24-h urine protein',
  doneBy: ['2889-4'],
};
