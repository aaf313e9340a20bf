// FISH and TP53 in words: what makes a myeloma high risk, and what was found that does not count, with why.
import {
  aberrationName,
  andList,
  CGS_DEL17P_CUT,
  cutOf,
  exceeds,
  resultDate,
  shareText,
  type FishResult,
  type Reading,
} from '../../src/authoring.ts';

type Staging = NonNullable<Reading['staging']>;
type Results = readonly FishResult[];

const of = (results: Results, aberration: FishResult['aberration']): Results =>
  results.filter((r) => r.aberration === aberration);
const positive = (results: Results, aberration: FishResult['aberration']): FishResult | undefined =>
  of(results, aberration).find((r) => r.counts === 'positive');

/** `del(17p) in 45% of cells`; `t(4;14) with 1q+`: by what the genomic criteria are met. */
export function highRiskBecause({ criteria, fish }: Staging): readonly string[] {
  const { used, inputs } = fish;
  const met = new Set(criteria.filter((c) => c.met === true).map((c) => c.criterion));
  const share = inputs.del17pFraction;
  const isDel17p = share && met.has(1) && exceeds(share, CGS_DEL17P_CUT, 'above') === true;
  const translocations = (['t4-14', 't14-16', 't14-20'] as const).filter((t) => positive(used, t));
  const del1p32 = positive(used, 'del1p32');
  const ofDel1p32 = `del(1p32)${del1p32?.share ? ` in ${shareText(del1p32)} of cells` : ''}`;
  const partners = [
    ...(inputs.gain1q ? ['1q+'] : []),
    ...(inputs.del1p32 && inputs.del1p32 !== 'none' ? [ofDel1p32] : []),
  ];
  return [
    ...(isDel17p ? [`del(17p) in ${share.value}% of cells`] : []),
    ...(met.has(1) && inputs.tp53 ? ['TP53 mutation'] : []),
    ...(met.has(2) ? [`${andList(translocations.map(aberrationName))} with ${andList(partners)}`] : []),
    ...(met.has(3) && !met.has(2)
      ? [inputs.del1p32 === 'biallelic' ? `biallelic ${ofDel1p32}` : `${ofDel1p32} with 1q+`]
      : []),
  ];
}

const SHARE_OPEN: ReadonlySet<unknown> = new Set(['below-cut', 'not-selected', 'word-and-share-differ']);

/** Something was found in a share of cells that is not known, or not enough to be called present or absent. */
export function isShareOpen({ fish }: Staging): boolean {
  return fish.used.some((r) => SHARE_OPEN.has(r.because)) || isShareMissing(fish);
}

/** del(17p) counts for criterion 1 only from its share of cells on. */
function isShareMissing({ used, inputs }: Staging['fish']): boolean {
  return inputs.del17pFraction === undefined && positive(used, 'del17p') !== undefined;
}

/** One sentence for every result that a reader would otherwise take for more, or for less, than it is. */
export function remarks({ fish, imsImwg }: Staging): readonly string[] {
  const { used, passedOver, inputs } = fish;
  const isHigh = imsImwg.possible.length === 1 && imsImwg.possible[0] === 'high-risk';
  const exact = inputs.del17pFraction && isExactly(inputs.del17pFraction);
  return [
    ...(isShareMissing(fish) && !isHigh && inputs.del17p
      ? ['High-risk myeloma (IMS/IMWG 2025) if del(17p) is in more than 20% of cells; the share is not reported.']
      : []),
    ...(exact ? ['del(17p) in exactly 20% of cells: the limit is more than 20%, and sources differ.'] : []),
    ...contradictions(used),
    ...used.flatMap(remarkOn),
    ...otherTime(passedOver.filter((r) => of(used, r.aberration).length === 0)),
  ];
}

/** Neither above nor below the cut-off of the consensus. */
function isExactly(share: NonNullable<FishResult['share']>): boolean {
  return exceeds(share, CGS_DEL17P_CUT, 'at-or-above') === true && exceeds(share, CGS_DEL17P_CUT, 'above') === false;
}

function remarkOn(result: FishResult): readonly string[] {
  const name = aberrationName(result.aberration);
  const date = resultDate(result);
  const low = `${name} in ${shareText(result)} of cells (${date})`;
  const cut = `below the cut-off of ${cutOf(result.aberration)}%`;
  if (result.significanceNotStated && result.counts === 'positive')
    return [`The significance of the TP53 variant (${date}) is not stated.`];
  const told = result.because && REMARKS[result.because];
  if (told) return [told({ name, date, low, cut })];
  return result.counts === 'open' && result.because !== 'free-text'
    ? [`${name} (${date}) could not be read, not used.`]
    : [];
}

interface Told {
  readonly name: string;
  readonly date: string;
  /** `del(17p) in 8% of cells (2026-11-25)`. */
  readonly low: string;
  readonly cut: string;
}

const REMARKS: Readonly<Partial<Record<NonNullable<FishResult['because']>, (told: Told) => string>>> = {
  'below-cut': ({ low, cut }) => `${low}, reported as present: ${cut}, so counted neither as found nor as excluded.`,
  'not-selected': ({ low, cut }) =>
    `${low}: ${cut}, and not stated to be of selected plasma cells, so counted neither as found nor as excluded.`,
  'word-and-share-differ': ({ low }) => `${low}, reported as absent: ask the laboratory which one counts.`,
  'time-not-known': ({ name, date }) =>
    `FISH for ${name} (${date}): whether it shows the disease at diagnosis is not known.`,
  'variant-benign': ({ date }) => `TP53 variant (${date}) benign, not counted.`,
  'variant-uncertain': ({ date }) => `TP53 variant (${date}) of uncertain significance, not counted.`,
  'variant-germline': ({ date }) => `TP53 variant (${date}) not known to be somatic, not counted.`,
  'variant-copy-number': ({ date }) => `TP53 result (${date}) is a change of copy number and no mutation, not counted.`,
  'variant-several-genes': ({ date }) =>
    `Variant (${date}) with TP53 in a list of genes: which gene is meant cannot be seen, not counted.`,
};

/** Found in one result and not in another, and neither can be preferred. */
function contradictions(used: Results): readonly string[] {
  return [...new Set(used.map((r) => r.aberration))].flatMap((aberration) => {
    const [found, lost] = [positive(used, aberration), of(used, aberration).find((r) => r.counts === 'negative')];
    if (!found || !lost) return [];
    return [
      `${aberrationName(aberration)} is present (${resultDate(found)}) and absent (${resultDate(lost)}): ask the laboratory which one counts.`,
    ];
  });
}

const OTHER_TIME = {
  'older-negative': 'more than 90 days before diagnosis',
  'after-window': 'more than 90 days after diagnosis',
  'after-treatment': 'after treatment began',
  'time-not-known': 'at a time not known',
} as const;

/** `t(4;14), t(14;16) (2026-01-03) tested after treatment began: not used, open.` */
function otherTime(results: Staging['fish']['passedOver']): readonly string[] {
  const groups = new Map<string, Set<string>>();
  for (const r of results) {
    const key = `(${resultDate(r)}) tested ${OTHER_TIME[r.because]}`;
    groups.set(key, (groups.get(key) ?? new Set()).add(aberrationName(r.aberration)));
  }
  return [...groups].map(([key, names]) => `${andList([...names])} ${key}: open at diagnosis.`);
}
