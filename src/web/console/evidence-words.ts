// The evidence contract's ids in words; an id that has none is shown without its hyphens.
import { CARD_WORDS } from '../../cards/phrases.en.ts';
import { nameOfAnalyte } from '../shared/analyte-name.ts';
import { CONFOUNDING_WORDS } from '../shared/confounding-words.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  'renal-confounding': 'B2M against filtration',
  'b2m-trend': 'B2M over time',
  'kdigo-gfr': 'KDIGO GFR category',
  'KDIGO-AKI': 'KDIGO stage of acute kidney injury',
  'IMS-IMWG-2025': 'High risk (IMS/IMWG 2025)',
  'IMWG-renal': 'Renal impairment (IMWG 2014)',
  'Durie-Salmon-renal': 'Durie-Salmon renal subclass',
  'urine-localisation': 'Urine B2M',
};

const LABELS: Readonly<Record<string, string>> = {
  ...CONFOUNDING_WORDS,
  'rising-with-filtration': 'rising as filtration falls',
};

const DERIVED: Readonly<Record<string, string>> = {
  egfr: 'eGFR',
  crcl: 'Creatinine clearance',
  'b2m-expected': 'B2M expected from filtration',
  'b2m-ratio': 'B2M, measured ÷ expected',
  'b2m-change': 'Change of B2M',
  'fe-b2m': 'Fractional excretion of B2M',
  age: 'Age',
  'creatinine-baseline': 'Baseline creatinine',
  'creatinine-ratio': 'Creatinine ÷ baseline creatinine',
};

const FACTS: Readonly<Record<string, string>> = {
  ...CARD_WORDS.aberrations,
  tp53: 'TP53',
  ighv: 'IGHV',
};

export const systemInWords = (id: string): string => SYSTEMS[id] ?? id;
export const labelInWords = (id: string): string => LABELS[id] ?? plain(id);
export const derivedInWords = (id: string): string => DERIVED[id] ?? plain(id);

/** A fact that would settle something. */
export function factInWords(id: string): string {
  const named = FACTS[id] ?? nameOfAnalyte(id);
  return named === id ? plain(id) : named;
}

function plain(id: string): string {
  return id.replaceAll('-', ' ');
}
