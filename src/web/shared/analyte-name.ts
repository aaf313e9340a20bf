// Short names for the results we know, where a LOINC display would fill three lines.
import { CATALOGUE, isAnalyte } from '../../clinical/facts/catalogue.ts';
import type { Analyte } from '../../clinical/facts/types.ts';

const NAMES: Readonly<Record<Analyte, string>> = {
  'b2m-serum': 'B2M, serum',
  'b2m-serum-postdialysis': 'B2M, after dialysis',
  'b2m-urine': 'B2M, urine',
  'b2m-urine-24h': 'B2M, 24-h urine',
  'b2m-urine-creatinine-ratio': 'B2M/creatinine, urine',
  'b2m-csf': 'B2M, CSF',
  'creatinine-serum': 'Creatinine',
  'creatinine-urine': 'Creatinine, urine',
  'creatinine-clearance': 'Creatinine clearance',
  'albumin-serum': 'Albumin',
  'calcium-serum': 'Calcium',
  'ldh-serum': 'LDH',
  egfr: 'eGFR',
  'cystatin-c': 'Cystatin C',
  'urine-ph': 'Urine pH',
  hemoglobin: 'Haemoglobin',
  platelets: 'Platelets',
  'm-protein': 'M-protein',
  'free-kappa': 'Free κ',
  'free-lambda': 'Free λ',
  'free-light-chain-ratio': 'Free κ/λ ratio',
  ecog: 'ECOG',
  'body-weight': 'Weight',
};

/** The short name of a LOINC code; undefined for codes we don't read. */
export function nameOfCode(loinc: string): string | undefined {
  const entry = CATALOGUE.get(loinc);
  return entry && isAnalyte(entry) ? NAMES[entry.analyte] : undefined;
}

/** The short name of an analyte of the evidence contract. */
export function nameOfAnalyte(analyte: string): string {
  return (NAMES as Readonly<Record<string, string | undefined>>)[analyte] ?? analyte;
}
