// From the units laboratories write to the one unit we compute in; a unit not listed here is unknown, never guessed.
import { oncePer } from './once-per.ts';
import { tidy, type Quantity, type Unit } from './quantity.ts';

/** How one spelling of a unit becomes the canonical one. */
interface Conversion {
  readonly times?: number;
  readonly over?: number;
  /** A second, equally published factor, the smaller one: the truth lies between the two. */
  readonly orOver?: number;
  /** Hardly ever the true unit of this analyte. */
  readonly suspect?: true;
  /** In other letters it would be another unit. */
  readonly caseMatters?: true;
}

export interface UnitTable<U extends Unit = Unit> {
  readonly unit: U;
  readonly spellings: Readonly<Record<string, Conversion>>;
  /** The value may come without any unit (pH, scores). */
  readonly bare?: true;
}

const same: Conversion = {};

/** As laboratories print it: gm for grams, % for "in 100 mL". */
const GRAMS_PER_DECILITRE = {
  'g/dL': same,
  'gm/dL': same,
  'g%': same,
  'gm%': same,
  'g/100mL': same,
  'g/L': { over: 10 },
  'gm/L': { over: 10 },
} as const satisfies Record<string, Conversion>;

/** 1 mg/L of B2M (11,800 Da) is 84.75 nmol/L; one laboratory prints 84.7. @source clinical reference 7.5 */
const B2M_NMOL_PER_MG = 84.75;
const B2M_NMOL_PER_MG_PRINTED = 84.7;
/** µmol/L per mg/dL, creatinine (113.12 Da). @source clinical reference 2.1 */
export const CREATININE_UMOL_PER_MG_DL = 88.42;
/** mg/dL per mmol/L, calcium (40.08 Da). */
const CALCIUM_MG_DL_PER_MMOL = 4.008;
/** µmol/L per g/dL, albumin (66.4 kDa). @source clinical reference 7.5 */
const ALBUMIN_UMOL_PER_G_DL = 150.5;
/** ug/g per mg/mmol of creatinine. @source clinical reference 7.5 */
const UG_G_PER_MG_MMOL = 8840;

export const UNITS = {
  serumB2m: {
    unit: 'mg/L',
    spellings: {
      'mg/L': same,
      'ug/mL': same,
      'ug/L': { over: 1000 },
      'ng/mL': { over: 1000 },
      'mg/dL': { times: 10, suspect: true },
      'mg%': { times: 10, suspect: true },
      'mg/100mL': { times: 10, suspect: true },
      'nmol/L': { over: B2M_NMOL_PER_MG, orOver: B2M_NMOL_PER_MG_PRINTED },
    },
  },
  urineB2m: {
    unit: 'ug/L',
    spellings: {
      'ug/L': same,
      'ng/mL': same,
      'mg/L': { times: 1000 },
      'ug/mL': { times: 1000 },
      'nmol/L': { times: 1000 / B2M_NMOL_PER_MG },
    },
  },
  urineB2m24h: {
    unit: 'ug/(24.h)',
    spellings: {
      'ug/(24.h)': same,
      'ug/d': same,
      'ug/24h': same,
      'mg/(24.h)': { times: 1000 },
      'mg/d': { times: 1000 },
      'mg/24h': { times: 1000 },
    },
  },
  urineB2mRatio: {
    unit: 'ug/g{creat}',
    spellings: {
      'ug/g{creat}': same,
      'ug/g': same,
      'mg/g{creat}': { times: 1000 },
      'mg/g': { times: 1000 },
      'mg/mmol': { times: UG_G_PER_MG_MMOL },
      'mg/mmol{creat}': { times: UG_G_PER_MG_MMOL },
    },
  },
  creatinine: {
    unit: 'mg/dL',
    spellings: {
      'mg/dL': same,
      'mg%': same,
      'mg/100mL': same,
      'umol/L': { over: CREATININE_UMOL_PER_MG_DL },
      'mmol/L': { times: 1000 / CREATININE_UMOL_PER_MG_DL },
    },
  },
  calcium: {
    unit: 'mg/dL',
    spellings: { 'mg/dL': same, 'mmol/L': { times: CALCIUM_MG_DL_PER_MMOL } },
  },
  albumin: {
    unit: 'g/dL',
    spellings: { ...GRAMS_PER_DECILITRE, 'umol/L': { over: ALBUMIN_UMOL_PER_G_DL } },
  },
  massPerDecilitre: { unit: 'g/dL', spellings: GRAMS_PER_DECILITRE },
  enzyme: {
    unit: 'U/L',
    spellings: { 'U/L': same, '[IU]/L': same, 'IU/L': same, 'units/L': same, 'unit/L': same, 'ukat/L': { times: 60 } },
  },
  milligramPerLitre: { unit: 'mg/L', spellings: { 'mg/L': same } },
  freeLightChain: {
    unit: 'mg/L',
    spellings: { 'mg/L': same, 'ug/mL': same, 'mg/dL': { times: 10 } },
  },
  ratio: { unit: '1', spellings: { '1': same, '{ratio}': same, ratio: same }, bare: true },
  gfr: {
    unit: 'mL/min/{1.73_m2}',
    spellings: {
      'mL/min/{1.73_m2}': same,
      'mL/min/{1.73m2}': same,
      'mL/min/1.73.m2': same,
      'mL/min/1.73m2': same,
      'mL/min/1.73_m2': same,
      'mL/min': same,
    },
  },
  clearance: { unit: 'mL/min', spellings: { 'mL/min': same } },
  weight: {
    unit: 'kg',
    spellings: { kg: same, g: { over: 1000 }, '[lb_av]': { times: 0.45359237 }, lb: { times: 0.45359237 } },
  },
  platelets: {
    unit: '10*9/L',
    spellings: {
      '10*9/L': same,
      '10*3/uL': same,
      '10^9/L': same,
      '10^3/uL': same,
      'K/uL': same,
      '/nL': same,
      // Giga: a small g would be grams.
      'G/L': { caseMatters: true },
    },
  },
  ph: { unit: '[pH]', spellings: { '[pH]': same, pH: same, '{pH}': same, '1': same }, bare: true },
  percent: { unit: '%', spellings: { '%': same, '{ratio}': { times: 100 } } },
  score: { unit: '1', spellings: { '1': same, '{score}': same }, bare: true },
} as const satisfies Record<string, UnitTable>;

const canonicalSpelling = new Map<string, string>();

/** The micro sign, the Greek mu and "mc" all mean "u"; UCUM knows only the last. A small l for litre is UCUM too. */
export function respell(unit: string): string {
  const known = canonicalSpelling.get(unit);
  if (known !== undefined) return known;
  const spelled = unit
    .trim()
    .replace(/^(\u00b5|\u03bc|mc)(?=g|mol|kat)/iu, 'u')
    .replace(/\/([dmunµμ]?)l\b/gu, '/$1L')
    .replace(/\/[\u00b5\u03bc]L/u, '/uL')
    .replace(/^ml\//u, 'mL/');
  // Bounded: units come from outside.
  if (canonicalSpelling.size < 1000 && unit.length <= 40) canonicalSpelling.set(unit, spelled);
  return spelled;
}

/** Is a unit, as it is printed, the one that is written so in UCUM? */
export function isPrinted(unit: string | undefined, ucum: string): boolean {
  return unit !== undefined && respell(unit) === ucum;
}

function conversionOf(table: UnitTable, spelled: string): Conversion | undefined {
  if (Object.hasOwn(table.spellings, spelled)) return table.spellings[spelled];
  return looseSpellings(table).get(loose(spelled));
}

const looseSpellings = oncePer((table: UnitTable): ReadonlyMap<string, Conversion> => {
  const entries = Object.entries(table.spellings).filter(([, conversion]) => conversion.caseMatters !== true);
  return new Map(entries.map(([spelling, conversion]) => [loose(spelling), conversion]));
});

/** Capitals and blanks are the printer's: within one analyte's units they never tell two apart. */
function loose(spelling: string): string {
  return spelling.toLowerCase().replace(/\s+/g, '').replace('²', '2');
}

export interface Converted<U extends Unit = Unit> {
  readonly quantity: Quantity<U>;
  readonly suspect: boolean;
  /** The conversion itself changed the number, so a value that rounds to a cut-off owes its side to the factor. */
  readonly converted: boolean;
}

/**
 * Reads a reported value into the canonical unit.
 *
 * @param table the analyte's accepted spellings
 * @param value as reported, finite
 * @param unit UCUM code or display as reported; undefined when there is none
 * @returns undefined when the unit is unknown (or missing where one is needed)
 * @example
 * toCanonical(UNITS.serumB2m, 3500, 'µg/L') //=> { quantity: { value: 3.5, unit: 'mg/L' }, … }
 */
export function toCanonical<U extends Unit>(
  table: UnitTable<U>,
  value: number,
  unit: string | undefined,
): Converted<U> | undefined {
  if (unit === undefined || unit === '') {
    return table.bare ? { quantity: { value, unit: table.unit }, suspect: false, converted: false } : undefined;
  }
  const spelled = respell(unit);
  const conversion = conversionOf(table, spelled);
  if (!conversion) return undefined;
  if (conversion === same || conversion.caseMatters) {
    return { quantity: { value, unit: table.unit }, suspect: false, converted: false };
  }
  const { times = 1, over = 1, orOver, suspect = false } = conversion;
  const read = tidy((value * times) / over);
  const quantity: Quantity<U> =
    orOver === undefined
      ? { value: read, unit: table.unit }
      : { value: read, unit: table.unit, between: [read, tidy(value / orOver)] };
  return { quantity, suspect, converted: over !== 1 && over % 10 !== 0 };
}
