// What an analyte is called in a table.
import type { Analyte } from '../clinical/facts/types.ts';

const NAMES: Readonly<Record<Analyte, string>> = {
  'b2m-serum': 'B2M',
  'b2m-serum-postdialysis': 'Serum B2M after dialysis',
  'b2m-urine': 'Urine B2M',
  'b2m-urine-24h': '24-h urine B2M',
  'b2m-urine-creatinine-ratio': 'Urine B2M/creatinine',
  'b2m-csf': 'CSF B2M',
  'creatinine-serum': 'Creatinine',
  'creatinine-urine': 'Urine creatinine',
  'creatinine-clearance': 'Creatinine clearance',
  'albumin-serum': 'Albumin',
  'calcium-serum': 'Calcium',
  'ldh-serum': 'LDH',
  egfr: 'eGFR, reported',
  'cystatin-c': 'Cystatin C',
  'urine-ph': 'Urine pH',
  hemoglobin: 'Hb',
  platelets: 'Platelets',
  'm-protein': 'M-protein',
  'free-kappa': 'Kappa',
  'free-lambda': 'Lambda',
  'free-light-chain-ratio': 'Kappa/lambda ratio',
  ecog: 'ECOG',
  'body-weight': 'Body weight',
};

/** @param isSerumOnly no other fluid's B2M stands beside it */
export function analyteName(analyte: Analyte, isSerumOnly: boolean): string {
  return analyte === 'b2m-serum' && !isSerumOnly ? 'Serum B2M' : NAMES[analyte];
}
