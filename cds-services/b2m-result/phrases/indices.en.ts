// What the cards say of the prognostic indices: their groups, and of each item the limit from which it counts.
import {
  andList,
  BALL_B2M_CUT,
  BALL_HEMOGLOBIN_CUTS,
  BALL_MONTHS_CUT,
  CLL_IPI_AGE_CUT,
  CLL_IPI_B2M_CUT,
  CLL_IPI_POINTS,
  FLIPI2_AGE_CUT,
  FLIPI2_HEMOGLOBIN_CUT,
  GELTAMO_AGE_CUTS,
  GELTAMO_ECOG_CUTS,
  IPSSWM_AGE_CUT,
  IPSSWM_B2M_CUT,
  IPSSWM_HEMOGLOBIN_CUT,
  IPSSWM_M_PROTEIN_CUT,
  IPSSWM_PLATELETS_CUT,
  MSS_WM_AGE_CUTS,
  MSS_WM_ALBUMIN_CUT,
  orList,
  PRIMA_PI_B2M_CUT,
  RIPSSWM_AGE_CUTS,
  RIPSSWM_ALBUMIN_CUT,
  RIPSSWM_B2M_CUT,
  RIPSSWM_LDH_CUT,
  RIPSSWM_LDH_LIMIT,
} from '../../../src/authoring.ts';

const points = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;
const between = (least: number, most: number): string => `${least} ${most - least === 1 ? 'or' : 'to'} ${points(most)}`;
const { tp53, ighvUnmutated, b2m, advancedStage, age } = CLL_IPI_POINTS;
/** The limit is the laboratory's own. */
const ABOVE_LABORATORY = null;
const [oneFrom, twoFrom] = MSS_WM_AGE_CUTS;
const [revisedOneFrom, revisedTwoFrom] = RIPSSWM_AGE_CUTS;
const [geltamoOne, geltamoTwo] = GELTAMO_AGE_CUTS;
const [ecogOne, ecogTwo] = GELTAMO_ECOG_CUTS;
const [women, men] = BALL_HEMOGLOBIN_CUTS;

/** Index → item, by the names of the evidence contract → from where it counts. */
export const INDEX_LIMITS: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'CLL-IPI': {
    'b2m-serum': `${points(b2m)} above ${CLL_IPI_B2M_CUT}`,
    age: `${points(age)} above ${CLL_IPI_AGE_CUT}`,
    del17p: `${points(tp53)} if present`,
    tp53: `${points(tp53)} if present`,
    ighv: `${points(ighvUnmutated)} if unmutated`,
    'rai-or-binet-stage': `${points(advancedStage)}: Rai I–IV, Binet B–C`,
  },
  BALL: {
    'b2m-serum': `${BALL_B2M_CUT} or more`,
    'ldh-serum': ABOVE_LABORATORY,
    hemoglobin: `below ${women}, in men below ${men}`,
    'time-since-last-therapy': `below ${BALL_MONTHS_CUT} months`,
  },
  IPSSWM: {
    age: `above ${IPSSWM_AGE_CUT}`,
    'b2m-serum': `above ${IPSSWM_B2M_CUT}`,
    hemoglobin: `${IPSSWM_HEMOGLOBIN_CUT} or less`,
    platelets: `${IPSSWM_PLATELETS_CUT} or less`,
    'm-protein': `above ${IPSSWM_M_PROTEIN_CUT}`,
  },
  rIPSSWM: {
    age: `from ${revisedOneFrom}, twice from ${revisedTwoFrom}`,
    'b2m-serum': `from ${RIPSSWM_B2M_CUT}`,
    'ldh-serum': `from ${RIPSSWM_LDH_CUT} where the limit is ${RIPSSWM_LDH_LIMIT}`,
    'albumin-serum': `below ${RIPSSWM_ALBUMIN_CUT}`,
  },
  'MSS-WM': {
    age: `from ${oneFrom}, twice from ${twoFrom}`,
    'ldh-serum': ABOVE_LABORATORY,
    'albumin-serum': `below ${MSS_WM_ALBUMIN_CUT}`,
  },
  FLIPI2: {
    'b2m-serum': ABOVE_LABORATORY,
    hemoglobin: `below ${FLIPI2_HEMOGLOBIN_CUT}`,
    age: `above ${FLIPI2_AGE_CUT}`,
    'longest-node': 'above 6 cm',
    'bone-marrow-involvement': 'if involved',
  },
  'PRIMA-PI': { 'b2m-serum': `above ${PRIMA_PI_B2M_CUT}`, 'bone-marrow-involvement': 'if involved' },
  'GELTAMO-IPI': {
    'b2m-serum': ABOVE_LABORATORY,
    'ldh-serum': ABOVE_LABORATORY,
    age: `from ${geltamoOne}, twice from ${geltamoTwo}`,
    'performance-status': `from ${ecogOne}, twice from ${ecogTwo}`,
    'ann-arbor-stage': 'III or IV',
  },
};

/** Index → item that counts, by the names of the evidence contract. */
const LDH_HIGH = 'LDH above its limit';
export const INDEX_ITEMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'CLL-IPI': {
    del17p: 'del(17p)',
    tp53: 'TP53 mutation',
    ighv: 'IGHV unmutated',
    'rai-or-binet-stage': 'Rai I–IV (Binet B–C)',
  },
  BALL: {
    'ldh-serum': LDH_HIGH,
    hemoglobin: `Hb below ${women} (in men ${men})`,
    'time-since-last-therapy': `last therapy begun within ${BALL_MONTHS_CUT} months`,
  },
  IPSSWM: {
    hemoglobin: `Hb ${IPSSWM_HEMOGLOBIN_CUT} g/dL or less`,
    platelets: `platelets ${IPSSWM_PLATELETS_CUT} or less`,
    'm-protein': `M-protein above ${IPSSWM_M_PROTEIN_CUT} g/dL`,
  },
  rIPSSWM: {
    'ldh-serum': `LDH from ${RIPSSWM_LDH_CUT} (limit ${RIPSSWM_LDH_LIMIT})`,
    'albumin-serum': `albumin below ${RIPSSWM_ALBUMIN_CUT}`,
  },
  'MSS-WM': { 'ldh-serum': LDH_HIGH, 'albumin-serum': `albumin below ${MSS_WM_ALBUMIN_CUT}` },
  FLIPI2: {
    hemoglobin: `Hb below ${FLIPI2_HEMOGLOBIN_CUT} g/dL`,
    'longest-node': 'node above 6 cm',
    'bone-marrow-involvement': 'marrow involved',
  },
  'PRIMA-PI': { 'bone-marrow-involvement': 'marrow involved' },
  'GELTAMO-IPI': {
    'ldh-serum': LDH_HIGH,
    'performance-status': `ECOG ${ecogTwo} or 4`,
    'ann-arbor-stage': 'Ann Arbor III–IV',
  },
};

export const INDICES = {
  /** What would change it: any of these, and none of them. */
  any: (items: readonly string[]): string => orList(items),
  none: (count: number): string => (count > 2 ? 'none of them' : count === 2 ? 'neither' : 'not so'),
  /** `system`: where more than one index is open. */
  would: (system: string | undefined, strata: readonly string[]): string =>
    system === undefined ? orList(strata) : `${system} ${orList(strata)}`,
  /** Groups as clinicians write them. */
  strata: {
    'very-low': 'very low',
    low: 'low',
    'low-intermediate': 'low-intermediate',
    intermediate: 'intermediate',
    'high-intermediate': 'high-intermediate',
    high: 'high',
    'very-high': 'very high',
  },
  /** What the B2M adds to an index that is told alone; reads on after its value. */
  contributes: {
    BALL: {
      yes: `counts (${BALL_B2M_CUT} or more)`,
      no: `does not count (below ${BALL_B2M_CUT})`,
      open: `may count (${BALL_B2M_CUT} or more)`,
    },
    'CLL-IPI': {
      yes: `gives ${b2m}`,
      no: `adds no points (not above ${CLL_IPI_B2M_CUT})`,
      open: `may add ${points(b2m)} (above ${CLL_IPI_B2M_CUT})`,
    },
    'GELTAMO-IPI': {
      yes: 'is above range (1 point)',
      no: 'is within range (no points)',
      open: 'may be above range (1 point)',
    },
  },
  part: (b2m: string, contributes: string): string => `${b2m} ${contributes}`,
  /**
   * `IPSSWM low or intermediate`, `open` where nothing is excluded; with its points, which say more: `CLL-IPI at least 3 points
   * (intermediate to very high)` where its highest group is possible, else `GELTAMO-IPI 0 to 4 points (low to
   * high-intermediate)`; of one group `BALL high (4 points)`, `GELTAMO-IPI low-intermediate (2 or 3 points)`.
   *
   * @param possible whether all of its groups, or the highest, are
   */
  score: (
    system: string,
    strata: readonly string[],
    possible: { readonly all: boolean; readonly highest: boolean },
    range?: { readonly least: number; readonly most: number },
  ): string => {
    if (possible.all) return `${system} open`;
    const [first = '', ...others] = strata;
    const groups = others.length > 1 ? `${first} to ${others.at(-1) ?? ''}` : orList(strata);
    if (!range) return `${system} ${orList(strata)}`;
    const { least, most } = range;
    const count =
      least === most ? points(least) : possible.highest ? `at least ${points(least)}` : between(least, most);
    return others.length === 0 ? `${system} ${first} (${count})` : `${system} ${count} (${groups})`;
  },
  /** `, age 70 gives 1`: what else counts beside the B2M. */
  alsoGives: (what: string, count: number): string => `, ${what} gives ${count}`,
  agedIn: (years: number): string => `age ${years}`,
  /** Of a sum, in a sentence. */
  inSum: {
    age: 'age',
    'b2m-serum': 'B2M',
    'ldh-serum': 'LDH',
    'albumin-serum': 'albumin',
    hemoglobin: 'Hb',
    platelets: 'platelets',
    'm-protein': 'M-protein',
    del17p: 'del(17p)',
    tp53: 'TP53 mutation',
  },
  counted: (system: string, count: number, areFactors: boolean, isWhole: boolean): string => {
    const sum = areFactors ? `${count} ${count === 1 ? 'factor' : 'factors'}` : points(count);
    return `${system} (${isWhole ? '' : 'at least '}${sum})`;
  },
  allHighest: (counted: readonly string[]): string => `Waldenström, highest group by ${andList(counted)}`,
  highestSummary: (highest: string, b2m: string): string => `${highest}; ${b2m}`,
  sum: (system: string, group: string, items: readonly string[]): string => `${system} ${group}: ${items.join(', ')}.`,
  /** `from`: of its highest group, where that is all it says of it. */
  sumWithoutB2m: (system: string, group: string, items: readonly string[], from: number | undefined): string =>
    from === undefined
      ? `${system} ${group}, no B2M in it: ${items.join(', ')}.`
      : `${system}, no B2M in it: ${items.join(', ')}; highest group from ${from}.`,
  doesNotCount: (mProtein: string, cut: string): string => ` M-protein ${mProtein} does not count (above ${cut}).`,
  lastTherapy: 'Last therapy',
  begun: (name: string, months: number): string =>
    `${name}, begun ${months} ${months === 1 ? 'month' : 'months'} before`,
  told: (scores: readonly string[]): string => `${scores.join(', ')}.`,
  summary: (scores: readonly string[], part: string): string => `${scores.join(', ')}: ${part}`,
  limitOf: (systems: readonly string[], limit: string): string => `${andList(systems)} ${limit}`,
  limits: (limits: readonly string[]): string => limits.join('; '),
  names: {
    age: 'Age',
    del17p: 'del(17p)',
    tp53: 'TP53 mutation',
    ighv: 'IGHV',
    'rai-or-binet-stage': 'Rai or Binet',
    'ann-arbor-stage': 'Ann Arbor stage',
    'longest-node': 'Longest node',
    'bone-marrow-involvement': 'Marrow',
    'b2m-serum': 'B2M',
    'ldh-serum': 'LDH',
    'albumin-serum': 'Albumin',
    hemoglobin: 'Hb',
    platelets: 'Platelets',
    'm-protein': 'M-protein',
    'performance-status': 'ECOG',
    'time-since-last-therapy': 'Time since last therapy',
    sex: 'Sex',
  },
  aboveLaboratory: (high: string | undefined): string => `above ${high ?? "the laboratory's limit"}`,
  limitNotGiven: "the laboratory's limit, which is not given",
  ageMethod: 'completed years at the specimen',
  notOfThatTime: 'not on record of that time',
  years: (years: number): string => `${years} years`,
  untold: (systems: readonly string[]): string =>
    `Relapsed disease: ${andList(systems)} is made for diagnosis and is not told.`,
  noDate: 'The date of diagnosis is not on record; the index is made for diagnosis.',
  stillUntreated: 'Drawn after the window around diagnosis, of one still untreated; the index is made for diagnosis.',
  roughDates: 'The dates on record leave open whether this is a value of diagnosis; the index is made for diagnosis.',
  readInPart: 'B2M was read only in part: a later one of the time of diagnosis may stand on record.',
  current: 'A current value; the index is made for diagnosis.',
  all: (b2m: string, cut: string): string => `Adult ALL with B2M ${b2m} (${cut} or more): adverse in one series`,
  allLimit: (cut: string): string => `adverse: ${cut} or more`,
  allMore: 'Fewer complete remissions and more CNS disease in that series, with creatinine and age accounted for.',
};
