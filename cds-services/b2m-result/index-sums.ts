// The sums of several indices of one disease: a line each, and one headline where all are in their highest group.
import {
  determined,
  exceeds,
  IPSSWM_M_PROTEIN_CUT,
  number,
  shown,
  type Measurement,
  type Reading,
} from '../../src/authoring.ts';
import { INDEX_LIMITS, INDICES as SAY } from './phrases/indices.en.ts';
import { stratumWord } from './stratum-words.ts';

type Index = Reading['indices'][number];

/** In the order in which a sum names its items. */
const ORDER = Object.keys(SAY.inSum);

function nameOf(fact: string): string {
  return isNamed(fact) ? SAY.inSum[fact] : fact;
}

function isNamed(fact: string): fact is keyof typeof SAY.inSum {
  return Object.hasOwn(SAY.inSum, fact);
}

interface Sum {
  readonly system: string;
  readonly group: string;
  readonly isHighest: boolean;
  /** `age 2`; of factors `age`. */
  readonly items: readonly string[];
  /** `rIPSSWM (5 points)`. */
  readonly counted: string;
}

/** Of an index whose group is known, and in which something counts. */
function sumOf({ index, assessment, ingredients }: Index): Sum | undefined {
  const stratum = determined(assessment);
  const sum = index.items?.(ingredients);
  if (stratum === undefined || sum === undefined || sum.counted.length === 0) return undefined;
  const { system, strata, countsFactors = false } = index;
  const items = sum.counted.toSorted((a, b) => ORDER.indexOf(a.fact) - ORDER.indexOf(b.fact));
  const points = items.reduce((all, item) => all + item.points, 0);
  return {
    system,
    group: stratumWord(stratum),
    isHighest: stratum === strata.at(-1),
    items: items.map(({ fact, points: of }) => (countsFactors ? nameOf(fact) : `${nameOf(fact)} ${of}`)),
    counted: SAY.counted(system, points, countsFactors, sum.isWhole),
  };
}

/** `Waldenström, highest group by IPSSWM (4 factors), rIPSSWM (5 points) and MSS-WM (5 points)`; unless all of several are, none. */
export function allHighest(told: readonly Index[]): string | undefined {
  const sums = told.flatMap((i) => sumOf(i) ?? []);
  const areAll = told.length > 1 && sums.length === told.length && sums.every(({ isHighest }) => isHighest);
  return areAll ? SAY.allHighest(sums.map(({ counted }) => counted)) : undefined;
}

/**
 * `rIPSSWM very high: age 2, B2M 1, LDH 1, albumin 1.`
 *
 * @param leftOut an M-protein that does not count, where the table has no row of it
 */
export function sumLines(told: readonly Index[], leftOut: Measurement | undefined): readonly string[] {
  if (told.length < 2) return [];
  return told.flatMap((i) => {
    const sum = sumOf(i);
    if (!sum) return [];
    const { system, group, items, isHighest } = sum;
    const limits = INDEX_LIMITS[system] ?? {};
    if (limits['b2m-serum'] === undefined)
      return [SAY.sumWithoutB2m(system, group, items, isHighest ? i.index.highestFrom : undefined)];
    const isAsked = leftOut !== undefined && limits['m-protein'] !== undefined;
    const more = isAsked ? SAY.doesNotCount(shown(leftOut.quantity), number(IPSSWM_M_PROTEIN_CUT, 1)) : '';
    return [`${SAY.sum(system, group, items)}${more}`];
  });
}

export function isLowMProtein({ analyte, quantity }: Measurement): boolean {
  return analyte === 'm-protein' && exceeds(quantity, IPSSWM_M_PROTEIN_CUT, 'above') === false;
}

/** `, TP53 mutation gives 4, age 70 gives 1`: what counts beside the B2M in an index that is told alone. */
export function alsoCounted({ index, ingredients }: Index): string {
  const { counted = [] } = index.items?.(ingredients) ?? {};
  return counted
    .filter(({ fact }) => fact !== 'b2m-serum')
    .map(({ fact, points }) => {
      const years = fact === 'age' ? ingredients.age?.value : undefined;
      return SAY.alsoGives(years === undefined ? nameOf(fact) : SAY.agedIn(years), points);
    })
    .join('');
}
